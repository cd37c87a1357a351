"""Somebody at the door who is not on the list: found by name or card, or somebody new."""

from django.core import signing
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from whatthetech.people.access import volunteers_only
from whatthetech.people.cards import DIGITS, read_number
from whatthetech.people.guesses import NotACard, TypingClosed, WaitFirst, try_number
from whatthetech.people.models import COORDINATORS, User
from whatthetech.people.network import network_address
from whatthetech.people.views.cards import in_words as card_in_words
from whatthetech.scheduling.booking import AlreadyBooked, SessionIsCancelled
from whatthetech.scheduling.known_at_the_door import (
    TooManyOfThisName,
    find_for_coordinator,
    find_for_volunteer,
)
from whatthetech.scheduling.models import Booking, LearningSession
from whatthetech.scheduling.register import NoSeatAtTheDoor, NotBooked, RegisterIsClosed
from whatthetech.scheduling.register import drop_in as let_in
from whatthetech.scheduling.register import drop_in_somebody_new as let_in_somebody_new
from whatthetech.scheduling.register import mark_attendance as mark
from whatthetech.scheduling.register_forms import AtTheDoorForm, SomebodyNewForm
from whatthetech.scheduling.sent_taps import NAME_AT_MOST
from whatthetech.scheduling.views.at_the_door import (
    at_the_door,
    back_to,
    in_words,
    refuse,
)

SALT = "somebody at the door"
MEANT_FOR = 60 * 60  # seconds
FIND_AGAIN = "That page was old. Find them again."


@volunteers_only
@require_http_methods(["GET", "POST"])
@at_the_door
def find_at_the_door(request, session, now):
    """One box for a name or a card's number. The number adds them at once, a name asks who."""
    form = AtTheDoorForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask_who(request, session, form)
    who = form.cleaned_data["who"]
    if len(read_number(who)) >= DIGITS // 2:
        return _find_by_card(request, session, now, form)
    context = {"name": who, "new": SomebodyNewForm(initial={"called": who[:NAME_AT_MOST]})}
    try:
        found = _candidates(request, session, who, now)
    except TooManyOfThisName:
        return _ask_who(request, session, form, is_too_many=True, **context)
    people = [(one.name, meant(request.user, session, one.person)) for one in found]
    return _ask_who(request, session, form, people=people, **context)


def _find_by_card(request, session, now, form):
    try:
        card = try_number(form.cleaned_data["who"], address=network_address(request), now=now)
    except (NotACard, WaitFirst, TypingClosed) as refusal:
        form.add_error("who", card_in_words(refusal, now))
        return _ask_who(request, session, form)
    return _let_in(request, session, now, card.person)


def _candidates(request, session, name, now):
    if request.user.is_in(COORDINATORS):
        return find_for_coordinator(name, now=now)
    return find_for_volunteer(name, session=session)


def _ask_who(request, session, form, **more):
    context = {"session": session, "form": form, **more}
    return render(request, "scheduling/find_at_the_door.html", context)


def meant(by: User, session: LearningSession, person: User) -> str:
    """Who was found, for the button that adds them: a number in a form could be anybody's."""
    return signing.dumps([session.pk, person.pk, by.pk], salt=SALT)


@volunteers_only
@require_POST
@at_the_door
def drop_in(request, session, now):
    try:
        said = signing.loads(request.POST.get("who", ""), salt=SALT, max_age=MEANT_FOR)
    except signing.BadSignature:
        return refuse(request, session, FIND_AGAIN)
    learner = User.objects.learners().filter(pk=said[1], merged_into=None).first()
    if learner is None or [said[0], said[2]] != [session.pk, request.user.pk]:
        return refuse(request, session, FIND_AGAIN)
    return _let_in(request, session, now, learner)


def _let_in(request, session, now, learner):
    try:
        booking = _seat(session, learner, by=request.user, now=now)
    except (SessionIsCancelled, RegisterIsClosed, NoSeatAtTheDoor, NotBooked) as refusal:
        return refuse(request, session, in_words(refusal))
    return back_to(booking, session)


def _seat(session, learner, *, by, now) -> Booking:
    """Whoever is on the list already came: the same as a press on their row."""
    try:
        return let_in(session=session, learner=learner, by=by, now=now)
    except AlreadyBooked as already:
        return mark(booking=already.booking, came=True, by=by, now=now)


@volunteers_only
@require_POST
@at_the_door
def drop_in_somebody_new(request, session, now):
    form = SomebodyNewForm(request.POST)
    if not form.is_valid():
        return refuse(request, session, FIND_AGAIN)
    try:
        booking = let_in_somebody_new(
            session=session, **form.cleaned_data, by=request.user, now=now
        )
    except (SessionIsCancelled, RegisterIsClosed, NoSeatAtTheDoor) as refusal:
        return refuse(request, session, in_words(refusal))
    return back_to(booking, session)
