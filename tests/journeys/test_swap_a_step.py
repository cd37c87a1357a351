"""With script, the next step comes in one request: P5, and nothing else changes."""

import pytest

from tests.journeys.pages import PHONE, SCAM

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(reader_with_script):
    """On step 2, with a mark in the window that a full reload would wipe away."""
    reader_with_script.open(SCAM + "2/" + PHONE)
    reader_with_script.page.evaluate("window.isTheSamePage = true")
    reader_with_script.watch.requests.clear()
    return reader_with_script


def test_P5_title_address_and_focus_follow_the_step(reader):
    reader.press("Next step")

    assert reader.place == "Step 3 of 10"
    assert reader.page.title() == (
        f"Step 3 of 10: {reader.heading} – Spot and report a scam – What the Tech!?"
    )
    assert reader.path == SCAM + "3/" + PHONE
    assert reader.page.evaluate("document.activeElement.tagName") == "H1"
    assert reader.page.evaluate("scrollY") == 0
    assert reader.page.locator("main").count() == 1


def test_a_swap_takes_one_request_and_no_reload(reader):
    reader.press("Next step")

    pages = [one for one in reader.watch.requests if one[2] in ("document", "xhr", "fetch")]
    assert pages == [("GET", f"{reader.watch.address}{SCAM}3/{PHONE}", "xhr")]
    assert reader.page.evaluate("window.isTheSamePage") is True


def test_the_swapped_step_is_the_page_as_it_would_have_come_whole(reader):
    reader.press("Next step")
    swapped = reader.page.locator("main").inner_html()
    reader.page.reload()
    reader.settle()

    assert without_focus(swapped) == without_focus(reader.page.locator("main").inner_html())


def without_focus(html: str) -> str:
    return " ".join(html.replace(' tabindex="-1"', "").replace(' class=""', "").split())


def test_back_one_step_is_a_swap_too(reader):
    reader.press("Next step")
    reader.press("Back one step")

    assert reader.place == "Step 2 of 10"
    assert reader.page.evaluate("window.isTheSamePage") is True


def test_the_top_of_the_page_leads_back_to_the_step_that_was_swapped_in(reader):
    reader.press("Next step")
    reader.press("Bigger words")

    assert reader.place == "Step 3 of 10"


def test_a_step_that_cannot_be_fetched_is_opened_as_a_page(reader):
    reader.watch.expected.add("503")
    address = f"**{SCAM}3/**"
    reader.page.route(address, lambda route: route.fulfill(status=503, body="too busy"), times=1)
    reader.press("Next step")

    assert reader.place == "Step 3 of 10"
