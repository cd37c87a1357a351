"""Wagtail's lesson editor as a browser sees it: its addresses, its buttons and what it says."""

from django.test import Client
from django.urls import reverse

from lessons.models import LessonPage

SUBMIT, PUBLISH = "action-submit", "action-publish"
NO_PICTURE = "Step 2 has no picture. Add one, or mark the step as words only and say why."


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def add_address(course) -> str:
    return reverse("wagtailadmin_pages:add", args=["lessons", "lessonpage", course.pk])


def edit_address(lesson) -> str:
    return reverse("wagtailadmin_pages:edit", args=[lesson.pk])


def act_address(lesson, action: str) -> str:
    state = lesson.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, action, state.pk])


def newest(lesson) -> LessonPage:
    """The lesson as its newest draft has it, whatever the object at hand remembers."""
    return LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()


def told(response) -> list[str]:
    return list(response.context["form"].non_field_errors())


def step_errors(response, place: int) -> dict:
    """What is said at the step itself, as the editor's page shows it."""
    (error,) = response.context["form"].errors.as_data()["steps"]
    return error.as_json_data()["blockErrors"][place]
