"""From people to an instance: no pair that breaks a rule, and none missing."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.pairing.instances import same_cases
from tests.pairing.people import make_circumstances, make_offer, make_wish, some_people
from whatthetech.pairing.building import build_instance, candidates
from whatthetech.pairing.eligibility import broken_rules
from whatthetech.pairing.scoring import Scale
from whatthetech.pairing.solving import solve


@same_cases
@given(st.integers(0, 2**32))
def test_exactly_those_who_break_no_rule_are_candidates(seed):
    wishes, offers, circumstances = some_people(random.Random(seed), 5, 5)

    instance = build_instance(wishes, offers, circumstances)

    assert {edge[:2] for edge in instance.edges} == {
        (learner, volunteer)
        for learner, wish in enumerate(wishes)
        for volunteer, offer in enumerate(offers)
        if not list(broken_rules(wish, offer, circumstances))
    }


@same_cases
@given(st.integers(0, 2**32))
def test_no_hard_rule_is_ever_broken(seed):
    wishes, offers, circumstances = some_people(random.Random(seed), 8, 5)

    for learner, volunteer in solve(build_instance(wishes, offers, circumstances)).pairs:
        assert not list(broken_rules(wishes[learner], offers[volunteer], circumstances))


def test_made_up_people_break_every_rule_and_some_none():
    """The control of the two above: there is something to break."""
    wishes, offers, circumstances = some_people(random.Random(1), 40, 40)

    broken = {
        rule.code
        for wish in wishes
        for offer in offers
        for rule in broken_rules(wish, offer, circumstances)
    }
    assert len(broken) == 12
    assert build_instance(wishes, offers, circumstances).edges


def test_the_score_is_the_sum_of_the_parts_and_at_most_1000():
    wishes, offers, circumstances = some_people(random.Random(2), 40, 40)

    found = list(candidates(wishes, offers, circumstances, Scale.of(offers)))

    assert found
    assert all(0 <= candidate.edge.score <= 1000 for candidate in found)
    assert found[0].edge.score == sum(found[0].parts.values())


def test_priority_and_places_come_along():
    wishes = [make_wish(number=5, priority=4), make_wish(number=6)]
    offers = [make_offer(places_in_session=3, places_in_week=2, places_in_all=4)]

    instance = build_instance(wishes, offers, make_circumstances())

    assert (instance.priority, instance.capacity) == ((4, 1), (2,))
    assert [edge[:2] for edge in instance.edges] == [(0, 0), (1, 0)]
