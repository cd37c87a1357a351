"""What pairing holds of people goes with them, comes along in a merge, and ends in its time."""

from datetime import timedelta

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
from whatthetech.forgetting import forget_out_of_date
from whatthetech.pairing.models import Ban, Pairing, Pin, ProposedPair, Role, Round, Unpaired
from whatthetech.pairing.pins import allow_again, forbid, pin
from whatthetech.pairing.rounds import propose_round, publish_round
from whatthetech.people.erasing import erase_person
from whatthetech.people.merging import merge_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_thursdays()


def test_somebody_erased_is_in_no_pair_and_no_round(term, coordinator):
    mary, nadia = make_wanting(called="Mary"), make_helper(called="Nadia")
    make_wanting(called="Omar")
    pin(learner=mary, volunteer=nadia, by=coordinator, now=NOW)
    publish_round(round=propose_round(term=term, by=coordinator, now=NOW), by=coordinator, now=NOW)

    erase_person(person=nadia.person, by=coordinator, now=NOW)
    erase_person(person=mary, by=coordinator, now=NOW)

    counts = [model.objects.count() for model in (Pairing, ProposedPair, Pin)]
    assert counts == [0, 0, 0]
    assert Unpaired.objects.get().learner.first_name == "Omar"
    assert Round.objects.get().state == Round.State.PUBLISHED


def test_a_merge_brings_pairs_along_but_not_a_second_of_the_same_term(term, coordinator):
    kept, gone = make_wanting(called="Mary"), make_wanting(called="Mary")
    nadia, tom, paul = (make_helper(called=name) for name in ("Nadia", "Tom", "Paul"))
    make_pairing(kept, nadia, term)
    make_pairing(gone, nadia, term, role=Role.RESERVE)
    make_pairing(gone, tom, term, ended_on=TODAY, why_ended="moved")
    Ban.objects.create(learner=gone, volunteer=paul, made_at=NOW)

    merge_people(kept=kept, gone=gone, by=coordinator, now=NOW)

    assert who_has_whom(kept.pairings.live()) == {"Mary": "Nadia"}
    assert kept.pairings.get(volunteer=tom).why_ended == "moved"
    assert kept.bans.get().volunteer == paul


def test_what_is_over_is_forgotten_in_its_time(term, coordinator):
    mary, nadia = make_wanting(), make_helper()
    make_pairing(mary, nadia, term, ended_on=TODAY, why_ended="moved")
    allow_again(
        ban=forbid(learner=mary, volunteer=nadia, by=coordinator, now=NOW), by=coordinator, now=NOW
    )
    propose_round(term=term, by=coordinator, now=NOW)
    kinds = {"pairs": 3 * 365, "pairs kept apart": 365, "rounds": 2 * 365}

    def forgotten(days):
        mary.learner_profile.last_contact_on = TODAY + timedelta(days=days)
        mary.learner_profile.save()
        told = forget_out_of_date(now=NOW + timedelta(days=days))
        return {one.what for one in told if one.forgotten and one.what in kinds}

    assert forgotten(364) == set()
    assert forgotten(366) == {"pairs kept apart"}
    assert forgotten(2 * 365 + 1) == {"rounds"}
    assert forgotten(3 * 365 + 1) == {"pairs"}
