"""The pages of the admin by which a lesson goes out and comes in."""

import pytest
from django.urls import reverse

from lessons.models import LessonPage, Picture
from tests.factories.lessons import make_course, make_lesson, make_step
from tests.factories.pictures import jpeg
from tests.lessons.editor import edit_address, signed_in
from tests.lessons.test_exchange_lesson import WITH_PHOTO, YAML, a_lesson, names_in, zipped

pytestmark = pytest.mark.django_db

IMPORT = "/admin/lessons/import/"


def export(lesson) -> str:
    return reverse("lessons_admin:send_lesson_out", args=[lesson.pk])


def test_the_author_takes_their_lesson_out(author, course, volunteer):
    lesson = make_lesson(course=course, owner=volunteer, live=False)

    response = author.get(export(lesson))

    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="find-the-settings.zip"'
    assert names_in(response.content) == ["find-the-settings/lesson.yaml"]


def test_another_volunteer_does_not(author, course, coordinator):
    lesson = make_lesson(course=course, owner=coordinator, live=False)

    assert author.get(export(lesson))["Location"] == reverse("wagtailadmin_home")
    assert signed_in(coordinator).get(export(lesson)).status_code == 200


def test_a_lesson_that_is_not_complete_says_what_a_file_must_have(author, course, volunteer):
    steps = [make_step(name="one", action="<p></p>")]
    lesson = make_lesson(course=course, owner=volunteer, steps=steps, live=False)

    response = author.get(export(lesson), follow=True)

    assert response.redirect_chain == [(edit_address(lesson), 302)]
    assert "step 1: “do” is missing. Add it." in response.content.decode()


def test_a_volunteer_brings_a_lesson_in_as_their_own_draft(author, course, volunteer):
    response = author.post(IMPORT, {"course": course.pk, "file": a_lesson()}, follow=True)

    lesson = LessonPage.objects.get()
    assert response.redirect_chain == [(edit_address(lesson), 302)]
    assert (lesson.owner, lesson.live, lesson.get_parent().pk) == (volunteer, False, course.pk)
    assert "is here as your draft" in response.content.decode()


def test_photographs_ask_for_the_promise(author, course):
    files = {"a-lesson/lesson.yaml": WITH_PHOTO, "a-lesson/pictures/cog.jpg": jpeg()}

    refused = author.post(IMPORT, {"course": course.pk, "file": zipped(files)})
    assert "tick that there are no real names, numbers or faces" in refused.content.decode()
    assert (LessonPage.objects.count(), Picture.objects.count()) == (0, 0)

    typed = {"course": course.pk, "file": zipped(files), "nobody_in_it": "on"}
    assert author.post(IMPORT, typed).status_code == 302
    assert (LessonPage.objects.count(), Picture.objects.count()) == (1, 1)


def test_every_fault_is_told_and_the_course_stays_chosen(author, course):
    other = make_course(title="Another", slug="another")
    bad = YAML.replace("[all]", "[iphon]").replace("minutes: 10", "minutes: soon")

    response = author.post(
        IMPORT, {"course": other.pk, "file": zipped({"a-lesson/lesson.yaml": bad})}
    )

    page = response.content.decode()
    assert "“iphon” is not known under “tracks”" in page
    assert "“minutes” must be a whole number" in page
    assert f'<option value="{other.pk}" selected>' in page
    assert LessonPage.objects.count() == 0


def test_a_missing_file_is_told(author, course):
    response = author.post(IMPORT, {"course": course.pk})

    assert response.context["form"].errors["file"] == ["This field is required."]


def test_a_safety_warning_that_we_do_not_have_is_named(author, course):
    file = zipped({"a-lesson/lesson.yaml": YAML + "warnings: [parcels]\n"})

    response = author.post(IMPORT, {"course": course.pk, "file": file}, follow=True)

    assert "“parcels”" in response.content.decode()


def test_the_course_from_which_one_comes_is_chosen(author, course):
    other = make_course(title="Another", slug="another")

    page = author.get(f"{IMPORT}?course={other.pk}").content.decode()

    assert f'<option value="{other.pk}" selected>' in page


@pytest.mark.parametrize("asked", ["?course=", "?course=x", "?course=999999"])
def test_a_course_that_is_not_there_chooses_nothing(author, course, asked):
    assert author.get(IMPORT + asked).status_code == 200


def test_export_and_import_are_one_press_away(author, course, volunteer):
    lesson = make_lesson(course=course, owner=volunteer)

    in_editor = author.get(edit_address(lesson)).content.decode()
    in_course = author.get(reverse("wagtailadmin_explore", args=[course.pk])).content.decode()

    assert export(lesson) in in_editor
    assert f"{IMPORT}?course={course.pk}" in in_course


def test_without_a_course_to_add_to_there_is_nothing_to_import(author):
    assert author.get(IMPORT)["Location"] == reverse("wagtailadmin_home")


def test_a_stranger_is_asked_to_sign_in(client, course):
    lesson = make_lesson(course=course)

    for address in (IMPORT, export(lesson)):
        assert client.get(address)["Location"].startswith("/admin/login/")
    client.post(IMPORT, {"course": course.pk, "file": a_lesson()})
    assert LessonPage.objects.count() == 1
