"""Rounds: proposed as drafts, published by a coordinator, withdrawn while nothing came after."""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from whatthetech.pairing.current import pairings_before, pairings_in, places_taken
from whatthetech.pairing.eligibility import RULES, broken_rules
from whatthetech.pairing.explaining import explain_unpaired
from whatthetech.pairing.facts import Facts, session_facts, term_facts
from whatthetech.pairing.funnel import funnel
from whatthetech.pairing.instance import PinRefused, Result, Why
from whatthetech.pairing.models import Pairing, ProposedPair, Role, Round, Unpaired
from whatthetech.pairing.solving import solve
from whatthetech.pairing.stored import Keys, Question, ask, digest_of, replay, solver_name
from whatthetech.people.models import User
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import Booking, Term

__all__ = ["propose_round", "publish_round", "replay", "swap", "withdraw_round"]

State, Occasion, WhyEnded = Round.State, Round.Occasion, Pairing.WhyEnded
SENTENCES = {rule.code: rule.sentence for rule in RULES}
SEEDS = 2**31


class NotADraft(Exception):
    """It was published or withdrawn, perhaps by somebody else at the same moment."""


class NotPublished(Exception):
    """There is nothing to take back."""


class NotNewest(Exception):
    """Something was published or changed after it: withdraw that first."""


@dataclass
class StaleDraft(Exception):
    """Something changed since the draft was made. `sentences` say what, one each."""

    sentences: list[str]

    def __str__(self):
        return " ".join([*self.sentences, "Propose again."])


@dataclass
class SwapBreaksRule(Exception):
    """Two learners of a draft can't have each other's volunteers."""

    code: str
    sentence: str

    def __str__(self):
        return self.sentence


class NotInThisRound(Exception):
    """Only learners who have somebody in the draft can be swapped."""


# --- Proposing -----------------------------------------------------------------------------


@transaction.atomic
def propose_round(
    *, term: Term, by: User | None, now: datetime, seed: int | None = None, role=Role.PRIMARY
) -> Round:
    """A draft for everybody who wants somebody this term; nobody has anybody by it yet.

    Of role RESERVE: a second volunteer for everybody who has one. `seed` None: drawn.
    """
    facts = _who_want(term_facts(term, now=now))
    apart: Collection[Keys] = ()
    if role == Role.RESERVE:
        primary = pairings_in(term)
        apart = {_keys(pairing) for pairing in primary.values()}
        facts = facts.only(set(primary)).unpinned  # pins say who helps, not who stands in
    keep = {_keys(pairing) for pairing in pairings_before(term, role=role).values()}
    question, parts = ask(facts, keep=keep, apart=apart)
    return store(
        Round(term=term, role=role, made_by=by, made_at=now), question, parts, facts, seed=seed
    )


def _who_want(facts: Facts) -> Facts:
    return facts.only(
        {wish.number for wish in facts.learners if wish.is_active and wish.has_agreed}
    )


def _keys(pairing: Pairing) -> Keys:
    return pairing.learner_id, pairing.volunteer_id


def store(round: Round, question: Question, parts: dict, facts: Facts, *, seed: int | None):
    """The draft with its pairs, and with why anybody is left out."""
    round.seed = secrets.randbelow(SEEDS) if seed is None else seed
    round.weights, round.solver = facts.weights.as_numbers(), solver_name()
    _remember(round, question)
    round.save()
    result = solve(question.instance, seed=round.seed)
    _save_pairs(round, question.pairs(result), parts)
    Unpaired.objects.bulk_create(
        Unpaired(round=round, learner_id=learner, why=why, explanation=explanation)
        for learner, why, explanation in _left_out(question, result, facts)
    )
    return round


def _remember(round: Round, question: Question) -> None:
    round.inputs = question.as_inputs()
    round.digest = digest_of(round)


def _save_pairs(round: Round, pairs: Iterable[Keys], parts: dict[Keys, dict[str, int]]) -> None:
    ProposedPair.objects.bulk_create(
        ProposedPair(
            round=round,
            learner_id=keys[0],
            volunteer_id=keys[1],
            parts=parts[keys],
            score=sum(parts[keys].values()),
        )
        for keys in pairs
    )


def _left_out(question: Question, result: Result, facts: Facts):
    """(learner, why, explanation) of each, with keys for numbers."""
    wishes = {wish.number: wish for wish in facts.learners}
    pinned = facts.circumstances.pinned
    for one in explain_unpaired(question.instance, result):
        learner = question.learners[one.learner]
        if one.why == Why.CONTENTION:
            explanation = {
                "learners": [question.learners[at] for at in one.hall_learners],
                "volunteers": [question.volunteers[at] for at in one.hall_volunteers],
                "places": sum(question.instance.capacity[at] for at in one.hall_volunteers),
            }
        elif one.why == Why.PIN:
            explanation = {"pins": [list(question.keys(pin)) for pin in one.pins]}
        elif learner in pinned:
            explanation = _own_pin(wishes[learner], pinned[learner], facts)
        else:
            explanation = {"near": funnel(wishes[learner], facts)}
        why = Why.PIN if "pins" in explanation else one.why
        yield learner, Unpaired.Why(why), explanation


def _own_pin(wish, volunteer: int, facts: Facts) -> dict:
    """Pinned to somebody who may not help them any more."""
    offer = facts.volunteer(volunteer)
    broken = [rule.code for rule in _broken(wish, offer, facts)] if offer else ["H1"]
    return {"pins": [[wish.number, volunteer]], "breaks": broken}


def _broken(wish, offer, facts: Facts):
    return broken_rules(wish, offer, facts.circumstances)


# --- Publishing ----------------------------------------------------------------------------


@transaction.atomic
def publish_round(*, round: Round, by: User, now: datetime) -> Round:
    """From now on these pairs hold. Raises NotADraft, StaleDraft."""
    round = _locked(round)
    if round.state != State.DRAFT:
        raise NotADraft
    if sentences := stale(round, now=now):
        raise StaleDraft(sentences)
    if round.is_for_session:
        _replace_allocation(round, by, now)
    else:
        _make_pairings(round, timezone.localdate(now))
    round.state, round.published_at, round.published_by = State.PUBLISHED, now, by
    round.save(update_fields=["state", "published_at", "published_by"])
    return round


def lock_term(pk: int) -> Term:
    """Until the transaction ends nobody else publishes or pins in this term."""
    return Term.objects.select_for_update().get(pk=pk)


def _locked(round: Round) -> Round:
    if round.is_for_session:
        lock_session(round.session_id)
    else:
        lock_term(round.term_id)
    return Round.objects.select_related("term", "session").get(pk=round.pk)


def stale(round: Round, *, now: datetime) -> list[str]:
    """What changed so that the draft can't be published: a sentence each, none if it can."""
    sentences = []
    others = Round.objects.published().filter(
        term=round.term, session=round.session, published_at__gt=round.made_at
    )
    if others.exists():
        sentences.append("Another round was published since this one was made.")
    pairs = list(round.pairs.select_related("learner", "volunteer__person"))
    facts = _facts_of(round, pairs, now)
    places = Counter(pair.volunteer_id for pair in pairs) + _held_by_others(round)
    for pair in pairs:
        if why := _why_not(pair, facts, places):
            sentences.append(f"{pair.learner} and {pair.volunteer}: {why}")
    return sentences


def _facts_of(round: Round, pairs: list[ProposedPair], now: datetime) -> Facts:
    if round.is_for_session:
        return session_facts(round.session, now=now)
    facts = term_facts(
        round.term,
        now=now,
        learners=[pair.learner for pair in pairs],
        volunteers=[pair.volunteer for pair in pairs],
    )
    return facts.unpinned if round.role == Role.RESERVE else facts


def all_facts(round: Round, now: datetime) -> Facts:
    """With everybody, since what few can teach counts for more."""
    if round.is_for_session:
        return session_facts(round.session, now=now)
    facts = term_facts(round.term, now=now)
    return facts.unpinned if round.role == Role.RESERVE else facts


def _held_by_others(round: Round) -> Counter[int]:
    """Places of learners whom the round leaves where they are."""
    if round.is_for_session or round.occasion == Occasion.EVERYBODY:
        return Counter()
    current = pairings_in(round.term, role=round.role)
    moving = set(round.inputs["learners"])
    return places_taken(one for one in current.values() if one.learner_id not in moving)


def _why_not(pair: ProposedPair, facts: Facts, places: Counter[int]) -> str:
    """Empty: they may be paired."""
    wish, offer = facts.learner(pair.learner_id), facts.volunteer(pair.volunteer_id)
    if wish is None or offer is None:
        return "One of them does not come to this session any more."
    if rule := next(_broken(wish, offer, facts), None):
        return rule.sentence
    return SENTENCES["H6"] if places[offer.number] > offer.places else ""


def _make_pairings(round: Round, today: date) -> None:
    current = pairings_in(round.term, role=round.role, learners=moved_by(round))
    wanted = dict(round.pairs.values_list("learner", "volunteer"))
    stays = {
        learner
        for learner, pairing in current.items()
        if wanted.get(learner) == pairing.volunteer_id
    }
    for learner, pairing in current.items():
        if learner not in stays:
            end_pairing(pairing, why=_why_ended(round, pairing, wanted), on=today, by_round=round)
    Pairing.objects.bulk_create(
        Pairing(
            learner_id=learner,
            volunteer_id=volunteer,
            term_id=round.term_id,
            role=round.role,
            round=round,
            begun_on=today,
        )
        for learner, volunteer in wanted.items()
        if learner not in stays
    )


def moved_by(round: Round) -> set[int]:
    """Learners whose pairs a round replaces: those who were asked about."""
    return set(round.inputs["learners"]) | set(round.pairs.values_list("learner", flat=True))


def _why_ended(round: Round, pairing: Pairing, wanted: dict[int, int]) -> WhyEnded:
    if round.occasion == Occasion.VOLUNTEER_LEAVES:
        return WhyEnded.LEFT
    if round.occasion == Occasion.LEARNER_ASKS:
        return WhyEnded.ASKED
    return WhyEnded.MOVED if pairing.learner_id in wanted else WhyEnded.LOST


def end_pairing(
    pairing: Pairing, *, why: WhyEnded, on: date, by_round: Round | None = None
) -> None:
    pairing.ended_on, pairing.why_ended = max(on, pairing.begun_on), why
    pairing.ended_by_round = by_round
    pairing.save(update_fields=["ended_on", "why_ended", "ended_by_round"])


def _replace_allocation(round: Round, by: User, now: datetime) -> None:
    """One allocation of a session holds, and the register shows it."""
    Round.objects.published().filter(session=round.session).update(
        state=State.WITHDRAWN, withdrawn_at=now, withdrawn_by=by
    )
    shifts = dict(round.session.shifts.confirmed().values_list("volunteer", "pk"))
    helper = {pair.learner_id: shifts[pair.volunteer_id] for pair in round.pairs.all()}
    bookings = list(round.session.bookings.live().filter(learner__in=helper))
    for booking in bookings:
        booking.helper_id = helper[booking.learner_id]
    Booking.objects.bulk_update(bookings, ["helper"])


# --- Taking back ---------------------------------------------------------------------------


@transaction.atomic
def withdraw_round(*, round: Round, by: User, now: datetime) -> Round:
    """Everybody has whom they had before it; a draft goes. Raises NotPublished, NotNewest."""
    round = _locked(round)
    if round.state == State.WITHDRAWN:
        raise NotPublished
    if round.state == State.PUBLISHED and round.is_for_session:
        _forget_helpers(round)
    elif round.state == State.PUBLISHED:
        _restore(round, timezone.localdate(now))
    round.state, round.withdrawn_at, round.withdrawn_by = State.WITHDRAWN, now, by
    round.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    return round


def _restore(round: Round, today: date) -> None:
    later = Round.objects.published().filter(term=round.term).exclude(pk=round.pk)
    if later.filter(
        Q(published_at__gt=round.published_at) | Q(published_at=round.published_at, pk__gt=round.pk)
    ).exists():
        raise NotNewest
    for pairing in round.pairings.live():
        end_pairing(pairing, why=WhyEnded.WITHDRAWN, on=today)
    before = list(round.ended.all())
    has_somebody = Pairing.objects.live().filter(
        learner__in=[pairing.learner_id for pairing in before], term=round.term, role=round.role
    )
    if has_somebody.exists():
        raise NotNewest
    round.ended.update(ended_on=None, why_ended="", ended_by_round=None)


def _forget_helpers(round: Round) -> None:
    """But for those whom the register has changed since."""
    for pair in round.pairs.all():
        bookings = round.session.bookings.filter(learner=pair.learner_id)
        bookings.filter(helper__volunteer=pair.volunteer_id).update(helper=None)


# --- Swapping ------------------------------------------------------------------------------


@transaction.atomic
def swap(*, round: Round, learner_a: User, learner_b: User, by: User, now: datetime) -> Round:
    """Two learners of a draft get each other's volunteers; nobody else moves.

    The draft remembers it as two pins of its own, so that it replays. Raises NotADraft,
    NotInThisRound, SwapBreaksRule.
    """
    round = _locked(round)
    if round.state != State.DRAFT:
        raise NotADraft
    pairs = {pair.learner_id: pair for pair in round.pairs.select_related("learner", "volunteer")}
    if learner_a.pk not in pairs or learner_b.pk not in pairs or learner_a.pk == learner_b.pk:
        raise NotInThisRound
    one, other = pairs[learner_a.pk], pairs[learner_b.pk]
    wanted = (one.learner_id, other.volunteer_id), (other.learner_id, one.volunteer_id)
    facts = all_facts(round, now).only({learner_a.pk, learner_b.pk})
    for learner, volunteer in wanted:
        _refuse_swap(learner, volunteer, facts)
    question = Question.of(round)
    parts = ask(facts.unpinned)[1]
    try:
        question = question.pinned(*wanted)
        result = solve(question.instance, seed=round.seed)
    except PinRefused:  # allowed now, and no edge of the draft: facts changed since
        raise SwapBreaksRule("", "Something changed since this draft. Propose again.") from None
    found = dict(question.pairs(result))
    _remember(round, question)
    round.save(update_fields=["inputs", "digest"])
    for pair, keys in zip((one, other), wanted, strict=True):
        pair.volunteer_id = found[pair.learner_id]
        pair.parts = parts[keys]
        pair.score = sum(pair.parts.values())
        pair.save(update_fields=["volunteer", "parts", "score"])
    return round


def _refuse_swap(learner: int, volunteer: int, facts: Facts) -> None:
    """Raises SwapBreaksRule."""
    wish, offer = facts.learner(learner), facts.volunteer(volunteer)
    if wish is None or offer is None:
        raise SwapBreaksRule("H1", SENTENCES["H1"])
    if rule := next(_broken(wish, offer, facts), None):
        raise SwapBreaksRule(rule.code, f"{rule.sentence} ({rule.code})")
