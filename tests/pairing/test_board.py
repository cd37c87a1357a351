"""The board: why these two, who else and at what cost, why nobody, what would change that."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.pairing import (
    NOW,
    TUESDAYS,
    make_helper,
    make_thursdays,
    make_tuesdays,
    make_wanting,
    who_has_whom,
)
from tests.factories.scheduling import book, make_learner, make_shift
from tests.pairing.pages import ODD, address, page, propose, send, words
from whatthetech.pairing.models import Pin, Round
from whatthetech.people.models import LookUp
from whatthetech.scheduling.models import LearningSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_thursdays()


def board(desk, round, **query) -> str:
    return words(page(desk, "board", round.pk, **query))


# --- Who has somebody ------------------------------------------------------------------------


def test_a_pair_stands_with_its_reasons_and_the_true_cost_of_the_next_best(desk, term):
    make_wanting(called="Mary", devices=["iphone"])
    make_wanting(called="John")
    make_helper(called="Nadia", devices=["iphone"])
    make_helper(called="Tom")

    shown = board(desk, propose(desk, term))

    assert "Mary with Nadia" in shown and "The volunteer knows the device." in shown
    assert "Next best: Tom. John would get somebody else too." in shown


def test_it_names_whom_the_next_best_would_leave_without_anybody(desk, term):
    make_wanting(called="Mary", times=((3, "afternoon"),))
    make_wanting(called="John", helper_must_be="man")
    make_helper(called="Nadia", gender="woman")
    make_helper(called="Tom", gender="man")

    shown = board(desk, propose(desk, term))

    assert "Next best: Tom. That would leave John without anybody." in shown
    assert "Nobody else may help them." in shown  # John


def test_names_stand_apart_from_the_words_round_them_and_are_escaped(desk, term):
    make_wanting(called="<b>مريم</b>")
    make_helper(called="Nadia")

    shown = page(desk, "board", propose(desk, term).pk)

    assert "<bdi>&lt;b&gt;مريم&lt;/b&gt;</bdi>" in shown and "<bdi>Nadia</bdi>" in shown
    assert "<b>مريم" not in shown


def test_it_shows_those_left_out_or_those_who_have_somebody_or_those_of_one_volunteer(desk, term):
    make_wanting(called="Mary")
    make_wanting(called="Hodan", times=TUESDAYS)
    nadia, tom = make_helper(called="Nadia"), make_helper(called="Tom", left_on=NOW.date())
    round = propose(desk, term)

    assert "Mary" in board(desk, round) and "Hodan" in board(desk, round)
    left_out = board(desk, round, show="left-out")
    assert "Hodan" in left_out and "Mary" not in left_out
    paired = board(desk, round, show="paired")
    assert "Mary" in paired and "Hodan" not in paired
    of_one = board(desk, round, volunteer=nadia.pk)
    assert "With Nadia" in of_one and "Hodan" not in of_one
    assert "Hodan" in board(desk, round, volunteer=tom.pk)  # who left is not in the round


@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_asked_of_it_is_answered(desk, term, odd):
    mary = make_wanting(called="Mary", times=TUESDAYS)
    round = propose(desk, term)

    assert "Mary" in board(desk, round, show=odd, volunteer=odd, p=odd)
    shown = page(desk, "suppose", round.pk, mary.pk, time=odd, language=odd)
    assert "Why <bdi>Mary</bdi> is left out" in shown and "<script>alert" not in shown


def test_two_hundred_learners_are_told_in_pages(desk, term):
    for number in range(30):
        make_wanting(called=f"Learner {number}", times=TUESDAYS)
    round = propose(desk, term)

    first, second = board(desk, round, show="left-out"), board(desk, round, show="left-out", p=2)

    assert "Nothing of it holds yet: publish it or put it aside" in first
    assert first.count("Pin to somebody") == 25 and second.count("Pin to somebody") == 5
    assert "Page 1 of 2" in first
    assert "?show=left-out&amp;p=2" in page(desk, "board", round.pk, show="left-out")


def test_it_is_shown_by_as_many_queries_for_three_as_for_one(desk, term):
    counts = []
    for learners in (1, 2):
        for _ in range(learners):
            make_wanting()
            make_helper(gender="woman")
            make_wanting(times=TUESDAYS, language="so", needs_interpreter=True)
            make_wanting(helper_must_be="man")
            make_wanting(helper_must_be="man")
        if learners == 1:
            make_helper(gender="man")
        round = propose(desk, term)
        with CaptureQueriesContext(connection) as queries:
            page(desk, "board", round.pk)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# --- Who has nobody --------------------------------------------------------------------------


def test_the_funnel_says_who_could_help_at_which_time_and_asks_what_if(desk, term):
    make_tuesdays()
    hodan = make_wanting(called="Hodan", times=TUESDAYS)
    make_helper(called="Nadia")
    round = propose(desk, term)

    shown = page(desk, "board", round.pk)
    assert "1 volunteer could help if Thursday afternoon is possible." in words(shown)
    what_if = address("suppose", round.pk, hodan.pk) + "?time=3-afternoon"
    assert what_if in shown
    answer = words(desk.get(what_if).content.decode())

    assert "If Thursday afternoon were possible Then Hodan would have Nadia." in answer
    assert "Nobody else would move." in answer
    assert LookUp.objects.filter(person=hodan).exists()
    assert not round.pairs.exists()


def test_it_asks_what_if_one_more_volunteer_spoke_their_language(desk, term):
    hodan = make_wanting(called="Hodan", language="so", needs_interpreter=True)
    make_helper(called="Nadia")
    round = propose(desk, term)

    answer = words(page(desk, "suppose", round.pk, hodan.pk, language="so"))

    assert "If one more volunteer spoke Somali Then Hodan would have Nadia." in answer
    assert "for Nadia to be that one" in answer


def test_a_crowd_is_named_with_the_few_who_could_help_them(desk, term):
    for name in ("Mary", "John", "Hodan"):
        make_wanting(called=name)
    make_helper(called="Nadia")
    make_helper(called="Tom")

    shown = board(desk, propose(desk, term))

    assert "These 3 people can only be helped by the same 2 volunteers, with 2 places in" in shown
    assert "People Mary , John , Hodan Volunteers Nadia , Tom" in shown


def test_a_pin_that_is_in_the_way_is_named(desk, term, coordinator):
    make_wanting(called="Mary", helper_must_be="woman")
    john, tom = make_wanting(called="John"), make_helper(called="Tom", gender="man")
    nadia = make_helper(called="Nadia", gender="woman")
    Pin.objects.create(learner=john, volunteer=nadia, made_at=NOW, made_by=coordinator)

    shown = board(desk, propose(desk, term))

    assert "Pinned are John to Nadia. Without that, they would have somebody." in shown
    assert tom.person.first_name in shown


# --- Swapped -----------------------------------------------------------------------------------


def test_two_learners_swap_after_a_check_and_nobody_else_moves(desk, term):
    mary, john = make_wanting(called="Mary"), make_wanting(called="John")
    make_helper(called="Nadia")
    make_helper(called="Tom")
    round = propose(desk, term)
    before = who_has_whom(round.pairs)
    two = {"learner_a": mary.pk, "learner_b": john.pk}

    assert "get each other’s volunteers" in words(page(desk, "swap", round.pk, **two))
    assert who_has_whom(round.pairs) == before
    assert "Swapped: Mary and John." in send(desk, "swap", round.pk, **two)

    assert who_has_whom(round.pairs) == {"Mary": before["John"], "John": before["Mary"]}


def test_a_swap_that_breaks_a_rule_is_refused_with_its_sentence(desk, term):
    mary = make_wanting(called="Mary", helper_must_be="woman")
    john = make_wanting(called="John", helper_must_be="man")
    make_helper(called="Nadia", gender="woman")
    make_helper(called="Tom", gender="man")
    round = propose(desk, term)

    shown = send(desk, "swap", round.pk, learner_a=mary.pk, learner_b=john.pk)

    assert "They can’t be swapped. The learner needs a woman, or a man, to help. (H8)" in shown
    assert who_has_whom(round.pairs) == {"Mary": "Nadia", "John": "Tom"}


def test_one_learner_or_somebody_of_another_round_is_not_swapped(desk, term):
    mary = make_wanting(called="Mary")
    make_helper(called="Nadia")
    round = propose(desk, term)
    stranger = make_wanting(called="Yusuf")

    same = send(desk, "swap", round.pk, learner_a=mary.pk, learner_b=mary.pk)
    assert "Choose two different learners." in same
    for odd in (stranger.pk, "", *ODD):
        shown = send(desk, "swap", round.pk, learner_a=mary.pk, learner_b=odd)
        assert "Choose one." in shown or "Choose from what stands on this page." in shown


def test_a_published_round_is_not_swapped_in(desk, term):
    mary, john = make_wanting(called="Mary"), make_wanting(called="John")
    make_helper(called="Nadia")
    make_helper(called="Tom")
    round = propose(desk, term)
    send(desk, "publish_round", round.pk)

    shown = send(desk, "swap", round.pk, learner_a=mary.pk, learner_b=john.pk)

    assert "published or taken back already" in shown


# --- Of a session --------------------------------------------------------------------------------


def test_the_board_of_a_session_is_about_those_who_are_booked(desk, term):
    session = LearningSession.objects.order_by("starts_at").first()
    mary, hodan = make_learner(called="Mary"), make_learner(called="Hodan")
    make_shift(session=session, volunteer=make_helper(called="Nadia"), places=2)
    make_shift(session=session, volunteer=make_helper(called="Tom", gender="man"))
    hodan.learner_profile.helper_must_be = "woman"
    hodan.learner_profile.save()
    for learner in (mary, hodan):
        book(session, learner, now=NOW - timedelta(hours=1))
    make_wanting(called="Yusuf")

    send(desk, "propose_session", session=session.pk)
    shown = board(desk, Round.objects.get())

    assert "Mary with " in shown and "Hodan" in shown and "Yusuf" not in shown
    assert "Thursday 8 October, 2 o’clock to half past 3" in shown
