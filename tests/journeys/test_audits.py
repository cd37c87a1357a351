"""Every kind of page, in every state a reader may put it in, by the accessibility standard.

Each page is opened once and put through all the states; the tests below then look at what
was found. The capitals in their names are the standard's own names of its rules.
"""

import io
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from PIL import Image
from wagtail.documents import get_document_model

from lessons.models import Picture
from tests.factories.lessons import make_course, make_lesson, make_step
from tests.journeys.accessibility import AUDIT, findings_on
from tests.journeys.pages import LEARNER_PAGES

pytestmark = pytest.mark.browser

AXE = ["axe"]
TARGETS = ["B1", "B2", "B3", "B4", "B5"]
TEXT = ["T1", "T2", "T4", "T5", "T6", "T7", "T8", "T9"]
COLOURS = ["C1", "C2", "C4", "C5"]
SETTINGS = ["U1", "U2", "U3", "U4"]
CALM = ["P3", "F1", "F4"]
COMPLETE = ["I1", "P5", "P7", "L1", "L2", "M1"]
LINKS = ["W8"]
ALL_RULES = {*AXE, *TARGETS, *TEXT, *COLOURS, *SETTINGS, *CALM, *COMPLETE, *LINKS}

PAGE_WITH_EVERY_FAULT = Path(__file__).parent / "page_with_every_fault.html"


@pytest.fixture(scope="module", params=LEARNER_PAGES, ids=lambda page: page.name)
def found(request, make_reader):
    """What axe-core and our own audit find on one page, by rule."""
    with make_reader() as reader:
        request.param.be_opened_by(reader)
        return findings_on(reader.page)


def of(found, rules) -> dict:
    return {rule: found[rule] for rule in rules if rule in found}


def test_axe_finds_nothing_at_A_AA_AAA_and_best_practice(found):
    assert of(found, AXE) == {}


def test_targets_are_large_and_apart_B1_B2_B3_B4_B5(found):
    assert of(found, TARGETS) == {}


def test_text_is_large_plain_and_in_short_lines_T1_T2_T4_T5_T6_T7_T8_T9(found):
    assert of(found, TEXT) == {}


def test_letters_and_edges_stand_out_C1_C2_C4_C5(found):
    assert of(found, COLOURS) == {}


def test_the_readers_own_settings_are_kept_U1_U2_U3_U4(found):
    assert of(found, SETTINGS) == {}


def test_nothing_moves_hides_or_jumps_P3_F1_F4(found):
    assert of(found, CALM) == {}


def test_pictures_boxes_language_and_number_are_there_I1_P5_P7_L1_L2_M1(found):
    assert of(found, COMPLETE) == {}


def test_links_and_buttons_say_each_its_own_W8(found):
    assert of(found, LINKS) == {}


def test_a_step_with_a_photograph_and_a_recording_passes_too(make_reader, database_put_back):
    step = make_step(
        picture=make_photograph(), recording=make_recording().pk, tip="<p>You may stop it.</p>"
    )
    course = make_course(title="Trying out", slug="trying-out")
    lesson = make_lesson(course=course, steps=[step], live=False)
    lesson.get_latest_revision().publish()

    with make_reader() as reader:
        reader.open(lesson.address("show_step", 1, track="android"))
        assert reader.page.locator("main audio").bounding_box()["height"] >= 72
        assert (
            reader.page.locator("picture img")
            .evaluate("image => image.currentSrc")
            .endswith("webp")
        )
        assert findings_on(reader.page) == {}


def test_the_page_for_when_something_goes_wrong_passes_too(make_reader):
    """Only the number is missing: it stands in the database, which may be what went wrong."""
    page = render_to_string("500.html")
    with make_reader() as reader:
        reader.watch.expected.add("status 500")
        reader.page.route("**/wrong/", lambda route: route.fulfill(status=500, body=page))
        reader.open("/wrong/")
        assert set(findings_on(reader.page)) == {"P7"}


def make_photograph():
    file = io.BytesIO()
    Image.effect_noise((1200, 900), 40).save(file, "JPEG")
    return Picture.objects.create(
        title="A table", file=ContentFile(file.getvalue(), name="table.jpg"), nobody_in_it=True
    )


def make_recording():
    recording = ContentFile(b"ID3\x04\x00\x00\x00\x00\x00\x00", name="step.mp3")
    return get_document_model().objects.create(title="The step read aloud", file=recording)


# --- The audits can fail ---------------------------------------------------------------


def test_every_rule_of_our_audit_is_asked_for_by_a_test():
    assert set(re.findall(r"\b([A-Z]\d)(?:'|: ')", AUDIT)) == ALL_RULES - {"axe"}


@pytest.fixture(scope="module")
def found_on_a_bad_page(make_reader):
    with make_reader() as reader:
        reader.page.set_content(PAGE_WITH_EVERY_FAULT.read_text())
        return findings_on(reader.page)


def test_a_page_with_every_fault_is_caught_by_every_rule(found_on_a_bad_page):
    assert set(found_on_a_bad_page) == ALL_RULES


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param("image-alt", id="A: a picture without words"),
        pytest.param("color-contrast at .pale", id="AA: pale words"),
        pytest.param("color-contrast-enhanced at .quiet", id="AAA: quiet words"),
        pytest.param("page-has-heading-one", id="best practice: no first heading"),
        pytest.param("color-contrast at .gradient", id="undecided: words on a picture"),
    ],
)
def test_axe_catches(rule, found_on_a_bad_page):
    assert any(what.startswith(rule) for what in found_on_a_bad_page["axe"])
