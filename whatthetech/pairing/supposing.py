"""“If Tuesday were possible”, “if one more volunteer spoke Somali”: a round solved anew.

From the facts of now, and from the question that the round stored.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from whatthetech.pairing.facts import Facts
from whatthetech.pairing.funnel import at_this_time
from whatthetech.pairing.instance import Edge
from whatthetech.pairing.models import Round
from whatthetech.pairing.reasons import Names
from whatthetech.pairing.rounds import all_facts
from whatthetech.pairing.solving import solve
from whatthetech.pairing.stored import Question, ask
from whatthetech.pairing.what_if import Difference, if_possible
from whatthetech.people.availability import TimeOfWeek
from whatthetech.people.models import User, VolunteerProfile
from whatthetech.people.wording import listed


@dataclass(frozen=True)
class Supposed:
    """What would come of it. `who`: the volunteer it would be about, where it is about one."""

    gained: dict[User, VolunteerProfile] = field(default_factory=dict)  # and who would help them
    lost: tuple[User, ...] = ()
    moved: tuple[User, ...] = ()
    who: VolunteerProfile | None = None
    is_full: bool = False  # somebody could help then, but has no place left

    @property
    def sentence(self) -> str:
        if not self.gained:
            full = ": whoever could help then has no place left" if self.is_full else ""
            return f"That would help nobody more{full}."
        gains = listed([f"{person} would have {helper}" for person, helper in self.gained.items()])
        moves = f"{listed(list(map(str, self.moved)))} would get somebody else."
        loses = f"But {listed(list(map(str, self.lost)))} would have nobody."
        told = [moves] * bool(self.moved) + [loses] * bool(self.lost)
        return " ".join([f"Then {gains}.", *(told or ["Nobody else would move."])])


def suppose_time(round: Round, *, learner: User, time: TimeOfWeek, now: datetime) -> Supposed:
    """If this learner could come at this time of the week instead."""
    facts = all_facts(round, now)
    wish = facts.learner(learner.pk)
    if wish is None:
        return Supposed()
    changed = replace(facts, learners=(at_this_time(wish, time, facts),))
    return _told(*_solved(round, [changed]))


def suppose_language(round: Round, *, code: str, now: datetime) -> Supposed:
    """If one volunteer more spoke this language: the one by whom most would gain."""
    facts = all_facts(round, now)
    supposed = [_speaking(facts, at, code) for at in range(len(facts.volunteers))]
    supposed = [one for one in supposed if one is not None]
    return _told(*_solved(round, supposed))


def _speaking(facts: Facts, at: int, code: str) -> Facts | None:
    """Of this volunteer alone; None: they speak it already."""
    offer = facts.volunteers[at]
    if code in offer.languages:
        return None
    return replace(facts, volunteers=(replace(offer, languages=offer.languages | {code}),))


def _solved(round: Round, supposed: list[Facts]) -> tuple[Question, Difference | None, int | None]:
    """The best of these, and the volunteer it is about if it is about one only."""
    question = Question.of(round)
    result = solve(question.instance, seed=round.seed)
    best, about = None, None
    for facts in supposed:
        if not (edges := _new_edges(question, facts)):
            continue
        found = if_possible(question.instance, result, edges=edges)
        if best is None or found.after.merit > best.after.merit:
            best, about = found, _only_volunteer(facts)
    return question, best, about


def _only_volunteer(facts: Facts) -> int | None:
    return facts.volunteers[0].number if len(facts.volunteers) == 1 else None


def _new_edges(question: Question, facts: Facts) -> list[Edge]:
    """Pairs that were not possible, with their points. None to whom the round leaves out."""
    parts = ask(facts)[1]
    return [
        Edge(*question.at(keys), sum(found.values()))
        for keys, found in parts.items()
        if question.knows(keys) and question.at(keys) not in question.instance.score_of
    ]


def _told(question: Question, found: Difference | None, about: int | None) -> Supposed:
    if found is None:
        return Supposed()
    pairs = dict(question.pairs(found.after))
    gained, lost, moved = (
        [question.learners[at] for at in numbers]
        for numbers in (found.gained, found.lost, found.moved)
    )
    names = Names.of([*gained, *lost, *moved], {about, *(pairs[key] for key in gained)} - {None})
    return Supposed(
        gained={
            names.learner[key]: names.volunteer[pairs[key]]
            for key in gained
            if key in names.learner and pairs[key] in names.volunteer
        },
        lost=tuple(names.learner[key] for key in lost if key in names.learner),
        moved=tuple(names.learner[key] for key in moved if key in names.learner),
        who=names.volunteer.get(about),
        is_full=not gained,
    )
