"""Changing a session, or it and others of its series, and cancelling one: always after a look."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.scheduling import series, sessions
from whatthetech.scheduling.admin_views.setting_up import (
    CALENDAR,
    CANNOT_BE,
    say_what_cannot_be,
    taken_in_words,
)
from whatthetech.scheduling.booking import SessionHasBegun, SessionIsCancelled
from whatthetech.scheduling.models import LearningSession
from whatthetech.scheduling.rooms import RoomIsTaken
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.series import Move, PreviewIsStale
from whatthetech.scheduling.setting_up_forms import CancelSessionForm, ChangeSessionForm
from whatthetech.scheduling.touched import (
    note_touched,
    touched_by,
    touched_by_bringing_back,
    touched_by_cancelling,
)

STALE = "Somebody booked, or changed something, meanwhile. This is what would change now."
BEGUN = "It has begun: nothing of it can be changed any more."
CANCELLED = "It is cancelled. Bring it back first, and change it then."
OTHER_FIRST = "Move or cancel what is there first, or add a session at another time."


@coordinators_only
@require_http_methods(["GET", "POST"])
def change_session(request, pk):
    """`step` says which button was pressed: look, change, or back to the boxes.

    `?scope=` is what is chosen first: this one, where it says nothing.
    """
    session, now = _session(pk), timezone.now()
    form = ChangeSessionForm(
        request.POST or None, session=session, scope=request.GET.get("scope", "")
    )
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "back":
        try:
            return _change_or_show(request, session, form, now)
        except SessionIsCancelled:
            form.add_error(None, CANCELLED)
        except SessionHasBegun:
            form.add_error(None, BEGUN)
        except CANNOT_BE as refusal:
            say_what_cannot_be(form, refusal, timezone.localdate(now))
    context = {
        "form": form,
        "seats": occupancy(session),
        "has_begun": session.starts_at <= now,
    }
    return _page(
        request, "scheduling/desk/change_session.html", "Change a session", session, **context
    )


def _change_or_show(request, session, form, now):
    asked = {"session": session, "scope": form.chosen_scope, "change": form.change, "now": now}
    if request.POST.get("step") != "change":
        return _show(request, session, form, series.preview_series_change(**asked))
    try:
        done = series.change_series(**asked, seen=request.POST.get("seen", ""), by=request.user)
    except PreviewIsStale as stale:
        return _show(request, session, form, stale.preview, stale=STALE)
    messages.success(request, _changed(done))
    return redirect("programme:change_session", session.pk)


def _changed(done: series.Preview) -> str:
    count = sum(move.is_change for move in done.moves) + len(done.new_days)
    return "1 session is changed." if count == 1 else f"{count} sessions are changed."


@dataclass(frozen=True)
class Row:
    """A session as it is and as it would be; neither is saved."""

    before: LearningSession
    after: LearningSession
    count: int  # of people touched

    @classmethod
    def of(cls, move: Move) -> "Row":
        before = LearningSession(
            room=move.from_room, starts_at=move.from_starts_at, ends_at=move.from_ends_at
        )
        after = LearningSession(room=move.room, starts_at=move.starts_at, ends_at=move.ends_at)
        return cls(before, after, len(move.bookings) + len(move.shifts))


def _show(request, session, form, preview, *, stale=""):
    touched = touched_by(preview)
    note_touched(touched, by=request.user, now=timezone.now())
    context = {
        "form": form,
        "rows": [Row.of(move) for move in preview.moves if move.is_change],
        "preview": preview,
        "touched": touched,
        "stale": stale,
    }
    return _page(
        request,
        "scheduling/desk/preview_change.html",
        "Look before it is changed",
        session,
        **context,
    )


@coordinators_only
@require_http_methods(["GET", "POST"])
def cancel_session(request, pk):
    """Who is affected, and why it is cancelled, before anything is done."""
    session, now = _session(pk), timezone.now()
    form = CancelSessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sessions.cancel_session(
                session=session, by=request.user, now=now, why=form.cleaned_data["why"]
            )
        except SessionHasBegun:
            form.add_error(None, BEGUN)
        else:
            messages.success(request, "The session is cancelled. Whoever was booked is to be rung.")
            return redirect("programme:change_session", session.pk)
    touched = touched_by_cancelling(session)
    note_touched(touched, by=request.user, now=now)
    context = {"form": form, "touched": touched, "has_begun": session.starts_at <= now}
    return _page(
        request, "scheduling/desk/cancel_session.html", "Cancel a session", session, **context
    )


@coordinators_only
@require_http_methods(["GET", "POST"])
def bring_back_session(request, pk):
    """Who comes back with it, and who has to be told, before anything is done."""
    session, now, taken = _session(pk), timezone.now(), ""
    if request.method == "POST":
        try:
            sessions.bring_back_session(session=session, by=request.user, now=now)
        except SessionHasBegun:
            messages.error(request, BEGUN)
            return redirect("programme:change_session", session.pk)
        except RoomIsTaken as refusal:
            taken = taken_in_words(refusal, timezone.localdate(now), OTHER_FIRST)
        else:
            messages.success(request, "The session goes ahead, with everybody as they stood.")
            return redirect("programme:session_bookings", session.pk)
    touched = touched_by_bringing_back(session)
    note_touched(touched, by=request.user, now=now)
    context = {"taken": taken, "touched": touched, "has_begun": session.starts_at <= now}
    return _page(
        request,
        "scheduling/desk/bring_back_session.html",
        "Bring back a session",
        session,
        **context,
    )


def _session(pk) -> LearningSession:
    found = LearningSession.objects.select_related("room__venue", "series__term", "series__room")
    return get_object_or_404(found, pk=pk)


def _page(request, template: str, title: str, session, **context):
    heading = {
        "session": session,
        "header_title": title,
        "header_icon": "date",
        "breadcrumbs_items": trail(title, CALENDAR),
    }
    return render(request, template, heading | context)
