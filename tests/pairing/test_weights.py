"""What rounds are scored by: shown with its meaning, changed, and who changed it when."""

import pytest

from tests.factories.pairing import make_helper, make_thursdays, make_wanting
from tests.pairing.pages import ODD, address, page, propose, send, words
from whatthetech.pairing.models import PairingWeights
from whatthetech.pairing.scoring import PARTS

pytestmark = pytest.mark.django_db


def as_they_are(**changed) -> dict[str, int]:
    return PairingWeights.now_in_force().as_numbers() | changed


def test_each_stands_with_its_meaning(desk):
    shown = words(page(desk, "change_weights"))

    for part in PARTS.values():
        assert part.meaning in shown
    assert "Nobody has changed anything yet." in shown


def test_a_change_counts_from_the_next_proposal_on_and_stands_in_the_history(desk):
    term = make_thursdays()
    make_wanting()
    make_helper()
    before = propose(desk, term)

    shown = send(desk, "change_weights", **as_they_are(times=150, sessions_ahead=4))

    assert "Kept. The next proposal counts so." in shown
    assert "1 October 2026, 10:00 Sam Times: 200, now 150; sessions looked ahead: 6, now 4" in shown
    assert before.pairs.get().parts["times"] == 200
    assert propose(desk, term).pairs.get().parts["times"] == 150
    before.refresh_from_db()
    assert before.weights["times"] == 200


def test_nothing_changed_is_nothing_in_the_history(desk):
    shown = send(desk, "change_weights", **as_they_are())

    assert "Nobody has changed anything yet." in shown


def test_points_that_come_to_too_much_say_how_much_to_take_away(desk):
    shown = desk.post(address("change_weights"), as_they_are(known=400)).content.decode()

    assert "The points come to 1100. Take 100 away: together they are 1000 at most." in shown
    assert 'value="400"' in shown
    assert not PairingWeights.objects.exists()


@pytest.mark.parametrize("odd", ["", "many", "1.5", *ODD])
def test_what_is_no_number_gets_a_sentence(desk, odd):
    shown = send(desk, "change_weights", **as_they_are(known=odd, enough_percent=odd))

    assert "Type a whole number, such as 300." in shown
    assert "Type a whole number from 1 to 100, such as 60." in shown
    assert not PairingWeights.objects.exists()


@pytest.mark.parametrize(("name", "value"), [("enough_percent", 0), ("enough_percent", 101)])
def test_a_share_is_from_1_to_100(desk, name, value):
    shown = send(desk, "change_weights", **as_they_are(**{name: value}))

    assert "Type a whole number from 1 to 100, such as 60." in shown


def test_a_weight_can_be_nothing(desk):
    send(desk, "change_weights", **as_they_are(interests=0))

    assert PairingWeights.now_in_force().interests == 0
