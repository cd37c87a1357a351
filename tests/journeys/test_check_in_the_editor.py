"""While a lesson is written, the editor's Checks panel says what the step contract finds."""

import pytest
from django.test import Client
from playwright.sync_api import expect
from wagtail.test.utils.form_data import rich_text

from lessons.models import CoursePage, LessonPage
from tests.factories.editing import typed_lesson, typed_question, typed_step
from tests.journeys.editing import open_editor
from whatthetech.people.demonstration import PASSWORD
from whatthetech.people.models import User

pytestmark = pytest.mark.browser

A_LAPTOP = {"width": 1400, "height": 900}
NAMES = ("first", "second", "third", "fourth", "fifth", "sixth")
NO_PICTURE = "Step 2 has no picture."
TOO_LONG = "Step 3 (what to do) has 4 sentences."
FOUR = "<p>Tap the grey cog. It is on the left. It is large. It says Settings.</p>"


@pytest.fixture
def draft(site, database_put_back):
    """A volunteer's draft with two faults, saved as the editor saves it."""
    steps = [typed_step(name=name) for name in NAMES]
    steps[1]["words_only_because"] = ""
    steps[2]["action"] = rich_text(FOUR)
    questions = [typed_question("A stranger asks you to hurry. What do you do?")] * 2
    author = Client()
    author.force_login(User.objects.get(email="volunteer@example.org"))
    course = CoursePage.objects.get(slug="staying-safe")
    typed = typed_lesson(steps=steps, questions=questions)
    author.post(f"/admin/pages/add/lessons/lessonpage/{course.pk}/", typed)
    return LessonPage.objects.get(slug="find-the-settings")


@pytest.fixture
def author(make_reader):
    with make_reader(viewport=A_LAPTOP) as author:
        author.watch.expected |= {"axe.run results", "status 400"}  # Wagtail's own words
        author.open("/admin/")
        author.page.get_by_label("Email").fill("volunteer@example.org")
        author.page.get_by_label("Password").fill(PASSWORD)
        author.press("Sign in")
        yield author


def open_checks(author):
    author.page.locator("[data-side-panel-toggle=checks]").click()
    return author.page.locator("[data-side-panel=checks]")


def open_preview(author, *, of: str):
    """The preview in its frame, once its first page came: sooner, a choice would be passed over."""
    author.page.locator("[data-side-panel-toggle=preview]").click()
    preview = author.page.frame_locator("#w-preview-iframe")
    expect(preview.locator("h1")).to_be_visible()
    author.page.locator("[name=preview_mode]").select_option(of)
    return preview


def row(checks, name: str):
    return checks.locator("[data-content-checker-row]").filter(has_text=name)


def count(author):
    return author.page.locator("[data-side-panel-toggle=checks] [data-side-panel-toggle-counter]")


def test_each_finding_is_counted_and_named_with_its_mend(author, draft):
    open_editor(author, f"/admin/pages/{draft.pk}/edit/")

    checks = open_checks(author)

    expect(row(checks, NO_PICTURE)).to_contain_text("Add one, or mark the step as words only")
    expect(row(checks, TOO_LONG)).to_contain_text("Keep to 3, or make two steps of it.")
    rows = checks.locator("[data-content-checker-row]")
    expect(count(author)).to_have_text(str(rows.count()))
    assert rows.count() == 2


def test_a_finding_leaves_the_panel_as_soon_as_it_is_mended(author, draft):
    open_editor(author, f"/admin/pages/{draft.pk}/edit/")
    checks = open_checks(author)
    expect(row(checks, NO_PICTURE)).to_be_visible()

    author.page.get_by_role("tab", name="Steps").click()
    reason = author.page.locator("[name='steps-1-value-words_only_because']")
    reason.fill("It is the same screen as before.")

    expect(row(checks, NO_PICTURE)).to_have_count(0)
    expect(row(checks, TOO_LONG)).to_be_visible()
    expect(count(author)).to_have_text("1")


def test_the_preview_of_one_device_shows_each_finding_at_its_step(author, draft):
    open_editor(author, f"/admin/pages/{draft.pk}/edit/")
    preview = open_preview(author, of="android")

    second = preview.locator(".previewed-step").nth(1)

    expect(second).to_contain_text("Step 2 of 6")
    expect(second).to_contain_text(NO_PICTURE)
    expect(preview.locator(".previewed-step").first).not_to_contain_text(NO_PICTURE)


def test_a_lesson_of_the_starter_course_has_nothing_to_check(author, site):
    scam = LessonPage.objects.get(slug="spot-and-report-a-scam")
    LessonPage.objects.filter(pk=scam.pk).update(
        owner=User.objects.get(email="volunteer@example.org")
    )
    open_editor(author, f"/admin/pages/{scam.pk}/edit/")
    open_preview(author, of="iphone")
    checks = open_checks(author)

    expect(checks.locator("[data-content-word-count]")).not_to_have_text("-")
    expect(checks.locator("[data-content-checker-row]")).to_have_count(0)
