"""A learner answers the offer of a freed seat, from the session's page or from their own."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from whatthetech.people.access import learners_only
from whatthetech.scheduling.models import Offer
from whatthetech.scheduling.waiting_list import OfferIsOver
from whatthetech.scheduling.waiting_list import accept_offer as accept
from whatthetech.scheduling.waiting_list import decline_offer as decline


@learners_only
@require_POST
def accept_offer(request, pk):
    offer = _own_offer_or_404(request, pk)
    return _answered(request, accept, offer, "scheduling:booked", offer.booking.session_id)


@learners_only
@require_POST
def decline_offer(request, pk):
    """They leave the waiting list, and are shown the way back onto it."""
    offer = _own_offer_or_404(request, pk)
    return _answered(request, decline, offer, "scheduling:cancelled", offer.booking_id)


def _own_offer_or_404(request, pk: int) -> Offer:
    offers = Offer.objects.filter(booking__learner=request.user).select_related("booking")
    return get_object_or_404(offers, pk=pk)


def _answered(request, answer, offer: Offer, *then):
    """Accepted or declined, or told that it is over; `then`: the page that comes next."""
    try:
        answer(offer=offer, by=request.user, now=timezone.now())
    except OfferIsOver:
        return redirect(reverse("scheduling:session", args=[offer.booking.session_id]) + "?over")
    return redirect(*then)
