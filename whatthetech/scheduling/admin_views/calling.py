"""On the call page: what the caller has booked, and booking for them while they are on the line."""

from collections.abc import Callable
from functools import partial

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.calling import callers, read_caller
from whatthetech.people.finding import MOST_LETTERS, find_people
from whatthetech.people.look_ups import note_view
from whatthetech.people.parts import Part
from whatthetech.scheduling import booking, bringing, register
from whatthetech.scheduling.admin_views.telephone import (
    REFUSALS,
    furniture,
    key_of,
    learner_or_404,
    new_key,
    number_in,
    refuse,
    session_or_404,
    spoken_with,
)
from whatthetech.scheduling.booked import bookable_by, bookings_of
from whatthetech.scheduling.booking import AlreadyBooked
from whatthetech.scheduling.desk_forms import CompanionForm
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.to_do import to_tell

PHONE = Booking.Channel.PHONE
SHOWN, ALL = 6, 60
CALL_DESK = ("Call desk", "desk:call_desk")


def show_sessions(request, person) -> Part | None:
    """A part of the call page. Whoever only helps has nothing here."""
    if not hasattr(person, "learner_profile"):
        return None
    now, today = timezone.now(), timezone.localdate()
    shows_all = request.GET.get("sessions") == "all"
    choices = bookable_by(person, now=now, today=today, limit=(ALL if shows_all else SHOWN) + 1)
    shown = choices[: ALL if shows_all else SHOWN]
    return Part(
        "scheduling/desk/call_sessions.html",
        to_tell=to_tell(person, now=now, today=today),
        theirs=bookings_of(person, now=now, today=today),
        choices=shown,
        has_more=len(choices) > len(shown) and not shows_all,
        key=new_key(),
        back="call",
    )


@coordinators_only
@require_POST
def book_place(request, pk, session_pk):
    """A seat, or a place on the waiting list."""
    learner, session, now = learner_or_404(pk), session_or_404(session_pk), timezone.now()
    spoken_with(request, learner, now)
    made = {"by": request.user, "channel": PHONE, "key": key_of(request), "now": now}
    book = partial(booking.book_place, session=session, learner=learner, **made)
    return _read_what_came_of(request, pk, book)


@coordinators_only
@require_POST
def drop_in(request, pk, session_pk):
    """They are at the door, and somebody there rings us."""
    learner, session, now = learner_or_404(pk), session_or_404(session_pk), timezone.now()
    spoken_with(request, learner, now)
    come = partial(register.drop_in, session=session, learner=learner, by=request.user, now=now)
    return _read_what_came_of(request, pk, come)


def _read_what_came_of(request, pk: int, deed: Callable[[], Booking]):
    """Aloud: what was booked now, or what they have booked already."""
    try:
        made = deed()
    except AlreadyBooked as refusal:
        refuse(request, refusal)
        made = refusal.booking
    except REFUSALS as refusal:
        refuse(request, refusal)
        return redirect("desk:call", pk)
    return redirect("programme:read_aloud", made.pk)


@coordinators_only
@require_http_methods(["GET", "POST"])
def book_pair(request, pk, session_pk):
    """Two who come together: the other is found, or somebody new. Both get seats, or both wait."""
    learner, session, now = learner_or_404(pk), session_or_404(session_pk), timezone.now()
    asked = request.GET.get("q", "").strip()[:MOST_LETTERS]
    form = CompanionForm(request.POST or None, initial=_companion(asked))
    if request.method == "POST":
        spoken_with(request, learner, now)
        other = request.POST.get("other")
        made = {"by": request.user, "channel": PHONE, "key": key_of(request), "now": now}
        try:
            if other:
                pair = (learner, learner_or_404(number_in(request.POST, "other")))
                return _read(booking.book_pair(session=session, learners=pair, **made))
            if form.is_valid():
                pair = bringing.bring_somebody(
                    session=session, learner=learner, **form.cleaned_data, **made
                )
                return _read(pair)
        except REFUSALS as refusal:
            refuse(request, refusal)
            return redirect("programme:book_pair", pk, session_pk)
    else:
        note_view(by=request.user, person=learner, now=now)
    found = find_people(asked, now=now) if asked else []
    context = {
        "person": learner,
        "session": session,
        "room": occupancy(session),
        "waiting": session.bookings.waiting().count(),
        "has_seat": session.bookings.filter(learner=learner, state=Booking.State.BOOKED).exists(),
        "asked": asked,
        "callers": [one for one in callers(found) if one.learner and one.person != learner],
        "form": form,
        "key": new_key(),
        **furniture("Two who come together", CALL_DESK),
    }
    return render(request, "scheduling/desk/book_pair.html", context)


def _companion(asked: str) -> dict[str, str]:
    """What was typed to find them, as far as it can be told apart."""
    read = read_caller(asked)
    return {
        "name": f"{read['first_name']} {read['last_name']}".strip(),
        "telephone": read["telephone"],
    }


def _read(pair: list[Booking]):
    return redirect("programme:read_aloud", pair[0].pk)
