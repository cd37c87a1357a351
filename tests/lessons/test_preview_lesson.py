"""What an author sees before publishing: never a crash, whatever is still missing."""

import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from lessons.models import LessonPage, Picture, SafetyWarning
from tests.factories.editing import typed_lesson, typed_list, typed_step, typed_variant
from tests.factories.lessons import make_lesson, make_picture, make_step
from tests.lessons.editor import NO_PICTURE, add_address, newest, signed_in

pytestmark = pytest.mark.django_db

FIRST_PAGE, PRINT = "", "print"
MODES = [FIRST_PAGE, "iphone", "android", "windows", "all", PRINT]


def preview_typed(client, course, mode: str, **typed):
    """As the editor does: what is typed is sent, then shown; nothing is saved."""
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["lessons", "lessonpage", course.pk]
    )
    sent = client.post(address, typed_lesson(**typed))
    assert sent.json() == {"is_valid": True, "is_available": True}
    return client.get(f"{address}?mode={mode}")


def preview_saved(lesson, mode: str):
    return newest(lesson).make_preview_request(preview_mode=mode)


# --- What is shown --------------------------------------------------------------------------


def test_every_step_of_one_device_is_shown_with_its_picture_and_warning(author, course, volunteer):
    SafetyWarning.objects.create(name="link", title="Stop", text="<p>Never tap it.</p>", tag="link")
    variant = {"track": "windows", "title": "Open it with the mouse"}
    steps = [
        make_step(name="one", picture=make_picture(), tags=["link"], variants=[variant]),
        make_step(name="two", only_on=["iphone"]),
    ]
    lesson = make_lesson(course=course, steps=steps, live=False, owner=volunteer)

    iphone = preview_saved(lesson, "iphone").content.decode()
    windows = preview_saved(lesson, "windows").content.decode()

    assert "Step 2 of 2" in iphone and "Open the two page" in iphone
    assert "Never tap it." in iphone and 'alt="The grey cog, marked 1."' in iphone
    assert "Step 1 of 1" in windows and "Open it with the mouse" in windows
    assert "Open the two page" not in windows


def test_the_print_sheets_are_shown(author, course, volunteer):
    lesson = make_lesson(course=course, live=False, owner=volunteer)

    page = preview_saved(lesson, PRINT).content.decode()

    assert "Open the sixth page" in page and "For: iPhone or iPad" in page


def test_what_is_typed_is_shown_before_it_is_saved(author, course):
    page = preview_typed(author, course, "iphone", title="Typed just now").content.decode()

    assert "Typed just now" in page and "Open the sixth page" in page
    assert LessonPage.objects.count() == 0


def test_what_the_contract_says_stands_at_its_step_or_above_all(author, course):
    steps = [typed_step(name="first"), typed_step(name="second", words_only_because="")]

    first_page = preview_typed(author, course, FIRST_PAGE, steps=steps).content.decode()
    iphone = preview_typed(author, course, "iphone", steps=steps).content.decode()

    assert re.search(rf'<li id="remark-\d" data-contract="error"[^>]*>{NO_PICTURE}', first_page)
    assert iphone.index("Before this lesson can be sent on") < iphone.index("2 steps; 6 to 10")
    assert iphone.index("2 steps; 6 to 10") < iphone.index("Step 2 of 2") < iphone.index(NO_PICTURE)
    assert iphone.count(NO_PICTURE) == 1


def test_only_a_warning_asks_for_a_second_look(author, course):
    steps = [typed_step(name="first"), typed_step(name="second")]

    page = preview_typed(author, course, FIRST_PAGE, steps=steps).content.decode()

    assert "Worth a second look" in page and "This may pass." in page
    assert "Before this lesson can be sent on" not in page


def test_readers_never_see_what_the_contract_says(client, course):
    lesson = make_lesson(course=course, steps=[make_step(name="one", words_only_because="")])

    for address in (lesson.front, lesson.address("show_step", 1, track="android")):
        page = client.get(address).content.decode()
        assert "data-contract" not in page and "preview.css" not in page


def test_a_preview_leaves_no_footprint_and_may_not_be_kept(author, course, volunteer):
    lesson = make_lesson(course=course, live=False, owner=volunteer)

    for mode in MODES:
        response = preview_saved(lesson, mode)
        assert "footprint.gif" not in response.content.decode()
        assert "public" not in response["Cache-Control"]


# --- Whatever is missing ----------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("state", ["bare", "no devices", "no steps", "device not chosen"])
def test_a_lesson_just_begun_is_shown(author, course, mode, state):
    typed = {
        "bare": {
            "steps": [], "questions": [], "tracks": [], "can_do": "", "to_hand": "", "minutes": "1",
        },
        "no devices": {"tracks": []},
        "no steps": {"steps": []},
        "device not chosen": {"tracks": ["", "android"]},
    }[state]  # fmt: skip

    assert preview_typed(author, course, mode, **typed).status_code == 200


@pytest.mark.parametrize("mode", ["iphone", FIRST_PAGE, PRINT])
def test_a_step_just_begun_is_shown(author, course, mode):
    bare = typed_step(
        title="", action=rich_text(""), see=rich_text(""), otherwise=rich_text(""),
        words_only_because="", variants=typed_list([typed_variant("")]),
    )  # fmt: skip

    assert preview_typed(author, course, mode, steps=[bare]).status_code == 200


@pytest.mark.parametrize("mode", MODES)
def test_a_picture_that_was_deleted_is_left_out(author, course, volunteer, mode):
    picture = make_picture()
    steps = [make_step(name="one", picture=picture)]
    lesson = make_lesson(course=course, steps=steps, live=False, owner=volunteer)
    Picture.objects.all().delete()

    page = preview_saved(lesson, mode)

    assert page.status_code == 200 and picture.file.url not in page.content.decode()


@pytest.mark.parametrize("mode", MODES)
def test_a_step_without_a_number_of_its_own_is_shown(author, course, volunteer, mode):
    """As an older export of the database, or a programmer, may have left it."""
    step = make_step(name="one")
    del step["id"]
    lesson = make_lesson(course=course, steps=[step], live=False, owner=volunteer)

    assert preview_saved(lesson, mode).status_code == 200


def test_the_draft_is_shown_in_a_page_of_its_own(author, course, volunteer):
    lesson = make_lesson(course=course, live=False, owner=volunteer)

    page = author.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))

    assert page.status_code == 200 and "Find the settings" in page.content.decode()


def test_an_older_version_is_shown_and_compared(author, course, volunteer):
    lesson = make_lesson(course=course, live=False, owner=volunteer)
    lesson.title = "Changed"
    lesson.save_revision()
    old, new = lesson.revisions.order_by("pk")

    view = reverse("wagtailadmin_pages:revisions_view", args=[lesson.pk, old.pk])
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[lesson.pk, old.pk, new.pk])

    assert "Find the settings" in author.get(view).content.decode()
    assert "Changed" in author.get(compare).content.decode()


# --- Wagtail's own ------------------------------------------------------------------------------


def test_a_locked_lesson_is_not_changed(author, course, volunteer, coordinator):
    lesson = make_lesson(course=course, live=False, owner=volunteer)
    desk = signed_in(coordinator)
    desk.post(reverse("wagtailadmin_pages:lock", args=[lesson.pk]))

    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    tracks = ("iphone", "android", "windows")
    author.post(edit, typed_lesson(saved=lesson, tracks=tracks, title="Changed"))
    assert newest(lesson).title == "Find the settings"

    desk.post(reverse("wagtailadmin_pages:unlock", args=[lesson.pk]))
    author.post(edit, typed_lesson(saved=lesson, tracks=tracks, title="Changed"))
    assert newest(lesson).title == "Changed"


def test_a_comment_is_kept_with_the_lesson(author, course, volunteer):
    author.post(add_address(course), typed_lesson())
    lesson = LessonPage.objects.get()
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-text": "Is this the right word?",
        "comments-0-contentpath": "can_do",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-DELETE": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0",
        "comments-0-replies-MAX_NUM_FORMS": "",
    }

    author.post(
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]), typed_lesson(saved=lesson) | comment
    )

    (kept,) = lesson.wagtail_admin_comments.all()
    assert (kept.text, kept.user) == ("Is this the right word?", volunteer)
