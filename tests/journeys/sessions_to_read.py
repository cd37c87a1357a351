"""The pages of sessions that a learner or a visitor can meet, each with what it needs."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from tests.factories.people import make_card, make_volunteer
from tests.factories.scheduling import (
    book,
    coming,
    make_learner,
    make_room,
    make_session,
    make_shift,
)
from tests.journeys.at_the_desk import sign_in_by_link
from whatthetech.people.models import Setting, User
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.bringing import bring_somebody
from whatthetech.scheduling.models import LearningSession, Room, Venue
from whatthetech.scheduling.sessions import cancel_session

HOW_TO_GET_THERE = "Bus 295 stops two minutes away. Go in by the green door."


def make_session_with(*, seats=2, weeks=3, **more) -> LearningSession:
    """In which a cleared volunteer helps so many, at a venue of which we know much."""
    session = make_session(on=coming(weeks=weeks), **more)
    Venue.objects.update(how_to_get_there=HOW_TO_GET_THERE, toilets="On the left.")
    if seats:
        volunteer = make_volunteer(cleared_for=[Setting.GROUP])
        make_shift(session=session, volunteer=volunteer, places=seats)
    return session


def mary(reader) -> User:
    """Signed in on this device."""
    issued = make_card(called="Mary")
    sign_in_by_link(reader, issued)
    return issued.card.person


# --- What each page needs; each gives its path ---------------------------------------------------


def several(reader) -> str:
    """Enough for a second page, at two places; Mary goes to one of them."""
    person, now = mary(reader), timezone.now()
    venues = ("Edward Woods Centre", "The Invention Rooms")
    rooms = [make_room(venue=venue, name=f"Hall {Room.objects.count()}") for venue in venues]
    for number in range(9):
        make_session_with(seats=number % 3, weeks=number + 1, room=rooms[number > 1])
    book(LearningSession.objects.last(), make_learner(), now=now)
    book(LearningSession.objects.first(), person, now=now)
    return "/sessions/"


def at_one_venue(reader) -> str:
    return f"/sessions/?at={make_session_with().venue.pk}"


def one(page="", *, seats=2, signed_in=True) -> Callable:
    def make(reader) -> str:
        if signed_in:
            mary(reader)
        return f"/sessions/{make_session_with(seats=seats).pk}/{page}"

    return make


def with_a_booking(page="", *, seats=2) -> Callable:
    def make(reader) -> str:
        session = make_session_with(seats=seats)
        book(session, mary(reader), now=timezone.now())
        return f"/sessions/{session.pk}/{page}"

    return make


def with_an_offer(page="") -> Callable:
    def make(reader) -> str:
        session, now = make_session_with(seats=1), timezone.now()
        first = book(session, make_learner(), now=now)
        book(session, mary(reader), now=now)
        cancel_booking(booking=first, by=first.learner, now=now)
        return page or f"/sessions/{session.pk}/"

    return make


def pair(page: str) -> Callable:
    """Both booked by Mary; `page`: of hers, or of the other's where it begins so."""

    def make(reader) -> str:
        person, session = mary(reader), make_session_with()
        made = {"name": "Jim", "telephone": "", "by": person, "key": "a", "now": timezone.now()}
        mine, other = bring_somebody(session=session, learner=person, **made)
        if page.startswith("cancelled"):
            cancel_booking(booking=mine, by=person, now=timezone.now())
        if page == "booked/":
            return f"/sessions/{session.pk}/{page}"
        booking = other if page.startswith("other/") else mine
        return f"/sessions/seat/{booking.pk}/{page.removeprefix('other/')}"

    return make


def called_off(page="") -> Callable:
    def make(reader) -> str:
        session = make_session_with()
        book(session, mary(reader), now=timezone.now())
        cancel_session(session=session, by=None, now=timezone.now(), why="No heating")
        return page or f"/sessions/{session.pk}/"

    return make


def begun(hours: int) -> Callable:
    """So many hours ago; it lasts one and a half."""

    def make(reader) -> str:
        session = make_session_with()
        session.starts_at = timezone.now() - timedelta(hours=hours)
        session.ends_at = session.starts_at + timedelta(minutes=90)
        session.save()
        return f"/sessions/{session.pk}/"

    return make


def mine(page: str, *, seats=2, cancelled_before: timedelta | None = None) -> Callable:
    """A page of Mary's own booking."""

    def make(reader) -> str:
        session, now = make_session_with(seats=seats), timezone.now()
        person = mary(reader)
        booking = book(session, person, now=now)
        if cancelled_before is not None:
            cancel_booking(booking=booking, by=person, now=now - cancelled_before)
        return f"/sessions/seat/{booking.pk}/{page}"

    return make


BRING = {"press": "Look at it before I book"}
TYPED = ("Who comes with you?", "Jim Brown")

PAGES = {
    "a list with mine first": {"made": several},
    "at one place": {"made": at_one_venue},
    "no such session": {"made": lambda reader: "/sessions/404404/", "status": 404},
    "one, for a visitor": {"made": one(signed_in=False)},
    "one, for a learner": {"made": one()},
    "one that is full": {"made": one(seats=0)},
    "one I am booked into": {"made": with_a_booking()},
    "one I wait for": {"made": with_a_booking(seats=0)},
    "one I am offered": {"made": with_an_offer()},
    "one that is called off": {"made": called_off()},
    "one that has begun": {"made": begun(1)},
    "one that is over": {"made": begun(9)},
    "check before I book": {"made": one("book/")},
    "check before I wait": {"made": one("book/", seats=0)},
    "bring somebody": {"made": one("bring/")},
    "bring somebody: nothing typed": {"made": one("bring/"), **BRING},
    "check for two": {"made": one("bring/"), "type": TYPED, **BRING},
    "check for two, one seat": {"made": one("bring/", seats=1), "type": TYPED, **BRING},
    "booked": {"made": with_a_booking("booked/")},
    "waiting, the seat gone": {"made": with_a_booking("booked/?gone", seats=0)},
    "booked for two": {"made": pair("booked/")},
    "printed": {"made": with_a_booking("print/")},
    "cancel": {"made": mine("cancel/")},
    "leave the waiting list": {"made": mine("cancel/", seats=0)},
    "cancel the other's": {"made": pair("other/cancel/")},
    "cancelled": {"made": mine("cancelled/", cancelled_before=timedelta())},
    "cancelled long ago": {"made": mine("cancelled/", cancelled_before=timedelta(hours=2))},
    "cancelled, one of two": {"made": pair("cancelled/")},
    "ask for a seat": {"made": one("ask/", signed_in=False)},
    "ask: nothing typed": {
        "made": one("ask/", signed_in=False),
        "press": "Look at it before I send it",
    },
    "asked": {"made": one("asked/", signed_in=False)},
    "my page with an offer": {"made": with_an_offer("/me/")},
    "my page with one called off": {"made": called_off("/me/")},
}
