"""A learner gives a seat up, and takes that back. Also the seat of somebody they brought."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whatthetech.people.access import learners_only
from whatthetech.people.models import User
from whatthetech.scheduling.booking import (
    AlreadyBooked,
    AlreadyMarked,
    SessionHasBegun,
    SessionIsCancelled,
    TooLateToUndo,
)
from whatthetech.scheduling.booking import cancel_booking as cancel
from whatthetech.scheduling.booking import undo_cancel as undo
from whatthetech.scheduling.models import Booking, BookingRules, LearningSession

State = Booking.State
STANDS = (State.BOOKED, State.WAITING, State.OFFERED)


@learners_only
@require_http_methods(["GET", "POST"])
def cancel_booking(request, pk):
    """Asked on a page of its own: nobody gives a seat up with a slip of the finger."""
    booking = own_booking_or_404(request, pk)
    if request.method == "POST":
        try:
            cancel(booking=booking, by=request.user, now=timezone.now())
        except (SessionHasBegun, AlreadyMarked):
            return redirect("scheduling:session", booking.session_id)
        waited = "?waited" if booking.state == State.WAITING else ""
        return redirect(reverse("scheduling:cancelled", args=[pk]) + waited)
    if not booking.is_live:
        return redirect("scheduling:cancelled", pk)
    if booking.session.starts_at <= timezone.now():
        return redirect("scheduling:session", booking.session_id)
    return render(request, "scheduling/cancel_booking.html", _about(request, booking))


@learners_only
@require_safe
def cancelled(request, pk):
    """That it is done, and until when it can be undone."""
    booking = own_booking_or_404(request, pk)
    if booking.is_live:
        return redirect("scheduling:session", booking.session_id)
    now, until = timezone.now(), _undoable_until(booking)
    is_ahead = booking.session.starts_at > now and not booking.session.is_cancelled
    context = _about(request, booking) | {
        "until": until if is_ahead and until >= now else None,
        "is_ahead": is_ahead,
        "others": _others(request.user, booking),
        "waited": "waited" in request.GET,  # they had no seat to give up
    }
    return render(request, "scheduling/cancelled.html", context)


@learners_only
@require_POST
def undo_cancel(request, pk):
    """Back to a seat, or to the waiting list where the seat has gone on."""
    booking = own_booking_or_404(request, pk)
    try:
        kept = undo(booking=booking, by=request.user, now=timezone.now())
    except TooLateToUndo:
        return redirect("scheduling:cancelled", pk)
    except AlreadyBooked:
        return redirect("scheduling:booked", booking.session_id)
    except (SessionIsCancelled, SessionHasBegun):
        return redirect("scheduling:session", booking.session_id)
    if kept.learner_id != request.user.pk:
        return redirect("scheduling:session", kept.session_id)
    told = "" if "waited" in request.POST else "?back"
    return redirect(reverse("scheduling:booked", args=[kept.session_id]) + told)


def own_booking_or_404(request, pk: int) -> Booking:
    """Theirs, or that of somebody whom they brought. Nobody else's is there for them."""
    person = request.user
    brought = Q(made_by=person, channel=Booking.Channel.WEB)
    bookings = Booking.objects.filter(Q(learner=person) | brought)
    return get_object_or_404(bookings.select_related("session__room__venue"), pk=pk)


def _about(request, booking: Booking) -> dict:
    return {
        "booking": booking,
        "session": booking.session,
        "is_own": booking.learner_id == request.user.pk,
        "is_waiting": booking.state == State.WAITING,
    }


def seats_brought(person: User, session: LearningSession) -> list[Booking]:
    """Seats and places on the waiting list of whom they brought to this session."""
    brought = session.bookings.filter(made_by=person, channel=Booking.Channel.WEB)
    return list(brought.filter(state__in=STANDS).exclude(learner=person))


def _others(person: User, booking: Booking) -> list[Booking]:
    """What stands still of the two: their own, or of whom they brought."""
    own = booking.session.bookings.filter(learner=person, state__in=STANDS)
    both = [*own, *seats_brought(person, booking.session)]
    return [other for other in both if other != booking]


def _undoable_until(booking: Booking) -> datetime:
    return booking.cancelled_at + timedelta(minutes=BookingRules.now_in_force().undo_minutes)
