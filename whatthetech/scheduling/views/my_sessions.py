"""What stands on /me/ about sessions: offers, seats, waiting, and a way out of each."""

from collections import Counter

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from whatthetech.people.parts import Part
from whatthetech.scheduling.models import Booking, Offer
from whatthetech.scheduling.views.choosing import learner_in
from whatthetech.scheduling.words import day_in_words, start_of

State = Booking.State
SEATED = (State.BOOKED, State.ATTENDED)


def my_sessions(request) -> Part | None:
    """The next one first, also one that is on now and has a seat for them. Those that were called
    off stand there too, until their day.
    """
    person, now = learner_in(request), timezone.now()
    if person is None:
        return None
    offers = Prefetch("offers", queryset=Offer.objects.open(), to_attr="open_offers")
    called_off = Q(state=State.CANCELLED, cancelled_at=F("session__cancelled_at"))
    to_come = Q(session__starts_at__gt=now) & (called_off | ~Q(state=State.CANCELLED))
    on_now = Q(session__starts_at__lte=now, session__ends_at__gt=now, state__in=SEATED)
    bookings = (
        Booking.objects.filter(to_come | on_now, learner=person)
        .select_related("session__room__venue")
        .prefetch_related(offers)
        .order_by("session__starts_at", "pk")
    )
    return Part("scheduling/my_sessions.html", my_bookings=_named(list(bookings)), now=now)


def _named(bookings: list[Booking]) -> list[tuple[Booking, str]]:
    """Each with what its links call it: the day, and the hour where two are on one day."""
    today = timezone.localdate()
    on_day = Counter(booking.session.on for booking in bookings)
    return [
        (one, (start_of if on_day[one.session.on] > 1 else _day_of)(one.session, today=today))
        for one in bookings
    ]


def _day_of(session, *, today) -> str:
    return day_in_words(session.on, today=today)
