"""Setting up a series on one page, with a look at what comes of it; and a session on its own."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.models import Weekday
from whatthetech.people.wording import listed
from whatthetech.scheduling import series, sessions, words
from whatthetech.scheduling.models import Room, Term
from whatthetech.scheduling.rooms import RoomIsTaken
from whatthetech.scheduling.setting_up_forms import SeriesForm, SessionForm, usual_series

CALENDAR = ("Calendar", "programme:calendar")
NAMED_AT_MOST = 3
CANNOT_BE = (sessions.InThePast, sessions.EndsBeforeItStarts, RoomIsTaken)
OTHER_TIME = "Choose another time or room, or change what is there first."


@coordinators_only
@require_http_methods(["GET", "POST"])
def set_up_series(request):
    """`step` says which button was pressed: look, make, or back to the boxes."""
    now, step = timezone.now(), request.POST.get("step", "")
    today = timezone.localdate(now)
    form = SeriesForm(request.POST or None, initial=usual_series(today))
    if request.method == "POST" and form.is_valid() and step != "back":
        try:
            if step == "make":
                made = series.set_up_series(**form.rule, by=request.user, now=now)
                return _made(request, made)
            new = series.preview_new_series(**form.rule, now=now)
        except series.NoDates:
            form.add_error("weekday", _no_dates(form.cleaned_data))
        except CANNOT_BE as refusal:
            say_what_cannot_be(form, refusal, today)
        else:
            return _page(
                request,
                "scheduling/desk/preview_series.html",
                "Look before it is made",
                form=form,
                new=new,
            )
    lacks = {"lacks_room": not Room.objects.exists(), "lacks_term": not Term.objects.exists()}
    return _page(
        request, "scheduling/desk/set_up_series.html", "Set up a series", form=form, **lacks
    )


def _made(request, made):
    count = made.sessions.count()
    sessions_are = "1 session is" if count == 1 else f"{count} sessions are"
    messages.success(request, f"{sessions_are} set up: {made}.")
    first = made.sessions.order_by("starts_at").first()
    return redirect(f"{reverse('programme:calendar')}?month={first.on:%Y-%m}")


def _no_dates(said) -> str:
    weekday = Weekday(said["weekday"]).label
    return (
        f"No open {weekday} in these days is still to come."
        " Choose another weekday or term, or other days."
    )


def say_what_cannot_be(form, refusal: Exception, today) -> None:
    """One of CANNOT_BE, beside the box that mends it."""
    match refusal:
        case sessions.InThePast():
            form.add_error("on", "That has passed. Choose a day and a time to come.")
        case sessions.EndsBeforeItStarts():
            no_length = "It ends before it starts, or takes longer than 8 hours."
            form.add_error("ends", f"{no_length} Look at both times again.")
        case RoomIsTaken():
            form.add_error("room", taken_in_words(refusal, today))


def taken_in_words(taken: RoomIsTaken, today, mend: str = OTHER_TIME) -> str:
    """What is there already, and what to do."""
    held = [words.when(session, today=today) for session in taken.sessions[:NAMED_AT_MOST]]
    if more := len(taken.sessions) - len(held):
        held.append(f"{more} more")
    return f"{taken.sessions[0].room} is taken then: {listed(held)}. {mend}"


@coordinators_only
@require_http_methods(["GET", "POST"])
def add_session(request):
    now = timezone.now()
    usual = usual_series(timezone.localdate(now))
    form = SessionForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = sessions.add_session(
                room=said["room"],
                on=said["on"],
                begins=said["begins"],
                length_minutes=form.length_minutes,
                by=request.user,
                now=now,
            )
        except CANNOT_BE as refusal:
            say_what_cannot_be(form, refusal, timezone.localdate(now))
        else:
            when = words.when(made, today=timezone.localdate(now))
            messages.success(request, f"The session is set up: {when}, {made.room}.")
            return redirect(f"{reverse('programme:calendar')}?month={made.on:%Y-%m}")
    lacks = {"lacks_room": not Room.objects.exists()}
    return _page(request, "scheduling/desk/add_session.html", "Add a session", form=form, **lacks)


def _page(request, template: str, title: str, **context):
    heading = {
        "header_title": title,
        "header_icon": "date",
        "breadcrumbs_items": trail(title, CALENDAR),
    }
    return render(request, template, heading | context)
