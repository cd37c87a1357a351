"""/help/register/: who came, taken on a phone at the door. Every press is a plain form."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whatthetech.people.access import volunteers_only
from whatthetech.people.look_ups import note_list_view
from whatthetech.scheduling.booking import SessionIsCancelled
from whatthetech.scheduling.models import Booking, LearningSession
from whatthetech.scheduling.register import (
    HelperIsFull,
    NotBooked,
    NotHelping,
    RegisterIsClosed,
)
from whatthetech.scheduling.register import mark_attendance as mark
from whatthetech.scheduling.register import say_who_helps as keep_who_helps
from whatthetech.scheduling.register import undo_attendance as undo
from whatthetech.scheduling.register_rows import helpers_of, names_of_helpers
from whatthetech.scheduling.register_sheets import sheets_of
from whatthetech.scheduling.views.at_the_door import (
    at_the_door,
    back_to,
    in_words,
    is_full,
    refuse,
    register_of,
    show_register,
)


@volunteers_only
@require_safe
@at_the_door
def register(request, session, now):
    """Everybody who is booked, each with large buttons."""
    return show_register(request, session, now)


@volunteers_only
@require_POST
@at_the_door
def mark_attendance(request, session, now):
    booking = _booking(request.POST.get("booking", ""), session)
    came = request.POST.get("came") == "yes"
    try:
        mark(booking=booking, came=came, by=request.user, now=now)
    except (SessionIsCancelled, RegisterIsClosed, NotBooked) as refusal:
        return refuse(request, session, in_words(refusal))
    return back_to(booking, session)


@volunteers_only
@require_POST
@at_the_door
def undo_attendance(request, session, now):
    booking = _booking(request.POST.get("booking", ""), session)
    undo(booking=booking, by=request.user, now=now)
    return back_to(booking, session)


def _booking(typed: str, session: LearningSession) -> Booking:
    if not typed.isdecimal() or len(typed) > 18:
        raise Http404
    return get_object_or_404(session.bookings, pk=typed)


@volunteers_only
@require_http_methods(["GET", "POST"])
@at_the_door
def say_who_helps(request, session, now, *, booking_pk):
    booking = get_object_or_404(session.bookings.select_related("learner"), pk=booking_pk)
    if request.method == "GET":
        return _ask_who_helps(request, session, booking)
    chosen = request.POST.get("shift", "")
    is_number = chosen.isdecimal() and len(chosen) <= 18
    shift = session.shifts.filter(pk=chosen).first() if is_number else None
    if chosen and shift is None:
        return _ask_who_helps(request, session, booking, in_words(NotHelping()))
    try:
        keep_who_helps(booking=booking, shift=shift, by=request.user, now=now)
    except HelperIsFull as full:
        name = names_of_helpers(session)[full.shift.pk]
        return _ask_who_helps(request, session, booking, is_full(name))
    except (NotHelping, NotBooked) as refusal:
        return _ask_who_helps(request, session, booking, in_words(refusal))
    return back_to(booking, session)


def _ask_who_helps(request, session, booking, refused=""):
    found = register_of(request, session)
    row = next((row for row in found.rows if row.booking == booking), None)
    if row is None:
        raise Http404
    helpers = helpers_of(session, besides=booking)
    context = {"session": session, "row": row, "helpers": helpers, "refused": refused}
    return render(request, "scheduling/say_who_helps.html", context)


@volunteers_only
@require_safe
@at_the_door
def print_register(request, session, now):
    """In large type, to be ticked with a pen: for when the network or the phone is down."""
    note_list_view(by=request.user, remark=f"printed register of {session.on:%d/%m/%Y}", now=now)
    rows = register_of(request, session).rows
    context = {"session": session, "total": len(rows), "sheets": sheets_of(rows)}
    return render(request, "scheduling/print_register.html", context)
