"""The steps of a lesson as one reader sees them, on one track."""

from dataclasses import dataclass
from functools import cached_property

from lessons.marked_text import from_rich_text
from lessons.outline import AnswerOutline, LessonOutline, QuestionOutline, StepOutline
from lessons.tracks import Track

VARIED = ("title", "action", "picture", "see", "otherwise", "tip", "recording")
SPOKEN = ("title", "action", "see", "otherwise", "tip")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step on one track. Texts are the editor's HTML; `id` is the block's, kept by edits."""

    id: str
    number: int  # from 1, within the track
    title: str
    action: str
    see: str
    otherwise: str
    tip: str
    picture: object | None  # an image with `contextual_alt_text`, or none
    words_only_because: str
    tags: tuple[str, ...]
    practice: str
    recording: object | None  # a document holding an MP3, or none

    @cached_property
    def outline(self) -> StepOutline:
        return StepOutline(
            number=self.number,
            title=self.title,
            action=from_rich_text(self.action),
            see=from_rich_text(self.see),
            otherwise=from_rich_text(self.otherwise),
            tip=from_rich_text(self.tip),
            alt=self.picture.contextual_alt_text if self.picture else None,
            words_only_because=self.words_only_because,
            tags=frozenset(self.tags),
        )


def steps_on(stream, track: str) -> tuple[Step, ...]:
    """The stream's steps that exist on this track, numbered from 1."""
    shown = [
        child
        for child in stream
        if track == Track.ALL or not child.value["only_on"] or track in child.value["only_on"]
    ]
    return tuple(_step(child, track, number) for number, child in enumerate(shown, start=1))


def _step(child, track: str, number: int) -> Step:
    value = child.value
    parts = {name: value[name] for name in VARIED}
    variant = next((v for v in value["variants"] if v["track"] == track), None)
    if variant:
        if not variant["recording"] and any(_filled(variant[name]) for name in SPOKEN):
            parts["recording"] = None  # the base recording would read other words
        parts |= {name: variant[name] for name in VARIED if _filled(variant[name])}
    for name in ("action", "see", "otherwise", "tip"):
        parts[name] = parts[name].source if parts[name] else ""
    return Step(
        id=child.id,
        number=number,
        words_only_because=value["words_only_because"] or "",
        tags=tuple(value["tags"] or ()),
        practice=value["practice"] or "",
        **parts,
    )


def _filled(value) -> bool:
    """An emptied rich text still holds an empty paragraph."""
    return bool(from_rich_text(value.source) if hasattr(value, "source") else value)


def lesson_outline(lesson, track: str) -> LessonOutline:
    return LessonOutline(
        title=lesson.title,
        can_do=lesson.can_do,
        minutes=lesson.minutes or 0,
        to_hand=tuple(lesson.things_to_hand),
        track=track,
        steps=tuple(step.outline for step in lesson.steps_on(track)),
        questions=tuple(_question(child.value) for child in lesson.questions),
    )


def _question(value) -> QuestionOutline:
    return QuestionOutline(
        ask=value["ask"],
        answers=tuple(
            AnswerOutline(text=answer["text"], is_right=answer["is_right"])
            for answer in value["answers"]
        ),
        because=from_rich_text(value["because"].source),
    )
