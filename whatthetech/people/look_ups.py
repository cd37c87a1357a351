"""Who looked up whom: every view, export and change of a person's record by staff is noted."""

from datetime import datetime

from whatthetech.people.models import LookUp, User


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
