"""A made-up round for the made-up people. Never on a site in use."""

from datetime import datetime

from django.db import transaction

from whatthetech.pairing.models import AboutVolunteer, Round
from whatthetech.pairing.rounds import propose_round, publish_round
from whatthetech.people.models import (
    COORDINATORS,
    Availability,
    LearnerProfile,
    PartOfDay,
    User,
    VolunteerProfile,
    Weekday,
)
from whatthetech.scheduling.models import Term

TUESDAYS = (Weekday.TUESDAY, PartOfDay.MORNING)
THURSDAYS = (Weekday.THURSDAY, PartOfDay.AFTERNOON)
# First name of a volunteer: learners at once, sessions helped at before we kept registers here,
# and when else they are free.
HELPERS = {
    "Priya": (4, 4, ()),
    "Grace": (4, 20, ()),
    "Oliver": (2, 0, ()),
    "Amina": (4, 30, ()),
    "Fatima": (4, 12, (THURSDAYS,)),
    "Rosa": (3, 8, (TUESDAYS,)),
    "Luca": (4, 10, (THURSDAYS,)),
    "James": (2, 15, (THURSDAYS, TUESDAYS)),
}
EVERY_SO_MANY = ((THURSDAYS, 2), (TUESDAYS, 3))  # of the learners say that they are free then
MUST_KNOW = "windows"  # few volunteers know it, and whoever has it alone must have one who does
SEED = 2026


@transaction.atomic
def load_demonstration_pairing(*, now: datetime) -> Round | None:
    """A published round for the demonstration's term; nothing where a round is, or no term."""
    term, by = Term.objects.first(), _coordinator()
    if term is None or Round.objects.exists():
        return None
    _say_when_free()
    _say_what_must_be()
    _say_what_volunteers_can_do()
    draft = propose_round(term=term, by=by, now=now, seed=SEED)
    return publish_round(round=draft, by=by, now=now)


def _coordinator() -> User | None:
    return User.objects.filter(groups__name=COORDINATORS).order_by("pk").first()


def _say_when_free() -> None:
    """Enough of them at the times of the sessions."""
    people = LearnerProfile.objects.exclude(person__last_name="").order_by("pk")
    for number, person in enumerate(people.values_list("person", flat=True)):
        for (weekday, part), every in EVERY_SO_MANY:
            if number % every == 0:
                _is_free(person, weekday, part)


def _say_what_must_be() -> None:
    """More of them than can be helped: somebody is left out by contention."""
    for profile in LearnerProfile.objects.filter(devices__code=MUST_KNOW):
        if profile.devices.count() == 1:
            profile.helper_must_know_device = True
            profile.save(update_fields=["helper_must_know_device"])


def _say_what_volunteers_can_do() -> None:
    volunteers = VolunteerProfile.objects.filter(person__first_name__in=HELPERS)
    for volunteer in volunteers.select_related("person"):
        at_once, before, times = HELPERS[volunteer.person.first_name]
        volunteer.learners_at_once = at_once
        volunteer.save(update_fields=["learners_at_once"])
        AboutVolunteer.objects.get_or_create(
            volunteer=volunteer, defaults={"sessions_before": before}
        )
        for weekday, part in times:
            _is_free(volunteer.person_id, weekday, part)


def _is_free(person: int, weekday: Weekday, part: PartOfDay) -> None:
    Availability.objects.get_or_create(person_id=person, weekday=weekday, part=part)
