"""In whatever small world, no proposed pair breaks a hard rule, and what is published holds."""

import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.pairing import (
    NOW,
    THURSDAYS,
    TODAY,
    TUESDAYS,
    make_helper,
    make_thursdays,
    make_tuesdays,
    make_wanting,
)
from tests.factories.scheduling import any_room
from tests.pairing.instances import same_cases
from whatthetech.pairing.eligibility import broken_rules
from whatthetech.pairing.facts import term_facts
from whatthetech.pairing.models import Ban, OutOfReach, Pairing, Pin, Unpaired
from whatthetech.pairing.pins import PinBreaksRule, pin
from whatthetech.pairing.rounds import propose_round, publish_round
from whatthetech.pairing.stored import replay

pytestmark = pytest.mark.django_db
TIMES = (THURSDAYS, TUESDAYS, THURSDAYS + TUESDAYS)


def make_world(draw: random.Random, coordinator):
    """A term with at most 8 people, in which every rule may be broken."""
    term = make_thursdays(weeks=4)
    make_tuesdays(weeks=4)
    learners = [
        make_wanting(
            called=f"L{number}",
            times=draw.choice(TIMES),
            language=draw.choice(["", "so"]),
            needs_interpreter=draw.random() < 0.3,
            helper_must_be=draw.choice(["", "", "woman"]),
            needs_experienced_helper=draw.random() < 0.2,
            devices=draw.choice([(), ("iphone",)]),
            helper_must_know_device=draw.random() < 0.3,
        )
        for number in range(draw.randint(1, 4))
    ]
    helpers = [
        make_helper(
            called=f"V{number}",
            times=draw.choice(TIMES),
            places=draw.randint(1, 2),
            learners_in_all=draw.choice([None, 0, 1]),
            languages=draw.choice([("en",), ("so",), ("en", "so")]),
            devices=draw.choice([(), ("iphone",)]),
            gender=draw.choice(["woman", "man"]),
            sessions_before=draw.choice([0, 3, 9]),
            cleared=draw.random() < 0.9,
            leaves_on=draw.choice([None, None, TODAY + timedelta(days=14)]),
            turns_18_on=draw.choice([None, None, TODAY + timedelta(days=90)]),
        )
        for number in range(draw.randint(1, 4))
    ]
    both = draw.choice(learners), draw.choice(helpers)
    if draw.random() < 0.3:
        Ban.objects.create(learner=both[0], volunteer=both[1], made_at=NOW)
    if draw.random() < 0.2:
        OutOfReach.objects.create(person=draw.choice(helpers).person, venue=any_room().venue)
    if draw.random() < 0.4:
        pinned = draw.choice(learners), draw.choice(helpers)
        with suppress(PinBreaksRule):
            pin(learner=pinned[0], volunteer=pinned[1], by=coordinator, now=NOW)
    return term


class OfThisWorldOnly(Exception):
    """Takes its rows back."""


@settings(same_cases, max_examples=25)
@given(st.integers(0, 2**32))
def test_no_pair_breaks_a_rule_and_everybody_is_answered(coordinator, seed):
    with suppress(OfThisWorldOnly), transaction.atomic():
        term = make_world(random.Random(seed), coordinator)
        round = propose_round(term=term, by=coordinator, now=NOW)
        check(round, term)

        publish_round(round=round, by=coordinator, now=NOW)
        held = Pairing.objects.live().values_list("learner", "volunteer")
        assert sorted(held) == sorted(round.pairs.values_list("learner", "volunteer"))
        raise OfThisWorldOnly


def check(round, term) -> None:
    facts = term_facts(term, now=NOW)
    pairs = list(round.pairs.values_list("learner", "volunteer"))
    helped = Counter(volunteer for _, volunteer in pairs)
    for learner, volunteer in pairs:
        wish, offer = facts.learner(learner), facts.volunteer(volunteer)
        assert list(broken_rules(wish, offer, facts.circumstances)) == []
        assert helped[volunteer] <= offer.places
    for one in Pin.objects.all():
        assert (one.learner_id, one.volunteer_id) in pairs
    left = set(Unpaired.objects.values_list("learner", flat=True))
    assert {learner for learner, _ in pairs} | left == {one.number for one in facts.learners}
    assert list(replay(round)) == sorted(pairs)
