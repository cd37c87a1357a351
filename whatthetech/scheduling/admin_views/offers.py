"""Freed seats: offering the next one, and what somebody says to it on the telephone."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from whatthetech.people.access import coordinators_only
from whatthetech.people.look_ups import note_view
from whatthetech.people.wording import listed
from whatthetech.scheduling import waiting_list
from whatthetech.scheduling.admin_views.telephone import (
    REFUSALS,
    back,
    number_in,
    offer_or_404,
    refuse,
    session_or_404,
    spoken_with,
)


@coordinators_only
@require_POST
def accept_offer(request, pk):
    """Both seats of a pair."""
    offer, now = offer_or_404(pk), timezone.now()
    spoken_with(request, offer.booking.learner, now)
    try:
        waiting_list.accept_offer(offer=offer, by=request.user, now=now)
    except REFUSALS as refusal:
        refuse(request, refusal)
    return redirect("programme:read_aloud", offer.booking_id)


@coordinators_only
@require_POST
def decline_offer(request, pk):
    offer, now = offer_or_404(pk), timezone.now()
    spoken_with(request, offer.booking.learner, now)
    try:
        waiting_list.decline_offer(offer=offer, by=request.user, now=now)
    except REFUSALS as refusal:
        refuse(request, refusal)
    return redirect("programme:read_aloud", offer.booking_id)


@coordinators_only
@require_POST
def note_attempt(request, pk):
    """Rang, and reached nobody: not spoken with."""
    offer, now = offer_or_404(pk), timezone.now()
    booking = offer.booking
    note_view(by=request.user, person=booking.learner, now=now)
    seen = number_in(request.POST, "seen")
    try:
        waiting_list.note_attempt(offer=offer, by=request.user, now=now, seen=seen)
    except REFUSALS as refusal:
        refuse(request, refusal)
    else:
        messages.success(request, "Noted: nobody answered. Ring again later.")
    return back(request, booking.session, booking.learner)


@coordinators_only
@require_POST
def offer_next_seat(request, pk):
    """To the next who fits, by the same path as a seat that was freed a moment ago."""
    session = session_or_404(pk)
    offers = waiting_list.offer_next_seat(session=session, by=request.user, now=timezone.now())
    if offers:
        names = listed([str(offer.booking.learner) for offer in offers])
        messages.success(request, f"Offered to {names}. Ring them now.")
    else:
        messages.warning(request, "Nothing was offered: no seat is free, or nobody waits.")
    return redirect("programme:session_bookings", pk)
