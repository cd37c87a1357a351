"""A learner brings somebody whom we need not know: both get seats, or both wait."""

from datetime import datetime

from django.db import transaction

from whatthetech.people.models import LearnerProfile, User
from whatthetech.people.registering import add_learner
from whatthetech.people.telephone import digits_of
from whatthetech.scheduling.booking import book_pair
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import Booking, LearningSession

BROUGHT_AT_MOST = 6  # different people by one learner: more come by telephone


class BringsTooMany(Exception):
    """They brought others before. A coordinator adds the next one."""


@transaction.atomic
def bring_somebody(
    *,
    session: LearningSession,
    learner: User,
    name: str,
    telephone: str,
    by: User,
    key: str,
    now: datetime,
    channel: Booking.Channel = Booking.Channel.WEB,
) -> list[Booking]:
    """A new record for the one they bring, and two seats; theirs comes first in the list.

    Nobody is looked up: whether we know the other already is not for the learner to see. Only
    whom this learner brought before is the same person again; the desk merges the others. Where
    the learner has a seat already, they keep it. `telephone` may be empty. Raises as `book_pair`,
    and, on the site, BringsTooMany.
    """
    session = lock_session(session.pk)
    if key and (first := session.bookings.filter(learner=learner, idempotency_key=key).first()):
        return [first, *others_of(first)]
    companion = _brought_before(learner, name, telephone)
    if companion is None:
        if channel == Booking.Channel.WEB:
            _refuse_many(learner)
        companion = _add(learner, name, telephone, by=by, now=now)
    return book_pair(
        session=session,
        learners=(learner, companion),
        by=by,
        channel=channel,
        key=key,
        now=now,
    )


def others_of(booking: Booking) -> list[Booking]:
    """Who comes with them, for as long as they are a pair."""
    if booking.together is None:
        return []
    pair = Booking.objects.filter(session=booking.session_id, together=booking.together)
    return list(pair.exclude(pk=booking.pk))


def _brought_before(learner: User, name: str, telephone: str) -> User | None:
    first_name, _, last_name = name.partition(" ")
    same = {
        "first_name": first_name,
        "last_name": last_name,
        "telephone_digits": digits_of(telephone),
        "merged_into": None,
    }
    brought = User.objects.learners().filter(learner_profile__introduced_by=mark_of(learner))
    return brought.filter(**same).first()


def _refuse_many(learner: User) -> None:
    """Raise BringsTooMany."""
    brought = LearnerProfile.objects.filter(introduced_by=mark_of(learner))
    if brought.count() >= BROUGHT_AT_MOST:
        raise BringsTooMany


def _add(learner: User, name: str, telephone: str, *, by: User, now: datetime) -> User:
    mark = mark_of(learner)
    first_name, _, last_name = name.partition(" ")
    details = {"first_name": first_name, "last_name": last_name, "introduced_by": mark}
    if telephone:
        return add_learner(by=by, now=now, telephone=telephone, **details).person
    # Reached by whoever brings them, until the desk knows more.
    person = User.objects.create_user(first_name=first_name, last_name=last_name)
    LearnerProfile.objects.create(person=person, introduced_by=mark)
    return person


def mark_of(learner: User) -> str:
    """Who brought them, in their record. It names nobody: a name must go with its person."""
    return f"Person {learner.pk}, who brings them along"
