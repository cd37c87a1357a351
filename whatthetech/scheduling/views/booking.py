"""A learner books a seat: check, press, and what happens next."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whatthetech.people.access import learners_only
from whatthetech.people.models import Channel, LearnerProfile
from whatthetech.people.registering import REACHED_BY
from whatthetech.scheduling.booking import (
    AlreadyBooked,
    NoSeatBeside,
    SessionHasBegun,
    SessionIsCancelled,
    book_place,
    refuse_late,
)
from whatthetech.scheduling.bringing import BringsTooMany
from whatthetech.scheduling.bringing import bring_somebody as bring
from whatthetech.scheduling.choosing import choice_of
from whatthetech.scheduling.learner_forms import BookForm, BringForm
from whatthetech.scheduling.models import Booking, LearningSession, Offer
from whatthetech.scheduling.views.cancelling import seats_brought

TOO_LATE = (SessionIsCancelled, SessionHasBegun)


@learners_only
@require_http_methods(["GET", "POST"])
def book(request, pk):
    """Who, when, where; then one press. Where the last seat went meanwhile, they wait."""
    session = session_or_404(pk)
    form = BookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            booking = book_place(
                session=session,
                learner=request.user,
                by=request.user,
                channel=Booking.Channel.WEB,
                key=form.cleaned_data["key"],
                now=timezone.now(),
            )
        except TOO_LATE:
            return redirect("scheduling:session", pk)
        except AlreadyBooked:
            return redirect("scheduling:booked", pk)
        return _tell(request, booking)
    choice = choice_of(session, request.user)
    if choice.booking or is_too_late(session):
        return redirect("scheduling:session", pk)
    context = {"session": session, "choice": choice, "form": form}
    return render(request, "scheduling/book.html", context)


@learners_only
@require_http_methods(["GET", "POST"])
def bring_somebody(request, pk):
    """Who comes along, then both to check, then one press. Nobody is looked up.

    Also for somebody who has a seat: they keep it, and the other gets one beside them.
    """
    session = session_or_404(pk)
    form = BringForm(request.POST if request.method == "POST" else None)
    sure, choice = request.POST.get("sure"), choice_of(session, request.user)
    context = {"session": session, "choice": choice, "form": form}
    if form.is_valid() and sure == "yes":
        try:
            booking, *_ = bring(
                session=session,
                learner=request.user,
                name=form.cleaned_data["name"],
                telephone=form.cleaned_data["telephone"],
                by=request.user,
                key=form.cleaned_data["key"],
                now=timezone.now(),
            )
        except TOO_LATE:
            return redirect("scheduling:session", pk)
        except AlreadyBooked as booked:
            if booked.booking.learner_id == request.user.pk:
                return redirect("scheduling:booked", pk)
            return render(request, "scheduling/ring_to_bring.html", context)
        except (BringsTooMany, NoSeatBeside):
            return render(request, "scheduling/ring_to_bring.html", context)
        return _tell(request, booking)
    if (choice.booking and not choice.comes_alone) or is_too_late(session):
        return redirect("scheduling:session", pk)
    if choice.comes_alone and not choice.seats_left:
        return render(request, "scheduling/ring_to_bring.html", context)
    if form.is_valid() and sure is None:
        return render(request, "scheduling/check_two.html", context)
    return render(request, "scheduling/bring_somebody.html", context)


def _tell(request, booking: Booking):
    """To what happens next; `gone` where the page before had promised a seat."""
    promised = request.POST.get("sees") == "seat"
    is_gone = promised and booking.state == Booking.State.WAITING
    address = reverse("scheduling:booked", args=[booking.session_id])
    return redirect(address + ("?gone" if is_gone else ""))


@learners_only
@require_safe
def booked(request, pk):
    """What happens next, whether they have a seat, wait for one or are offered one."""
    booking = coming_booking(request.user, pk)
    if booking is None:
        return redirect("scheduling:session", pk)
    context = {
        "booking": booking,
        "session": booking.session,
        "offer": open_offer(booking),
        "is_pair": booking.together is not None,
        "brought": seats_brought(request.user, booking.session),
        "reached_by": reached_by(request.user),
        "is_gone": "gone" in request.GET,
        "is_back": "back" in request.GET,
    }
    return render(request, "scheduling/booked.html", context)


@learners_only
@require_safe
def print_booking(request, pk):
    """A sheet in large type, to put beside the telephone."""
    booking = coming_booking(request.user, pk)
    if booking is None:
        return redirect("scheduling:session", pk)
    context = {
        "booking": booking,
        "session": booking.session,
        "is_pair": booking.together is not None,
    }
    return render(request, "scheduling/print_booking.html", context)


# --- What the pages of a booking share ---------------------------------------------------------


def session_or_404(pk: int) -> LearningSession:
    return get_object_or_404(LearningSession.objects.select_related("room__venue"), pk=pk)


def coming_booking(person, session_pk: int) -> Booking | None:
    """Once the session has begun, its own page says what is left to say."""
    bookings = Booking.objects.live().filter(learner=person, session=session_pk)
    to_come = bookings.filter(session__starts_at__gt=timezone.now())
    return to_come.select_related("session__room__venue").first()


def open_offer(booking: Booking) -> Offer | None:
    return booking.offers.open().first() if booking.state == Booking.State.OFFERED else None


def reached_by(person) -> str:
    """The channel by which they hear of a seat; empty where we could not reach them."""
    profile = LearnerProfile.objects.filter(person=person).first()
    channel = (profile and profile.preferred_channel) or Channel.TELEPHONE
    name = REACHED_BY[channel]
    holds = getattr(profile if name == "address" else person, name, "")
    return channel if holds else ""


def is_too_late(session: LearningSession) -> bool:
    try:
        refuse_late(session, timezone.now())
    except TOO_LATE:
        return True
    return False
