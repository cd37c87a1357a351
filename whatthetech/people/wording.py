"""How we say days and lists to people."""

from datetime import date


def in_words(day: date) -> str:
    """“7 December 2026”."""
    return f"{day.day} {day:%B %Y}"


def listed(words: list[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
