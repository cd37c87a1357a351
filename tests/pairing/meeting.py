"""Who meets whom so many hours from now: sessions, seats, pairs, and volunteers who are cleared."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.people import make_volunteer, walk_path
from tests.factories.scheduling import make_session, make_term
from whatthetech.pairing.models import Pairing, Role
from whatthetech.people.models import Setting, User, VolunteerProfile
from whatthetech.scheduling.models import Booking, LearningSession


def clear(person: User) -> VolunteerProfile:
    """The standing volunteer, cleared for groups."""
    profile = VolunteerProfile.objects.create(person=person, learners_at_once=3)
    walk_path(profile, cleared_for=[Setting.GROUP], today=timezone.localdate())
    return profile


def another_volunteer(*, called="Amina") -> VolunteerProfile:
    return make_volunteer(cleared_for=[Setting.GROUP], first_name=called)


def in_hours(hours: float) -> LearningSession:
    """A session that starts in so many hours, and takes 90 minutes."""
    session = make_session()
    session.starts_at = timezone.now() + timedelta(hours=hours)
    session.ends_at = session.starts_at + timedelta(minutes=90)
    session.save()
    return session


def seat(session, learner, *, helper=None, state="booked", number=1) -> Booking:
    now = timezone.now()
    return Booking.objects.create(
        session=session,
        learner=learner,
        helper=helper,
        state=state,
        seat=None if state in ("waiting", "cancelled", "missed") else number,
        cancelled_at=now if state == "cancelled" else None,
        channel=Booking.Channel.PHONE,
        made_at=now,
        joined_at=now,
    )


def pair(learner, volunteer, *, term=None, role=Role.PRIMARY, ended_on=None) -> Pairing:
    """In a term that runs now, unless one is given."""
    today = timezone.localdate()
    term = term or make_term(
        begins_on=today - timedelta(days=30), ends_on=today + timedelta(days=30)
    )
    return Pairing.objects.create(
        learner=learner,
        volunteer=volunteer,
        term=term,
        role=role,
        begun_on=term.begins_on,
        ended_on=ended_on,
    )
