"""The rules on words (W1, W3, W4, W6, T8), put to one text of a lesson at a time."""

from collections.abc import Iterator

from lessons.contract import wording
from lessons.contract.finding import Finding, Place
from lessons.contract.readability import sentences, word_count

STEP_WORDS, OTHER_WORDS = 15, 20  # in one sentence; a step's is an error above the second


class PlainWords:
    """The rules for one lesson on one track. A word with no explanation is told only once."""

    def __init__(self, track: str, explained: frozenset[str]) -> None:
        self._track = track
        self._explained = explained
        self._told: set[str] = set()

    def in_step(self, place: Place, text: str) -> Iterator[Finding]:
        for sentence in sentences(text):
            if (many := word_count(sentence)) > STEP_WORDS:
                tell = place.error if many > OTHER_WORDS else place.warning
                yield tell("W1", _too_long(sentence, many, STEP_WORDS))
        yield from self._choice_of_words(place, text)
        yield from self._finger_words(place, text)

    def in_picture(self, place: Place, alt: str) -> Iterator[Finding]:
        yield from self._choice_of_words(place, alt)
        yield from self._finger_words(place, alt)

    def elsewhere(self, place: Place, text: str) -> Iterator[Finding]:
        """On the first page and in the questions, which every device shares."""
        for sentence in sentences(text):
            if (many := word_count(sentence)) > OTHER_WORDS:
                yield place.error("W1", _too_long(sentence, many, OTHER_WORDS))
        yield from self._choice_of_words(place, text)

    def _choice_of_words(self, place: Place, text: str) -> Iterator[Finding]:
        for word, mend in wording.banned(text, icon_is_explained="icon" in self._explained):
            yield place.error("W4", f"uses “{word}”. {mend}.")
        for word, mend in wording.unwelcome(text):
            yield place.warning("W4", f"uses “{word}”. {mend}.")
        for word in self._not_explained(text):
            yield place.warning(
                "W6", f"uses “{word}”, which has no entry under Words explained. Add one there."
            )
        for word in wording.block_capitals(text):
            yield place.warning("T8", f"has “{word}” in block capitals. Write it in small letters.")
        if "!" in wording.own_words(text):
            yield place.warning("T8", "has an exclamation mark. End the sentence with a full stop.")

    def _not_explained(self, text: str) -> Iterator[str]:
        for forms in wording.jargon(text):
            name, known = forms[0], {form.lower() for form in forms} & self._explained
            if not known and name not in self._told:
                self._told.add(name)
                yield name

    def _finger_words(self, place: Place, text: str) -> Iterator[Finding]:
        for word, verb in wording.of_another_device(text, self._track):
            yield place.warning("W3", f"uses “{word}”, a word of another device. Write “{verb}”.")


def _too_long(sentence: str, many: int, most: int) -> str:
    start = " ".join(sentence.split()[:5])
    return f"has a sentence of {many} words (“{start} …”). Keep to {most}, or make two of it."
