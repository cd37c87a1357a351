"""Pins and bans: refused with the rule's sentence, and why two are kept apart is the leads'."""

import pytest

from tests.factories.pairing import NOW, TODAY, make_helper, make_thursdays, make_wanting
from tests.factories.scheduling import book, make_shift
from whatthetech.pairing.models import Ban, Pin
from whatthetech.pairing.pins import (
    NoTerm,
    PinBreaksRule,
    PinnedTogether,
    allow_again,
    forbid,
    pin,
    reason_for,
    unpin,
)
from whatthetech.people.models import LookUp
from whatthetech.scheduling.models import LearningSession, Term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def term():
    return make_thursdays()


@pytest.fixture
def press(coordinator):
    def press(deed, **fields):
        return deed(**fields, by=coordinator, now=NOW)

    return press


def test_a_pin_holds_until_it_is_taken_away(press, coordinator):
    learner, volunteer = make_wanting(), make_helper()

    made = press(pin, learner=learner, volunteer=volunteer)
    assert press(pin, learner=learner, volunteer=volunteer) == made
    assert made.made_by == coordinator

    press(unpin, pin=made)
    assert press(unpin, pin=made).ended_at == NOW
    assert not Pin.objects.live().exists()


def test_what_was_done_is_noted(press, coordinator):
    learner, volunteer = make_wanting(), make_helper()

    press(unpin, pin=press(pin, learner=learner, volunteer=volunteer))
    press(allow_again, ban=press(forbid, learner=learner, volunteer=volunteer))

    noted = LookUp.objects.filter(person=learner, by=coordinator).order_by("pk")
    assert [row.remark for row in noted] == [
        "pinned",
        "pin taken away",
        "kept apart",
        "allowed again",
    ]


@pytest.mark.parametrize(
    ("learner", "volunteer", "code"),
    [
        ({}, {"left_on": TODAY}, "H1"),
        ({}, {"cleared": False}, "H2"),
        ({}, {"times": ()}, "H3"),
        ({"language": "so", "needs_interpreter": True}, {}, "H5"),
        ({}, {"learners_in_all": 0}, "H6"),
        ({"helper_must_be": "woman"}, {"gender": "man"}, "H8"),
        ({"needs_experienced_helper": True}, {"sessions_before": 0}, "H10"),
        ({"devices": ["iphone"], "helper_must_know_device": True}, {}, "H11"),
    ],
)
def test_a_pin_that_breaks_a_rule_is_refused_with_it(press, learner, volunteer, code):
    with pytest.raises(PinBreaksRule) as refused:
        press(pin, learner=make_wanting(**learner), volunteer=make_helper(**volunteer))

    assert refused.value.code == code
    assert str(refused.value).endswith(f". ({code})")
    assert not Pin.objects.exists()


def test_a_learner_is_pinned_to_one_only(press):
    learner = make_wanting()
    press(pin, learner=learner, volunteer=make_helper())

    with pytest.raises(PinBreaksRule, match="H12"):
        press(pin, learner=learner, volunteer=make_helper())


def test_a_volunteer_is_pinned_to_as_many_as_they_help(press):
    volunteer = make_helper(places=2)
    for _ in range(2):
        press(pin, learner=make_wanting(), volunteer=volunteer)

    with pytest.raises(PinBreaksRule, match="H6"):
        press(pin, learner=make_wanting(), volunteer=volunteer)


def test_two_who_are_kept_apart_are_not_pinned_and_two_pinned_not_kept_apart(press):
    learner, volunteer = make_wanting(), make_helper()
    ban = press(forbid, learner=learner, volunteer=volunteer)
    with pytest.raises(PinBreaksRule, match="H7"):
        press(pin, learner=learner, volunteer=volunteer)

    press(allow_again, ban=ban)
    press(pin, learner=learner, volunteer=volunteer)
    with pytest.raises(PinnedTogether):
        press(forbid, learner=learner, volunteer=volunteer)


def test_a_pin_in_a_session_is_for_those_who_come(press):
    session = LearningSession.objects.first()
    learner, helper, other = make_wanting(), make_helper(), make_helper()
    make_shift(session=session, volunteer=helper)
    book(session, learner)

    made = press(pin, learner=learner, volunteer=helper, session=session)
    assert made.session == session

    with pytest.raises(PinBreaksRule, match="does not come to this session"):
        press(pin, learner=make_wanting(), volunteer=other, session=session)


def test_without_a_term_there_is_nothing_to_pin_for(press):
    LearningSession.objects.all().delete()
    Term.objects.all().delete()

    with pytest.raises(NoTerm):
        press(pin, learner=make_wanting(), volunteer=make_helper())


def test_only_leads_read_why_and_it_is_noted_that_they_did(press, lead, coordinator, volunteer):
    learner = make_wanting()
    ban = press(forbid, learner=learner, volunteer=make_helper(), reason="He shouted at her.")
    LookUp.objects.all().delete()

    assert reason_for(ban, by=coordinator, now=NOW) == ""
    assert reason_for(ban, by=volunteer, now=NOW) == ""
    assert not LookUp.objects.exists()
    assert reason_for(ban, by=lead, now=NOW) == "He shouted at her."
    assert LookUp.objects.get().by == lead


def test_a_second_press_adds_a_reason_and_never_takes_one_away(press):
    pair = {"learner": make_wanting(), "volunteer": make_helper()}
    press(forbid, **pair)
    press(forbid, **pair, reason="He shouted.")
    press(forbid, **pair, reason="")
    press(forbid, **pair, reason="And again today.")
    press(forbid, **pair, reason="And again today.")

    assert Ban.objects.get().reason == "He shouted.\nAnd again today."


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "\u202eطيب\u202c 🧓🏽", "x" * 1000])
def test_any_words_may_be_a_reason(press, lead, words):
    ban = press(forbid, learner=make_wanting(), volunteer=make_helper(), reason=words)

    ban.refresh_from_db()
    assert reason_for(ban, by=lead, now=NOW) == words
