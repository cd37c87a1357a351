"""The steps of a lesson as one reader sees them, on one track.

They are read from what StreamField stores, not through its blocks: a page shows one step of
one track, and the blocks would make every picture, text and variant of all of them first.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import prefetch_related_objects
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from lessons.marked_text import from_rich_text, has_words
from lessons.outline import AnswerOutline, LessonOutline, QuestionOutline, StepOutline
from lessons.tracks import Track

TEXTS = ("action", "see", "otherwise", "tip")
SPOKEN = ("title", *TEXTS)


@dataclass(frozen=True, kw_only=True)
class StepPicture:
    image_id: int
    alt: str  # what to look for; empty where the picture is for decoration
    image: object | None = None  # a Picture and its renditions; see `illustrated`


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
    picture: StepPicture | None
    words_only_because: str
    tags: tuple[str, ...]
    practice: str
    recording_id: int | None
    recording: object | None = None  # a document holding an MP3; see `illustrated`

    @cached_property
    def outline(self) -> StepOutline:
        return StepOutline(
            number=self.number,
            title=self.title,
            action=from_rich_text(self.action),
            see=from_rich_text(self.see),
            otherwise=from_rich_text(self.otherwise),
            tip=from_rich_text(self.tip),
            alt=self.picture.alt if self.picture else None,
            words_only_because=self.words_only_because,
            tags=frozenset(self.tags),
        )


def steps_on(stream, track: str) -> tuple[Step, ...]:
    """The stream's steps that exist on this track, numbered from 1. No query."""
    stored = enumerate(_stored_on(stream, track), start=1)
    return tuple(_step(block, track, number) for number, block in stored)


def numbers_on(stream, track: str) -> dict[str, int]:
    """{step's id: its number on this track}"""
    stored = enumerate(_stored_on(stream, track), start=1)
    return {block.get("id"): number for number, block in stored}


def illustrated(steps) -> tuple[Step, ...]:
    """The same steps with their pictures and recordings, in three queries at most.

    A picture that somebody has deleted is as if it had never been there.
    """
    pictures = _by_id(get_image_model(), [step.picture and step.picture.image_id for step in steps])
    recordings = _by_id(get_document_model(), [step.recording_id for step in steps])
    uploaded = [image for image in pictures.values() if not image.is_svg()]
    prefetch_related_objects(uploaded, "renditions")
    return tuple(
        replace(
            step,
            picture=_shown(step.picture, pictures),
            recording=recordings.get(step.recording_id),
        )
        for step in steps
    )


def _by_id(model, ids) -> dict:
    return model.objects.in_bulk(set(filter(None, ids)))


def _shown(picture: StepPicture | None, images: dict) -> StepPicture | None:
    image = picture and images.get(picture.image_id)
    return replace(picture, image=image) if image else None


def lesson_outline(lesson, track: str) -> LessonOutline:
    return LessonOutline(
        title=lesson.title,
        can_do=lesson.can_do,
        minutes=lesson.minutes or 0,
        to_hand=tuple(lesson.things_to_hand),
        track=track,
        steps=tuple(step.outline for step in illustrated(lesson.steps_on(track))),
        questions=tuple(_question(child.value) for child in lesson.questions),
    )


def _stored_on(stream, track: str) -> list[dict]:
    """The blocks of this track as they are stored, or would be where they are only typed."""
    return [
        block
        for block in stream.raw_data
        if track == Track.ALL
        or not block["value"].get("only_on")
        or track in block["value"]["only_on"]
    ]


def _step(block: dict, track: str, number: int) -> Step:
    value = block["value"]
    variants = (row["value"] for row in value.get("variants") or ())
    variant = next((variant for variant in variants if variant.get("track") == track), None)
    parts = _parts(value)
    if variant:
        other = {name: part for name, part in _parts(variant).items() if part}
        if any(name in other for name in SPOKEN):
            parts["recording_id"] = None  # it would read other words
        parts |= other
    return Step(
        id=block.get("id"),
        number=number,
        words_only_because=value.get("words_only_because") or "",
        tags=tuple(value.get("tags") or ()),
        practice=value.get("practice") or "",
        **parts,
    )


def _parts(value: dict) -> dict:
    """What a step and a variant of it have in common; empty where nothing is filled in."""
    return {
        "title": value.get("title") or "",
        **{name: _filled(value.get(name)) for name in TEXTS},
        "picture": _picture(value.get("picture")),
        "recording_id": value.get("recording"),
    }


def _picture(value: dict | None) -> StepPicture | None:
    if not value or not value["image"]:
        return None
    alt = "" if value.get("decorative") else value.get("alt_text") or ""
    return StepPicture(image_id=value["image"], alt=alt)


def _filled(html: str | None) -> str:
    """An emptied rich text still holds an empty paragraph."""
    return html if html and has_words(html) else ""


def _question(value) -> QuestionOutline:
    return QuestionOutline(
        ask=value["ask"],
        answers=tuple(
            AnswerOutline(text=answer["text"], is_right=answer["is_right"])
            for answer in value["answers"]
        ),
        because=from_rich_text(value["because"].source),
    )
