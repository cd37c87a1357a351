"""Adding a learner with their details, and changing these. By telephone, desk or referral alike."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import Channel, LearnerProfile, LookUp, User

NAMES = ("first_name", "known_as")  # all that somebody with only a card has
OF_PERSON = ("first_name", "last_name", "known_as", "telephone", "email")
LISTS = ("devices", "goal_courses", "goal_lessons")
REACHED_BY = {
    Channel.TELEPHONE: "telephone",
    Channel.TEXT: "telephone",
    Channel.LETTER: "address",
    Channel.EMAIL: "email",
}


class NoWayToReach(Exception):
    """There are details of somebody, and neither telephone, address nor email."""


@dataclass
class ChannelNotTheirs(Exception):
    """They are to be reached by what we don't have of them."""

    missing: str  # the name of the field


@transaction.atomic
def add_learner(*, by: User, now: datetime, **details) -> LearnerProfile:
    """A new learner. `details`: fields of the person and of the profile, by name.

    Raises NoWayToReach, ChannelNotTheirs.
    """
    check_reachable(details)
    if not has_way_to_reach(details):
        raise NoWayToReach
    person = User.objects.create_user(**{name: details.get(name) or "" for name in OF_PERSON})
    profile = LearnerProfile(person=person)
    _fill(profile, details)
    profile.save()
    for name in LISTS:
        getattr(profile, name).set(details.get(name, ()))
    log(profile, "people.add_learner", user=by, title=_title(profile))
    note_look_up(by=by, deed=LookUp.Deed.CHANGED, person=person, now=now, remark="added")
    return profile


@transaction.atomic
def add_walk_in(*, called: str, by: User, now: datetime) -> LearnerProfile:
    """Somebody at the door of a session, by first name alone; details come once they stay."""
    person = User.objects.create_user(first_name=called)
    profile = LearnerProfile.objects.create(person=person)
    log(profile, "people.add_learner", user=by, title=_title(profile))
    note_look_up(by=by, deed=LookUp.Deed.CHANGED, person=person, now=now, remark="added")
    return profile


@transaction.atomic
def change_learner(*, learner: LearnerProfile, by: User, now: datetime, **details) -> list[str]:
    """Bring what is held into line with these details. The names of the fields that changed.

    The history keeps these names and no value: it must not keep what was taken out.
    Raises NoWayToReach, ChannelNotTheirs.
    """
    User.objects.select_for_update().get(pk=learner.person_id)
    held = LearnerProfile.objects.select_related("person").get(pk=learner.pk)
    details = {name: _as_kept(name, value) for name, value in details.items()}
    check_reachable(held_details(held) | details)
    changed = [name for name, value in details.items() if _held(held, name) != value]
    if not changed:
        return []
    _fill(held, details)
    held.person.save()
    held.save()
    for name in set(LISTS) & set(changed):
        getattr(held, name).set(details[name])
    labels = [label_of(name) for name in changed]
    log(held, "people.change_learner", user=by, title=_title(held), data={"fields": labels})
    note_look_up(by=by, deed=LookUp.Deed.CHANGED, person=held.person, now=now)
    return changed


def note_contact(*, learner: LearnerProfile, now: datetime) -> None:
    """They were spoken with today. How long we keep them counts from it."""
    learner.last_contact_on = timezone.localdate(now)
    learner.save(update_fields=["last_contact_on"])


def check_reachable(details: dict) -> None:
    """Raise NoWayToReach or ChannelNotTheirs, where these are the details of one person."""
    has_details = any(value for name, value in details.items() if name not in NAMES)
    if has_details and not has_way_to_reach(details):
        raise NoWayToReach
    missing = REACHED_BY.get(details.get("preferred_channel"))
    if missing and not details.get(missing):
        raise ChannelNotTheirs(missing)


def has_way_to_reach(details: dict) -> bool:
    return any(details.get(name) for name in REACHED_BY.values())


def held_details(learner: LearnerProfile) -> dict:
    """What is held of them, by the names that `add_learner` takes. No dates, no lists."""
    columns = [field.name for field in LearnerProfile._meta.fields]
    of_profile = [name for name in columns if name not in ("id", "person", "last_contact_on")]
    return {name: _held(learner, name) for name in (*OF_PERSON, *of_profile)}


def label_of(name: str) -> str:
    """What a field is called at the desk."""
    model = User if name in OF_PERSON else LearnerProfile
    return str(model._meta.get_field(name).verbose_name)


def _held(learner: LearnerProfile, name: str):
    if name in LISTS:
        return set(getattr(learner, name).all())
    return getattr(learner.person if name in OF_PERSON else learner, name)


def _as_kept(name: str, value):
    if name in LISTS:
        return set(value)
    return value or None if name == "email" else value


def _fill(learner: LearnerProfile, details: dict) -> None:
    for name, value in details.items():
        if name not in LISTS:
            setattr(learner.person if name in OF_PERSON else learner, name, value)


def _title(learner: LearnerProfile) -> str:
    """In place of the name, which must go from the history with the person."""
    return f"Learner {learner.pk}"
