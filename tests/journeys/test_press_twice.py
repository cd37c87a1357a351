"""B6: a second press within a second is the same press."""

import pytest
from django.db.models import Sum

from lessons.models import StepTally
from tests.journeys.pages import PHONE, SCAM, TOUCH

pytestmark = pytest.mark.browser


def sent(reader) -> int:
    return sum(method == "POST" for method, _address, _kind in reader.watch.requests)


def test_B6_a_double_click_sends_a_form_once(reader_with_script):
    reader = reader_with_script
    reader.open(TOUCH + "1/" + PHONE)
    reader.find("Tap me").dblclick()
    reader.page.get_by_text("You did it.").first.wait_for()
    reader.settle()

    assert sent(reader) == 1
    assert "You did it." in reader.words


def test_B6_a_press_after_more_than_a_second_is_a_press(reader_with_script):
    reader = reader_with_script
    reader.open(TOUCH + "1/" + PHONE)
    # The form is kept on this page, to be sent once more from it.
    reader.page.evaluate("document.querySelector('.practice form').target = 'elsewhere'")
    button = reader.find("Tap me")
    with reader.context.expect_page():
        button.dblclick()
    reader.wait_until(lambda: sent(reader) > 0)
    assert sent(reader) == 1

    reader.page.wait_for_timeout(1100)
    button.click()
    reader.wait_until(lambda: sent(reader) == 2)


def test_B6_a_double_click_on_im_stuck_counts_once(reader):
    reader.open(SCAM + "6/" + PHONE)
    reader.find("I’m stuck").dblclick()
    reader.page.get_by_role("heading", name="Stuck? That’s all right.").wait_for()
    reader.settle()

    assert StepTally.objects.aggregate(times=Sum("stuck"))["times"] == 1
