"""Every hard rule breaks when it should, and only then."""

from datetime import date

import pytest

from tests.pairing.people import make_circumstances, make_offer, make_wish
from whatthetech.pairing.eligibility import RULES, broken_rules, one_rule_away, refuse_pin

ONE_TO_ONE = {"one to one": date(2027, 6, 30)}


def codes(wish=None, offer=None, **circumstances) -> list[str]:
    found = broken_rules(
        make_wish(**wish or {}), make_offer(**offer or {}), make_circumstances(**circumstances)
    )
    return [rule.code for rule in found]


def test_there_are_twelve_rules_each_with_a_sentence():
    assert sorted(rule.code for rule in RULES) == sorted(f"H{n}" for n in range(1, 13))
    assert all(rule.sentence.endswith(".") for rule in RULES)


def test_two_who_fit_break_none():
    assert codes() == []


BROKEN = {
    "H1 learner away": ("H1", {"is_active": False}, {}, {}),
    "H1 not agreed": ("H1", {"has_agreed": False}, {}, {}),
    "H1 volunteer away": ("H1", {}, {"is_active": False}, {}),
    "H2 never cleared": ("H2", {}, {"cleared_until": {}}, {}),
    "H2 cleared for something else": ("H2", {}, {"cleared_until": ONE_TO_ONE}, {}),
    "H2 clearance ends too early": ("H2", {}, {"cleared_until": {"group": date(2026, 12, 9)}}, {}),
    "H3 half the sessions": ("H3", {}, {"meetings": frozenset([0, 1, 2])}, {}),
    "H3 no session wanted": ("H3", {"meetings": frozenset()}, {}, {}),
    "H4 learner can't reach it": ("H4", {"venues_out_of_reach": {"Edward Woods"}}, {}, {}),
    "H4 volunteer can't reach it": ("H4", {}, {"venues_out_of_reach": {"Edward Woods"}}, {}),
    "H4 steps for the learner": (
        "H4",
        {"needs_step_free": True},
        {},
        {"at_meeting": {"is_step_free": False}},
    ),
    "H4 steps for the volunteer": (
        "H4",
        {},
        {"needs_step_free": True},
        {"at_meeting": {"is_step_free": False}},
    ),
    "H5 no common language": ("H5", {"languages": frozenset(["so"])}, {}, {}),
    "H6 full in all": ("H6", {}, {"places_in_all": 0}, {}),
    "H6 full this week": ("H6", {}, {"places_in_week": 0}, {}),
    "H6 more helped than places": ("H6", {}, {"places_in_session": -1}, {}),
    "H7 kept apart": ("H7", {}, {}, {"kept_apart": frozenset([(1, 7)])}),
    "H8 a woman is needed": ("H8", {"helper_must_be": "woman"}, {"gender": "man"}, {}),
    "H8 nobody knows": ("H8", {"helper_must_be": "woman"}, {"gender": ""}, {}),
    "H9 home visit": (
        "H9",
        {},
        {"cleared_until": {"home visit": date(2027, 6, 30)}},
        {"at_meeting": {"setting": "home visit"}},
    ),
    "H9 one to one out of sight": (
        "H9",
        {},
        {"cleared_until": ONE_TO_ONE},
        {"at_meeting": {"setting": "one to one", "lead_in_sight": False}},
    ),
    "H9 under 18 alone": (
        "H9",
        {},
        {"is_under_18": True},
        {"at_meeting": {"other_adult_helps": False}},
    ),
    "H10 experience is needed": (
        "H10",
        {"needs_experienced_helper": True},
        {"is_experienced": False},
        {},
    ),
    "H10 two first-timers": ("H10", {"is_first_timer": True}, {"is_first_timer": True}, {}),
    "H11 another device": (
        "H11",
        {"devices": frozenset(["iphone"]), "helper_must_know_device": True},
        {"devices": frozenset(["android"])},
        {},
    ),
    "H12 pinned to somebody else": ("H12", {}, {}, {"pinned": {1: 8}}),
}
KEPT = {
    "H2 clearance ends after enough of them": (
        {},
        {"cleared_until": {"group": date(2026, 12, 17)}},
        {},
    ),
    "H3 four of six": ({}, {"meetings": frozenset([0, 1, 2, 3])}, {}),
    "H3 fewer, where a coordinator says so": (
        {},
        {"meetings": frozenset([0, 1, 2])},
        {"enough_percent": 50},
    ),
    "H5 an interpreter": ({"languages": frozenset(["so"]), "interpreter_booked": True}, {}, {}),
    "H8 a woman": ({"helper_must_be": "woman"}, {"gender": "woman"}, {}),
    "H9 one to one in sight": (
        {},
        {"cleared_until": ONE_TO_ONE},
        {"at_meeting": {"setting": "one to one"}},
    ),
    "H10 one first-timer": ({"is_first_timer": True}, {}, {}),
    "H11 another device, where it isn't a must": ({"devices": frozenset(["iphone"])}, {}, {}),
    "H12 pinned to each other": ({}, {}, {"pinned": {1: 7, 2: 8}}),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_rule_breaks(case):
    code, wish, offer, circumstances = BROKEN[case]

    assert codes(wish, offer, **circumstances) == [code]


@pytest.mark.parametrize("case", KEPT)
def test_a_rule_is_kept(case):
    wish, offer, circumstances = KEPT[case]

    assert codes(wish, offer, **circumstances) == []


def test_two_rules_may_take_away_too_much_together():
    """Of four sessions one has steps and for another the clearance has ended: three were needed."""
    fits = {"meetings": frozenset(range(4))}
    half = {"cleared_until": {"group": date(2026, 12, 10)}}

    assert codes(fits, half) == []
    assert codes(fits, half, enough_percent=80) == ["H2"]


def test_every_broken_rule_is_told():
    wish = {"is_active": False, "languages": frozenset(["so"])}

    assert codes(wish, {"meetings": frozenset()}) == ["H1", "H3", "H5"]


def test_a_pin_that_breaks_a_rule_is_refused_with_its_sentence():
    wish, around = make_wish(languages=frozenset(["so"])), make_circumstances()

    refused = refuse_pin(wish, make_offer(), around)

    assert refused == "They share no language, and no interpreter is booked. (H5)"
    assert refuse_pin(make_wish(), make_offer(), around) is None


def test_who_could_help_were_one_thing_otherwise():
    offers = [
        make_offer(number=1, meetings=frozenset()),
        make_offer(number=2, meetings=frozenset([0])),
        make_offer(number=3, languages=frozenset(["so"])),
        make_offer(number=4, languages=frozenset(["so"]), is_active=False),
        make_offer(number=5),
    ]

    near = one_rule_away(make_wish(), offers, make_circumstances())

    assert near == {"H3": [1, 2], "H5": [3]}
