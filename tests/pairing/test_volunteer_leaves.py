"""When somebody leaves or asks for somebody else, only those move who must."""

import random

import pytest

from tests.factories.pairing import (
    NOW,
    TODAY,
    make_helper,
    make_pairing,
    make_thursdays,
    make_wanting,
    who_has_whom,
)
from whatthetech.pairing.changes import NobodyToMove, ask_to_change, volunteer_leaves
from whatthetech.pairing.cover import cover
from whatthetech.pairing.differences import difference
from whatthetech.pairing.models import Pairing, Pin, Round
from whatthetech.pairing.pins import pin, reason_for
from whatthetech.pairing.reasons import why_unpaired
from whatthetech.pairing.rounds import propose_round, publish_round, withdraw_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_thursdays()


@pytest.fixture
def publish(coordinator):
    def publish(round):
        return publish_round(round=round, by=coordinator, now=NOW)

    return publish


def live() -> dict[str, str]:
    return who_has_whom(Pairing.objects.live())


# --- A volunteer leaves --------------------------------------------------------------------


def test_only_their_learners_move(term, publish, coordinator):
    nadia, tom = make_helper(called="Nadia", places=2), make_helper(called="Tom", places=3)
    make_helper(called="Paul", places=1)
    for name, volunteer in (("Ann", nadia), ("Bea", nadia), ("Cem", tom), ("Dan", tom)):
        make_pairing(make_wanting(called=name), volunteer, term)

    round = volunteer_leaves(volunteer=nadia, by=coordinator, now=NOW)

    assert round.occasion == Round.Occasion.VOLUNTEER_LEAVES
    assert set(who_has_whom(round.pairs)) == {"Ann", "Bea"}
    assert set(who_has_whom(round.pairs).values()) == {"Tom", "Paul"}  # one free place each
    changes = difference(round, now=NOW)
    assert len(changes.moved) == 2 and not changes.lost and not changes.new
    assert changes.moved[0].why == "Nadia leaves."

    publish(round)
    assert {"Cem": "Tom", "Dan": "Tom"}.items() <= live().items()
    ended = Pairing.objects.exclude(ended_on=None)
    assert set(ended.values_list("learner__first_name", "why_ended")) == {
        ("Ann", "left"),
        ("Bea", "left"),
    }


def test_who_finds_nobody_is_told_why(term, coordinator):
    nadia, tom = make_helper(called="Nadia"), make_helper(called="Tom")
    ann = make_wanting(called="Ann")
    make_pairing(ann, nadia, term)
    make_pairing(make_wanting(called="Bea"), tom, term)

    round = volunteer_leaves(volunteer=nadia, by=coordinator, now=NOW)

    left = round.unpaired.get()
    assert why_unpaired([left])[ann.pk] == ["Only Tom could help, and has no place left."]


def test_withdrawn_it_is_as_before(term, publish, coordinator):
    nadia = make_helper(called="Nadia")
    make_helper(called="Tom")
    make_pairing(make_wanting(called="Ann"), nadia, term)
    round = publish(volunteer_leaves(volunteer=nadia, by=coordinator, now=NOW))
    assert live() == {"Ann": "Tom"}

    withdraw_round(round=round, by=coordinator, now=NOW)

    assert live() == {"Ann": "Nadia"}


def test_somebody_who_helps_nobody_moves_nobody(term, coordinator):
    with pytest.raises(NobodyToMove):
        volunteer_leaves(volunteer=make_helper(), by=coordinator, now=NOW)


@pytest.mark.parametrize("seed", range(8))
def test_nobody_else_ever_moves(term, publish, coordinator, seed):
    """In small random worlds, after a whole round."""
    make_random_people(random.Random(seed), term)
    publish(propose_round(term=term, by=coordinator, now=NOW, seed=seed))
    before = live()
    for leaver in {pairing.volunteer for pairing in Pairing.objects.live()}:
        others = {k: v for k, v in before.items() if v != leaver.person.first_name}

        round = volunteer_leaves(volunteer=leaver, by=coordinator, now=NOW)
        publish(round)

        assert others.items() <= live().items()
        assert leaver.person.first_name not in live().values()
        withdraw_round(round=round, by=coordinator, now=NOW)
        assert live() == before


def make_random_people(draw: random.Random, term) -> None:
    for number in range(draw.randint(2, 5)):
        make_wanting(
            called=f"L{number}",
            language=draw.choice(["", "so"]),
            needs_interpreter=draw.random() < 0.3,
            helper_must_be=draw.choice(["", "", "woman"]),
            needs_experienced_helper=draw.random() < 0.2,
        )
    for number in range(draw.randint(1, 3)):
        make_helper(
            called=f"V{number}",
            places=draw.randint(1, 3),
            languages=draw.choice([["en"], ["en", "so"]]),
            gender=draw.choice(["woman", "man"]),
            sessions_before=draw.choice([0, 1, 9]),
            cleared=draw.random() < 0.9,
        )


# --- A learner asks ------------------------------------------------------------------------


def test_a_learner_who_asks_gets_somebody_else_and_no_reason_is_kept(
    term, publish, coordinator, lead
):
    mary, omar = make_wanting(called="Mary"), make_wanting(called="Omar")
    nadia, tom = make_helper(called="Nadia"), make_helper(called="Tom")
    make_helper(called="Paul")
    make_pairing(mary, nadia, term)
    make_pairing(omar, tom, term)
    pin(learner=mary, volunteer=nadia, by=coordinator, now=NOW)

    round = ask_to_change(learner=mary, by=coordinator, now=NOW)

    assert who_has_whom(round.pairs) == {"Mary": "Paul"}
    assert live() == {"Mary": "Nadia", "Omar": "Tom"}  # until it is published
    assert difference(round, now=NOW).moved[0].why == "They asked for somebody else."
    assert not Pin.objects.live().exists()
    ban = mary.bans.get()
    assert (ban.volunteer, reason_for(ban, by=lead, now=NOW)) == (nadia, "")

    publish(round)
    assert live() == {"Mary": "Paul", "Omar": "Tom"}
    assert Pairing.objects.get(volunteer=nadia).why_ended == "asked"
    again = propose_round(term=term, by=coordinator, now=NOW)
    assert who_has_whom(again.pairs)["Mary"] == "Paul"


def test_who_has_nobody_has_nobody_to_change(term, coordinator):
    with pytest.raises(NobodyToMove):
        ask_to_change(learner=make_wanting(), by=coordinator, now=NOW)


# --- If they left today --------------------------------------------------------------------


def test_three_of_four_are_covered(term):
    nadia, tom = make_helper(called="Nadia", places=4), make_helper(called="Tom", places=4)
    for name in ("Ann", "Bea", "Cem", "Dan"):
        make_pairing(make_wanting(called=name), nadia, term)
    make_pairing(make_wanting(called="Eve"), tom, term)

    of_nadia, of_tom = cover(term, now=NOW)

    assert str(of_nadia) == "If they left today, 3 of 4 are covered."
    assert (of_nadia.volunteer, of_nadia.covered, of_nadia.learners) == (nadia, 3, 4)
    assert len(of_nadia.uncovered) == 1
    assert str(of_tom) == "If they left today, 0 of 1 are covered."


def test_cover_is_what_a_departure_comes_to(term, coordinator):
    nadia = make_helper(called="Nadia", places=3)
    make_helper(called="Tom", gender="man")
    make_helper(called="Left", left_on=TODAY)
    for name, must in (("Ann", "woman"), ("Bea", ""), ("Cem", "")):
        make_pairing(make_wanting(called=name, helper_must_be=must), nadia, term)

    (told,) = cover(term, now=NOW)

    round = volunteer_leaves(volunteer=nadia, by=coordinator, now=NOW)
    assert told.covered == round.pairs.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_cover_of_more_volunteers_asks_no_more(term, django_assert_num_queries, count):
    for number in range(count):
        make_pairing(make_wanting(called=f"L{number}"), make_helper(called=f"V{number}"), term)

    with django_assert_num_queries(QUERIES):
        assert len(cover(term, now=NOW)) == count


QUERIES = 32
