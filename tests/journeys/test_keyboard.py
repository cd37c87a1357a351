"""F1, F2: everything by keyboard, in the order of the page, with the focus always to be seen."""

import pytest

from lessons.models import LessonPage
from tests.journeys.pages import PHONE, SCAM, TOUCH

pytestmark = pytest.mark.browser

# What Tab should stop at, in the order of the page; of radio buttons of one name, the first.
STOPS = """() => {
  const names = new Set();
  const FOCUSABLE = 'a[href], button, input:not([type=hidden]), audio, [tabindex="0"]';
  return [...document.querySelectorAll(FOCUSABLE)]
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .filter(({ type, name }) => type !== 'radio' || !(names.has(name) || !names.add(name)))
    .map(element => element.outerHTML);
}"""
FOCUS = """() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(element);
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const points = [left + 8, (left + right) / 2, right - 8]
    .flatMap(x => [top + 8, (top + bottom) / 2, bottom - 8].map(y => [x, y]))
    .filter(([x, y]) => x > 0 && y > 0 && x < innerWidth && y < innerHeight);
  return {
    html: element.outerHTML,
    words: element.innerText.trim().replace(/\\s+/g, ' '),
    outline: `${outlineStyle} ${outlineWidth} ${outlineOffset}`,
    isSeen: points.every(point => element.contains(document.elementFromPoint(...point))),
    isOnScreen: bottom > 0 && top < innerHeight && left >= 0 && right <= innerWidth,
  };
}"""


def tab(reader) -> dict:
    reader.page.keyboard.press("Tab")
    return reader.page.evaluate(FOCUS)


def tab_to(reader, words: str) -> None:
    for _stop in range(60):
        if tab(reader)["words"] == words:
            return
    raise AssertionError(f"Tab never came to “{words}”")


def press_by_keyboard(reader, words: str) -> None:
    tab_to(reader, words)
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_timeout(50)
    reader.settle()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        SCAM,
        SCAM + "3/" + PHONE,
        TOUCH + "3/" + PHONE,
        SCAM + "6/stuck/" + PHONE,
        SCAM + "done/1/" + PHONE,
        "/learn/search/?q=videos",
        "/display/",
    ],
)
def test_F1_F2_tab_follows_the_page_and_the_focus_is_always_seen(reader, path):
    reader.open(path)
    stops = reader.page.evaluate(STOPS)
    focused = [tab(reader) for _stop in stops]

    assert [focus["html"] for focus in focused] == stops
    assert {focus["outline"] for focus in focused} == {"solid 4px 3px"}
    assert [focus["words"] for focus in focused if not focus["isSeen"]] == []
    assert [focus["words"] for focus in focused if not focus["isOnScreen"]] == []


def test_F1_a_lesson_is_followed_by_tab_and_enter_alone(reader):
    steps = LessonPage.objects.get(slug="spot-and-report-a-scam").steps_on("windows")
    reader.open("/")
    press_by_keyboard(reader, "Begin “Spot and report a scam”")
    press_by_keyboard(reader, "Start on: Windows laptop")
    for number, step in enumerate(steps, start=1):
        assert reader.heading == step.title
        press_by_keyboard(reader, "Next step" if number < len(steps) else "Finish the lesson")
    assert reader.heading == "Well done!"

    press_by_keyboard(reader, "Start the questions")
    reader.page.keyboard.press("Tab")
    while reader.page.evaluate("document.activeElement.type") != "radio":
        reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Space")
    press_by_keyboard(reader, "Check my answer")
    assert "You chose:" in reader.words


def test_the_skip_link_comes_first_is_seen_and_skips(reader):
    reader.open(SCAM + "3/" + PHONE)
    assert tab(reader)["words"] == "Skip to the words of this page"
    assert reader.page.locator(".skip-link").bounding_box()["height"] >= 64

    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("!!document.activeElement.closest('main')")


def test_P5_after_a_step_is_swapped_in_tab_goes_on_from_its_heading(reader_with_script):
    reader_with_script.open(SCAM + "2/" + PHONE)
    reader_with_script.press("Next step")

    assert tab(reader_with_script)["words"] == "Make the picture bigger"
