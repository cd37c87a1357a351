"""Pinned, kept apart, and taken back at the desk; a reason is for leads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.pairing import (
    NOW,
    TUESDAYS,
    make_helper,
    make_thursdays,
    make_wanting,
    who_has_whom,
)
from tests.pairing.pages import ODD, address, page, propose, send, words
from whatthetech.pairing.models import Ban, Pin
from whatthetech.people.models import LookUp

pytestmark = pytest.mark.django_db
SECRET = "He was rude to her on the stairs"


@pytest.fixture
def term():
    return make_thursdays()


@pytest.fixture
def mary(term):
    return make_wanting(called="Mary")


@pytest.fixture
def nadia(term):
    return make_helper(called="Nadia")


def two(learner, volunteer) -> dict:
    return {"learner": learner.pk, "volunteer": volunteer.pk}


# --- Pinned ------------------------------------------------------------------------------------


def test_two_are_chosen_looked_at_once_more_and_pinned_from_the_next_proposal_on(
    desk, term, mary, nadia
):
    tom = make_helper(called="Tom", devices=["iphone"])
    mary.learner_profile.devices.set(tom.devices.all())
    round = propose(desk, term)
    assert who_has_whom(round.pairs) == {"Mary": "Tom"}

    assert "You can look at it once more" in words(page(desk, "pin", round.pk, learner=mary.pk))
    check = words(page(desk, "pin", round.pk, **two(mary, nadia)))
    assert "Mary with Nadia , whatever it costs." in check
    assert not Pin.objects.exists()
    shown = send(desk, "pin", round.pk, **two(mary, nadia))

    assert "Pinned: Mary with Nadia. Propose again to see it." in shown
    again = propose(desk, term)
    assert who_has_whom(again.pairs) == {"Mary": "Nadia"}
    assert "Pinned" in words(page(desk, "board", again.pk))


def test_a_pin_that_breaks_a_rule_is_refused_with_its_sentence_and_keeps_the_choice(
    desk, term, mary
):
    tom = make_helper(called="Tom", times=TUESDAYS)
    round = propose(desk, term)

    response = desk.post(address("pin", round.pk), two(mary, tom))

    shown = response.content.decode()
    assert "They can both come to too few of the next sessions. (H3)" in shown
    assert f'<option value="{tom.pk}" selected>' in shown
    assert f'<option value="{mary.pk}" selected>' in shown
    assert not Pin.objects.exists()


@pytest.mark.parametrize("odd", ["", *ODD])
@pytest.mark.parametrize("name", ["pin", "forbid"])
def test_whatever_is_sent_as_a_person_is_answered_by_a_sentence(desk, term, mary, name, odd):
    round = propose(desk, term)

    shown = send(desk, name, round.pk, learner=odd, volunteer=odd)

    assert "Choose one." in shown or "Choose from what stands on this page." in shown
    assert page(desk, name, round.pk, learner=odd, volunteer=odd)
    assert not Pin.objects.exists() and not Ban.objects.exists()


def test_a_pin_is_taken_away_and_a_second_press_changes_nothing(desk, term, mary, nadia):
    send(desk, "pin", propose(desk, term).pk, **two(mary, nadia))
    pin = Pin.objects.get()
    assert "Mary with Nadia" in words(page(desk, "choices"))

    for _ in range(2):
        assert "Mary and Nadia are not pinned any more." in send(desk, "unpin", pin.pk)

    assert "Nobody is pinned." in words(page(desk, "choices"))


# --- Kept apart ----------------------------------------------------------------------------------


def test_two_are_kept_apart_from_the_next_proposal_on(desk, term, mary, nadia):
    round = propose(desk, term)

    check = words(page(desk, "forbid", round.pk, **two(mary, nadia)))
    assert "are never paired, from the next proposal on." in check
    assert "Only safeguarding leads can read it afterwards." in check
    shown = send(desk, "forbid", round.pk, **two(mary, nadia), reason=SECRET)

    assert "Kept apart: Mary and Nadia" in shown
    assert not propose(desk, term).pairs.exists()


def test_the_reason_is_shown_to_leads_only_and_their_look_is_noted(desk, client, term, lead, mary):
    nadia = make_helper(called="Nadia")
    round = propose(desk, term)
    send(desk, "forbid", round.pk, **two(mary, nadia), reason=SECRET)
    ban = Ban.objects.get()

    for name, keys in (("choices", []), ("allow_again", [ban.pk]), ("forbid", [round.pk])):
        assert SECRET not in page(desk, name, *keys)
    assert SECRET not in page(desk, "forbid", round.pk, **two(mary, nadia))
    assert desk.get(address("reason_for", ban.pk)).status_code == 302

    client.force_login(lead)
    assert SECRET not in page(client, "choices")
    looks = LookUp.objects.filter(by=lead, person=mary)
    assert not looks.exists()
    assert SECRET in page(client, "reason_for", ban.pk)
    assert looks.exists()


def test_a_learner_who_asked_needs_no_reason_and_a_lead_reads_so(client, lead, mary, nadia):
    ban = Ban.objects.create(learner=mary, volunteer=nadia, made_at=NOW)
    client.force_login(lead)

    assert "need not give one" in words(page(client, "reason_for", ban.pk))


@pytest.mark.parametrize("odd", ODD[:5])
def test_a_reason_is_kept_as_typed_or_refused_with_a_sentence(
    desk, client, term, lead, mary, nadia, odd
):
    shown = send(desk, "forbid", propose(desk, term).pk, **two(mary, nadia), reason=odd)

    if Ban.objects.exists():
        client.force_login(lead)
        shown = page(client, "reason_for", Ban.objects.get().pk)
        assert Ban.objects.get().reason == odd
        assert "<script>alert" not in shown
    else:
        assert "in letters and numbers only" in shown or "in fewer words" in shown


def test_those_who_are_pinned_are_not_kept_apart_before_the_pin_goes(desk, term, mary, nadia):
    round = propose(desk, term)
    send(desk, "pin", round.pk, **two(mary, nadia))

    shown = send(desk, "forbid", round.pk, **two(mary, nadia))

    assert "These two are pinned to each other. Take the pin away first." in shown
    assert not Ban.objects.exists()


def test_they_are_allowed_again_after_a_check(desk, term, mary, nadia):
    ban = Ban.objects.create(learner=mary, volunteer=nadia, made_at=NOW)

    assert "Ask your safeguarding lead first" in words(page(desk, "allow_again", ban.pk))
    assert "Mary and Nadia may be paired again." in send(desk, "allow_again", ban.pk)

    assert who_has_whom(propose(desk, term).pairs) == {"Mary": "Nadia"}


def test_they_are_listed_by_as_many_queries_for_three_as_for_one(desk, term, coordinator):
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            made = {"made_at": NOW, "made_by": coordinator}
            Pin.objects.create(learner=make_wanting(), volunteer=make_helper(), **made)
            Ban.objects.create(learner=make_wanting(), volunteer=make_helper(), **made)
        with CaptureQueriesContext(connection) as queries:
            page(desk, "choices")
        counts.append(len(queries))

    assert counts[0] == counts[1]
