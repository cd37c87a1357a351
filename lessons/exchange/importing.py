"""From a ZIP to a draft."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from lessons.exchange.errors import ExchangeError
from lessons.exchange.unpacking import unpack
from lessons.files.file_entry import Faults, LessonFileError
from lessons.files.file_shapes import LessonFile
from lessons.files.lesson_file import read_lesson
from lessons.loading import keep_picture, load_lesson
from lessons.models import CoursePage, LessonPage, LessonTrack, Picture, SafetyWarning
from lessons.pictures import PictureError

LONGEST_ALT = 255
NO_PROMISE = (
    "The ZIP holds photographs. Look at each of them, then tick that there are no real names,"
    " numbers or faces in them."
)


@dataclass(frozen=True, kw_only=True)
class Imported:
    lesson: LessonPage
    unknown_warnings: tuple[str, ...]  # safety warnings that the file names and we don't have


def import_lesson(file, *, course: CoursePage, by, promises_nobody_in_it: bool) -> Imported:
    """Make a draft of the lesson in this ZIP, owned by `by`. All of it, or nothing.

    `promises_nobody_in_it`: `by` has looked at the photographs. Raises ExchangeError.
    """
    with TemporaryDirectory() as place:
        try:
            lesson_file = read_lesson(unpack(file, Path(place)))
            _check_lengths(lesson_file)
        except LessonFileError as error:
            raise ExchangeError(error.faults) from None
        if any(picture.file for picture in lesson_file.pictures) and not promises_nobody_in_it:
            raise ExchangeError([NO_PROMISE])
        return _load(lesson_file, course, by)


def _check_lengths(file: LessonFile) -> None:
    """What the reader of lesson files lets pass, and our tables don't."""
    faults = Faults(f"{file.slug}/lesson.yaml")
    page = {"slug": file.slug, "title": file.title, "can_do": file.can_do, "minutes": file.minutes}
    _note(LessonPage, page, faults)
    for picture in file.pictures:
        if len(picture.alt) > LONGEST_ALT:
            faults.note("", f"“alt: {picture.alt[:40]}…” is too long. Make it 120 letters or fewer.")
    for track, check in file.checked.items():
        told = {"device": check.device, "system": check.system, "by": check.by}
        row = {f"checked_{name}": value for name, value in told.items()}
        _note(LessonTrack, row, faults, place=f"checked on {track}")
    faults.raise_if_any()


def _note(model, values: dict, faults: Faults, place: str = "") -> None:
    """What these fields of the model have to say against the values."""
    others = {field.name for field in model._meta.get_fields()} - values.keys()
    try:
        model(**values).clean_fields(exclude=others)
    except ValidationError as error:
        for field, told in error.message_dict.items():
            faults.note(place, f"“{field.removeprefix('checked_')}”: {' '.join(told)}")


def _load(file: LessonFile, course: CoursePage, by) -> Imported:
    known = set(Picture.objects.values_list("pk", flat=True))
    kept: list[Picture] = []
    try:
        with transaction.atomic():
            for picture in file.pictures:
                kept.append(_keep(picture, file))
            new = [picture for picture in kept if picture.pk not in known]
            Picture.objects.filter(pk__in=[p.pk for p in new]).update(uploaded_by_user=by)
            lesson = _make_draft(file, course, by)
    except BaseException:
        for picture in kept:
            if picture.pk not in known:  # its row is gone again, its file is not
                picture.file.storage.delete(picture.file.name)
        raise
    ours = set(SafetyWarning.objects.values_list("name", flat=True))
    unknown = tuple(name for name in file.warnings if name not in ours)
    return Imported(lesson=lesson, unknown_warnings=unknown)


def _keep(picture, file: LessonFile) -> Picture:
    try:
        return keep_picture(picture, file.folder)
    except PictureError as error:
        raise ExchangeError([str(error)]) from None


def _make_draft(file: LessonFile, course: CoursePage, by) -> LessonPage:
    file = replace(file, slug=_free_slug(file.slug, course))
    load_lesson(file, course=course, live=False)
    lesson = LessonPage.objects.child_of(course).get(slug=file.slug)
    LessonPage.objects.filter(pk=lesson.pk).update(owner=by)
    lesson.revisions.update(user=by)
    lesson.refresh_from_db()
    log(instance=lesson, action="wagtail.create", user=by, content_changed=True)
    return lesson


def _free_slug(slug: str, course: CoursePage) -> str:
    """The lesson's own address, with a number behind it where the course has one of that name."""
    taken = set(course.get_children().values_list("slug", flat=True))
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
