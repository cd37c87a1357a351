"""What a coordinator notes of people for pairing: limits, experience, interpreters, venues."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from whatthetech.pairing.models import AboutLearner, AboutVolunteer, Interpreter, OutOfReach
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import LookUp, User, VolunteerProfile
from whatthetech.scheduling.models import Term, Venue


@transaction.atomic
def note_about_learner(
    *,
    learner: User,
    by: User,
    now: datetime,
    agreed: bool | None,
    came_before: bool = False,
    interests: Iterable[str] = (),
) -> AboutLearner:
    """Whether they want a volunteer of their own (None: not asked), and came before registers.

    `interests`: values of Interest.
    """
    noted = {"agreed": agreed, "came_before": came_before, "interests": sorted(interests)}
    about, _ = AboutLearner.objects.update_or_create(learner=learner, defaults=noted)
    _note(learner, by, now, "wants a volunteer or not")
    return about


@transaction.atomic
def note_about_volunteer(
    *,
    volunteer: VolunteerProfile,
    by: User,
    now: datetime,
    learners_a_week: int | None = None,
    learners_in_all: int | None = None,
    turns_18_on: date | None = None,
    sessions_before: int = 0,
    good_with_hearing: bool = False,
    good_with_sight: bool = False,
    good_with_pace: bool = False,
    needs_step_free: bool = False,
    interests: Iterable[str] = (),
) -> AboutVolunteer:
    """All that is known from now on: it replaces what was noted before."""
    noted = {
        "learners_a_week": learners_a_week,
        "learners_in_all": learners_in_all,
        "turns_18_on": turns_18_on,
        "sessions_before": sessions_before,
        "good_with_hearing": good_with_hearing,
        "good_with_sight": good_with_sight,
        "good_with_pace": good_with_pace,
        "needs_step_free": needs_step_free,
        "interests": sorted(interests),
    }
    about, _ = AboutVolunteer.objects.update_or_create(volunteer=volunteer, defaults=noted)
    _note(volunteer.person, by, now, "limits and experience")
    return about


@transaction.atomic
def note_out_of_reach(*, person: User, venue: Venue, by: User, now: datetime) -> OutOfReach:
    """A learner or a volunteer can't get there. A second press changes nothing."""
    row, is_new = OutOfReach.objects.get_or_create(person=person, venue=venue)
    if is_new:
        _note(person, by, now, "a venue out of reach")
    return row


@transaction.atomic
def note_within_reach(*, person: User, venue: Venue, by: User, now: datetime) -> None:
    """They can get there after all."""
    gone, _ = OutOfReach.objects.filter(person=person, venue=venue).delete()
    if gone:
        _note(person, by, now, "a venue within reach")


@transaction.atomic
def book_interpreter(*, learner: User, term: Term, by: User, now: datetime) -> Interpreter:
    """For the whole term. A second press changes nothing."""
    row, is_new = Interpreter.objects.get_or_create(
        learner=learner, term=term, ended_at=None, defaults={"booked_at": now, "booked_by": by}
    )
    if is_new:
        _note(learner, by, now, "interpreter booked")
    return row


@transaction.atomic
def cancel_interpreter(*, learner: User, term: Term, by: User, now: datetime) -> None:
    """A second press changes nothing."""
    booked = Interpreter.objects.filter(learner=learner, term=term, ended_at=None)
    if booked.update(ended_at=now):
        _note(learner, by, now, "interpreter cancelled")


# --- All of it at once, as it stands on the desk's page --------------------------------------


@transaction.atomic
def keep_about_volunteer(
    *,
    volunteer: VolunteerProfile,
    out_of_reach: Iterable[Venue],
    by: User,
    now: datetime,
    **known,
) -> AboutVolunteer:
    """`known`: as note_about_volunteer. Venues that are not named are within reach."""
    _keep_reach(volunteer.person, out_of_reach, by=by, now=now)
    return note_about_volunteer(volunteer=volunteer, by=by, now=now, **known)


@transaction.atomic
def keep_about_learner(
    *,
    learner: User,
    out_of_reach: Iterable[Venue],
    term: Term | None,
    by: User,
    now: datetime,
    has_interpreter: bool = False,
    **known,
) -> AboutLearner:
    """`known`: as note_about_learner. `term`: of the interpreter; None: none is booked."""
    _keep_reach(learner, out_of_reach, by=by, now=now)
    if term:
        change = book_interpreter if has_interpreter else cancel_interpreter
        change(learner=learner, term=term, by=by, now=now)
    return note_about_learner(learner=learner, by=by, now=now, **known)


def _keep_reach(person: User, out_of_reach: Iterable[Venue], *, by: User, now: datetime) -> None:
    beyond = set(out_of_reach)
    for venue in Venue.objects.all():
        change = note_out_of_reach if venue in beyond else note_within_reach
        change(person=person, venue=venue, by=by, now=now)


def _note(person: User, by: User, now: datetime, remark: str) -> None:
    note_look_up(by=by, deed=LookUp.Deed.CHANGED, now=now, person=person, remark=remark)
