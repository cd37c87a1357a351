"""Words explained and safety warnings: kept in one place by coordinators, shown everywhere."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from lessons.models import GlossaryTerm, SafetyWarning
from tests.factories.lessons import make_course, make_lesson, make_step
from tests.lessons.editor import signed_in

pytestmark = pytest.mark.django_db

TERMS = "wagtailsnippets_lessons_glossaryterm"
WARNINGS = "wagtailsnippets_lessons_safetywarning"


@pytest.fixture
def desk(coordinator):
    return signed_in(coordinator)


def make_warning(*, name="link", title="Never tap a link in a message", tag="link"):
    text = "<p>Look the number up yourself.</p>"
    return SafetyWarning.objects.create(name=name, title=title, text=text, tag=tag)


def step_page(client, lesson, number=1) -> str:
    return client.get(lesson.address("show_step", number, track="android")).content.decode()


def test_changing_a_warning_changes_every_step_that_carries_its_tag(desk, client):
    course, warning = make_course(), make_warning()
    steps = [make_step(name="first", tags=["link"]), make_step(name="second")]
    lessons = [make_lesson(course=course, slug=slug, steps=steps) for slug in ("one", "two")]
    assert all("Never tap a link" in step_page(client, lesson) for lesson in lessons)

    desk.post(
        reverse(f"{WARNINGS}:edit", args=[warning.pk]),
        {
            "title": "Stop at links",
            "text": rich_text("<p>Ring them.</p>"),
            "tag": "link",
            "name": "link",
        },
    )

    for lesson in lessons:
        page = step_page(client, lesson)
        assert "Stop at links" in page and "Ring them." in page
        assert "Never tap a link" not in page
        assert "Stop at links" not in step_page(client, lesson, 2)


def test_a_new_word_is_explained_below_the_next_step_that_uses_it(desk, client):
    lesson = make_lesson(course=make_course())
    assert "The grey wheel." not in step_page(client, lesson)

    desk.post(
        reverse(f"{TERMS}:add"),
        {"word": "cog", "meaning": "The grey wheel.", "other_forms": "cogs", "also_called": ""},
    )

    assert "The grey wheel." in step_page(client, lesson)


def test_the_same_word_twice_is_refused(desk):
    GlossaryTerm.objects.create(word="cog", meaning="The grey wheel.")

    response = desk.post(reverse(f"{TERMS}:add"), {"word": "cog", "meaning": "Another."})

    assert "already exists" in response.content.decode()
    assert GlossaryTerm.objects.count() == 1


@pytest.mark.parametrize("typed", ["cog", "COGS", "wheel", "sprok"])
def test_a_word_is_found_by_any_part_of_what_is_known_of_it(desk, typed):
    GlossaryTerm.objects.create(
        word="cog", meaning="The grey wheel.", other_forms="cogs", also_called="sproket"
    )
    GlossaryTerm.objects.create(word="browser", meaning="Shows pages.")

    page = desk.get(reverse(f"{TERMS}:list_results"), {"q": typed}).content.decode()

    assert "The grey wheel." in page and "Shows pages." not in page


def test_what_was_done_to_a_warning_stays_on_record(desk, coordinator):
    warning = make_warning()
    desk.post(
        reverse(f"{WARNINGS}:edit", args=[warning.pk]),
        {
            "title": "Stop at links",
            "text": rich_text("<p>Ring them.</p>"),
            "tag": "",
            "name": "link",
        },
    )

    page = desk.get(reverse(f"{WARNINGS}:history", args=[warning.pk])).content.decode()

    assert "Edited" in page and str(coordinator) in page


@pytest.mark.parametrize("many", [1, 3])
def test_the_lists_take_as_many_queries_for_one_row_as_for_three(
    desk, django_assert_num_queries, many
):
    for number in range(many):
        GlossaryTerm.objects.create(word=f"word {number}", meaning="Explained.")
        make_warning(name=f"w{number}", title=f"Warning {number}")
    desk.get(reverse("wagtailadmin_home"))

    with django_assert_num_queries(7):
        desk.get(reverse(f"{TERMS}:list_results"))
    with django_assert_num_queries(7):
        desk.get(reverse(f"{WARNINGS}:list_results"))


def test_the_menus_are_short_and_in_plain_words(desk, volunteer):
    def menu(client):
        page = client.get(reverse("wagtailadmin_home")).content.decode()
        words = (
            "Lessons",
            "Pictures",
            "Recordings",
            "Words explained",
            "Safety warnings",
            "Help line",
            "Snippets",
            "Images",
            "Documents",
        )
        return [word for word in words if f'"label": "{word}"' in page]

    assert menu(desk) == [
        "Lessons",
        "Pictures",
        "Recordings",
        "Words explained",
        "Safety warnings",
        "Help line",
    ]
    assert menu(signed_in(volunteer)) == ["Lessons", "Pictures", "Recordings"]
