"""Finding a lesson by everyday words."""

import pytest

pytestmark = pytest.mark.browser

BOX, FIND = "What would you like to do?", "Find lessons"


def look_for(reader, words: str) -> list[str]:
    """The headings of what is found."""
    reader.open("/learn/")
    reader.type(BOX, words)
    reader.press(FIND)
    return reader.page.locator(".cards h2").all_inner_texts()


def test_videos_finds_the_video_call(reader):
    assert look_for(reader, "videos")[0] == "Video call"
    reader.press("Open “Video call”")

    assert reader.heading == "Video call"


def test_a_misspelling_finds_the_lesson_and_says_what_was_looked_for(reader):
    assert look_for(reader, "vidoe") == ["Video call"]
    assert "We looked for “video”." in reader.words


def test_skam_finds_the_lesson_about_scams(reader):
    assert look_for(reader, "skam")[0] == "Spot and report a scam"


def test_nothing_found_gives_the_number_and_lessons_many_begin_with(reader):
    assert look_for(reader, "xyzzy") == []
    assert "We have nothing under these words yet." in reader.words
    assert reader.find("Ask us on: 020 0000 0000").get_attribute("href") == "tel:02000000000"

    popular = reader.page.locator(".cards a").all_inner_texts()
    assert len(popular) == 3
    reader.press(popular[0])
    assert reader.heading == popular[0]


def test_what_was_typed_stays_in_the_box(reader):
    look_for(reader, "xyzzy & <b>")

    assert reader.page.get_by_label(BOX).input_value() == "xyzzy & <b>"
    assert reader.heading == "Lessons about “xyzzy & <b>”"


def test_asking_for_nothing_shows_the_box_again(reader):
    look_for(reader, "  ")

    assert reader.heading == "Find a lesson"
