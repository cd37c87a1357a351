"""The board of a round: each pair and why, each learner left out and what would change that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from whatthetech.pairing.facts import coming_sessions, time_of_week
from whatthetech.pairing.models import Pin, ProposedPair, Round, Unpaired
from whatthetech.pairing.reasons import Names, RunnerUp, reasons_of, runners_up, why_unpaired
from whatthetech.pairing.stored import DigestDiffers, InputsForgotten
from whatthetech.pairing.supposing import Supposed, suppose_language, suppose_time
from whatthetech.people.availability import TimeOfWeek
from whatthetech.people.models import PartOfDay, User, VolunteerProfile, Weekday


@dataclass(frozen=True)
class PairOnBoard:
    pair: ProposedPair
    reasons: list[str]
    runner_up: RunnerUp | None
    pin: Pin | None  # that holds them together


@dataclass(frozen=True)
class Crowd:
    """These learners can be helped by these volunteers only, and there are too few places."""

    learners: tuple[User, ...]
    volunteers: tuple[VolunteerProfile, ...]
    places: int


@dataclass(frozen=True)
class WhatIf:
    """Something to suppose. `asked` stands in the address: “time=1-morning”, “language=so”."""

    asked: str
    words: str  # “Tuesday morning were possible”


@dataclass(frozen=True)
class LeftOut:
    learner: User
    why: str
    sentences: list[str]  # of a crowd none: it is told by itself
    crowd: Crowd | None
    what_ifs: list[WhatIf]


# --- Pairs ---------------------------------------------------------------------------------


def pairs_on_board(round: Round, pairs: Iterable[ProposedPair]) -> list[PairOnBoard]:
    """As many queries for all as for one. Without runners-up where a round can't be replayed."""
    pairs = list(pairs)
    learners = [pair.learner_id for pair in pairs]
    found = _runners_up(round, learners)
    pins = {
        (pin.learner_id, pin.volunteer_id): pin
        for pin in Pin.objects.live().filter(learner__in=learners, session=round.session)
    }
    return [
        PairOnBoard(
            pair,
            reasons_of(pair),
            found.get(pair.learner_id),
            pins.get((pair.learner_id, pair.volunteer_id)),
        )
        for pair in pairs
    ]


def _runners_up(round: Round, learners: list[int]) -> dict[int, RunnerUp]:
    try:
        return runners_up(round, learners=learners)
    except (DigestDiffers, InputsForgotten):
        return {}


# --- Left out ------------------------------------------------------------------------------


def left_out(round: Round, rows: Iterable[Unpaired], *, now: datetime) -> list[LeftOut]:
    """As many queries for all as for one."""
    rows = list(rows)
    crowds = _crowds(rows)
    sentences = why_unpaired([row for row in rows if row.pk not in crowds])
    times = _times(round, now)
    return [
        LeftOut(
            row.learner,
            row.get_why_display(),
            sentences.get(row.learner_id, []),
            crowds.get(row.pk),
            _what_ifs(row, times),
        )
        for row in rows
    ]


def _crowds(rows: list[Unpaired]) -> dict[int, Crowd]:
    """{key of a row: crowd}. Alone with volunteers who have no place is no crowd."""
    told = {
        row.pk: row.explanation
        for row in rows
        if row.why == Unpaired.Why.CONTENTION and len(row.explanation["learners"]) > 1
    }
    if not told:
        return {}
    names = Names.of(
        {key for one in told.values() for key in one["learners"]},
        {key for one in told.values() for key in one["volunteers"]},
    )
    return {
        key: Crowd(
            tuple(names.learner[one] for one in crowd["learners"] if one in names.learner),
            tuple(names.volunteer[one] for one in crowd["volunteers"] if one in names.volunteer),
            crowd["places"],
        )
        for key, crowd in told.items()
    }


def _times(round: Round, now: datetime) -> list[TimeOfWeek]:
    """When sessions of the term still come. Of one session there is no other time."""
    if round.is_for_session:
        return []
    order = list(PartOfDay)
    times = {time_of_week(session) for session in coming_sessions(round.term, now)}
    return sorted(times, key=lambda time: (time[0], order.index(time[1])))


def _what_ifs(row: Unpaired, times: list[TimeOfWeek]) -> list[WhatIf]:
    free = {(one.weekday, one.part) for one in row.learner.availability.all()}
    supposed = [
        WhatIf(f"time={weekday}-{part}", f"{Weekday(weekday).label} {part} were possible")
        for weekday, part in times
        if (weekday, part) not in free
    ]
    profile = getattr(row.learner, "learner_profile", None)
    if profile and profile.needs_interpreter and profile.language:
        asked, language = f"language={profile.language.code}", profile.language
        supposed.append(WhatIf(asked, f"one more volunteer spoke {language}"))
    return supposed


def suppose(round: Round, *, learner: User, asked: str, now: datetime) -> Supposed:
    """The answer to one of the what-ifs of this learner."""
    kind, _, value = asked.partition("=")
    if kind == "language":
        return suppose_language(round, code=value, now=now)
    weekday, _, part = value.partition("-")
    time = Weekday(int(weekday)), PartOfDay(part)
    return suppose_time(round, learner=learner, time=time, now=now)
