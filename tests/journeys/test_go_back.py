"""P4: the browser's Back and ours lead the same way, and nothing is lost."""

import pytest

from tests.journeys.pages import SCAM

pytestmark = pytest.mark.browser


def test_P4_the_browsers_back_and_ours_agree_at_every_step(reader):
    def walk_to_the_end() -> list[tuple[str, str]]:
        reader.open(SCAM)
        reader.press("Start on: iPhone or iPad")
        seen = [("Spot and report a scam", SCAM)]
        while reader.offers("Next step"):
            seen.append((reader.heading, reader.path))
            reader.press("Next step")
        return seen

    expected = walk_to_the_end()[::-1]
    by_the_browser = []
    for heading, _path in expected:
        reader.go_back(to=heading)
        by_the_browser.append((reader.heading, reader.path))
    assert by_the_browser == expected

    walk_to_the_end()
    by_our_link = []
    for _heading, _path in expected:
        reader.press("Back one step" if reader.offers("Back one step") else "Back to the start")
        by_our_link.append((reader.heading, reader.path))
    assert by_our_link == expected


def test_P4_forward_leads_on_again_after_back(reader):
    reader.open(SCAM + "1/?on=iphone")
    first = reader.heading
    reader.press("Next step")
    second = reader.heading
    reader.go_back(to=first)
    reader.page.go_forward()
    reader.page.get_by_role("heading", name=second, level=1).wait_for()

    assert reader.path == SCAM + "2/?on=iphone"


def test_P4_going_back_to_a_question_keeps_the_answer(reader):
    reader.open(SCAM + "done/1/?on=iphone")
    question = reader.heading
    reader.page.get_by_role("radio").nth(1).check()
    reader.press("Check my answer")
    reader.go_back(to=question)

    assert reader.page.get_by_role("radio").nth(1).is_checked()
