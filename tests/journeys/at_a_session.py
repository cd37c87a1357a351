"""A session with Priya, who helps, and Mary, who learns: what the pages of both need."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from lessons.models import LessonPage
from tests.factories.people import make_card, make_volunteer
from tests.factories.scheduling import (
    coming,
    make_begun_session,
    make_session,
    make_shift,
    make_term,
    put_on_register,
)
from whatthetech.people.models import Setting, User, VolunteerProfile
from whatthetech.scheduling.models import Booking, Practice, Term, VolunteerShift
from whatthetech.scheduling.recording import record_session

HELPER, LEARNER = "priya@example.org", "mary@example.org"


def a_helper() -> VolunteerProfile:
    """Priya, cleared for group sessions, who signs in by password."""
    priya = make_volunteer(
        cleared_for=[Setting.GROUP], first_name="Priya", email=HELPER, with_password=True
    )
    priya.person.groups.add(Group.objects.get(name="Volunteers"))
    return priya


def a_learner() -> User:
    """Mary, with a card. The email address is for the tests, to find her by."""
    mary = make_card(called="Mary").card.person
    mary.email = LEARNER
    mary.save()
    return mary


def a_booking(*, state="attended") -> Booking:
    """Mary's, of a session two hours ago at which Priya helped."""
    session = make_begun_session()
    make_shift(session=session, volunteer=a_helper())
    return put_on_register(session, a_learner(), state=state)


def a_lesson() -> LessonPage:
    return LessonPage.objects.get(slug="spot-and-report-a-scam")


def a_record() -> Booking:
    """Two steps worked on, and the second to be practised."""
    booking, lesson = a_booking(), a_lesson()
    first, second = [step.id for step in lesson.steps_on("all")][:2]
    record_session(
        booking=booking,
        by=User.objects.get(email=HELPER),
        now=timezone.now(),
        worked_on=(lesson, [first, second]),
        practice=Practice(lesson, second, "Once a day"),
        note="She rang her son.",
    )
    return booking


def a_late_shift() -> VolunteerShift:
    """Priya's, of a session tomorrow."""
    return make_shift(session=make_begun_session(hours_ago=-20), volunteer=a_helper())


# --- Pages: each makes what it shows, and gives its address -----------------------------------


def help_page() -> str:
    """With a session offered, one that wants helpers, exams to come and somebody to write of."""
    a_booking()
    priya = VolunteerProfile.objects.get(person__email=HELPER)
    make_shift(session=make_session(on=coming()), volunteer=priya, confirmed=False)
    make_session(on=coming(weekday=1), seats=1)
    today = timezone.localdate()
    make_term(begins_on=today, ends_on=today + timedelta(weeks=10))
    Term.objects.update(exams_begin_on=coming(weekday=0), exams_end_on=coming(weekday=4))
    return "/help/"


def shift_page() -> str:
    return f"/help/shifts/{a_late_shift().pk}/"


def why_page() -> str:
    return f"/help/shifts/{a_late_shift().pk}/withdraw/"


def came_page() -> str:
    return f"/help/record/{a_booking(state='booked').pk}/"


def record_page(more: str = "") -> str:
    return f"/help/record/{a_record().pk}/{more}"


def steps_page() -> str:
    return record_page(f"lessons/{a_lesson().pk}/")


def practice_page() -> str:
    return record_page(f"practise/{a_lesson().pk}/")


def lessons_page() -> str:
    return record_page("lessons/?all=yes")


def note_page() -> str:
    return record_page("note/")


def worry_page() -> str:
    return record_page("worry/")


def printed_page() -> str:
    return record_page("print/")


def closed_page() -> str:
    booking = a_booking()
    session = booking.session
    session.starts_at -= timedelta(days=2)
    session.ends_at -= timedelta(days=2)
    session.save()
    return f"/help/record/{booking.pk}/"


def practised_at_home() -> str:
    a_record()
    return "/me/"


def all_practised() -> str:
    a_record()
    return "/me/practised/"
