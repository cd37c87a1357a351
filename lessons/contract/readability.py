"""Counting words and sentences as a reader meets them, and a score for how hard they are.

A score finds problems; it does not prove that a text is clear (NHS content guide). Texts
are the outline's: `**` marks the words of a screen, a blank line parts two paragraphs.
"""

import re
from collections import Counter

LONG_WORD_LETTERS = 6  # a word of more letters than these counts as long

_CLOSERS = "”’\"')]"
_SENTENCE_END = re.compile(rf"[.!?…]+[{re.escape(_CLOSERS)}]*\s+")
_NEVER_ENDS = re.compile(r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|St|e\.g|i\.e)\.\s+$", re.IGNORECASE)
_MAY_END = re.compile(r"(?:\b[ap]\.m\.|\betc\.|\.\.\.|…|[!?]|[”’\"'])[)\]]*\s+$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'-]*")


def plain(text: str) -> str:
    """The text without its bold marks."""
    return text.replace("**", "")


def sentences(text: str) -> list[str]:
    """The sentences in order, without bold marks. A paragraph's end always ends one.

    “10.24”, “gov.uk” and “5 p.m. on Friday” stay whole, and so does what comes after a
    quoted sentence: “It asks “Are you sure?” in red.”
    """
    return [
        sentence
        for paragraph in re.split(r"\n\s*\n", plain(text))
        for sentence in _sentences_of(paragraph.strip())
    ]


def _sentences_of(paragraph: str) -> list[str]:
    found, start = [], 0
    for end in _SENTENCE_END.finditer(paragraph):
        if _ends_here(paragraph[start : end.end()], paragraph[end.end() :]):
            found.append(paragraph[start : end.end()].strip())
            start = end.end()
    found.append(paragraph[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends_here(before: str, after: str) -> bool:
    if not after or not re.search(r"[^\W\d_]", before):  # “1.” numbers the sentence after it
        return False
    if _NEVER_ENDS.search(before):
        return False
    return not (_MAY_END.search(before) and after[0].islower())


def word_count(sentence: str) -> int:
    """How many words a reader speaks: “10.24”, “7726” and an email address are one each."""
    return sum(1 for part in sentence.split() if re.search(r"\w", part))


def words(text: str) -> list[str]:
    """The words made of letters. Numbers are left out, as the LIX formula does."""
    return _WORD.findall(plain(text).replace("’", "'"))


def lix(text: str) -> float:
    """Words a sentence, plus long words in a hundred (Björnsson 1968).

    Under 30 reads like a children's book, above 40 like a newspaper. 0 for no words.
    """
    found = words(text)
    if not found:
        return 0.0
    long_share = 100 * sum(len(word) > LONG_WORD_LETTERS for word in found) / len(found)
    return len(found) / len(sentences(text)) + long_share


def long_words(text: str, most: int = 3) -> list[str]:
    """The long words that come most often, most often first."""
    found = Counter(word.lower() for word in words(text) if len(word) > LONG_WORD_LETTERS)
    return [word for word, _ in found.most_common(most)]
