"""A session whose register is open, and the volunteer who takes it."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from tests.factories.people import make_volunteer
from tests.factories.scheduling import make_learner, make_session_soon, make_shift, put_down
from whatthetech.people.models import Setting, VolunteerProfile
from whatthetech.scheduling.models import Booking, LearningSession
from whatthetech.scheduling.register import mark_attendance

NADIA = "nadia@example.org"


def make_open_register(*names: str) -> LearningSession:
    """It begins in ten minutes; Nadia and Ben help, two learners each."""
    session = make_session_soon(starts_in=timedelta(minutes=10))
    for called, email in (("Nadia", NADIA), ("Ben", "ben@example.org")):
        make_shift(session=session, volunteer=volunteer_called(called, email), places=3)
    for name in names:
        put_down(session, make_learner(called=name))
    return session


def volunteer_called(called: str, email: str) -> VolunteerProfile:
    """The same one, however many registers they take."""
    if known := VolunteerProfile.objects.filter(person__email=email).first():
        return known
    cleared = {"cleared_for": [Setting.GROUP], "with_password": True}
    volunteer = make_volunteer(first_name=called, email=email, **cleared)
    volunteer.person.groups.add(Group.objects.get(name="Volunteers"))
    return volunteer


def make_busy_register() -> LearningSession:
    """One is here, one did not come, and of one nobody knows yet."""
    session = make_open_register("Mary", "Fred", "Bartholomew")
    helper = session.shifts.first()
    for called, came in (("Mary", True), ("Fred", False)):
        booking = booking_of(session, called)
        marked = {"by": helper.volunteer.person, "now": timezone.now()}
        mark_attendance(booking=booking, came=came, **marked)
    session.bookings.update(helper=helper)
    return session


def booking_of(session: LearningSession, called: str) -> Booking:
    return session.bookings.select_related("attendance").get(learner__first_name=called)


def at_register(part: str) -> Callable[[object], str]:
    """Makes the path to a page of a register that begins now; `{mary}` stands for her booking."""

    def make(reader) -> str:
        session = make_busy_register()
        mary = booking_of(session, "Mary").pk
        return f"/help/register/{session.pk}/{part.format(mary=mary)}"

    return make
