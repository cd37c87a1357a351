"""From a lesson's file to a page, and again without overwriting what an editor changed."""

import hashlib
import json
from enum import Enum
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile
from django.db import transaction

from lessons.drawing import draw
from lessons.files.file_shapes import LessonFile, PictureFile, StepFile, VariantFile
from lessons.marked_text import to_rich_text
from lessons.models import CoursePage, LessonPage, LessonTrack, Picture, SafetyWarning
from lessons.pictures import clean_picture


class Outcome(Enum):
    ADDED = "added"
    UPDATED = "brought up to date"
    SAME = "already there"
    KEPT = "changed by an editor, so left as it is"


@transaction.atomic
def load_lesson(file: LessonFile, *, course: CoursePage, live=True, showpiece=False) -> Outcome:
    """Make or update the course's lesson of the file's slug. All of it, or nothing.

    A lesson that differs from what was last loaded was changed by an editor and stays.
    With `live` False a new lesson begins as a draft; a `showpiece` is offered on the home page.
    """
    lesson = LessonPage.objects.child_of(course).filter(slug=file.slug).first()
    if lesson and (lesson.has_unpublished_changes or content_key(lesson) != lesson.loaded_key):
        return Outcome.KEPT
    was, is_new = lesson and lesson.loaded_key, lesson is None
    lesson = lesson or LessonPage(slug=file.slug, live=False, is_showpiece=showpiece)
    _fill(lesson, file)
    if is_new:
        course.add_child(instance=lesson)
    elif content_key(lesson) == was:
        return Outcome.SAME
    lesson.loaded_key = content_key(lesson)
    revision = lesson.save_revision()
    if live:
        lesson.publish(revision)
    return Outcome.ADDED if is_new else Outcome.UPDATED


def content_key(lesson: LessonPage) -> str:
    """A hash of all that a lesson file says."""
    said = [
        lesson.title,
        lesson.can_do,
        lesson.minutes,
        lesson.level,
        lesson.to_hand.split("\n"),
        lesson.also_called.split("\n"),
        sorted(warning.name for warning in lesson.warnings.all()),
        [list(map(str, _row(track))) for track in lesson.tracks.all()],
        lesson.steps.get_prep_value(),
        lesson.questions.get_prep_value(),
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _row(track: LessonTrack) -> tuple:
    return (
        track.track,
        track.checked_on,
        track.checked_device,
        track.checked_system,
        track.checked_by,
    )


def _fill(lesson: LessonPage, file: LessonFile) -> None:
    lesson.title = lesson.draft_title = file.title
    lesson.can_do = file.can_do
    lesson.minutes = file.minutes
    lesson.level = file.level
    lesson.to_hand = "\n".join(file.to_hand)
    lesson.also_called = "\n".join(file.also_called)
    lesson.warnings = SafetyWarning.objects.filter(name__in=file.warnings)
    lesson.tracks = [_track(file, track, place) for place, track in enumerate(file.tracks)]
    build = _Builder(f"{file.slug}/", file.folder)
    lesson.steps = json.dumps([build.step(step) for step in file.steps])
    lesson.questions = json.dumps(
        [build.question(question, number) for number, question in enumerate(file.questions)]
    )


def _track(file: LessonFile, track: str, place: int) -> LessonTrack:
    check = file.checked.get(track)
    if check is None:
        return LessonTrack(track=track, sort_order=place)
    return LessonTrack(
        track=track,
        sort_order=place,
        checked_on=check.on,
        checked_device=check.device,
        checked_system=check.system,
        checked_by=check.by,
    )


class _Builder:
    """Blocks as StreamField stores them. Their ids come from the file, so they never change."""

    def __init__(self, prefix: str, folder: Path):
        self.prefix, self.folder = prefix, folder

    def id(self, name: str) -> str:
        return str(uuid5(NAMESPACE_URL, self.prefix + name))

    def step(self, step: StepFile) -> dict:
        value = self._parts(step) | {
            "words_only_because": step.words_only,
            "tags": list(step.tags),
            "practice": step.practice,
            "only_on": list(step.only_on),
            "variants": [
                {
                    "type": "item",
                    "id": self.id(f"{step.id}/{track}"),
                    "value": self._parts(variant) | {"track": track},
                }
                for track, variant in step.on.items()
            ],
        }
        return {"type": "step", "id": self.id(step.id), "value": value}

    def _parts(self, part: StepFile | VariantFile) -> dict:
        """What a step and a variant of it have in common."""
        return {
            "title": part.title,
            "action": to_rich_text(part.do),
            "see": to_rich_text(part.see),
            "otherwise": to_rich_text(part.otherwise),
            "tip": to_rich_text(part.tip),
            "recording": None,
            "picture": self._picture(part.picture),
        }

    def _picture(self, picture: PictureFile | None) -> dict:
        image = keep_picture(picture, self.folder) if picture else None
        return {
            "image": image.pk if image else None,
            "alt_text": picture.alt if picture else "",
            "decorative": False,
        }

    def question(self, question, number: int) -> dict:
        answers = [
            {
                "type": "item",
                "id": self.id(f"question/{number}/{place}"),
                "value": {"text": answer.say, "is_right": answer.right},
            }
            for place, answer in enumerate(question.answers)
        ]
        value = {
            "ask": question.ask,
            "answers": answers,
            "because": to_rich_text(question.because),
        }
        return {"type": "question", "id": self.id(f"question/{number}"), "value": value}


def keep_picture(picture: PictureFile, folder: Path) -> Picture:
    """The picture, drawn or copied, unless the very same is kept already."""
    content = draw(picture.draw).encode() if picture.draw else (folder / picture.file).read_bytes()
    key = hashlib.sha256(content).hexdigest()
    kept = Picture.objects.filter(source_key=key).first()
    if kept:
        return kept
    if picture.draw:
        file = ContentFile(content, name=f"{key[:16]}.svg")
    else:
        file = clean_picture(ContentFile(content, name=picture.file), Path(picture.file).name)
    return Picture.objects.create(
        title=picture.alt, file=file, source_key=key, drawing=picture.draw, nobody_in_it=True
    )
