"""What the pages of the register share: who is let in, the list itself, and what is refused."""

from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from whatthetech.people.look_ups import note_list_view
from whatthetech.people.models import COORDINATORS
from whatthetech.scheduling.booking import SessionIsCancelled
from whatthetech.scheduling.models import Booking, LearningSession
from whatthetech.scheduling.register import (
    HelperIsFull,
    MarkedLater,
    NoSeatAtTheDoor,
    NotHelping,
    RegisterIsClosed,
)
from whatthetech.scheduling.register_forms import AtTheDoorForm
from whatthetech.scheduling.register_rows import Register, read_register
from whatthetech.scheduling.sent_taps import HelperSaidSince
from whatthetech.scheduling.taking_register import helps_in, is_open, may_take_now, opens_at

EARLY = "The register opens an hour before the session."
NOT_THEIRS = "You do not help in this session. Tell a coordinator who came."
LATE = "The register is closed for volunteers. Tell a coordinator who came."


@dataclass
class NotNow(Exception):
    """A volunteer of this session, before it opens or after it closed for them."""

    session: LearningSession


def session_of(request, pk: int, now: datetime) -> LearningSession:
    """The session whose register they may take. Raises Http404, NotNow."""
    sessions = LearningSession.objects.select_related("room__venue")
    session = get_object_or_404(sessions, pk=pk)
    if request.user.is_in(COORDINATORS):
        return session
    if not helps_in(request.user, session, now=now):
        raise Http404
    if not may_take_now(session, now=now):
        raise NotNow(session)
    return session


def at_the_door(view):
    """The view gets the session and the time; who may not take its register is told so."""

    @wraps(view)
    def answer(request, pk, **more):
        now = timezone.now()
        try:
            session = session_of(request, pk, now)
        except NotNow as not_now:
            return _not_now(request, not_now.session, now)
        except Http404:
            if request.content_type == "application/json":
                return JsonResponse({"why": NOT_THEIRS}, status=404)
            raise
        return view(request, session, now, **more)

    return answer


def _not_now(request, session: LearningSession, now: datetime):
    is_early = now < opens_at(session)
    if request.content_type == "application/json":
        return JsonResponse({"why": EARLY if is_early else LATE}, status=403)
    context = {"session": session, "opens_at": opens_at(session) if is_early else None}
    return render(request, "scheduling/register_closed.html", context, status=403)


def register_of(request, session: LearningSession) -> Register:
    return read_register(session, with_surnames=request.user.is_in(COORDINATORS))


def show_register(request, session, now):
    note_list_view(by=request.user, remark=f"register of {session.on:%d/%m/%Y}", now=now)
    context = {
        "session": session,
        "register": register_of(request, session),
        "is_open": is_open(session, now=now),
        "opens_at": opens_at(session),
        "as_of": now,
        "is_coordinator": request.user.is_in(COORDINATORS),
        "form": AtTheDoorForm(),
        "refused": [str(message) for message in get_messages(request)],
    }
    return render(request, "scheduling/register.html", context)


def refuse(request, session: LearningSession, words: str):
    """To the list, which says once what is the matter."""
    messages.error(request, words)
    return back_to(None, session)


def back_to(booking: Booking | None, session: LearningSession):
    """To the row, so that the list stands where the finger was."""
    row = f"#booking-{booking.pk}" if booking else ""
    return redirect(reverse("scheduling:register", args=[session.pk]) + row)


def in_words(refusal: Exception) -> str:
    """What is the matter, and what to do now."""
    match refusal:
        case SessionIsCancelled():
            return "This session was cancelled. Nobody can be marked."
        case RegisterIsClosed():
            return f"{EARLY} Mark them then."
        case NoSeatAtTheDoor():
            return "Every place is taken. Ask a coordinator."
        case MarkedLater():
            return "Somebody else marked them after you. Their mark counts."
        case HelperSaidSince():
            return "Somebody else said who helps them. Look at the list."
        case HelperIsFull(shift=shift):
            return is_full(shift.volunteer.person.called or "That volunteer")
        case NotHelping():
            return "They do not help in this session any more. Choose somebody else."
    return "They are not on the list any more. Add them as somebody who is here."


def is_full(name: str) -> str:
    return f"{name} helps as many people as they can. Choose somebody else."
