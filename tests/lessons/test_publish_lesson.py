"""No way leads round the step contract: publishing, bulk, approval from a list, a set time."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from lessons.models import GlossaryTerm, LessonPage
from tests.factories.editing import typed_lesson, typed_step
from tests.factories.lessons import make_lesson, make_step
from tests.lessons.editor import (
    NO_PICTURE,
    PUBLISH,
    SUBMIT,
    act_address,
    add_address,
    edit_address,
    told,
)

pytestmark = pytest.mark.django_db


def steps_with_a_fault():
    return [make_step(name="first"), make_step(name="second", words_only_because="")]


def typed_steps_with_a_fault():
    return [typed_step(name="first"), typed_step(name="second", words_only_because="")]


def publish_in_bulk(client, *pages, **fields):
    numbers = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?next=/admin/&{numbers}", {"include_descendants": ""} | fields)


def messages_of(client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


# --- A coordinator publishes --------------------------------------------------------------


def test_a_coordinator_publishes_a_clean_lesson_at_once(approver, course):
    approver.post(add_address(course), typed_lesson(action=PUBLISH))

    lesson = LessonPage.objects.get()
    assert lesson.live and Client().get(lesson.front).status_code == 200


def test_a_coordinator_does_not_publish_a_lesson_with_faults(approver, course):
    response = approver.post(
        add_address(course), typed_lesson(steps=typed_steps_with_a_fault(), action=PUBLISH)
    )

    assert NO_PICTURE in told(response)
    assert LessonPage.objects.count() == 0


def test_a_change_with_faults_to_a_published_lesson_stays_out_of_sight(approver, course):
    lesson = make_lesson(course=course)
    typed = typed_lesson(saved=lesson, tracks=("iphone", "android", "windows"), title="Changed")

    refused = approver.post(
        edit_address(lesson),
        typed_lesson(
            saved=lesson,
            tracks=("iphone", "android", "windows"),
            steps=typed_steps_with_a_fault(),
            action=PUBLISH,
        ),
    )
    approver.post(edit_address(lesson), typed)

    assert NO_PICTURE in told(refused)
    assert LessonPage.objects.get().title == "Find the settings"


def test_a_coordinator_does_not_approve_what_they_have_broken_themselves(approver, author, course):
    author.post(add_address(course), typed_lesson(action=SUBMIT))
    lesson = LessonPage.objects.get()
    typed = typed_lesson(
        saved=lesson, steps=typed_steps_with_a_fault(), action="action-workflow-action"
    )

    response = approver.post(edit_address(lesson), typed | {"workflow-action-name": "approve"})

    assert NO_PICTURE in told(response)
    assert not LessonPage.objects.get().live


def test_a_lesson_broken_while_it_waited_goes_back_when_it_is_approved_from_a_list(
    approver, author, course, volunteer
):
    author.post(add_address(course), typed_lesson(action=SUBMIT))
    lesson = LessonPage.objects.get()
    approver.post(
        edit_address(lesson), typed_lesson(saved=lesson, steps=typed_steps_with_a_fault())
    )

    approver.post(act_address(lesson, "approve"), {"comment": ""})

    lesson = LessonPage.objects.get()
    state = lesson.current_workflow_state
    assert not lesson.live
    assert (state.status, state.requested_by) == (WorkflowState.STATUS_NEEDS_CHANGES, volunteer)
    assert NO_PICTURE in state.current_task_state.comment


# --- In bulk --------------------------------------------------------------------------------


def test_lessons_are_published_together(approver, course):
    lessons = [
        make_lesson(course=course, slug=slug, live=False) for slug in ("one", "two", "three")
    ]

    publish_in_bulk(approver, *lessons)

    assert LessonPage.objects.live().count() == 3


def test_one_lesson_with_faults_holds_back_all_and_is_named(approver, course):
    good = make_lesson(course=course, slug="good", live=False)
    bad = make_lesson(
        course=course, slug="bad", title="Bad one", steps=steps_with_a_fault(), live=False
    )

    response = publish_in_bulk(approver, good, bad)

    assert response.status_code == 302
    assert LessonPage.objects.live().count() == 0
    page = messages_of(approver)
    assert "Bad one" in page and NO_PICTURE in page


def test_a_course_does_not_take_a_lesson_with_faults_along(approver, course):
    make_lesson(course=course, steps=steps_with_a_fault(), live=False)

    publish_in_bulk(approver, course, include_descendants="on")

    assert LessonPage.objects.live().count() == 0
    assert NO_PICTURE in messages_of(approver)


def test_what_counts_in_bulk_is_the_newest_draft(approver, course):
    lesson = make_lesson(course=course, live=False)
    lesson.steps = make_lesson(
        course=course, slug="other", steps=steps_with_a_fault(), live=False
    ).steps
    lesson.save_revision()

    publish_in_bulk(approver, lesson)

    assert LessonPage.objects.live().count() == 0


def test_unpublishing_in_bulk_asks_nothing(approver, course):
    lesson = make_lesson(course=course, steps=steps_with_a_fault())
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    approver.post(f"{address}?next=/admin/&id={lesson.pk}", {"include_descendants": ""})

    assert LessonPage.objects.live().count() == 0


# --- At a set time --------------------------------------------------------------------------


def test_a_lesson_appears_at_the_time_that_was_set(approver, course):
    soon = timezone.now() + timedelta(hours=1)
    typed = typed_lesson(action=PUBLISH, go_live_at=f"{timezone.localtime(soon):%Y-%m-%d %H:%M}")
    approver.post(add_address(course), typed)
    lesson = LessonPage.objects.get()
    assert not lesson.live and lesson.approved_schedule

    let_the_time_come(lesson.scheduled_revision)
    call_command("publish_scheduled")

    assert LessonPage.objects.get().live


def let_the_time_come(revision) -> None:
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()


def test_no_time_is_set_for_a_lesson_with_faults(approver, course):
    soon = timezone.now() + timedelta(hours=1)
    typed = typed_lesson(
        action=PUBLISH,
        steps=typed_steps_with_a_fault(),
        go_live_at=f"{timezone.localtime(soon):%Y-%m-%d %H:%M}",
    )

    response = approver.post(add_address(course), typed)

    assert NO_PICTURE in told(response)


# --- Warnings may pass ----------------------------------------------------------------------


def test_warnings_pass_and_are_shown(approver, course):
    steps = [typed_step(name=name) for name in ("first", "second", "third")]

    approver.post(add_address(course), typed_lesson(steps=steps, action=PUBLISH))

    assert LessonPage.objects.get().live
    assert "has 3 steps; 6 to 10 is usual" in messages_of(approver)


def test_a_clean_lesson_is_sent_on_without_a_word_of_warning(approver, course):
    for word in ("settings", "PIN"):
        GlossaryTerm.objects.create(word=word, meaning="Explained.")
    approver.post(add_address(course), typed_lesson(action=PUBLISH))

    assert "A second look" not in messages_of(approver)
