"""Bigger words and a dark page: chosen once, kept, and there before anything is drawn."""

import pytest

from tests.journeys.pages import PHONE, SCAM

pytestmark = pytest.mark.browser

BODY_SIZE = "() => getComputedStyle(document.body).fontSize"
PAGE_COLOUR = "() => getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 253, 247)", "rgb(22, 22, 22)"


def size_of(reader) -> str:
    return reader.page.evaluate(BODY_SIZE)


def colour_of(reader) -> str:
    return reader.page.evaluate(PAGE_COLOUR)


def test_T3_words_grow_three_times_and_shrink_again(reader):
    reader.open(SCAM + "2/" + PHONE)
    assert size_of(reader) == "22px"
    assert not reader.offers("Smaller words")

    for size in ("28px", "36px", "44px"):
        reader.press("Bigger words")
        assert size_of(reader) == size
    assert not reader.offers("Bigger words")

    reader.press("Smaller words")
    assert size_of(reader) == "36px"
    assert reader.path == SCAM + "2/" + PHONE


def test_T3_the_size_is_kept_on_the_next_page_and_after_a_reload(reader):
    reader.open(SCAM + "2/" + PHONE)
    reader.press("Bigger words")
    reader.press("Next step")
    assert (reader.place, size_of(reader)) == ("Step 3 of 10", "28px")

    reader.page.reload()
    assert size_of(reader) == "28px"


def test_C4_a_dark_page_is_chosen_kept_and_left_again(reader):
    reader.open(SCAM + "2/" + PHONE)
    assert colour_of(reader) == LIGHT

    reader.press("Dark page")
    assert colour_of(reader) == DARK
    reader.press("Next step")
    assert colour_of(reader) == DARK
    reader.press("Light page")
    assert colour_of(reader) == LIGHT


def test_U4_the_page_is_dark_where_the_device_is_until_the_reader_chooses(make_reader):
    with make_reader(color_scheme="dark", with_script=False) as reader:
        reader.open("/")
        assert colour_of(reader) == DARK
        reader.press("Light page")
        assert colour_of(reader) == LIGHT


def test_the_page_comes_in_the_readers_size_and_colour_before_any_script_runs(reader):
    reader.open("/display/")
    reader.press("Largest")
    reader.press("Light words on a dark page")

    for path in ("/", SCAM, SCAM + "3/" + PHONE, "/learn/search/?q=videos"):
        as_sent = reader.page.request.get(path).text()
        assert 'data-words="44" data-page="dark"' in as_sent.partition(">")[2].partition(">")[0]


def test_the_choices_say_which_one_is_chosen(reader):
    reader.open("/display/")
    reader.press("Very large")

    assert reader.offers("Very large (chosen)")
    assert size_of(reader) == "36px"


def test_C4_what_one_reader_chose_is_not_kept_for_another(make_reader):
    with make_reader() as mary, make_reader() as john:
        mary.open(SCAM + "2/" + PHONE)
        mary.press("Bigger words")
        john.open(SCAM + "2/" + PHONE)

        assert (size_of(mary), size_of(john)) == ("28px", "22px")
