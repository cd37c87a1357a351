"""One mapping of a lesson file: hands out its values and notes every fault with its place."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

IDENTITY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class LessonFileError(ValueError):
    """A file that cannot be read as a lesson. `faults`: one sentence or two for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Faults:
    """The faults of one file, gathered so that its author mends them in one go."""

    file: str  # as the author knows it: “a-lesson/lesson.yaml”
    found: list[str] = field(default_factory=list)

    def note(self, place: str, message: str) -> None:
        self.found.append(
            f"{self.file}, {place}: {message}" if place else f"{self.file}: {message}"
        )

    def raise_if_any(self) -> None:
        if self.found:
            raise LessonFileError(self.found)


def tidy(text: str) -> str:
    """One line a paragraph, one blank line between two: as the editor's text is exported."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def did_you_mean(word: object, known: Collection[str]) -> str:
    if close := get_close_matches(str(word), known, n=1, cutoff=0.5):
        return f"Did you mean “{close[0]}”?"
    return f"Use one of: {', '.join(known)}." if known else "Take it out."


class Entry:
    """Reads the keys it is given, once each. A wrong value is noted and read as empty."""

    def __init__(
        self, values: object, *, known: Collection[str], faults: Faults, place: str = ""
    ) -> None:
        self.place, self._faults = place, faults
        if not isinstance(values, dict):
            self.fault(f"write it as names and values, such as “{next(iter(known))}: …”.")
            self._faults = Faults(faults.file)  # one fault says it all
        self._values = values if isinstance(values, dict) else {}
        for key in self._values:
            if key not in known:
                self.fault(f"“{key}” is not a known name. {did_you_mean(key, known)}")

    def fault(self, message: str) -> None:
        self._faults.note(self.place, message)

    def has(self, key: str) -> bool:
        return self._values.get(key) is not None

    def text(self, key: str, *, required: bool = False) -> str:
        value = self._values.get(key)
        text = self._as_text(value, key)
        if required and not text and isinstance(value, str | None):
            self._missing(key)
        return text

    def identity(self, key: str) -> str:
        """A short name of small letters, digits and hyphens."""
        name = self.text(key, required=True)
        if name and not IDENTITY.fullmatch(name):
            self.fault(f"“{key}: {name}” may hold only small letters, digits and hyphens.")
        return name

    def number(self, key: str) -> int:
        value = self._values.get(key)
        if value is None:
            self._missing(key)
            return 0
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.fault(f"“{key}” must be a whole number, 1 or more, and not “{value}”.")
            return 0
        return value

    def yes(self, key: str) -> bool:
        value = self._values.get(key)
        if not isinstance(value, bool | None):
            self.fault(f"“{key}” must be true, or left out.")
        return value is True

    def day(self, key: str) -> date | None:
        text = self.text(key, required=True)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.fault(f"“{key}: {text}” is not a date. Write it as 2026-10-01.")
            return None

    def choice(self, key: str, known: Collection[str], default: str = "") -> str:
        value = self.text(key)
        if value and value not in known:
            self.fault(f"“{value}” is not a known {key}. {did_you_mean(value, known)}")
            return default
        return value or default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words, in order, without empty ones."""
        texts = (self._as_text(value, key) for value in self._list(key))
        return tuple(text for text in texts if text)

    def choices(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        chosen: list[str] = []
        for value in self.texts(key):
            if value not in known:
                self.fault(f"“{value}” is not known under “{key}”. {did_you_mean(value, known)}")
            elif value in chosen:
                self.fault(f"“{value}” stands twice under “{key}”. Keep one.")
            else:
                chosen.append(value)
        return tuple(chosen)

    def mapping(self, key: str, *, filled: bool = False) -> dict:
        value = self._values.get(key)
        if not isinstance(value, dict | None) or (filled and not value):
            self.fault(f"“{key}” must hold names and values, each on its own line.")
        return value if isinstance(value, dict) else {}

    def entry(self, key: str, known: Collection[str]) -> "Entry | None":
        """The mapping under this key, with the place it belongs to; None: it is left out."""
        if not self.has(key):
            return None
        return Entry(self._values[key], known=known, faults=self._faults, place=self._within(key))

    def entries(self, key: str, known: Collection[str], *, each: str) -> Iterator["Entry"]:
        """The mappings of a list, in order, each with a place such as “step 3”."""
        for number, values in enumerate(self._list(key), start=1):
            place = self._within(f"{each} {number}")
            yield Entry(values, known=known, faults=self._faults, place=place)

    def entries_by(
        self, key: str, known: Collection[str], names: Collection[str], *, each: str = ""
    ) -> Iterator[tuple[str, "Entry"]]:
        """(name, mapping) for each of these names under the key; another name is a fault."""
        for name, values in self.mapping(key).items():
            if name in names:
                place = self._within(f"{each} {name}".strip())
                yield name, Entry(values, known=known, faults=self._faults, place=place)
            else:
                self.fault(f"“{name}” is not known under “{key}”. {did_you_mean(name, names)}")

    def _within(self, part: str) -> str:
        return f"{self.place}, {part}" if self.place else part

    def _missing(self, key: str) -> None:
        self.fault(f"“{key}” is missing. Add it.")

    def _list(self, key: str) -> list:
        value = self._values.get(key)
        if not isinstance(value, list | None):
            self.fault(f"“{key}” must be a list. Begin each part of it with “- ”.")
        return value if isinstance(value, list) else []

    def _as_text(self, value: object, key: str) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            self.fault(f"“{key}” must be words. Put quotation marks round them.")
        return tidy(value) if isinstance(value, str) else ""
