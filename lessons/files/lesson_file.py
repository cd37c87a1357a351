"""A lesson as a file (docs/how-to/lesson-files.md): read, checked for faults, and written.

Reading gathers every fault of a file and raises them together. Whether the lesson is good is
another question, which lessons/contract/ answers about the outline.
"""

import shutil
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path

from lessons.drawing import DrawingError, draw
from lessons.files.file_entry import IDENTITY, Entry, Faults, LessonFileError
from lessons.files.file_shapes import (
    AnswerFile,
    CheckFile,
    CourseFile,
    LessonFile,
    PictureFile,
    QuestionFile,
    StepFile,
    TermFile,
    VariantFile,
    WarningFile,
)
from lessons.files.picture_file import picture_fault
from lessons.files.plain_yaml import (
    Block,
    PlainYamlError,
    Row,
    RowOfNames,
    dump_plain_yaml,
    read_plain_yaml,
)
from lessons.tracks import Tag, Track

LEVELS = ("first", "next")
PRACTICES = ("tap", "hold", "scroll", "type", "undo")
TRACKS = tuple(Track.values)

LONGEST_LINE = 88  # a longer text is written as |, wrapped


# Reading


def read_lesson(folder: Path, *, today: date | None = None) -> LessonFile:
    """The lesson in this folder. Raises LessonFileError with every fault found.

    `today` tells which dates under `checked` lie in the future.
    """
    path = folder / "lesson.yaml"
    faults = Faults(f"{folder.name}/lesson.yaml")
    entry = Entry(
        _content(path, faults), known=_names(LessonFile, but="slug folder"), faults=faults
    )
    tracks = _tracks(entry)
    lesson = LessonFile(
        slug=_slug(folder, faults),
        title=entry.text("title", required=True),
        can_do=entry.text("can_do", required=True),
        minutes=entry.number("minutes"),
        level=entry.choice("level", LEVELS, default="first"),
        to_hand=entry.texts("to_hand"),
        tracks=tracks,
        also_called=entry.texts("also_called"),
        warnings=entry.texts("warnings"),
        checked=_checked(entry, tracks, today or date.today()),
        steps=_steps(entry, tracks, folder),
        questions=tuple(
            map(_question, entry.entries("questions", _names(QuestionFile), each="question"))
        ),
        folder=folder,
    )
    faults.raise_if_any()
    return lesson


def read_course(folder: Path) -> CourseFile:
    """The course in this folder, without its lessons. Raises LessonFileError."""
    faults = Faults(f"{folder.name}/course.yaml")
    content = _content(folder / "course.yaml", faults)
    entry = Entry(content, known=_names(CourseFile, but="slug"), faults=faults)
    course = CourseFile(
        slug=_slug(folder, faults),
        title=entry.text("title", required=True),
        summary=entry.text("summary"),
        lessons=entry.texts("lessons"),
    )
    for slug in course.lessons:
        if not IDENTITY.fullmatch(slug) or not (folder / slug / "lesson.yaml").is_file():
            entry.fault(f"the lesson “{slug}” has no {slug}/lesson.yaml. Add it, or mend its name.")
    _note_repeated(course.lessons, "lesson", faults)
    faults.raise_if_any()
    return course


def read_glossary(path: Path) -> tuple[TermFile, ...]:
    faults = Faults(path.name)
    terms = tuple(
        TermFile(
            word=entry.text("word", required=True),
            meaning=entry.text("meaning", required=True),
            also=entry.texts("also"),
            search=entry.texts("search"),
        )
        for entry in _listed(path, _names(TermFile), "word", faults)
    )
    _note_repeated((term.word.lower() for term in terms), "word", faults)
    faults.raise_if_any()
    return terms


def explained_words(terms: Iterable[TermFile]) -> frozenset[str]:
    """The words of a glossary in all their forms, as the contract takes them."""
    return frozenset(form.lower() for term in terms for form in (term.word, *term.also))


def read_warnings(path: Path) -> tuple[WarningFile, ...]:
    faults = Faults(path.name)
    warnings = tuple(
        WarningFile(
            name=entry.identity("name"),
            title=entry.text("title", required=True),
            text=entry.text("text", required=True),
            tag=entry.choice("tag", Tag.values),
        )
        for entry in _listed(path, _names(WarningFile), "warning", faults)
    )
    _note_repeated((warning.name for warning in warnings), "name", faults)
    faults.raise_if_any()
    return warnings


def _content(path: Path, faults: Faults) -> object:
    try:
        return read_plain_yaml(path)
    except PlainYamlError as error:
        faults.note("", str(error))
        raise LessonFileError(faults.found) from error


def _listed(path: Path, known: tuple[str, ...], each: str, faults: Faults) -> Iterable[Entry]:
    """The mappings of a file that is one list."""
    return Entry({each: _content(path, faults)}, known=[each], faults=faults).entries(
        each, known, each=each
    )


def _names(kind: type, but: str = "") -> tuple[str, ...]:
    """The names a mapping may hold: those of the dataclass it is read into, in order."""
    return tuple(part.name for part in fields(kind) if part.name not in but.split())


def _slug(folder: Path, faults: Faults) -> str:
    if not IDENTITY.fullmatch(folder.name):
        faults.note("", "its folder's name may hold only small letters, digits and hyphens.")
    return folder.name


def _note_repeated(names: Iterable[str], what: str, faults: Faults) -> None:
    seen: set[str] = set()
    for name in names:
        if name and name in seen:
            faults.note("", f"the {what} “{name}” stands twice. Keep one, or rename the other.")
        seen.add(name)


def _tracks(entry: Entry) -> tuple[str, ...]:
    tracks = entry.choices("tracks", TRACKS)
    if not entry.has("tracks"):
        entry.fault("“tracks” is missing. Add it: [all], or the devices.")
    elif Track.ALL in tracks and len(tracks) > 1:
        entry.fault("“all” stands alone under “tracks”. Take it out, or the others.")
    return tracks


def _checked(entry: Entry, tracks: tuple[str, ...], today: date) -> dict[str, CheckFile]:
    checks = {}
    known = _names(CheckFile)
    for track, check in entry.entries_by("checked", known, tracks or TRACKS, each="checked on"):
        day = check.day("on")
        if day and day > today:
            check.fault(f"the check on {day} has not happened yet. Mend the date, or leave it out.")
        told = {name: check.text(name, required=True) for name in ("device", "system", "by")}
        if day:
            checks[track] = CheckFile(on=day, **told)
    return checks


def _steps(lesson: Entry, tracks: tuple[str, ...], folder: Path) -> tuple[StepFile, ...]:
    devices = tuple(track for track in tracks or TRACKS if track != Track.ALL)
    numbers: dict[str, int] = {}
    steps = []
    for number, entry in enumerate(lesson.entries("steps", _names(StepFile), each="step"), start=1):
        step = _step(entry, devices, folder)
        if step.id and numbers.setdefault(step.id, number) != number:
            entry.fault(f"“id: {step.id}” is that of step {numbers[step.id]}. Give it its own.")
        steps.append(step)
    return tuple(steps)


def _step(entry: Entry, devices: tuple[str, ...], folder: Path) -> StepFile:
    step = StepFile(
        id=entry.identity("id"),
        title=entry.text("title", required=True),
        do=entry.text("do", required=True),
        see=entry.text("see"),
        otherwise=entry.text("otherwise"),
        tip=entry.text("tip"),
        tags=entry.choices("tags", Tag.values),
        picture=_picture(entry, folder),
        words_only=entry.text("words_only"),
        only_on=entry.choices("only_on", devices),
        practice=entry.choice("practice", PRACTICES),
        on=_variants(entry, devices, folder),
    )
    if step.picture and step.words_only:
        entry.fault("has both “picture” and “words_only”. Keep one of the two.")
    for device in step.on:
        if not step.is_on(device):
            entry.fault(f"“{device}” stands under “on” and not in “only_on”. Mend one of the two.")
    return step


def _variants(step: Entry, devices: tuple[str, ...], folder: Path) -> dict[str, VariantFile]:
    return {
        device: VariantFile(
            title=entry.text("title"),
            do=entry.text("do"),
            see=entry.text("see"),
            otherwise=entry.text("otherwise"),
            tip=entry.text("tip"),
            picture=_picture(entry, folder),
        )
        for device, entry in step.entries_by("on", _names(VariantFile), devices)
    }


def _picture(owner: Entry, folder: Path) -> PictureFile | None:
    entry = owner.entry("picture", _names(PictureFile))
    if entry is None:
        return None
    picture = PictureFile(
        alt=entry.text("alt", required=True),
        draw=entry.mapping("draw", filled=True) if entry.has("draw") else None,
        file=entry.text("file"),
    )
    if entry.has("draw") == bool(picture.file):
        entry.fault("give it either “draw” or “file”, one of the two.")
    elif picture.file:
        if fault := picture_fault(picture.file, folder):
            entry.fault(fault)
    elif picture.draw and (fault := _drawing_fault(picture.draw)):
        entry.fault(fault)
    return picture


def _drawing_fault(description: dict) -> str:
    """What the picture kit has to say against it; empty if it draws it."""
    try:
        draw(description)
    except DrawingError as error:
        return str(error)
    return ""


def _question(entry: Entry) -> QuestionFile:
    question = QuestionFile(
        ask=entry.text("ask", required=True),
        answers=tuple(
            AnswerFile(say=answer.text("say", required=True), right=answer.yes("right"))
            for answer in entry.entries("answers", _names(AnswerFile), each="answer")
        ),
        because=entry.text("because"),
    )
    if (right := sum(answer.right for answer in question.answers)) > 1:
        entry.fault(f"{right} answers are marked right. Mark one.")
    return question


# Writing


def write_lesson(lesson: LessonFile, folder: Path) -> None:
    """Writes lesson.yaml into the folder, and brings the picture files it names along."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lesson.yaml").write_text(dump_lesson(lesson), encoding="utf-8")
    if lesson.folder is None or lesson.folder.resolve() == folder.resolve():
        return
    for name in {picture.file for picture in lesson.pictures if picture.file}:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(lesson.folder / name, folder / name)


def dump_lesson(lesson: LessonFile) -> str:
    """The text of its lesson.yaml, names in the order of the how-to, empty ones left out."""
    content = _written(lesson)
    for not_in_the_file in ("slug", "folder"):
        content.pop(not_in_the_file, None)
    return dump_plain_yaml(content)


_IN_ONE_LINE = ("tracks", "also_called", "warnings", "tags", "only_on")


def _written(record: object) -> dict:
    """A dataclass as a mapping, without its empty values."""
    values = {part.name: getattr(record, part.name) for part in fields(record)}
    return {name: _value(name, value) for name, value in values.items() if value}


def _value(name: str, value: object) -> object:
    match value:
        case str():
            return _text(value)
        case PictureFile() | VariantFile():
            return _written(value)
        case tuple() if name in _IN_ONE_LINE:
            return Row(map(str, value))
        case tuple():
            return [v if isinstance(v, str) else _written(v) for v in value]
        case Mapping() if name == "checked":
            return {track: RowOfNames(_check(check)) for track, check in value.items()}
        case Mapping() if name == "on":
            return {device: _written(variant) for device, variant in value.items()}
    return value


def _check(check: CheckFile) -> dict[str, str]:
    return {name: str(getattr(check, name)) for name in _names(CheckFile)}


def _text(text: str) -> str:
    if "\n" not in text and len(text) <= LONGEST_LINE:
        return text
    wrapped = (
        textwrap.fill(part, LONGEST_LINE, break_long_words=False, break_on_hyphens=False)
        for part in text.split("\n\n")
    )
    return Block("\n\n".join(wrapped) + "\n")
