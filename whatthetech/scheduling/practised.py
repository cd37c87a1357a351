"""What a learner worked on at their sessions, ready to be shown, at home and on paper."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from lessons.models import LessonPage
from lessons.steps import Step
from lessons.tracks import Track
from whatthetech.people.models import User
from whatthetech.scheduling.models import LearningSession, SessionRecord

STAYS_FIRST = timedelta(weeks=4)  # what to practise leads one's own page for so long (default)


@dataclass(frozen=True)
class Devices:
    """What a learner follows lessons on, so that they see the steps they saw at the session."""

    kept: dict[int, str]  # {lesson's key: device they follow it on}
    own: tuple[str, ...]

    @classmethod
    def of(cls, learner: User) -> "Devices":
        """Three queries."""
        profile = getattr(learner, "learner_profile", None)
        return cls(
            kept=dict(learner.kept_places.values_list("lesson", "track")),
            own=tuple(profile.devices.values_list("code", flat=True)) if profile else (),
        )

    def track_in(self, lesson: LessonPage, asked: str = "") -> str:
        """The one asked for, where they are in the lesson, what they own, or the lesson's first."""
        names = lesson.track_names
        wanted = (asked, self.kept.get(lesson.pk), *self.own)
        return next((track for track in wanted if track in names), names[0])


@dataclass(frozen=True)
class LessonSteps:
    lesson: LessonPage
    steps: tuple[Step, ...]  # those worked on, in the lesson's order


@dataclass(frozen=True)
class Practised:
    """One session of one learner. `to_practise` None: nothing of a lesson."""

    record: SessionRecord
    worked_on: tuple[LessonSteps, ...]
    to_practise: LessonPage | None
    step: Step | None  # of it; None: the whole lesson, or the step is there no more
    address: str  # where to practise; empty: there is no such lesson on the site now

    @property
    def session(self) -> LearningSession:
        return self.record.booking.session

    @property
    def on(self) -> date:
        return self.session.on

    @property
    def with_whom(self) -> str:
        """A first name, or nothing."""
        return self.record.helper.person.called if self.record.helper else ""

    @property
    def is_something(self) -> bool:
        record = self.record
        return bool(self.worked_on or record.note or self.to_practise or record.practise_words)

    def leads(self, now: datetime) -> bool:
        """Whether it comes first on the learner's page."""
        return bool(self.address) and now - self.session.starts_at < STAYS_FIRST


def practised(learner: User, *, at_most: int | None = None) -> list[Practised]:
    """The newest session first; those of which nothing is written are left out.

    The same number of queries for one session and for many.
    """
    records = list(learner.session_records.to_show())
    if not records:
        return []
    shown = read_records(records, Devices.of(learner))
    return [one for one in shown if one.is_something][:at_most]


def read_records(records: Iterable[SessionRecord] | QuerySet, devices: Devices) -> list[Practised]:
    """In their order. The records come by `to_show()`."""
    return [_read(record, devices) for record in records]


def _read(record: SessionRecord, devices: Devices) -> Practised:
    by_lesson: dict[int, set[str]] = {}
    lessons: dict[int, LessonPage] = {}
    for row in record.worked_on.all():
        lessons.setdefault(row.lesson_id, row.lesson)
        by_lesson.setdefault(row.lesson_id, set()).add(row.step)
    worked_on = tuple(
        LessonSteps(lesson, steps_in(lesson, by_lesson[key], devices.track_in(lesson)))
        for key, lesson in lessons.items()
    )
    lesson = record.practise_lesson
    if lesson is None:
        return Practised(record, worked_on, None, None, "")
    track = devices.track_in(lesson)
    on_track = lesson.steps_on(track)
    step = next((one for one in on_track if one.id == record.practise_step), None)
    return Practised(record, worked_on, lesson, step, _address(lesson, step, track))


def steps_in(lesson: LessonPage, ids: Collection[str], track: str) -> tuple[Step, ...]:
    """Those that the lesson still has, in the words of this device where it has them."""
    known = {step.id: step for name in (Track.ALL, track) for step in lesson.steps_on(name)}
    return tuple(step for key, step in known.items() if key in ids)


def _address(lesson: LessonPage, step: Step | None, track: str) -> str:
    if not lesson.live:
        return ""
    if step:
        return lesson.address("show_step", step.number, track=track)
    return lesson.front if track == Track.ALL else f"{lesson.front}?on={track}"
