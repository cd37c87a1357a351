"""From a draft to what a learner reads: the step contract's word, and pictures made ready."""

from lessons.contract import Finding, Severity, check_lesson
from lessons.glossary import all_forms
from lessons.pictures import make_renditions
from lessons.tracks import Track


def findings_of(lesson, tracks=None) -> list[Finding]:
    """What the contract finds on any of the lesson's tracks, each once, in reading order."""
    explained = all_forms()
    names = lesson.track_names if tracks is None else tracks
    found = [
        finding
        for track in names
        for finding in check_lesson(lesson.outline(track), explained=explained)
    ]
    return list(dict.fromkeys(found))


def faults_of(lesson, tracks=None) -> list[str]:
    """The sentences that keep a lesson from being sent on."""
    names = lesson.track_names if tracks is None else tracks
    if not names:
        return ["The lesson names no device. Add one under “First page”, Devices."]
    if Track.ALL in names and len(names) > 1:
        return ["The lesson is “the same on every device”, and names others too. Keep one."]
    return [
        finding.message
        for finding in findings_of(lesson, names)
        if finding.severity == Severity.ERROR
    ]


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
