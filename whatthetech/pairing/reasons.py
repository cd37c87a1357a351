"""Why these two, why not somebody else, why nobody: in words, for coordinators at the desk.

Names come in here, from the keys that a round stores. Volunteers read `reasons_of` at most, and
nobody but coordinators reads about others.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from whatthetech.pairing.models import ProposedPair, Round, Unpaired
from whatthetech.pairing.rules_in_words import could_help, lack
from whatthetech.pairing.scoring import PARTS
from whatthetech.pairing.scoring import reasons as telling_parts
from whatthetech.pairing.solving import solve
from whatthetech.pairing.stored import Question
from whatthetech.pairing.what_if import Difference, runner_up
from whatthetech.people.models import User, VolunteerProfile
from whatthetech.people.wording import counted, listed

NO_REASON = "Nobody else is left, and no rule is in the way."


@dataclass(frozen=True)
class RunnerUp:
    """Who would help this learner if it weren't who does, and what that would cost all."""

    volunteer: VolunteerProfile
    sentence: str
    lost: tuple[User, ...]  # who would then have nobody
    moved: tuple[User, ...]  # who would then have somebody else, besides this learner
    points: int  # by which all would suit each other better (more than 0) or worse


def reasons_of(pair: ProposedPair) -> list[str]:
    """Sentences, the weightiest first. At least one."""
    return telling_parts(dict.fromkeys(PARTS, 0) | pair.parts) or [NO_REASON]


# --- Runners-up ----------------------------------------------------------------------------


def runner_up_of(pair: ProposedPair) -> RunnerUp | None:
    """By solving anew without this pair; None where nobody else may help them.

    Raises DigestDiffers, InputsForgotten.
    """
    return runners_up(pair.round, learners=[pair.learner_id]).get(pair.learner_id)


def runners_up(round: Round, *, learners: Iterable[int] | None = None) -> dict[int, RunnerUp]:
    """{learner: runner-up} of these, or of all who have somebody: each solved anew.

    As many queries for all as for one. Raises DigestDiffers, InputsForgotten.
    """
    question = Question.of(round)
    result = solve(question.instance, seed=round.seed)
    has = dict(question.pairs(result))
    found = {}
    for learner in has if learners is None else learners:
        at = question.at_learner[learner]
        if cost := runner_up(question.instance, result, learner=at):
            found[learner] = question, cost
    sentences, people = costs_in_words(found), Names.of_costs(found)
    return {
        learner: RunnerUp(
            volunteer=people.volunteer[_gets(learner, question, cost)],
            sentence=sentences[learner],
            lost=tuple(people.learner[key] for key in _people(question, cost.lost)),
            moved=tuple(
                people.learner[key] for key in _people(question, cost.moved) if key != learner
            ),
            points=cost.score,
        )
        for learner, (question, cost) in found.items()
    }


def _gets(learner: int, question: Question, cost: Difference) -> int:
    return question.volunteers[cost.after.volunteer_of[question.at_learner[learner]]]


def _people(question: Question, numbers: Iterable[int]) -> list[int]:
    return [question.learners[number] for number in numbers]


@dataclass(frozen=True)
class Names:
    """By key. Somebody erased since has none."""

    learner: dict[int, User]
    volunteer: dict[int, VolunteerProfile]

    @classmethod
    def of(cls, learners: Iterable[int], volunteers: Iterable[int]) -> "Names":
        return cls(
            User.objects.in_bulk(set(learners)),
            VolunteerProfile.objects.select_related("person").in_bulk(set(volunteers)),
        )

    @classmethod
    def of_costs(cls, costs: dict[int, tuple[Question, Difference]]) -> "Names":
        learners, volunteers = set(costs), set()
        for learner, (question, cost) in costs.items():
            learners.update(_people(question, [*cost.lost, *cost.gained, *cost.moved]))
            volunteers.add(_gets(learner, question, cost))
        return cls.of(learners, volunteers)

    def learners(self, keys: Iterable[int]) -> str:
        return listed([str(self.learner.get(key, "somebody")) for key in keys])

    def volunteers(self, keys: Iterable[int]) -> str:
        return listed([str(self.volunteer.get(key, "somebody")) for key in keys])


def costs_in_words(
    costs: dict[int, tuple[Question, Difference]], *, lead: str = "Next best"
) -> dict[int, str]:
    """{learner: what it would cost to give them that volunteer instead}"""
    names = Names.of_costs(costs)
    return {
        learner: _cost_in_words(learner, question, cost, names, lead)
        for learner, (question, cost) in costs.items()
    }


def _cost_in_words(learner: int, question: Question, cost: Difference, names: Names, lead: str):
    who = names.volunteers([_gets(learner, question, cost)])
    said = f"{lead}: {who}." if lead == "Next best" else f"{lead} they would stay with {who}."
    lost = [key for key in _people(question, cost.lost) if key != learner]
    moved = [key for key in _people(question, cost.moved) if key != learner]
    kept = cost.before.kept - cost.after.kept
    if lost:
        return f"{said} That would leave {names.learners(lost)} without anybody."
    if cost.after.priority < cost.before.priority:
        return f"{said} Somebody who waits longer would then have nobody."
    if kept > 0:
        return f"{said} {_moved(moved, names)} {counted(kept, 'pair')} of today would be parted."
    if cost.score < 0:
        return f"{said} {_moved(moved, names)} All would suit each other less, by {-cost.score}."
    if cost.score > 0:
        return f"{said} {_moved(moved, names)} All would suit each other more, by {cost.score}."
    return f"{said} {_moved(moved, names)} It would be as good."


def _moved(moved: list[int], names: Names) -> str:
    """Others who would get somebody else; nobody else: nothing to say."""
    return (
        f"{names.learners(moved)} would get somebody else too." if moved else "Nobody else moves."
    )


# --- Nobody --------------------------------------------------------------------------------


def why_unpaired(rows: Iterable[Unpaired]) -> dict[int, list[str]]:
    """{learner: sentences}, the most useful first; two queries for names."""
    rows = list(rows)
    learners, volunteers = set(), set()
    for row in rows:
        told = row.explanation
        learners.update(told.get("learners", ()), (pin[0] for pin in told.get("pins", ())))
        volunteers.update(told.get("volunteers", ()), (pin[1] for pin in told.get("pins", ())))
    names = Names.of(learners, volunteers)
    return {row.learner_id: _why(row, names) for row in rows}


def _why(row: Unpaired, names: Names) -> list[str]:
    told = row.explanation
    if row.why == Unpaired.Why.CONTENTION:
        return [_crowd(told, names)]
    if row.why == Unpaired.Why.PIN:
        return _pins(row, told, names)
    return could_help(told["near"])


def _crowd(told: dict, names: Names) -> str:
    places = counted(told["places"], "place")
    has = "has" if len(told["volunteers"]) == 1 else "have"
    if len(told["learners"]) == 1:
        return f"Only {names.volunteers(told['volunteers'])} could help, and {has} no place left."
    return (
        f"These {len(told['learners'])} people can only be helped by"
        f" {names.volunteers(told['volunteers'])}, who {has} {places} in all:"
        f" {names.learners(told['learners'])}."
    )


def _pins(row: Unpaired, told: dict, names: Names) -> list[str]:
    if "breaks" in told:
        who = names.volunteers([told["pins"][0][1]])
        return [
            f"They are pinned to {who}, who can’t help them now.",
            *(lack(code) for code in told["breaks"]),
            "Take the pin away, and they can have somebody else.",
        ]
    if not told["pins"]:
        return ["Pins take the places. Without them, they would have somebody."]
    pairs = listed(
        [f"{names.learners([one])} to {names.volunteers([other])}" for one, other in told["pins"]]
    )
    return [f"Pinned are {pairs}. Without that, they would have somebody."]
