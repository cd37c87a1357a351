"""A lesson is copied as a starting point, with Wagtail's own Copy."""

import pytest
from django.urls import reverse

from lessons.models import LessonPage, LessonTrack
from tests.factories.editing import typed_lesson
from tests.factories.lessons import make_lesson
from tests.lessons.editor import SUBMIT, edit_address, signed_in

pytestmark = pytest.mark.django_db


def copy(client, lesson, **typed):
    typed = {
        "new_title": "My own settings",
        "new_slug": "my-own-settings",
        "new_parent_page": str(lesson.get_parent().pk),
    } | typed
    client.post(reverse("wagtailadmin_pages:copy", args=[lesson.pk]), typed)
    return LessonPage.objects.get(slug="my-own-settings")


def test_a_volunteer_copies_anybodys_lesson_and_owns_the_copy(course, volunteer, coordinator):
    lesson = make_lesson(course=course, owner=coordinator)
    author = signed_in(volunteer)

    made = copy(author, lesson)

    assert (made.owner, made.live, made.title) == (volunteer, False, "My own settings")
    assert made.outline("android").steps == lesson.outline("android").steps
    response = author.post(
        edit_address(made),
        typed_lesson(saved=made, slug="my-own-settings", action=SUBMIT),
    )
    assert response.status_code == 302
    assert made.current_workflow_state


def test_a_draft_of_somebody_else_is_not_copied(course, volunteer, coordinator):
    lesson = make_lesson(course=course, owner=coordinator, live=False)

    with pytest.raises(LessonPage.DoesNotExist):
        copy(signed_in(volunteer), lesson)


def test_a_copy_begins_afresh(course, volunteer):
    """Nobody has tried it on a device; it isn't on the home page; no file wrote it."""
    lesson = make_lesson(course=course, is_showpiece=True, loaded_key="from a file")
    LessonTrack.objects.filter(lesson=lesson, track="android").update(
        checked_on="2026-10-01", checked_device="Pixel", checked_system="16", checked_by="Li"
    )
    LessonPage.objects.get().save_revision()

    made = copy(signed_in(volunteer), LessonPage.objects.get())

    for version in (made, made.get_latest_revision_as_object()):
        rows = [(row.track, row.checked_on, row.checked_by) for row in version.tracks.all()]
        assert rows == [("iphone", None, ""), ("android", None, ""), ("windows", None, "")]
        assert (version.is_showpiece, version.loaded_key) == (False, "")
    kept = LessonTrack.objects.get(lesson=lesson, track="android")
    assert (str(kept.checked_on), LessonPage.objects.get(pk=lesson.pk).is_showpiece) == (
        "2026-10-01",
        True,
    )


def test_a_coordinator_publishes_a_copy_at_once(course, coordinator):
    lesson = make_lesson(course=course, is_showpiece=True)
    LessonTrack.objects.filter(lesson=lesson).update(
        checked_on="2026-10-01", checked_device="Pixel", checked_system="16", checked_by="Li"
    )

    made = copy(signed_in(coordinator), lesson, publish_copies="on")

    assert made.live and not made.is_showpiece
    assert {row.checked_on for row in made.tracks.all()} == {None}
