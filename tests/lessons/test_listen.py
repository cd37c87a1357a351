"""Listen: a recording where there is one, else the browser's voice, never other words."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from tests.factories.lessons import make_course, make_lesson, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording():
    file = ContentFile(b"ID3\x03\x00", name="step.mp3")
    return get_document_model().objects.create(title="Step one, read aloud", file=file)


def step_page(client, step, track):
    lesson = make_lesson(course=make_course(), steps=[step])
    return client.get(lesson.address("show_step", 1, track=track)).content.decode()


def test_a_recording_is_played_without_any_script_and_loaded_only_when_asked(client, recording):
    page = step_page(client, make_step(recording=recording.pk), "android")

    assert f'<audio controls preload="none" src="{recording.file.url}"' in page
    assert "data-listen" not in page


def test_without_a_recording_the_browsers_voice_is_offered_by_script_alone(client):
    page = step_page(client, make_step(), "android")

    assert "<audio" not in page
    assert '<div class="listen" data-listen hidden>' in page


def test_a_device_with_other_words_does_not_hear_the_recording_of_these(client, recording):
    variant = {"track": "windows", "action": "<p>Click the grey cog.</p>"}
    step = make_step(recording=recording.pk, variants=[variant])

    assert "<audio" not in step_page(client, step, "windows")


def test_a_device_with_another_picture_alone_hears_the_same_recording(client, recording):
    step = make_step(recording=recording.pk, variants=[{"track": "windows", "tip": ""}])

    assert "<audio" in step_page(client, step, "windows")


def test_a_device_may_have_its_own_recording(client, recording):
    other = get_document_model().objects.create(
        title="For the laptop", file=ContentFile(b"ID3\x03\x00", name="laptop.mp3")
    )
    variant = {"track": "windows", "action": "<p>Click it.</p>", "recording": other.pk}
    step = make_step(recording=recording.pk, variants=[variant])

    assert other.file.url in step_page(client, step, "windows")


def test_what_is_read_aloud_is_marked_and_nothing_else(client):
    page = step_page(client, make_step(tip="<p>It keeps.</p>"), "android")

    assert page.count("spoken") == 8  # the title, the action, and a label and text for three parts
