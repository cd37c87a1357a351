"""What the desk has to see to, in words: the oldest first, each leading to its page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from whatthetech.people.models import User
from whatthetech.scheduling.models import Offer, SeatRequest, Task
from whatthetech.scheduling.risk import what_is_wrong
from whatthetech.scheduling.seats import occupancies
from whatthetech.scheduling.telling import offers_to_tell
from whatthetech.scheduling.words import by_when, when

HOUR, DAY = 60 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class ToDo:
    task: Task
    title: str  # what to do
    words: str  # about what
    address: str
    waited: str  # such as “2 days”
    person: User | None = None  # whom to ring

    @property
    def may_be_closed(self) -> bool:
        """One about risk ends by itself, when there are seats for all."""
        return self.task.kind != Task.Kind.AT_RISK


def to_do(*, now: datetime, today: date, limit: int | None = None) -> list[ToDo]:
    """Open tasks, the oldest first. Seven queries, however many."""
    tasks = Task.objects.open().select_related(
        "owner", "session__room__venue", "booking__learner__learner_profile"
    )
    tasks = list(tasks[:limit])
    rooms = occupancies(_sessions(tasks))
    return [_in_words(task, rooms[task.session_id], now, today) for task in tasks]


@dataclass(frozen=True)
class Asked:
    """A visitor without an account wants a seat. They hold none, and nobody is booked yet."""

    request: SeatRequest
    waited: str

    @property
    def find(self) -> str:
        """What to look for at the call desk, or to add somebody new from."""
        return f"{self.request.name} {self.request.reach_by}"


def asked_for_seats(*, now: datetime) -> list[Asked]:
    """Not answered yet, the oldest first."""
    asked = SeatRequest.objects.open().select_related("session__room__venue")
    return [Asked(one, how_long(now - one.asked_at)) for one in asked]


@dataclass(frozen=True)
class ToTell:
    """A seat is held for somebody who does not know it yet, or has not answered."""

    offer: Offer
    words: str
    address: str

    @property
    def person(self) -> User:
        return self.offer.booking.learner


def seats_to_tell(*, now: datetime, today: date) -> list[ToTell]:
    """Offers that no email told of, the first to end first. Two queries, however many."""
    offers = offers_to_tell(now=now).select_related(
        "booking__session__room__venue", "booking__learner__learner_profile"
    )
    return [_to_tell(offer, today) for offer in offers]


def _to_tell(offer: Offer, today: date) -> ToTell:
    session, tried = offer.booking.session, ""
    if offer.attempted:
        tried = f" Rung in vain {'once' if offer.attempted == 1 else f'{offer.attempted} times'}."
    by = f"{offer.get_reach_by_display()}, by {by_when(offer.held_until, today=today)}"
    words = f"{when(session, today=today)}, {session.venue}. Tell them: {by}.{tried}"
    if hasattr(offer.booking.learner, "learner_profile"):
        return ToTell(offer, words, reverse("desk:call", args=[offer.booking.learner_id]))
    return ToTell(offer, words, reverse("programme:session_bookings", args=[session.pk]))


def _sessions(tasks: Collection[Task]) -> list:
    return list({task.session_id: task.session for task in tasks}.values())


def _in_words(task: Task, room, now: datetime, today: date) -> ToDo:
    at = f"{when(task.session, today=today)}, {task.session.venue}"
    waited = how_long(now - task.opened_at)
    learner = task.booking.learner if task.booking else None
    match task.kind:
        case Task.Kind.AT_RISK:
            wrong = what_is_wrong(room) or "There are seats for all by now."
            address = reverse("programme:at_risk", args=[task.session_id])
            return ToDo(task, "Find helpers, or ring people", f"{at}. {wrong}", address, waited)
        case Task.Kind.CLOSED_DAY:
            words = f"{at}. {_booked(room.taken)} The day is closed now."
            address = reverse("programme:session_bookings", args=[task.session_id])
            return ToDo(task, "Decide about a session on a closed day", words, address, waited)
        case _:
            words = f"{at}. Two offers of a seat were not answered. Do they still want to come?"
            address = reverse("programme:session_bookings", args=[task.session_id])
            if learner and hasattr(learner, "learner_profile"):
                address = reverse("desk:call", args=[learner.pk])
            name = str(learner) if learner else "somebody who was erased since"
            return ToDo(task, f"Ring {name}", words, address, waited, learner)


def _booked(count: int) -> str:
    return "1 person is booked." if count == 1 else f"{count} people are booked."


def how_long(waited) -> str:
    """“2 days”, “3 hours”, “less than an hour”."""
    seconds = int(waited.total_seconds())
    if seconds >= DAY:
        return _count(seconds // DAY, "day")
    return _count(seconds // HOUR, "hour") if seconds >= HOUR else "less than an hour"


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
