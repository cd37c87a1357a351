"""Who looked up whom: every view, export and change of a person's record by staff is noted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from whatthetech.people.models import LookUp, User

ONE_LOOK = timedelta(minutes=10)  # going to and fro in one telephone call is one look


def note_look_up(
    *,
    by: User | None,
    deed: LookUp.Deed,
    now: datetime,
    person: User | None = None,
    remark: str = "",
) -> LookUp:
    """`person` None: several at once, or erased. `by` None: the program, or erased themselves.

    The remark names nobody: it outlives who it is about.
    """
    return LookUp.objects.create(at=now, by=by, deed=deed, person=person, remark=remark)


def note_view(*, by: User, person: User, now: datetime) -> LookUp:
    """That they looked at the person: once in ten minutes, or a call would fill a page."""
    looks = LookUp.objects.filter(by=by, person=person, deed=LookUp.Deed.VIEWED)
    if lately := looks.filter(at__gt=now - ONE_LOOK).first():
        return lately
    return note_look_up(by=by, deed=LookUp.Deed.VIEWED, person=person, now=now)


def note_views(*, by: User, people: Iterable[User], now: datetime) -> None:
    """The same of several who stand on one page, in two queries."""
    people = list(people)
    looks = LookUp.objects.filter(by=by, person__in=people, deed=LookUp.Deed.VIEWED)
    lately = set(looks.filter(at__gt=now - ONE_LOOK).values_list("person", flat=True))
    LookUp.objects.bulk_create(
        LookUp(by=by, person=person, deed=LookUp.Deed.VIEWED, at=now)
        for person in people
        if person.pk not in lately
    )
