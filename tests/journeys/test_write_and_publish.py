"""A student writes a lesson, a coordinator sends it back, then publishes it, and it is read.

In Wagtail's editor as it comes, with script: its editor is made of it.
"""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from lessons.models import LessonPage
from whatthetech.people.demonstration import PASSWORD

pytestmark = pytest.mark.browser

A_LAPTOP = {"width": 1280, "height": 900}
SEND = "Submit to Check a lesson"
LESSON = "/learn/staying-safe/leave-a-call/"


@pytest.fixture
def sign_in(make_reader):
    """`with sign_in("volunteer") as desk`: a demonstration person at Wagtail's first page."""

    @contextmanager
    def signed_in(role: str):
        with make_reader(viewport=A_LAPTOP) as desk:
            desk.open("/admin/")
            desk.type("Email", f"{role}@example.org")
            desk.type("Password", PASSWORD)
            desk.press("Sign in")
            yield desk

    return signed_in


def test_a_lesson_is_written_sent_back_mended_approved_and_read(sign_in, make_reader):
    with sign_in("volunteer") as author:
        begin_lesson(author)
        write_first_page(author)
        write_step(author, 0, title="Hear who it is", words_only="")
        write_step(author, 1, title="Put the phone down", words_only="It is the same call.")
        write_questions(author)
        send(author)
        fault = "Step 1 has no picture. Add one, or mark the step as words only and say why."
        assert fault in author.words.replace("**", "")

        put_picture(author, 0)
        send(author)
        assert "has been submitted for moderation" in author.words
    assert not LessonPage.objects.get(title="Leave a call").live
