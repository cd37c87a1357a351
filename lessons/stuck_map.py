"""Where readers get stuck: what the tallies of a lesson say, step by step, for its authors."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from lessons.marked_text import plain
from lessons.models import LessonPage, StepTally
from lessons.tracks import Track

COUNTED = ("seen", "finished", "stuck")
NOTHING = (0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class StepCounts:
    """One step on one track. Nobody is named or known: these are counts of days added up."""

    number: int
    title: str
    seen: int
    finished: int
    stuck: int
    most_seen: int  # of any step of the track: what the longest bar stands for

    @property
    def stuck_in_100(self) -> int:
        """Of a hundred who saw the step, how many got stuck. More than all can't be."""
        return min(100, round(100 * self.stuck / self.seen)) if self.seen else 0

    @property
    def seen_length(self) -> float:
        return self._length(self.seen)

    @property
    def finished_length(self) -> float:
        return self._length(self.finished)

    @property
    def stuck_length(self) -> float:
        return self._length(self.stuck)

    def _length(self, count: int) -> float:
        """Of the bar, in hundredths of the whole width."""
        return round(100 * min(count, self.most_seen) / self.most_seen, 1) if self.most_seen else 0


@dataclass(frozen=True, kw_only=True)
class TrackMap:
    """One device: its steps in order, and what was counted on steps that are gone now."""

    label: str
    steps: tuple[StepCounts, ...]
    seen_on_gone_steps: int

    @property
    def is_empty(self) -> bool:
        return not any(step.seen or step.finished or step.stuck for step in self.steps)

    @property
    def began(self) -> int:
        return self.steps[0].seen if self.steps else 0

    @property
    def reached_the_end(self) -> int:
        return self.steps[-1].finished if self.steps else 0

    @property
    def hardest(self) -> StepCounts | None:
        """The step that left the largest part of its readers stuck; None: nobody was stuck."""
        stuck = [step for step in self.steps if step.stuck]
        return max(stuck, key=lambda step: (step.stuck_in_100, step.stuck), default=None)


def stuck_map(lesson: LessonPage, *, since: date) -> list[TrackMap]:
    """One map a track, in the lesson's order, of what was counted from that day on. One query."""
    counts = _counts(lesson, since)
    return [_track_map(lesson, track, counts) for track in lesson.track_names]


def _counts(lesson: LessonPage, since: date) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(seen, finished, stuck) by track and step."""
    tallies = StepTally.objects.filter(lesson=lesson, day__gte=since)
    sums = tallies.values("track", "step_id").annotate(**{f"all_{c}": Sum(c) for c in COUNTED})
    return {
        (row["track"], row["step_id"]): tuple(row[f"all_{counted}"] for counted in COUNTED)
        for row in sums
    }


def _track_map(lesson: LessonPage, track: str, counts) -> TrackMap:
    steps = lesson.steps_on(track)
    there = {step.id for step in steps}
    found = [counts.get((track, step.id), NOTHING) for step in steps]
    most_seen = max((max(numbers) for numbers in found), default=0)
    return TrackMap(
        label=str(Track(track).label),
        steps=tuple(
            StepCounts(
                number=step.number,
                title=plain(step.title),
                most_seen=most_seen,
                **dict(zip(COUNTED, numbers, strict=True)),
            )
            for step, numbers in zip(steps, found, strict=True)
        ),
        seen_on_gone_steps=sum(
            seen for (on, step), (seen, _, _) in counts.items() if on == track and step not in there
        ),
    )
