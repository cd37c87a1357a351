"""A lesson as one reader sees it: plain words for one track, in order.

The contract, the search index and the lesson files all speak of a lesson in this
form, whether it comes from the editor or from a file. Texts are plain: `**` marks
the exact words that stand on a screen, a blank line parts two paragraphs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StepOutline:
    number: int  # from 1, within the track
    title: str
    action: str
    see: str = ""
    otherwise: str = ""
    tip: str = ""
    alt: str | None = None  # what the picture shows; None: there is no picture
    words_only_because: str = ""
    tags: frozenset[str] = frozenset()  # values of tracks.Tag

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every text of the step with the name an author knows it by, in reading order."""
        named = (
            ("title", self.title),
            ("what to do", self.action),
            ("what you should now see", self.see),
            ("if it looks different", self.otherwise),
            ("tip", self.tip),
        )
        return tuple((name, text) for name, text in named if text.strip())


@dataclass(frozen=True, kw_only=True)
class AnswerOutline:
    text: str
    is_right: bool


@dataclass(frozen=True, kw_only=True)
class QuestionOutline:
    ask: str
    answers: tuple[AnswerOutline, ...]
    because: str


@dataclass(frozen=True, kw_only=True)
class LessonOutline:
    title: str
    can_do: str
    minutes: int
    to_hand: tuple[str, ...]
    track: str  # a value of tracks.Track
    steps: tuple[StepOutline, ...]
    questions: tuple[QuestionOutline, ...] = ()
