"""From a draft to what a learner reads: the step contract's word, and pictures made ready."""

from collections.abc import Iterator
from dataclasses import dataclass

from lessons.contract import Finding, Severity, check_lesson
from lessons.contract.finding import Place
from lessons.glossary import all_forms
from lessons.marked_text import plain
from lessons.pictures import make_renditions
from lessons.tracks import Track


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What the contract finds, and where the author mends it."""

    finding: Finding
    number: int  # from 1, in the order in which the author reads them
    tracks: tuple[str, ...]  # those it is found on, in the lesson's order
    is_on_all: bool
    block_id: str = ""  # of the step; empty: the remark is about the whole lesson

    @property
    def message(self) -> str:
        """What is wrong and the mend; the device comes first where others are right."""
        message = plain(self.finding.message)
        if self.is_on_all:
            return message
        return f"{' and '.join(str(Track(track).label) for track in self.tracks)}: {message}"

    @property
    def wrong(self) -> str:
        """The first sentence of the message; `mend` is the rest."""
        return self._halves[0]

    @property
    def mend(self) -> str:
        return self._halves[1]

    @property
    def _halves(self) -> tuple[str, str]:
        wrong, end, mend = self.message.partition(". ")
        return f"{wrong}." if end else wrong, mend

    @property
    def is_error(self) -> bool:
        return self.finding.severity == Severity.ERROR


def remarks_on(lesson, tracks=None) -> list[Remark]:
    """What the contract finds on the lesson's tracks, each once.

    What is about the whole lesson comes first, then one step after another. `tracks` replaces the
    lesson's own, where they are typed and not yet saved.
    """
    names = list(dict.fromkeys(lesson.track_names if tracks is None else tracks))
    names = [name for name in names if name in Track.values]  # "": a row only just begun
    found: dict[tuple, list[str]] = {(finding, ""): names for finding in _devices(lesson, names)}
    explained = all_forms()
    for track in names:
        blocks = {step.number: step.id for step in lesson.steps_on(track)}
        for finding in check_lesson(lesson.outline(track), explained=explained):
            on = found.setdefault((finding, blocks.get(finding.step) or ""), [])
            if track not in on:  # the same may be found twice in one text
                on.append(track)
    in_order = sorted(found.items(), key=lambda pair: pair[0][0].step or 0)
    return [
        Remark(
            finding=finding,
            number=number,
            tracks=tuple(on),
            is_on_all=len(on) == len(names),
            block_id=block_id,
        )
        for number, ((finding, block_id), on) in enumerate(in_order, start=1)
    ]


def faults_of(lesson) -> list[str]:
    """The sentences that keep a lesson from being sent on."""
    return [remark.message for remark in remarks_on(lesson) if remark.is_error]


def _devices(lesson, names: list[str]) -> Iterator[Finding]:
    """What stands against the devices a lesson names; the contract is asked about one at a time."""
    place = Place(name="the lesson")
    if not names:
        yield place.error("P1", "names no device. Add one under “First page”, Devices.")
    if Track.ALL in names and len(names) > 1:
        yield place.error("P1", "is “the same on every device”, and names others too. Keep one.")
    for number, child in enumerate(lesson.steps, start=1):
        if not all(variant["track"] for variant in child.value["variants"]):
            name = child.value["title"] or f"number {number}"
            yield Place(name=f"the step “{name}”").error(
                "P1", "has a difference for no device. Choose its device, or take it out."
            )


def pictures_in(lesson):
    """Every picture on every track, as Wagtail images."""
    for child in lesson.steps:
        for value in (child.value, *child.value["variants"]):
            if value["picture"]:
                yield value["picture"]


def prepare_on_publishing() -> None:
    from wagtail.signals import page_published

    from lessons.models import LessonPage

    page_published.connect(_prepare_pictures, sender=LessonPage, dispatch_uid="prepare-pictures")


def _prepare_pictures(instance, **_signal) -> None:
    make_renditions(pictures_in(instance))
