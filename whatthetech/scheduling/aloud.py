"""What a coordinator reads to somebody on the telephone about a session: words to say as they are.

Each ends with what happens next. The same facts stand on a learner's own page.
"""

from dataclasses import dataclass
from datetime import date

from whatthetech.people.models import Channel
from whatthetech.scheduling.models import Booking, LearningSession, Offer
from whatthetech.scheduling.words import by_when, clock, day_in_words

State = Booking.State
WITH_ARTICLE = {"centre", "center", "hall", "hub", "library", "rooms", "club", "church"}
TOLD_BY = {
    Channel.TELEPHONE: "we ring you",
    Channel.TEXT: "we send you a text message",
    Channel.EMAIL: "we send you an email",
    Channel.LETTER: "we write you a letter",
}
BRING = (
    "Bring your phone, tablet or laptop, and its charger."
    " If you can’t come, ring us. Then somebody else can have the seat."
)
FREE = "A seat is free for you"
UNDO = "If that is wrong, say so now. We can take it back."
ANOTHER = "Shall I find you another day?"
COME_IN = "Come in, and sit down with your helper."
RIGHT = "If that is wrong, say so, and we put it right."


@dataclass(frozen=True)
class Aloud:
    """`words` now; `next`: what happens then, read as well."""

    words: str
    next: str


def where_and_when(session: LearningSession, *, today: date) -> str:
    """“Thursday 8 October at 2 o’clock, at the Edward Woods Centre”."""
    day = day_in_words(session.on, today=today)
    return f"{day} at {clock(session.begins)}, {at_venue(session.venue.name)}"


def at_venue(name: str) -> str:
    """“at the Edward Woods Centre”, “at the Invention Rooms”, “at St Mary’s Hall”."""
    if name.startswith("The "):
        return f"at the {name[4:]}"
    is_owned = "’s " in name or "'s " in name
    article = "the " if name.split()[-1].casefold() in WITH_ARTICLE and not is_owned else ""
    return f"at {article}{name}"


def ask_for_seat(session: LearningSession, *, today: date) -> str:
    return f"Shall I keep you a seat on {where_and_when(session, today=today)}?"


def ask_to_wait(session: LearningSession, *, today: date) -> str:
    at = where_and_when(session, today=today)
    return f"There is no seat left on {at}. Shall I put you on the waiting list?"


def ask_to_move(session: LearningSession, *, today: date) -> str:
    return f"Shall I move you to {where_and_when(session, today=today)}?"


def of_booking(
    booking: Booking,
    *,
    today: date,
    number: int = 0,
    offer: Offer | None = None,
    companion: str = "",
) -> Aloud:
    """`number`: on the waiting list, from 1. `offer`: the open one. `companion`: who comes too."""
    at = where_and_when(booking.session, today=today)
    if booking.session.is_cancelled:
        return Aloud(f"The session on {at} is cancelled. Do not come on that day.", ANOTHER)
    match booking.state:
        case State.BOOKED:
            too = f" {companion} has a seat beside you." if companion else ""
            return Aloud(f"You have a seat on {at}.{too}", BRING)
        case State.WAITING:
            place = f" You are number {number}." if number else ""
            too = f" You wait together with {companion}." if companion else ""
            told = f"When a seat is free, {told_by(booking)}. You need do nothing until then."
            return Aloud(f"You are on the waiting list for {at}.{place}{too}", told)
        case State.OFFERED:
            until = f" until {by_when(offer.held_until, today=today)}" if offer else ""
            seats = f"Two seats are free for you and {companion}" if companion else FREE
            held = f"We keep {'them' if companion else 'it'} for you{until}."
            return Aloud(f"{seats} on {at}. Would you like {'them' if companion else 'it'}?", held)
        case State.CANCELLED:
            return Aloud(f"You are not booked any more on {at}.", UNDO)
        case State.ATTENDED:
            return Aloud(f"You are on the list of who came on {at}.", COME_IN)
        case _:
            return Aloud(f"We have noted that you did not come on {at}.", RIGHT)


def told_by(booking: Booking) -> str:
    """“we ring you”, where they did not say how they want to be told."""
    profile = getattr(booking.learner, "learner_profile", None)
    channel = profile.preferred_channel if profile else ""
    return TOLD_BY[Channel(channel or Channel.TELEPHONE)]
