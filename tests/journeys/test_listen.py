"""A1 to A3: Listen reads exactly the step that is seen, a sentence at a time, when asked."""

import re
from pathlib import Path

import pytest

from tests.journeys.pages import PHONE, SCAM

pytestmark = pytest.mark.browser

VOICES = (Path(__file__).parent / "voices.js").read_text()
LISTEN, STOP = "Listen to this step", "Stop listening"


@pytest.fixture
def reader(reader_with_script):
    """On a device with an English voice, which writes down what it is given to say."""
    reader_with_script.context.add_init_script(VOICES)
    return reader_with_script


def said(reader) -> list[str]:
    return reader.page.evaluate("speech.said")


def words_of(texts) -> str:
    return re.sub(r"\s+", " ", " ".join(texts)).strip()


def test_A2_without_a_voice_nothing_is_offered(make_reader):
    for with_script in (True, False):
        with make_reader(with_script=with_script) as reader:
            reader.open(SCAM + "2/" + PHONE)
            assert not reader.find(LISTEN).is_visible()


def test_A2_a_voice_of_another_language_is_no_voice(reader):
    reader.context.add_init_script("speech.voices = [{ name: 'Amélie', lang: 'fr-FR' }]")
    reader.open(SCAM + "2/" + PHONE)

    assert not reader.find(LISTEN).is_visible()


def test_A2_a_voice_that_comes_late_is_offered_when_it_comes(reader):
    reader.context.add_init_script("speech.late = speech.voices; speech.voices = []")
    reader.open(SCAM + "2/" + PHONE)
    assert not reader.find(LISTEN).is_visible()

    reader.page.evaluate("speech.voices = speech.late; speech.tell('voiceschanged')")
    assert reader.find(LISTEN).is_visible()


def test_A2_it_reads_exactly_the_visible_step_one_sentence_at_a_time(reader):
    reader.open(SCAM + "3/" + PHONE)
    spoken = reader.page.locator("main .spoken").all_inner_texts()
    reader.press(LISTEN)
    reader.page.wait_for_function("() => !speech.speaking && speech.said.length > 5")
    reader.find(LISTEN).wait_for()

    assert words_of(said(reader)) == words_of(spoken)
    assert reader.heading == said(reader)[0]
    assert any("Stay safe." in sentence for sentence in said(reader))
    assert all(len(re.findall(r"[.!?]\s", sentence)) == 0 for sentence in said(reader))
    assert reader.page.evaluate("speech.mostAtOnce") == 1
    assert reader.page.evaluate("[...new Set(speech.languages)]") == ["en-gb"]


def test_A2_stop_stops_and_listen_begins_again(reader):
    reader.open(SCAM + "3/" + PHONE)
    reader.page.evaluate("speech.takes = 60000")
    reader.press(LISTEN)
    reader.page.wait_for_function("() => speech.said.length === 1")
    assert reader.focused == STOP

    reader.press(STOP)
    assert reader.focused == LISTEN
    assert reader.page.evaluate("speech.speaking") is False
    reader.page.wait_for_timeout(150)
    assert len(said(reader)) == 1

    reader.press(LISTEN)
    reader.page.wait_for_function("() => speech.said.length === 2")
    assert said(reader)[0] == said(reader)[1] == reader.heading


def test_A3_it_never_speaks_by_itself_and_stops_on_the_next_step(reader):
    reader.open(SCAM + "2/" + PHONE)
    reader.page.evaluate("speech.takes = 60000")
    reader.press(LISTEN)
    reader.page.wait_for_function("() => speech.said.length === 1")
    reader.press("Next step")

    assert reader.page.evaluate("speech.speaking") is False
    reader.page.wait_for_timeout(150)
    assert len(said(reader)) == 1
    assert reader.find(LISTEN).is_visible()
    assert not reader.find(STOP).is_visible()


def test_A3_on_the_next_step_it_reads_that_step(reader):
    reader.open(SCAM + "2/" + PHONE)
    reader.press("Next step")
    reader.press(LISTEN)
    reader.page.wait_for_function("() => speech.said.length > 0")

    assert said(reader)[0] == reader.heading
