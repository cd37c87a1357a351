import pytest

from lessons.contract.readability import lix, long_words, sentences, word_count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Open Settings", ["Open Settings"]),
        ("Tap it. Wait.", ["Tap it.", "Wait."]),
        ("It says **Settings**. It is grey.", ["It says Settings.", "It is grey."]),
        ("Tap **Settings.** Wait.", ["Tap Settings.", "Wait."]),
        ("The clock says 10.24. Wait.", ["The clock says 10.24.", "Wait."]),
        ("Use iOS 18.6 or later.", ["Use iOS 18.6 or later."]),
        ("Ring at 9 a.m. on Friday.", ["Ring at 9 a.m. on Friday."]),
        ("We close at 5 p.m. Ring us before.", ["We close at 5 p.m.", "Ring us before."]),
        ("Send it to report@phishing.gov.uk. Wait.",
         ["Send it to report@phishing.gov.uk.", "Wait."]),
        ("It asks “Are you sure?” in red.", ["It asks “Are you sure?” in red."]),
        ("It asks “Are you sure?” Tap **Yes**.", ["It asks “Are you sure?”", "Tap Yes."]),
        ('It says "Done." Wait.', ['It says "Done."', "Wait."]),
        ("Wait … then look.", ["Wait … then look."]),
        ("Tap it. iPhones differ.", ["Tap it.", "iPhones differ."]),
        ("Dr. Shah reads it.", ["Dr. Shah reads it."]),
        ("1. Tap it. 2. Wait.", ["1. Tap it.", "2. Wait."]),
        ("Open Settings\n\nLook for the cog", ["Open Settings", "Look for the cog"]),
        ("One sentence on\ntwo lines.", ["One sentence on\ntwo lines."]),
    ],
)  # fmt: skip
def test_a_text_is_parted_into_its_sentences(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Forward it to 7726.", 4),
        ("Write to report@phishing.gov.uk today.", 4),
        ("The clock – a big one – says 10:24.", 7),
        ("Don’t tap the pop-up.", 4),
    ],
)
def test_what_is_spoken_as_one_counts_as_one_word(sentence, expected):
    assert word_count(sentence) == expected


def test_lix_adds_words_a_sentence_and_long_words_in_a_hundred():
    assert lix("Tap the grey cog. Wait.") == pytest.approx(5 / 2)
    assert lix("Notifications arrive. Tap the grey cog. Wait a bit more.") == pytest.approx(
        10 / 3 + 100 * 1 / 10
    )


def test_a_word_with_a_curly_apostrophe_is_one_word():
    assert lix("Don’t tap it.") == 3


def test_a_text_without_words_has_no_score():
    assert lix("") == 0
    assert lix("7726") == 0


def test_the_long_words_that_come_most_often_come_first():
    text = "Settings, settings, picture. Browser settings and a picture of something."
    assert long_words(text, most=2) == ["settings", "picture"]
