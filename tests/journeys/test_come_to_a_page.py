"""How a page comes: in the same order everywhere, in our letters, and without a jump."""

from pathlib import Path

import pytest

from tests.journeys.pages import LEARNER_PAGES, PHONE, SCAM

pytestmark = pytest.mark.browser

VOICES = (Path(__file__).parent / "voices.js").read_text()
# Where each part stands in the page, from its beginning; parts that are not there are left out.
ORDER = """selectors => {
  const all = [...document.querySelectorAll('*')];
  return selectors.map(selector => [selector, all.indexOf(document.querySelector(selector))])
    .filter(([, place]) => place >= 0);
}"""
IN_ORDER = [
    ".skip-link",
    ".top-home",
    ".top-display",
    "h1",
    ".step-action",
    ".step-picture",
    ".listen",
    "a[rel=next]",
    "a[rel=prev]",
    ".step-stuck",
    ".step-print",
    ".help-line",
]
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 400);
})"""


@pytest.mark.parametrize("page", LEARNER_PAGES, ids=lambda page: page.name)
def test_P2_every_page_has_its_parts_in_the_same_order(make_reader, page):
    with make_reader(with_script=False) as reader:
        page.be_opened_by(reader)
        found = reader.page.evaluate(ORDER, IN_ORDER)

    assert [place for _part, place in found] == sorted(place for _part, place in found)
    assert {".skip-link", ".top-home", ".top-display", "h1", ".help-line"} <= {
        part for part, _place in found
    }


def test_T9_the_letters_are_ours_and_come_from_here(reader):
    # They are asked for when words are first drawn, which may be after the page has come.
    with (
        reader.page.expect_request("**/atkinson-hyperlegible-next-latin-400-normal.woff2"),
        reader.page.expect_request("**/atkinson-hyperlegible-next-latin-700-normal.woff2"),
    ):
        reader.open(SCAM + "3/" + PHONE)

    fonts = [address for _, address, kind in reader.watch.requests if kind == "font"]
    assert len(fonts) == 2, fonts


@pytest.mark.parametrize("path", ["/", SCAM, SCAM + "3/" + PHONE, SCAM + "done/1/" + PHONE])
@pytest.mark.parametrize("width", [360, 1280])
def test_P5_nothing_moves_away_as_a_page_comes(make_reader, path, width):
    with make_reader(viewport={"width": width, "height": 740}) as reader:
        reader.context.add_init_script(VOICES)  # Listen comes late, where there is a voice
        reader.open(path)

        assert reader.page.evaluate(SHIFT) < 0.1
