"""One booking on the telephone: read aloud, cancelled, taken back, moved, rung about in vain."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whatthetech.people.access import coordinators_only
from whatthetech.people.look_ups import note_view
from whatthetech.scheduling import booking as booking_deeds
from whatthetech.scheduling import moving, ringing
from whatthetech.scheduling.admin_views.calling import ALL, CALL_DESK
from whatthetech.scheduling.admin_views.telephone import (
    REFUSALS,
    back,
    booking_or_404,
    furniture,
    key_of,
    new_key,
    number_in,
    refuse,
    session_or_404,
    spoken_with,
)
from whatthetech.scheduling.booked import bookable_by, tell
from whatthetech.scheduling.models import Booking


@coordinators_only
@require_safe
def read_aloud(request, pk):
    """How a booking stands, in words to read to whoever is on the line; after each deed."""
    booking, now = booking_or_404(pk), timezone.now()
    note_view(by=request.user, person=booking.learner, now=now)
    [one] = tell([booking.pk], now=now, today=timezone.localdate())
    context = {
        "one": one,
        "person": booking.learner,
        "back": "call",
        **furniture("Say this now", CALL_DESK),
    }
    return render(request, "scheduling/desk/read_aloud.html", context)


@coordinators_only
@require_POST
def cancel_booking(request, pk):
    booking, now = booking_or_404(pk), timezone.now()
    spoken_with(request, booking.learner, now)
    try:
        booking_deeds.cancel_booking(booking=booking, by=request.user, now=now)
    except REFUSALS as refusal:
        refuse(request, refusal)
    return redirect("programme:read_aloud", pk)


@coordinators_only
@require_POST
def undo_cancel(request, pk):
    booking, now = booking_or_404(pk), timezone.now()
    spoken_with(request, booking.learner, now)
    try:
        booking_deeds.undo_cancel(booking=booking, by=request.user, now=now)
    except REFUSALS as refusal:
        refuse(request, refusal)
    return redirect("programme:read_aloud", pk)


@coordinators_only
@require_http_methods(["GET", "POST"])
def move_booking(request, pk):
    """Where to, and moved. Where no seat is left there, nothing changes and they may wait."""
    booking, now = booking_or_404(pk), timezone.now()
    if request.method == "POST":
        spoken_with(request, booking.learner, now)
        to = session_or_404(number_in(request.POST, "to"))
        try:
            made = moving.move_booking(
                booking=booking,
                to=to,
                by=request.user,
                now=now,
                key=key_of(request),
                channel=Booking.Channel.PHONE,
            )
            return redirect("programme:read_aloud", made.pk)
        except REFUSALS as refusal:
            refuse(request, refusal)
            return redirect("programme:move_booking", pk)
    note_view(by=request.user, person=booking.learner, now=now)
    today = timezone.localdate()
    [one] = tell([booking.pk], now=now, today=today)
    context = {
        "one": one,
        "person": booking.learner,
        "choices": bookable_by(booking.learner, now=now, today=today, limit=ALL, to_move=True),
        "key": new_key(),
        **furniture("Move to another session", CALL_DESK),
    }
    return render(request, "scheduling/desk/move_booking.html", context)


@coordinators_only
@require_POST
def note_no_answer(request, pk):
    booking, now = booking_or_404(pk), timezone.now()
    note_view(by=request.user, person=booking.learner, now=now)
    ringing.note_no_answer(
        booking=booking, seen=number_in(request.POST, "seen"), by=request.user, now=now
    )
    return back(request, booking.session, booking.learner)
