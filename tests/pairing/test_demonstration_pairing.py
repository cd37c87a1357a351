"""The demonstration's round: somebody has somebody, and the board has all there is to explain."""

import pytest
from django.utils import timezone

from whatthetech.pairing.demonstration import load_demonstration_pairing
from whatthetech.pairing.models import Pairing, Round, Unpaired
from whatthetech.people.demonstration import load_demonstration
from whatthetech.scheduling.demonstration import load_demonstration_sessions

pytestmark = pytest.mark.django_db


def test_a_round_is_published_in_which_some_are_left_out_for_different_reasons():
    load_demonstration()
    load_demonstration_sessions(now=timezone.now())

    round = load_demonstration_pairing(now=timezone.now())

    assert round.state == Round.State.PUBLISHED
    assert Pairing.objects.live().count() == round.pairs.count() > 10
    why = set(round.unpaired.values_list("why", flat=True))
    assert why == {Unpaired.Why.NO_CANDIDATE, Unpaired.Why.CONTENTION}
    assert load_demonstration_pairing(now=timezone.now()) is None


def test_without_a_term_there_is_no_round():
    load_demonstration()

    assert load_demonstration_pairing(now=timezone.now()) is None
    assert not Round.objects.exists()
