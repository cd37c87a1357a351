"""What stands on /me/ about sessions: offers, seats, waiting, and a way out of each."""

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from whatthetech.people.parts import Part
from whatthetech.scheduling.models import Booking, Offer
from whatthetech.scheduling.views.choosing import learner_in

State = Booking.State


def my_sessions(request) -> Part | None:
    """The next one first. Those that were called off stand there too, until their day."""
    person = learner_in(request)
    if person is None:
        return None
    offers = Prefetch("offers", queryset=Offer.objects.open(), to_attr="open_offers")
    called_off = Q(state=State.CANCELLED, cancelled_at=F("session__cancelled_at"))
    bookings = (
        Booking.objects.filter(learner=person, session__starts_at__gt=timezone.now())
        .filter(called_off | ~Q(state=State.CANCELLED))
        .select_related("session__room__venue")
        .prefetch_related(offers)
        .order_by("session__starts_at", "pk")
    )
    return Part("scheduling/my_sessions.html", my_bookings=list(bookings))
