"""Erasing a person: they and all that is theirs go, and only counts stay.

What they made for others stays, without their name: lessons, pictures, the history of a lesson.
Their remarks beside a lesson's text go. A complaint that was answered stays for its six years
without name and link (whatthetech/retention.py), since we must be able to show that we answered.
"""

from datetime import datetime

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from lessons.progress import DONE
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import (
    COORDINATORS,
    ErasedPerson,
    Invitation,
    LookUp,
    User,
)


class CannotErase(Exception):
    """Somebody who can't be erased now. Its words say what to do first."""


class ComplaintIsOpen(CannotErase):
    """We still owe them an answer, and need to know whom to answer."""

    def __str__(self):
        return "Their complaint is still open. Answer it and close it, then erase the record."


class ConcernIsKept(CannotErase):
    """A safeguarding lead decides first. The words tell nobody that there is a concern."""

    def __str__(self):
        return "This record can’t be erased here. Ask the safeguarding lead."


class LastCoordinator(CannotErase):
    """Nobody would be left who can run the programme."""

    def __str__(self):
        return "No other coordinator is left. Invite another coordinator first."


@transaction.atomic
def erase_person(*, person: User, by: User | None, now: datetime, remark: str = "") -> ErasedPerson:
    """Erase them for good, and the records that were merged into theirs.

    `by` None: the retention policy did it. Who erases themselves is not named in the look-up.
    Raises ComplaintIsOpen, ConcernIsKept or LastCoordinator.
    """
    keep_a_coordinator(person)
    User.objects.select_for_update().get(pk=person.pk)
    if person.complaints.filter(closed_on=None).exists():
        raise ComplaintIsOpen
    if person.concerns.on_file().exists():
        raise ConcernIsKept
    erased = ErasedPerson.objects.create(
        erased_on=timezone.localdate(now),
        was_learner=hasattr(person, "learner_profile"),
        was_volunteer=hasattr(person, "volunteer_profile"),
        lessons_begun=person.kept_places.count(),
        lessons_finished=person.kept_places.filter(Q(step=DONE) | ~Q(done_at=None)).count(),
    )
    note_look_up(by=None if by == person else by, deed=LookUp.Deed.ERASED, now=now, remark=remark)
    for merged in User.objects.filter(merged_into=person):
        remove(merged)
    remove(person)
    return erased


def keep_a_coordinator(person: User) -> None:
    """Raises LastCoordinator. Locks them all, or two who erase each other would both go."""
    if not person.is_in(COORDINATORS):
        return
    run_it = User.objects.filter(Q(groups__name=COORDINATORS) | Q(is_superuser=True))
    locked = run_it.order_by("pk").select_for_update(of=("self",))
    if not any(other.is_active and other.pk != person.pk for other in locked):
        raise LastCoordinator


def remove(person: User) -> None:
    """The rows alone. What only names them by their words goes too, or loses the name."""
    history_of(person).delete()
    person.complaints.update(from_whom="")
    person.concerns.exclude(may_go_at=None).delete()
    if person.email:
        Invitation.objects.filter(email__iexact=person.email).delete()
        for tries in tables_of_sign_in_tries():
            tries.objects.filter(username__iexact=person.email).delete()
    person.delete()


def tables_of_sign_in_tries() -> list:
    """django-axes' own, which know somebody by the email address they typed."""
    if not apps.is_installed("axes"):
        return []
    names = ("AccessAttempt", "AccessFailureLog", "AccessLog")
    return [apps.get_model("axes", name) for name in names]


def history_of(person: User) -> QuerySet[ModelLogEntry]:
    """What Wagtail wrote down of changes to their records, with their name as a label."""
    profiles = [
        profile
        for name in ("learner_profile", "volunteer_profile")
        if (profile := getattr(person, name, None))
    ]
    about = [person, *profiles, *person.invitations.all()]
    found = Q(pk__in=[])
    for row in about:
        kind = ContentType.objects.get_for_model(row)
        found |= Q(content_type=kind, object_id=str(row.pk))
    return ModelLogEntry.objects.filter(found)
