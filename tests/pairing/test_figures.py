"""How often somebody is helped by whom they know; what rounds are scored by; what is noted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from tests.factories.pairing import (
    NOW,
    TODAY,
    make_attended,
    make_helper,
    make_pairing,
    make_thursdays,
    make_wanting,
)
from tests.factories.scheduling import any_room
from whatthetech.pairing.figures import continuity
from whatthetech.pairing.models import AboutVolunteer, Interpreter, OutOfReach, PairingWeights
from whatthetech.pairing.noting import (
    book_interpreter,
    cancel_interpreter,
    note_about_learner,
    note_about_volunteer,
    note_out_of_reach,
    note_within_reach,
)
from whatthetech.pairing.scoring import DEFAULT_POINTS, PARTS
from whatthetech.pairing.weighing import change_weights
from whatthetech.people.models import LookUp

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    term = make_thursdays()
    term.begins_on = TODAY - timedelta(weeks=8)
    term.save()
    return term


# --- Continuity ----------------------------------------------------------------------------


def attended(learner, helper, *, weeks):
    make_attended(learner, helper=helper, on=TODAY - timedelta(weeks=weeks), room=any_room())


def test_the_first_session_does_not_count_and_later_ones_do(term):
    mary, nadia, tom = make_wanting(), make_helper(), make_helper()
    for weeks, helper in ((4, nadia), (3, nadia), (2, tom), (1, nadia)):
        attended(mary, helper, weeks=weeks)

    figure = continuity(term, now=NOW)

    assert (figure.known, figure.helped, figure.percent) == (2, 3, 66)


def test_somebody_they_are_paired_with_is_known_the_first_time(term):
    mary, nadia = make_wanting(), make_helper()
    make_pairing(mary, nadia, term, begun_on=TODAY - timedelta(weeks=2))
    attended(mary, nadia, weeks=1)

    assert continuity(term, now=NOW).percent == 100


def test_a_pair_that_had_ended_or_never_was_is_no_acquaintance(term):
    mary, nadia, tom = make_wanting(), make_helper(), make_helper()
    begun = {"begun_on": TODAY - timedelta(weeks=6), "ended_on": TODAY - timedelta(weeks=5)}
    make_pairing(mary, nadia, term, **begun, why_ended="withdrawn")
    attended(mary, tom, weeks=4)
    attended(mary, nadia, weeks=1)

    figure = continuity(term, now=NOW)

    assert (figure.known, figure.helped) == (0, 1)


def test_before_anybody_came_twice_there_is_no_share(term):
    attended(make_wanting(), make_helper(), weeks=1)

    assert continuity(term, now=NOW).percent is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_share_of_more_people_asks_no_more(term, django_assert_num_queries, count):
    for _ in range(count):
        attended(make_wanting(), make_helper(), weeks=1)

    with django_assert_num_queries(2):
        continuity(term, now=NOW)


# --- Weights -------------------------------------------------------------------------------


def test_weights_are_the_defaults_until_somebody_changes_them():
    assert PairingWeights.now_in_force().points == DEFAULT_POINTS


def test_each_weight_says_what_it_means():
    for part in PARTS:
        assert PairingWeights._meta.get_field(part).help_text == PARTS[part].meaning


def test_a_change_is_written_down_with_before_and_after(coordinator):
    change_weights(values={"known": 250, "times": 200}, by=coordinator, now=NOW)
    change_weights(values={"device": 150}, by=coordinator, now=NOW)

    weights = PairingWeights.objects.get()
    assert (weights.known, weights.device) == (250, 150)
    logged = ModelLogEntry.objects.filter(object_id=str(weights.pk)).order_by("pk")
    assert [(entry.user, entry.data["changed"]) for entry in logged] == [
        (coordinator, {"known": [300, 250]}),
        (coordinator, {"device": [100, 150]}),
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"known": 400}, "Take 100 away"),
        ({"enough_percent": 0}, "greater than or equal to 1"),
        ({"sessions_ahead": 0}, "greater than or equal to 1"),
    ],
)
def test_weights_that_can_not_be_are_refused_with_the_mend(coordinator, values, said):
    with pytest.raises(ValidationError, match=said):
        change_weights(values=values, by=coordinator, now=NOW)

    assert not PairingWeights.objects.exists()


# --- What is noted -------------------------------------------------------------------------


def test_what_is_noted_of_people_is_noted_as_a_change_of_their_record(term, coordinator):
    learner, volunteer, venue = make_wanting(), make_helper(), any_room().venue
    by = {"by": coordinator, "now": NOW}

    note_about_learner(learner=learner, agreed=True, came_before=True, **by)
    note_about_volunteer(volunteer=volunteer, learners_a_week=2, good_with_pace=True, **by)
    note_out_of_reach(person=learner, venue=venue, **by)
    book_interpreter(learner=learner, term=term, **by)
    assert book_interpreter(learner=learner, term=term, **by) == Interpreter.objects.get()

    assert learner.about_pairing.agreed is True
    assert AboutVolunteer.objects.get().learners_a_week == 2
    assert OutOfReach.objects.get().person == learner
    assert LookUp.objects.filter(deed="changed", by=coordinator).count() == 4

    note_within_reach(person=learner, venue=venue, **by)
    cancel_interpreter(learner=learner, term=term, **by)
    assert not OutOfReach.objects.exists()
    assert Interpreter.objects.get().ended_at == NOW
    assert LookUp.objects.count() == 6
