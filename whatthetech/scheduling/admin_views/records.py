"""A learner on the line: what they practised, to be read aloud, written and printed."""

from django.utils import timezone

from whatthetech.people.parts import Part
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.practised import practised
from whatthetech.scheduling.views.recording import ON_THE_REGISTER

SHOWN = 3


def show_on_call(request, person) -> Part | None:
    """The newest of what was written, and the last sessions, each to write of."""
    begun = Booking.objects.filter(
        learner=person, state__in=ON_THE_REGISTER, session__starts_at__lte=timezone.now()
    )
    bookings = list(
        begun.select_related("session__room__venue", "record").order_by("-session__starts_at")[
            :SHOWN
        ]
    )
    if not bookings:
        return None
    newest = next(iter(practised(person)), None)
    return Part("scheduling/desk/practised_call.html", bookings=bookings, one=newest)
