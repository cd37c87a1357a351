"""How we say days and lists to people."""

from datetime import date


def in_words(day: date) -> str:
    """“7 December 2026”."""
    return f"{day.day} {day:%B %Y}"


def counted(number: int, what: str) -> str:
    """“1 day”, “3 days”."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def listed(words: list[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
