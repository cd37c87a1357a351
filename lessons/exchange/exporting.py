"""From a page to a ZIP."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.utils.text import slugify

from lessons.exchange.errors import ExchangeError
from lessons.files.file_entry import LessonFileError
from lessons.files.file_shapes import (
    AnswerFile,
    CheckFile,
    LessonFile,
    PictureFile,
    QuestionFile,
    StepFile,
    VariantFile,
)
from lessons.files.lesson_file import read_lesson, write_lesson
from lessons.marked_text import from_rich_text
from lessons.models import LessonPage, Picture
from lessons.tracks import Track


def export_lesson(lesson: LessonPage) -> bytes:
    """The ZIP of the lesson as its newest draft has it.

    What is written can be read again: a lesson of which a part is missing that a file must
    have raises ExchangeError.
    """
    lesson = lesson.get_latest_revision_as_object()
    with TemporaryDirectory() as place:
        folder = Path(place) / (slugify(lesson.slug) or f"lesson-{lesson.pk}")
        write_lesson(_lesson_file(lesson, folder), folder)
        try:
            read_lesson(folder)
        except LessonFileError as error:
            raise ExchangeError(error.faults) from None
        return _zipped(folder)


def _zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder.parent))
    return packed.getvalue()


def _lesson_file(lesson: LessonPage, folder: Path) -> LessonFile:
    write = _Writer(lesson.track_names, folder)
    return LessonFile(
        slug=folder.name,
        title=lesson.title,
        can_do=lesson.can_do,
        minutes=lesson.minutes or 0,
        level=str(lesson.level),
        to_hand=tuple(lesson.things_to_hand),
        tracks=tuple(lesson.track_names),
        also_called=tuple(line for line in lesson.also_called.splitlines() if line.strip()),
        warnings=tuple(warning.name for warning in lesson.warnings.all()),
        checked={row.track: _check(row) for row in lesson.devices if row.checked_on},
        steps=tuple(write.steps(lesson.steps)),
        questions=tuple(_question(child.value) for child in lesson.questions),
        folder=folder,
    )


def _check(row) -> CheckFile:
    return CheckFile(
        on=row.checked_on, device=row.checked_device, system=row.checked_system, by=row.checked_by
    )


def _question(value) -> QuestionFile:
    answers = (AnswerFile(say=a["text"], right=a["is_right"]) for a in value["answers"])
    because = from_rich_text(value["because"].source)
    return QuestionFile(ask=value["ask"], answers=tuple(answers), because=because)


class _Writer:
    """Blocks as a lesson file holds them; their photographs are put into the folder."""

    def __init__(self, tracks: list[str], folder: Path):
        self.devices = [track for track in tracks if track != Track.ALL]
        self.folder = folder
        self.names: dict[str, tuple] = {}  # each name given in this lesson, and to what

    def steps(self, stream) -> Iterator[StepFile]:
        for number, child in enumerate(stream, start=1):
            step = self._step(child.value, number)
            if not self.devices or not child.value["only_on"] or step.only_on:
                yield step  # else it is on no device of the lesson

    def _step(self, value, number: int) -> StepFile:
        only_on = [device for device in self.devices if device in (value["only_on"] or ())]
        picture = self._picture(value["picture"])
        variants = {
            variant["track"]: self._variant(variant)
            for variant in reversed(value["variants"])  # of two for one device the first counts
            if variant["track"] in (only_on or self.devices)
        }
        return StepFile(
            id=self._own_name(_short(value["title"]) or f"step-{number}", ("step", number)),
            title=value["title"] or "",
            do=_marked(value["action"]),
            see=_marked(value["see"]),
            otherwise=_marked(value["otherwise"]),
            tip=_marked(value["tip"]),
            tags=tuple(value["tags"] or ()),
            picture=picture,
            words_only="" if picture else value["words_only_because"] or "",
            only_on=tuple(only_on),
            practice=value["practice"] or "",
            on={device: variants[device] for device in self.devices if device in variants},
        )

    def _variant(self, value) -> VariantFile:
        return VariantFile(
            title=value["title"] or "",
            do=_marked(value["action"]),
            see=_marked(value["see"]),
            otherwise=_marked(value["otherwise"]),
            tip=_marked(value["tip"]),
            picture=self._picture(value["picture"]),
        )

    def _picture(self, image: Picture | None) -> PictureFile | None:
        if not image:
            return None
        alt = image.contextual_alt_text or ""
        if image.drawing:
            return PictureFile(alt=alt, draw=image.drawing)
        kind = PurePosixPath(image.file.name).suffix.lower()
        stem = self._own_name(f"pictures/{_short(image.title) or image.pk}", ("picture", image.pk))
        name = f"{stem}{kind}"
        path = self.folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with image.file.open("rb") as file:
                path.write_bytes(file.read())
        return PictureFile(alt=alt, file=name)

    def _own_name(self, wanted: str, thing: tuple) -> str:
        """The name, with a number behind it where another thing of the lesson has it already."""
        name, number = wanted, 1
        while self.names.setdefault(name, thing) != thing:
            number += 1
            name = f"{wanted}-{number}"
        return name


def _short(title: str) -> str:
    return slugify(title)[:40].strip("-")


def _marked(rich_text) -> str:
    return from_rich_text(rich_text.source) if rich_text else ""
