"""Words explained: which of the glossary's words stand in a text."""

import re
from dataclasses import dataclass
from functools import lru_cache

from lessons.models import GlossaryTerm


@dataclass(frozen=True)
class Word:
    word: str
    meaning: str


def words_in(text: str) -> list[Word]:
    """The glossary's words in the order in which the text first uses them. One query."""
    rows = GlossaryTerm.objects.values_list("word", "meaning", "other_forms")
    pattern, meanings = _finder(tuple(rows))
    found = (meanings[match.group().lower()] for match in pattern.finditer(text))
    return list(dict.fromkeys(found))


def all_forms() -> frozenset[str]:
    """Every word, and form of a word, that the glossary explains, lower case."""
    return frozenset(form for term in GlossaryTerm.objects.all() for form in term.forms)


@lru_cache(maxsize=4)  # compiling is slow beside finding, and the words change seldom
def _finder(rows):
    meanings = {
        form.strip().lower(): Word(word, meaning)
        for word, meaning, others in rows
        for form in (word, *others.splitlines())
        if form.strip()
    }
    longest_first = sorted(meanings, key=len, reverse=True)
    any_form = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{any_form})(?!\w)", re.IGNORECASE), meanings
