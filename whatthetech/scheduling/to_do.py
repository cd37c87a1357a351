"""What the desk has to see to, in words: the oldest first, each leading to its page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from whatthetech.people.models import User
from whatthetech.people.wording import counted
from whatthetech.scheduling.models import Offer, SeatRequest, Task
from whatthetech.scheduling.risk import what_is_wrong
from whatthetech.scheduling.seats import Occupancy, occupancies
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
    def rung_in_vain(self) -> list:
        return list(self.task.booking.no_answers.all()) if self.person else []

    @property
    def may_be_closed(self) -> bool:
        """One about risk ends by itself, when there are seats for all."""
        return self.task.kind != Task.Kind.AT_RISK


def to_do(*, now: datetime, today: date, limit: int | None = None) -> list[ToDo]:
    """Open tasks, the oldest first. Nine queries, however many."""
    tasks = list(_with_all(Task.objects.open())[:limit])
    rooms = occupancies(_sessions(tasks))
    return [_in_words(task, rooms[task.session_id], now, today) for task in tasks]


def to_tell(person: User, *, now: datetime, today: date) -> list[ToDo]:
    """What we want to ring them about: for when they are on the line. Two queries."""
    tasks = Task.objects.open().filter(kind=Task.Kind.RING, booking__learner=person)
    return [_to_ring(task, now, today) for task in _with_all(tasks)]


def _with_all(tasks):
    return tasks.select_related(
        "owner", "session__room__venue", "booking__learner__learner_profile"
    ).prefetch_related("booking__no_answers__by")


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


def _in_words(task: Task, room: Occupancy, now: datetime, today: date) -> ToDo:
    at, waited = _at(task, today), how_long(now - task.opened_at)
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
            return _to_ring(task, now, today)


def _to_ring(task: Task, now: datetime, today: date) -> ToDo:
    """Their session was cancelled, or they left its waiting list without answering."""
    learner = task.booking.learner if task.booking else None
    address = reverse("programme:session_bookings", args=[task.session_id])
    if learner and hasattr(learner, "learner_profile"):
        address = reverse("desk:call", args=[learner.pk])
    title = f"Ring {learner or 'somebody who was erased since'}"
    waited = how_long(now - task.opened_at)
    return ToDo(task, title, f"{_at(task, today)}. {_why_ring(task)}", address, waited, learner)


def _why_ring(task: Task) -> str:
    if task.session.is_cancelled:
        return "It is cancelled. Tell them, and offer another day."
    if task.booking and task.booking.is_live:
        return "It was cancelled, and goes ahead after all. Tell them. Do they still come?"
    lapsed = counted(task.booking.offers_lapsed, "offer") if task.booking else "offers"
    return f"They did not answer {lapsed} of a seat, and wait no more. Do they still want one?"


def _at(task: Task, today: date) -> str:
    return f"{when(task.session, today=today)}, {task.session.venue}"


def _booked(count: int) -> str:
    return "1 person is booked." if count == 1 else f"{count} people are booked."


def how_long(waited) -> str:
    """“2 days”, “3 hours”, “less than an hour”."""
    seconds = int(waited.total_seconds())
    if seconds >= DAY:
        return counted(seconds // DAY, "day")
    return counted(seconds // HOUR, "hour") if seconds >= HOUR else "less than an hour"
