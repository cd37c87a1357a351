"""Reading a description: the options of one element, with plain sentences where they do not fit."""

from dataclasses import dataclass

from . import small_pictures
from .errors import DrawingError, unknown

LETS_TALK_YAML = 'put quotation marks round the words Yes, No, On and Off: "No"'


@dataclass(frozen=True)
class Thing:
    """Something inside an element: a small picture, a word, or both."""

    icon: str = ""
    label: str = ""
    mark: int = 0
    style: str = ""


@dataclass(frozen=True)
class Given:
    """One element as its author wrote it: `- kind: main value`, and its options."""

    kind: str
    options: dict

    @property
    def where(self) -> str:
        return f'The element "{self.kind}"'

    def has(self, key: str) -> bool:
        return self.options.get(key) not in (None, "", False)

    def words(self, key: str = "", *, needed: bool = False) -> str:
        """The words under a key; without a key, the element's own. "" where there are none."""
        value = self.options.get(key or self.kind)
        if isinstance(value, bool):
            if key or needed:
                raise DrawingError(f"{self._at(key)} needs words: {LETS_TALK_YAML}.")
            return ""
        if isinstance(value, (dict, list)):
            raise DrawingError(f"{self._at(key)} needs words, not a list.")
        text = "" if value is None else str(value).strip()
        if text in ("yes", "true") and not key:
            text = ""
        if needed and not text:
            raise DrawingError(f"{self._at(key)} has no words; write them after the colon.")
        return text

    def time(self, key: str = "") -> str:
        """A time of day; YAML reads a bare 10:24 as a number of minutes."""
        value = self.options.get(key or self.kind)
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{value // 60}:{value % 60:02d}"
        return self.words(key)

    def flag(self, key: str, usual: bool = False) -> bool:
        value = self.options.get(key, usual)
        if value in ("yes", "on", "true"):
            return True
        if value in ("no", "off", "false"):
            return False
        if not isinstance(value, bool):
            raise DrawingError(f"{self._at(key)} is yes or no.")
        return value

    def choice(self, key: str, allowed: tuple[str, ...], usual: str = "") -> str:
        """One of `allowed`; without a key, the element's own value."""
        value = self.options.get(key or self.kind, usual)
        if value is True or value is None or value == "yes":
            value = usual
        if value not in allowed:
            raise unknown(f'{key or "kind"} of "{self.kind}"', value, allowed)
        return value

    def number(self, key: str, lowest: float, highest: float, usual: float = 0) -> float:
        value = self.options.get(key or self.kind, usual)
        fits = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not fits or not lowest <= value <= highest:
            raise DrawingError(f"{self._at(key)} is a number from {lowest:g} to {highest:g}.")
        return value

    def icon(self, key: str = "icon", usual: str = "") -> str:
        """The name of a small picture, or ""."""
        name = self.options.get(key) or usual
        if not name:
            return ""
        try:
            return small_pictures.named(str(name))
        except DrawingError as error:
            raise DrawingError(f"{self.where}: {error}") from None

    def thing(self, key: str) -> Thing | None:
        things = self.things(key)
        if len(things) > 1:
            raise DrawingError(f"{self._at(key)} holds one thing, not {len(things)}.")
        return things[0] if things else None

    def things(self, key: str = "", *, words_first: bool = False, pictures_only: bool = False):
        """The things under a key, in order; `words_first`: a bare string is always a word."""
        value = self.options.get(key or self.kind)
        if value is None:
            return []
        values = value if isinstance(value, list) else [value]
        return [self._thing(key, one, words_first, pictures_only) for one in values]

    def _thing(self, key: str, value: object, words_first: bool, pictures_only: bool) -> Thing:
        if isinstance(value, dict):
            return self._thing_from_mapping(key, value)
        if isinstance(value, bool):
            raise DrawingError(f"{self._at(key)}: {LETS_TALK_YAML}.")
        name = "" if value is None else str(value).strip()
        if small_pictures.is_named(name) and not words_first:
            return Thing(icon=small_pictures.named(name))
        if pictures_only:
            raise DrawingError(f"{self.where}: {unknown('small picture', name, _ALL_PICTURES)}")
        if not name:
            raise DrawingError(f"{self._at(key)} holds something without words.")
        return Thing(label=name)

    def _thing_from_mapping(self, key: str, value: dict) -> Thing:
        inner = Given(f"{self.kind}", {**value})
        for option in value:
            if option not in ("icon", "label", "mark", "style"):
                raise unknown(f'option of a thing in "{self.kind}"', option, _THING_OPTIONS)
        thing = Thing(inner.icon(), inner.words("label"), inner.mark, inner.words("style"))
        if not thing.icon and not thing.label:
            raise DrawingError(f"{self._at(key)} holds a thing without an icon or a label.")
        return thing

    @property
    def mark(self) -> int:
        """The number on the mark of the whole element; 0: not marked."""
        value = self.options.get("mark", 0)
        if value is True or value == "yes":
            return 1
        if value not in (0, 1, 2, 3, 4) or isinstance(value, float):
            raise DrawingError(f"{self.where}: mark is a number from 1 to 4.")
        return value

    def mark_of(self, part: str, *, usual: str = "") -> int:
        """The mark, if it goes round this part of the element (`usual`: where it goes untold)."""
        return self.mark if self.options.get("mark_at", usual) == part else 0

    def _at(self, key: str) -> str:
        return f'{self.where}, "{key}",' if key and key != self.kind else self.where


_THING_OPTIONS = ("icon", "label", "mark", "style")
_ALL_PICTURES = [*small_pictures.DRAWINGS, *small_pictures.ALSO_CALLED]
