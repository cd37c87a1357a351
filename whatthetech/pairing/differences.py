"""What a round changes: new, moved, lost, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from whatthetech.pairing.current import pairings_before
from whatthetech.pairing.eligibility import broken_rules
from whatthetech.pairing.facts import session_facts, term_facts
from whatthetech.pairing.instance import Pair, PinRefused
from whatthetech.pairing.models import Pairing, Round, Unpaired
from whatthetech.pairing.reasons import Names, costs_in_words, reasons_of, why_unpaired
from whatthetech.pairing.solving import solve
from whatthetech.pairing.stored import Question
from whatthetech.pairing.what_if import if_given
from whatthetech.people.models import User, VolunteerProfile

WANT_NOBODY = "They don’t want a volunteer of their own now."
COULD_NOT = "{} could not help them when this was made."
COULD_NOT_OR_PINNED = "{} could not help them when this was made, or is pinned to others."


@dataclass(frozen=True)
class Change:
    learner: User
    before: VolunteerProfile | None  # None: nobody
    after: VolunteerProfile | None  # None: nobody
    why: str  # one or two sentences


@dataclass(frozen=True)
class RoundDifference:
    """Each by the learner's name."""

    new: tuple[Change, ...]
    moved: tuple[Change, ...]
    lost: tuple[Change, ...]
    kept: int

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.moved or self.lost)


def difference(round: Round, *, now: datetime) -> RoundDifference:
    """From what holds now (for a published round: from what held before it) to the round."""
    before = _before(round)
    after = {
        pair.learner_id: pair for pair in round.pairs.select_related("learner", "volunteer__person")
    }
    new = [pair for learner, pair in after.items() if learner not in before]
    moved = [
        pair
        for learner, pair in after.items()
        if learner in before and before[learner].volunteer_id != pair.volunteer_id
    ]
    lost = [pairing for learner, pairing in before.items() if learner not in after]
    told = _why_moved(round, moved, before, now)
    why_lost = _why_lost(round, lost)
    return RoundDifference(
        new=tuple(Change(one.learner, None, one.volunteer, _first_reasons(one)) for one in new),
        moved=tuple(
            Change(
                one.learner, before[one.learner_id].volunteer, one.volunteer, told[one.learner_id]
            )
            for one in moved
        ),
        lost=tuple(
            Change(one.learner, one.volunteer, None, why_lost[one.learner_id])
            for one in sorted(lost, key=lambda one: str(one.learner))
        ),
        kept=len(after) - len(new) - len(moved),
    )


def _before(round: Round) -> dict[int, Pairing]:
    """{learner: pair}, of those whom the round may move."""
    if round.is_for_session:
        return {}
    if round.state == Round.State.DRAFT:
        found = pairings_before(round.term, role=round.role)
    else:
        rows = Pairing.objects.filter(ended_by_round=round) | _kept_by(round)
        found = {
            pairing.learner_id: pairing
            for pairing in rows.select_related("learner", "volunteer__person")
        }
    return {learner: pairing for learner, pairing in found.items() if learner in _asked(round)}


def _kept_by(round: Round):
    """Pairs of before that the round left as they were, though they may have ended since."""
    day = timezone.localdate(round.published_at)
    return (
        Pairing.objects.filter(term=round.term, role=round.role, begun_on__lte=day)
        .filter(learner__in=round.pairs.values("learner"))
        .filter(Q(ended_on=None) | Q(ended_on__gte=day))
        .filter(Q(round=None) | Q(round__published_at__lt=round.published_at))
    )


def _asked(round: Round) -> set[int]:
    return set(round.inputs.get("learners", ()))


def _first_reasons(pair) -> str:
    return " ".join(reasons_of(pair)[:2])


def _why_lost(round: Round, lost: list[Pairing]) -> dict[int, str]:
    """By learner: why nobody may help them; where too many need the same few, who goes first."""
    rows = list(round.unpaired.filter(learner__in=[one.learner_id for one in lost]))
    told = {learner: sentences[0] for learner, sentences in why_unpaired(rows).items()}
    crowded = [row for row in rows if row.why == Unpaired.Why.CONTENTION]
    first = _who_go_first(round, crowded)
    costs = _costs(round, [one for one in lost if one.learner_id in first])
    return {
        key: " ".join(filter(None, [told.get(key, WANT_NOBODY), first.get(key), costs.get(key)]))
        for key in (one.learner_id for one in lost)
    }


def _who_go_first(round: Round, crowded: list[Unpaired]) -> dict[int, str]:
    """By learner: who of their crowd has somebody and has waited longer; empty for nobody."""
    if not crowded:
        return {}
    question = Question.of(round)
    has_somebody = set(round.pairs.values_list("learner", flat=True))
    priority = dict(zip(question.learners, question.instance.priority, strict=True))
    first = {
        row.learner_id: [
            key
            for key in row.explanation["learners"]
            if key in has_somebody and priority[key] > priority[row.learner_id]
        ]
        for row in crowded
    }
    names = Names.of({key for keys in first.values() for key in keys}, ())
    return {
        learner: f"{names.learners(keys)} waited longer, and so come{'s' * (len(keys) == 1)} first."
        if keys
        else ""
        for learner, keys in first.items()
    }


def _why_moved(round: Round, moved: Iterable, before: dict[int, Pairing], now) -> dict[int, str]:
    """By learner: the rule that the old pair breaks, or what it would cost to keep it."""
    old = [before[one.learner_id] for one in moved]
    if not old:
        return {}
    broken = _broken_by(round, old, now)
    return broken | _costs(round, [one for one in old if one.learner_id not in broken])


def _broken_by(round: Round, old: list[Pairing], now: datetime) -> dict[int, str]:
    if round.occasion == Round.Occasion.VOLUNTEER_LEAVES:
        return {one.learner_id: f"{one.volunteer} leaves." for one in old}
    if round.occasion == Round.Occasion.LEARNER_ASKS:
        return {one.learner_id: "They asked for somebody else." for one in old}
    if round.is_for_session:
        facts = session_facts(round.session, now=now)
    else:
        learners, volunteers = [one.learner for one in old], [one.volunteer for one in old]
        facts = term_facts(round.term, now=now, learners=learners, volunteers=volunteers)
    told = {}
    for one in old:
        wish, offer = facts.learner(one.learner_id), facts.volunteer(one.volunteer_id)
        if wish and offer and (rule := next(broken_rules(wish, offer, facts.circumstances), None)):
            told[one.learner_id] = rule.sentence
    return told


def _costs(round: Round, old: list[Pairing]) -> dict[int, str]:
    """By learner: what it would cost to leave them with whom they have. Two queries for names."""
    if not old:
        return {}
    question = Question.of(round)
    result = solve(question.instance, seed=round.seed)
    told, costs = {}, {}
    for one in old:
        keys = one.learner_id, one.volunteer_id
        if not question.knows(keys):
            told[one.learner_id] = COULD_NOT.format(one.volunteer)
            continue
        pair: Pair = question.at(keys)
        try:
            costs[one.learner_id] = question, if_given(question.instance, result, **pair._asdict())
        except PinRefused:
            told[one.learner_id] = COULD_NOT_OR_PINNED.format(one.volunteer)
    return told | costs_in_words(costs, lead="Otherwise")
