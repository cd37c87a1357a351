"""From a draft to what a learner reads: the step contract's word, and pictures made ready."""

from dataclasses import dataclass

from lessons.contract import Finding, Severity, check_lesson
from lessons.glossary import all_forms
from lessons.pictures import make_renditions
from lessons.tracks import Track


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What the contract finds, and where the author mends it."""

    finding: Finding
    tracks: tuple[str, ...]  # those it is found on, in the lesson's order
    is_on_all: bool
    block_id: str = ""  # of the step; empty: the remark is about the whole lesson

    @property
    def message(self) -> str:
        """What is wrong and the mend; the device comes first where others are right."""
        if self.is_on_all:
            return self.finding.message
        devices = " and ".join(str(Track(track).label) for track in self.tracks)
        return f"{devices}: {self.finding.message}"

    @property
    def is_error(self) -> bool:
        return self.finding.severity == Severity.ERROR


def remarks_on(lesson, tracks=None) -> list[Remark]:
    """What the contract finds on the lesson's tracks, each once.

    What is about the whole lesson comes first, then one step after another. `tracks` replaces the
    lesson's own, where they are typed and not yet saved.
    """
    explained = all_forms()
    names = _known(lesson.track_names if tracks is None else tracks)
    found: dict[tuple, list[str]] = {}
    for track in names:
        blocks = {step.number: step.id for step in lesson.steps_on(track)}
        for finding in check_lesson(lesson.outline(track), explained=explained):
            key = (finding, blocks.get(finding.step) or "")
            found.setdefault(key, []).append(track)
    remarks = [
        Remark(
            finding=finding,
            tracks=tuple(on),
            is_on_all=len(on) == len(names),
            block_id=block_id,
        )
        for (finding, block_id), on in found.items()
    ]
    return sorted(remarks, key=lambda remark: remark.finding.step or 0)


def _known(tracks) -> list[str]:
    """A row that an author has only begun names no device yet."""
    return [track for track in dict.fromkeys(tracks) if track in Track.values]


def faults_of(lesson, tracks=None) -> list[str]:
    """The sentences that keep a lesson from being sent on."""
    return [
        *device_faults(lesson, lesson.track_names if tracks is None else tracks),
        *(remark.message for remark in remarks_on(lesson, tracks) if remark.is_error),
    ]


def device_faults(lesson, tracks) -> list[str]:
    """What stands against the devices it names; the contract is asked about one at a time."""
    names = _known(tracks)
    told = []
    if not names:
        told.append("The lesson names no device. Add one under “First page”, Devices.")
    if Track.ALL in names and len(names) > 1:
        told.append("The lesson is “the same on every device”, and names others too. Keep one.")
    for number, child in enumerate(lesson.steps, start=1):
        if any(not variant["track"] for variant in child.value["variants"]):
            title = child.value["title"] or f"number {number}"
            told.append(
                f"The step “{title}” has a difference for no device. Choose its device, or"
                " take it out."
            )
    return told


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
