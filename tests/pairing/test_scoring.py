"""How well two suit each other, part by part."""

import pytest

from tests.pairing.people import make_offer, make_wish
from whatthetech.pairing.scoring import DEFAULT_POINTS, PARTS, Scale, reasons, score_parts


def parts(wish=None, offer=None, others=(), shared=0, points=None):
    volunteer = make_offer(**{"reliability": 0} | (offer or {}))
    scale = Scale.of([volunteer, *others], points)
    found = score_parts(make_wish(**wish or {}), volunteer, scale, shared=shared)
    return {name: points for name, points in found.items() if points}


def test_the_most_is_1000_and_every_part_says_what_it_means():
    assert sum(DEFAULT_POINTS.values()) == 1000
    assert all(part.meaning.endswith(".") and part.reason.endswith(".") for part in PARTS.values())


def test_strangers_with_nothing_in_common_score_nothing():
    assert parts() == {}


@pytest.mark.parametrize(
    ("part", "points", "wish", "offer"),
    [
        ("known", 300, {"helped_by": frozenset([7])}, {}),
        ("device", 50, {"devices": {"iphone", "ipad"}}, {"devices": {"iphone"}}),
        ("language", 80, {"first_language": "so"}, {"languages": {"so", "en"}}),
        ("communication", 30, {"what_helps": {"slowly", "loudly"}}, {"good_with": {"slowly"}}),
        ("reliability", 27, {}, {"reliability": 90}),
        ("interests", 30, {"interests": {"gardens"}}, {"interests": {"gardens", "tea"}}),
    ],
)
def test_a_part_gives_its_points(part, points, wish, offer):
    assert parts(wish, offer) == {part: points}


def test_times_count_by_the_share_of_the_learners_sessions():
    assert parts(shared=4) == {"times": 133}


def test_a_skill_that_few_have_counts_for_more():
    wish = {"goals": frozenset(["calls", "scams"])}
    others = [make_offer(topics=frozenset(["calls"]))] * 3

    rare = parts(wish, {"topics": frozenset(["scams"])}, others)
    common = parts(wish, {"topics": frozenset(["calls"])}, [*others, make_offer(topics={"scams"})])

    assert (rare, common) == ({"skills": 150}, {"skills": 40})


def test_a_goal_that_nobody_can_teach_counts_against_nobody():
    wish = {"goals": frozenset(["calls", "spreadsheets"])}

    assert parts(wish, {"topics": frozenset(["calls"])}) == {"skills": 200}


def test_coordinators_may_change_the_points():
    points = DEFAULT_POINTS | {"reliability": 0, "interests": 60}
    offer = {"interests": {"tea"}, "reliability": 100}

    assert parts({"interests": {"tea"}}, offer, points=points) == {"interests": 60}


def test_the_reasons_are_words_the_weightiest_first():
    found = dict.fromkeys(PARTS, 0) | {"language": 80, "known": 300}

    assert reasons(found) == ["They know each other.", "They share a first language."]
