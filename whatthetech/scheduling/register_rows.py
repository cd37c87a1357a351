"""The register as it is read at the door: a row for each who is booked, and who helps them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from whatthetech.people.models import User
from whatthetech.scheduling.models import HOLDING, Booking, LearningSession, VolunteerShift

State = Booking.State
NO_NAME, ERASED = "Somebody without a name", "Somebody who was erased"
FACES = {State.BOOKED: "unmarked", State.ATTENDED: "came", State.MISSED: "missed"}
WAIT = (State.WAITING, State.OFFERED)


@dataclass(frozen=True)
class Row:
    booking: Booking
    name: str
    helper: str  # empty: nobody yet

    @property
    def face(self) -> str:
        """Which of its three faces the row shows: unmarked, came or missed."""
        return FACES.get(self.booking.state, "")


@dataclass(frozen=True)
class Register:
    rows: list[Row]  # by name
    waiting: list[Row]  # on the waiting list, or offered a seat
    helpers: dict[int, str]  # {shift: name}

    @property
    def here(self) -> int:
        return sum(row.face == "came" for row in self.rows)


@dataclass(frozen=True)
class Helper:
    shift: VolunteerShift
    name: str
    helps: int

    @property
    def is_full(self) -> bool:
        return self.helps >= self.shift.places


def read_register(session: LearningSession, *, with_surnames: bool) -> Register:
    """Two queries, whatever the number of people."""
    wanted = session.bookings.filter(state__in=[*FACES, *WAIT]).select_related("learner")
    bookings = list(wanted.order_by("joined_at", "pk"))
    names = told_apart(
        ((booking.pk, booking.learner) for booking in bookings), with_surnames=with_surnames
    )
    helpers = names_of_helpers(session)
    rows = sorted(
        (
            Row(booking, names[booking.pk], helpers.get(booking.helper_id, ""))
            for booking in bookings
        ),
        key=lambda row: (row.name.casefold(), row.booking.pk),
    )
    return Register(
        [row for row in rows if row.face], [row for row in rows if not row.face], helpers
    )


def names_of_helpers(session: LearningSession) -> dict[int, str]:
    """{confirmed shift: first name}"""
    shifts = session.shifts.confirmed().exclude(volunteer=None)
    people = [(shift.pk, shift.volunteer.person) for shift in shifts.select_related(PERSON)]
    return told_apart(people, with_surnames=False)


PERSON = "volunteer__person"


def helpers_of(session: LearningSession, *, besides: Booking) -> list[Helper]:
    """By name, with how many each helps, this booking left out."""
    names = names_of_helpers(session)
    others = session.bookings.filter(state__in=HOLDING, helper__in=names).exclude(pk=besides.pk)
    helped = Counter(others.values_list("helper", flat=True))
    shifts = session.shifts.in_bulk(list(names)).values() if names else []
    helpers = [Helper(shift, names[shift.pk], helped[shift.pk]) for shift in shifts]
    return sorted(helpers, key=lambda helper: helper.name.casefold())


def told_apart(people: Iterable[tuple[int, User | None]], *, with_surnames: bool) -> dict[int, str]:
    """{key: what to call them}, no two alike.

    Volunteers see first names; of two Marys also the first letter of the surname.
    """
    names = {key: (_name(person, with_surnames), person) for key, person in people}
    if not with_surnames:
        twice = _said_twice(name for name, _ in names.values())
        names = {
            key: (_with_initial(name, person) if name in twice else name, person)
            for key, (name, person) in names.items()
        }
    twice = _said_twice(name for name, _ in names.values())
    seen: Counter[str] = Counter()
    told = {}
    for key, (name, _) in names.items():
        seen[name] += 1
        told[key] = f"{name} ({seen[name]})" if name in twice else name
    return told


def _said_twice(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _name(person: User | None, with_surnames: bool) -> str:
    if person is None:
        return ERASED
    last_name = person.last_name if with_surnames else ""
    return f"{person.called} {last_name}".strip() or NO_NAME


def _with_initial(name: str, person: User | None) -> str:
    return f"{name} {person.last_name[0]}." if person and person.last_name else name
