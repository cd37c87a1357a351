"""What the files of the starter course hold (docs/how-to/lesson-files.md).

Names are those of the files. Texts are tidy: one line a paragraph, a blank line between two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lessons.outline import AnswerOutline, LessonOutline, QuestionOutline, StepOutline
from lessons.tracks import Track


@dataclass(frozen=True, kw_only=True)
class PictureFile:
    """Either a drawing's description or a file in the lesson's folder."""

    alt: str
    draw: dict | None = None  # as lessons.drawing takes it
    file: str = ""  # from the lesson's folder: “pictures/cog.jpg”


@dataclass(frozen=True, kw_only=True)
class VariantFile:
    """What is different on one device. Empty: the same as in the step."""

    title: str = ""
    do: str = ""
    see: str = ""
    otherwise: str = ""
    tip: str = ""
    picture: PictureFile | None = None


@dataclass(frozen=True, kw_only=True)
class StepFile:
    id: str
    title: str
    do: str
    see: str = ""
    otherwise: str = ""
    tip: str = ""
    tags: tuple[str, ...] = ()
    picture: PictureFile | None = None
    words_only: str = ""
    only_on: tuple[str, ...] = ()  # empty: on every device of the lesson
    practice: str = ""
    on: Mapping[str, VariantFile] = field(default_factory=dict)  # by device

    def is_on(self, track: str) -> bool:
        return track == Track.ALL or not self.only_on or track in self.only_on

    def outline(self, track: str, number: int) -> StepOutline:
        variant = self.on.get(track, VariantFile())
        picture = variant.picture or self.picture
        return StepOutline(
            number=number,
            title=variant.title or self.title,
            action=variant.do or self.do,
            see=variant.see or self.see,
            otherwise=variant.otherwise or self.otherwise,
            tip=variant.tip or self.tip,
            alt=picture.alt if picture else None,
            words_only_because=self.words_only,
            tags=frozenset(self.tags),
        )


@dataclass(frozen=True, kw_only=True)
class AnswerFile:
    say: str
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionFile:
    ask: str
    answers: tuple[AnswerFile, ...]
    because: str = ""

    @property
    def outline(self) -> QuestionOutline:
        return QuestionOutline(
            ask=self.ask,
            answers=tuple(AnswerOutline(text=a.say, is_right=a.right) for a in self.answers),
            because=self.because,
        )


@dataclass(frozen=True, kw_only=True)
class CheckFile:
    """Somebody followed the steps on a real device, on this day."""

    on: date
    device: str
    system: str
    by: str


@dataclass(frozen=True, kw_only=True)
class LessonFile:
    slug: str
    title: str
    can_do: str
    minutes: int
    level: str = "first"
    to_hand: tuple[str, ...] = ()
    tracks: tuple[str, ...]
    also_called: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()  # names from warnings.yaml
    checked: Mapping[str, CheckFile] = field(default_factory=dict)  # by track
    steps: tuple[StepFile, ...] = ()
    questions: tuple[QuestionFile, ...] = ()
    folder: Path | None = field(default=None, compare=False)  # where its pictures lie

    def outline(self, track: str) -> LessonOutline:
        """The lesson as a reader on this track, one of `tracks`, sees it."""
        shown = [step for step in self.steps if step.is_on(track)]
        return LessonOutline(
            title=self.title,
            can_do=self.can_do,
            minutes=self.minutes,
            to_hand=self.to_hand,
            track=track,
            steps=tuple(step.outline(track, n) for n, step in enumerate(shown, start=1)),
            questions=tuple(question.outline for question in self.questions),
        )

    @property
    def pictures(self) -> tuple[PictureFile, ...]:
        """Every picture of every step and device, in reading order."""
        shown = (s.picture for step in self.steps for s in (step, *step.on.values()))
        return tuple(picture for picture in shown if picture)


@dataclass(frozen=True, kw_only=True)
class CourseFile:
    slug: str
    title: str
    summary: str
    lessons: tuple[str, ...]  # folder names, in the order they are taught


@dataclass(frozen=True, kw_only=True)
class TermFile:
    word: str
    meaning: str
    also: tuple[str, ...] = ()  # other forms in which it stands in a text
    search: tuple[str, ...] = ()  # what people type when they look for it


@dataclass(frozen=True, kw_only=True)
class WarningFile:
    name: str
    title: str
    text: str
    tag: str = ""  # shown before every step with this tag
