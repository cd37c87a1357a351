"""From the first page to the end of a lesson, as plain pages and with script."""

import pytest

pytestmark = pytest.mark.browser


def test_a_reader_finds_a_lesson_and_follows_it_to_the_end(reader):
    reader.open("/")
    reader.press("See the lessons")
    reader.press("See “Staying safe”")
    reader.press("Open “Spot and report a scam”")
    reader.press("Start on: Android phone or tablet")
    print(reader.place, reader.heading, reader.path)
    while reader.offers("Next step"):
        reader.press("Next step")
        print(reader.place, reader.heading, reader.path)
    reader.press("Finish the lesson")
    assert reader.heading == "Well done!"
