"""Finding a lesson by everyday words: plurals and misspellings are forgiven."""

import difflib
import re
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Or, PlainText

from lessons.marked_text import plain
from lessons.models import GlossaryTerm, LessonPage
from lessons.steps import Step

MOST = 10
LITTLE_WORDS = frozenset(
    """a about am an and are can do does for from get go help how i in is it me my of on or
    please the this to use want what when where who why with you your""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Hit:
    lesson: LessonPage
    step: Step | None  # the step that speaks of it, where the lesson's first page doesn't
    track: str

    @property
    def address(self) -> str:
        if self.step is None:
            return self.lesson.front
        return self.lesson.address("show_step", self.step.number, track=self.track)


@dataclass(frozen=True)
class Found:
    lessons: list[Hit] = field(default_factory=list)
    terms: list[GlossaryTerm] = field(default_factory=list)
    spelt: str = ""  # what was looked for instead, where nothing was found as typed

    @property
    def is_empty(self) -> bool:
        return not (self.lessons or self.terms)


def search_library(asked: str) -> Found:
    """Lessons and words explained, best first, ten of each at most."""
    wanted = words_of(asked)
    found = _find(wanted)
    if found.is_empty and (spelt := _respelt(wanted)) != wanted:
        found = _find(spelt, " ".join(spelt))
    return found


def popular_lessons() -> list[LessonPage]:
    """What to offer where nothing is found: the first lessons a beginner takes."""
    return list(LessonPage.objects.live().order_by("-is_showpiece", "path")[:3])


def words_of(asked: str) -> list[str]:
    words = re.findall(r"\w[\w'’-]*", asked.lower())
    return [word for word in words if word not in LITTLE_WORDS] or words


def stem(word: str) -> str:
    """Without a plural's ending or -ing: light, since SQLite's search has none of its own."""
    for ending, left in (("ies", "y"), ("ing", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending) + left
    return word


def _find(words: list[str], spelt: str = "") -> Found:
    if not words:
        return Found()
    terms = _matching(GlossaryTerm.objects.all(), words)
    lessons = _matching(LessonPage.objects.live(), words)
    if terms and not lessons:  # “skam” is known as “scam”, and of that there is a lesson
        lessons = _matching(LessonPage.objects.live(), words_of(terms[0].word))
    prefetch_related_objects([lesson for lesson in lessons if not _on_front(lesson, words)], "tracks")
    return Found([_hit(lesson, words) for lesson in lessons], terms, spelt)


def _matching(queryset, words: list[str]) -> list:
    """Whole words, then beginnings of words; where neither is found, any one of the words."""
    index = get_search_backend()
    either = [Or([PlainText(word), PlainText(stem(word))]) for word in words]
    beginnings = " ".join(stem(word) for word in words)
    found = _by_key(index.search(And(either), queryset)[:MOST])
    found |= _by_key(index.autocomplete(beginnings, queryset, operator="and")[:MOST])
    if not found:
        found = _by_key(index.search(Or(either), queryset)[:MOST])
    return list(found.values())[:MOST]


def _by_key(items) -> dict:
    return {item.pk: item for item in items}


def _on_front(lesson: LessonPage, words: list[str]) -> bool:
    front = f"{lesson.title} {lesson.can_do} {lesson.also_called}".lower()
    return any(stem(word) in front for word in words)


def _hit(lesson: LessonPage, words: list[str]) -> Hit:
    """Point at a step only where the words stand in no part of the first page."""
    if _on_front(lesson, words):
        return Hit(lesson, None, "")
    track = lesson.track_names[0]
    for step in lesson.steps_on(track):
        said = " ".join(plain(text) for _, text in step.outline.texts).lower()
        if all(stem(word) in said for word in words):
            return Hit(lesson, step, track)
    return Hit(lesson, None, "")


def _respelt(words: list[str]) -> list[str]:
    """Each word as the nearest one that we know, where one is near.

    The reader sees it, so a word that we write comes before one that people only type.
    """
    written, typed = _vocabulary()
    return [_nearest(word, written) or _nearest(word, typed) or word for word in words]


def _nearest(word: str, known: list[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.75)), "")


def _vocabulary() -> tuple[list[str], list[str]]:
    """The words of titles and of the glossary, and those that people type for them."""
    rows = [
        *LessonPage.objects.live().values_list("title", "also_called"),
        *GlossaryTerm.objects.values_list("word", "also_called"),
    ]
    written = {word for title, _ in rows for word in words_of(title)}
    typed = {word for _, also_called in rows for word in words_of(also_called)}
    return sorted(written), sorted(typed)
