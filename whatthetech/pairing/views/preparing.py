"""/help/prepare/: a volunteer prepares for the learners they meet, near the day and no longer."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from whatthetech.pairing import preparing
from whatthetech.pairing.preparing import bookings_to_prepare, names_of
from whatthetech.people.access import volunteers_only
from whatthetech.people.look_ups import note_views
from whatthetech.people.models import VolunteerProfile
from whatthetech.people.parts import Part
from whatthetech.people.seeing_to import see_to_stuck
from whatthetech.scheduling.models import Booking


def show_whom_i_meet(request, volunteer: VolunteerProfile | None) -> Part | None:
    """On /help/: from two days before a session until a day after it, first names only."""
    now = timezone.now()
    bookings = bookings_to_prepare(volunteer, now=now) if volunteer else []
    if not bookings:
        return None
    names = names_of(bookings)
    meetings = [
        {"session": session, "names": [names[one.pk] for one in theirs], "is_over": is_over}
        for session, theirs, is_over in by_session(bookings, now)
    ]
    return Part("pairing/whom_i_meet.html", meetings=meetings)


@volunteers_only
@require_safe
def prepare(request):
    """All of them on one page. That it was looked at is noted of each."""
    now = timezone.now()
    bookings = _bookings(request, now)
    note_views(by=request.user, people=[one.learner for one in bookings], now=now)
    ready = {one.booking_pk: one for one in preparing.prepare(bookings)}
    meetings = [
        {"session": session, "people": [ready[one.pk] for one in theirs], "is_over": is_over}
        for session, theirs, is_over in by_session(bookings, now)
    ]
    return render(request, "pairing/prepare.html", {"meetings": meetings})


@volunteers_only
@require_safe
def print_preparation(request, pk):
    """One learner on one sheet, in large type, and no other name on it."""
    now = timezone.now()
    booking = _booking(request, pk, now)
    note_views(by=request.user, people=[booking.learner], now=now)
    [one] = preparing.prepare([booking])
    address = one.read_first
    context = {
        "one": one,
        "whole_address": request.build_absolute_uri(address) if address else "",
        "back_address": reverse("pairing:prepare"),
    }
    return render(request, "pairing/print_preparation.html", context)


@volunteers_only
@require_POST
def see_to(request, pk, stuck_pk):
    """They were helped past the step. A second press finds nothing, and that is all right."""
    now = timezone.now()
    booking = _booking(request, pk, now)
    if stuck := booking.learner.stuck_at.filter(pk=stuck_pk).first():
        see_to_stuck(stuck=stuck, by=request.user, now=now)
    return redirect("pairing:prepare")


def by_session(bookings: list[Booking], now):
    """(session, its bookings, whether it is over), in their order."""
    for session, theirs in groupby(bookings, key=lambda booking: booking.session):
        yield session, list(theirs), session.ends_at <= now


def _bookings(request, now) -> list[Booking]:
    volunteer = VolunteerProfile.objects.filter(person=request.user).first()
    return bookings_to_prepare(volunteer, now=now) if volunteer else []


def _booking(request, pk: int, now) -> Booking:
    """One of whom they meet now. Any other is not there, as if it had never been."""
    found = next((one for one in _bookings(request, now) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found
