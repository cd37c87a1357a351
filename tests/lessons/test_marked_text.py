import pytest

from lessons.marked_text import from_rich_text, to_rich_text


@pytest.mark.parametrize(
    ("marked", "html"),
    [
        ("Tap **Settings**.", "<p>Tap <b>Settings</b>.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("Tea & <b>", "<p>Tea &amp; &lt;b&gt;</p>"),
        ("", ""),
    ],
)
def test_there_and_back(marked, html):
    assert to_rich_text(marked) == html
    assert from_rich_text(html) == marked


def test_lines_of_one_paragraph_are_joined():
    assert to_rich_text("One\ntwo\n\n\nthree") == "<p>One two</p><p>three</p>"


def test_what_the_editor_stores_is_read():
    html = '<p data-block-key="a1">Tap <b>Settings</b>.<br/>Look.</p>'

    assert from_rich_text(html) == "Tap **Settings**.\n\nLook."
