"""“I’m stuck”: help for the step, one more in the count, and the way back."""

import pytest
from django.db.models import Sum

from lessons.models import StepTally
from tests.journeys.pages import PHONE, SCAM

pytestmark = pytest.mark.browser


def times_stuck() -> int:
    return StepTally.objects.aggregate(times=Sum("stuck"))["times"] or 0


def test_a_stuck_reader_gets_help_and_is_counted_once(reader):
    reader.open(SCAM + "6/" + PHONE)
    step = reader.heading
    reader.press("I’m stuck")
    assert reader.heading == "Stuck? That’s all right."
    assert "Step 6 of 10" in reader.words
    assert times_stuck() == 1

    reader.press("Back to step 6")
    assert reader.heading == step
    reader.press("I’m stuck")
    assert reader.heading == "Stuck? That’s all right."
    assert times_stuck() == 1


def test_a_reader_stuck_on_two_steps_is_counted_on_both(reader):
    reader.open(SCAM + "6/" + PHONE)
    reader.press("I’m stuck")
    reader.press("Go to step 5")
    reader.press("I’m stuck")

    assert list(StepTally.objects.filter(stuck__gt=0).values_list("stuck", flat=True)) == [1, 1]


def test_help_names_the_number_to_ring(reader):
    reader.open(SCAM + "6/stuck/" + PHONE)

    assert reader.find("Ring for help: 020 0000 0000").get_attribute("href") == "tel:02000000000"
