"""R1, R2: the printed lesson, as Chromium puts it on paper."""

import io
from dataclasses import dataclass
from itertools import zip_longest

import pytest
from pypdf import PdfReader

from lessons.models import LessonPage
from tests.journeys.pages import PHONE, SCAM

pytestmark = pytest.mark.browser

POINT = 96 / 72  # px
# The size of every piece of text that is to be seen, in px.
TEXT_SIZES = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const sizes = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.textContent.trim() && element.getClientRects().length
        && !element.closest('svg')) sizes.push(parseFloat(getComputedStyle(element).fontSize));
  }
  return sizes;
}"""


@dataclass(frozen=True)
class Printed:
    lesson: LessonPage
    track: str
    sheets: list[str]  # the words of each


@pytest.fixture(scope="module")
def printed(make_reader) -> list[Printed]:
    """Every lesson, on every device it is for."""
    with make_reader() as reader:
        return [
            Printed(lesson, track, print_lesson(reader, lesson, track))
            for lesson in LessonPage.objects.live()
            for track in lesson.track_names
        ]


def print_lesson(reader, lesson, track) -> list[str]:
    reader.open(lesson.address("print_lesson", track=track))
    pdf = PdfReader(io.BytesIO(reader.page.pdf(prefer_css_page_size=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in pdf.pages]


def test_R2_every_step_has_one_sheet_and_none_runs_on_to_the_next(printed):
    assert len(printed) >= 15
    assert [found for one in printed for found in wrong_sheets(one)] == []


def wrong_sheets(one: Printed) -> list[str]:
    """What stands on a sheet where something else should: first page, steps, notes."""
    steps = one.lesson.steps_on(one.track)
    beginnings = [
        one.lesson.title,
        *(f"Step {step.number} of {len(steps)} {step.title}" for step in steps),
        "My notes",
    ]
    # The foot is the last thing written on a sheet: where it is, nothing was left over.
    feet = [f"sheet {number} of {len(beginnings)}" for number in range(1, len(beginnings) + 1)]
    return [
        f"{one.lesson}, {one.track}: “{sheet[:60]}…” where “{beginning}” should be"
        for beginning, foot, sheet in zip_longest(beginnings, feet, one.sheets, fillvalue="")
        if not (beginning and beginning in sheet and sheet.count(foot) == 1)
    ]


def test_R2_R4_each_sheet_has_the_number_to_ring_and_the_short_address(printed):
    sheets = [(one, sheet) for one in printed for sheet in one.sheets]
    assert [one for one, sheet in sheets if "Help: 020 0000 0000" not in sheet] == []
    assert [one for one, sheet in sheets if f"/l/{one.lesson.pk} " not in sheet] == []


@pytest.mark.parametrize(
    "path", [SCAM + "print/" + PHONE, SCAM + "3/" + PHONE], ids=["sheets", "step"]
)
def test_R2_nothing_to_press_is_printed(reader, path):
    reader.open(path)
    reader.page.emulate_media(media="print")

    assert [
        it.inner_text() for it in reader.page.locator("button:visible, form:visible").all()
    ] == []
    links = [link.get_attribute("href") for link in reader.page.locator("a:visible").all()]
    assert set(links) <= {"tel:02000000000"}


@pytest.mark.parametrize(
    "path", [SCAM + "print/" + PHONE, SCAM + "3/" + PHONE], ids=["sheets", "step"]
)
def test_R1_printed_words_are_18_points_and_none_under_14(reader, path):
    reader.open(path)
    reader.page.emulate_media(media="print")

    sizes = reader.page.evaluate(TEXT_SIZES)
    body = reader.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    action = reader.page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.step-action p')).fontSize)"
    )
    assert (body, action) == (18 * POINT, 18 * POINT)
    assert min(sizes) >= 14 * POINT - 0.1


def test_R1_a_dark_page_of_the_largest_words_prints_black_on_white_and_no_larger(reader):
    reader.open("/display/")
    reader.press("Largest")
    reader.press("Light words on a dark page")
    reader.open(SCAM + "print/" + PHONE)
    reader.page.emulate_media(media="print")

    ink, page, size = reader.page.evaluate(
        """() => { const { color, backgroundColor, fontSize } = getComputedStyle(document.body);
                   return [color, backgroundColor, parseFloat(fontSize)] }"""
    )
    assert (ink, page, size) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)", 18 * POINT)


def test_R2_the_print_button_prints_and_is_there_with_script_only(reader):
    reader.page.add_init_script("window.print = () => { window.printed = true }")
    reader.open(SCAM + "print/" + PHONE)
    assert reader.find("Print these sheets").is_visible() == reader.with_script

    if reader.with_script:
        reader.press("Print these sheets")
        assert reader.page.evaluate("window.printed") is True
