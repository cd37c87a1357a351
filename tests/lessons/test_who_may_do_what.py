"""Volunteers write their own lessons; coordinators keep everything in the room."""

import pytest
from django.urls import reverse

from lessons.models import CoursePage, HelpLine, LessonPage, LibraryPage
from tests.factories.editing import typed_lesson
from tests.factories.lessons import make_lesson
from tests.lessons.editor import (
    PUBLISH,
    add_address,
    edit_address,
    newest,
)

pytestmark = pytest.mark.django_db


def is_refused(response) -> bool:
    return response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")


def test_a_volunteer_does_not_publish(author, course):
    author.post(add_address(course), typed_lesson(action=PUBLISH))

    assert not LessonPage.objects.get().live


def test_a_volunteer_does_not_publish_from_a_list(author, course, volunteer):
    lesson = make_lesson(course=course, live=False, owner=volunteer)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    author.post(f"{address}?next=/admin/&id={lesson.pk}", {"include_descendants": ""})

    assert not LessonPage.objects.get().live


def test_a_volunteer_does_not_change_another_persons_lesson(author, course, coordinator):
    lesson = make_lesson(course=course, owner=coordinator)

    assert is_refused(author.get(edit_address(lesson)))
    assert is_refused(author.post(edit_address(lesson), typed_lesson(saved=lesson, title="Mine")))
    assert newest(lesson).title == "Find the settings"


def test_a_volunteer_does_not_take_a_lesson_away(author, course, coordinator):
    lesson = make_lesson(course=course, owner=coordinator)

    author.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))
    author.post(reverse("wagtailadmin_pages:unpublish", args=[lesson.pk]))

    assert LessonPage.objects.get().live


def test_a_volunteer_adds_no_course(author):
    library = LibraryPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["lessons", "coursepage", library.pk])

    response = author.post(address, {"title": "Mine", "slug": "mine", "summary": "Mine."})

    assert response["Location"] == reverse("wagtailadmin_explore", args=[library.pk])
    assert CoursePage.objects.count() == 0


def test_a_coordinator_adds_a_course(approver):
    library = LibraryPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["lessons", "coursepage", library.pk])
    typed = {"title": "Money", "slug": "money", "summary": "Pay safely.", "action-publish": "yes"}
    typed |= {f"comments-{what}_FORMS": "0" for what in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}

    approver.post(address, typed)

    assert CoursePage.objects.get().live


KEPT_BY_COORDINATORS = [
    "/admin/settings/lessons/helpline/1/",
    "/admin/snippets/lessons/glossaryterm/",
    "/admin/snippets/lessons/glossaryterm/add/",
    "/admin/snippets/lessons/safetywarning/",
    "/admin/snippets/lessons/safetywarning/add/",
    "/admin/redirects/",
]


@pytest.mark.parametrize("address", KEPT_BY_COORDINATORS)
def test_what_coordinators_keep(author, approver, address):
    HelpLine.load()
    assert is_refused(author.get(address))
    assert approver.get(address, follow=True).status_code == 200


@pytest.mark.parametrize("address", ["/admin/users/", "/admin/groups/", "/admin/sites/"])
def test_neither_reaches_people_and_sites(author, approver, address):
    assert is_refused(author.get(address))
    assert is_refused(approver.get(address))


def test_a_stranger_is_asked_to_sign_in(client, course):
    response = client.get(add_address(course))

    assert response["Location"].startswith("/admin/login/")


def test_a_coordinator_changes_the_help_line_on_every_page(approver, course, client):
    lesson = make_lesson(course=course)
    line = HelpLine.load()

    approver.post(
        reverse("wagtailsettings:edit", args=["lessons", "helpline", line.pk]),
        {"telephone": "020 7946 0000", "hours": "Every morning", "organisation": "The Friends"},
    )

    page = client.get(lesson.address("show_step", 1, track="android")).content.decode()
    assert 'href="tel:02079460000"' in page and "Every morning" in page
