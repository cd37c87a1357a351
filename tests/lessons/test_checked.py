"""Whether somebody tried the steps on the device, and how long ago."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lessons.models import LessonTrack
from tests.factories.lessons import make_course, make_lesson

pytestmark = pytest.mark.django_db


def step_page(client, *, days_ago=None):
    lesson = make_lesson(course=make_course())
    if days_ago is not None:
        day = timezone.localdate() - timedelta(days=days_ago)
        LessonTrack.objects.filter(track="android").update(checked_on=day)
    return client.get(lesson.address("show_step", 1, track="android")).content.decode()


def test_never_checked_says_so(client):
    assert "Not checked yet on an Android phone or tablet." in step_page(client)


@pytest.mark.parametrize(("days_ago", "is_said"), [(0, False), (180, False), (181, True)])
def test_it_is_said_after_180_days(client, days_ago, is_said):
    assert ("We last tried these steps on" in step_page(client, days_ago=days_ago)) is is_said


def test_how_long_is_a_setting(client, settings):
    settings.CHECKED_FOR_DAYS = 10

    assert "We last tried these steps on" in step_page(client, days_ago=11)


def test_a_day_to_come_is_refused_with_the_mend():
    track = LessonTrack(track="android", checked_on=timezone.localdate() + timedelta(days=1))

    with pytest.raises(ValidationError, match="This day is still to come"):
        track.clean()


def test_a_day_without_device_system_and_name_is_refused_with_the_mend():
    track = LessonTrack(track="android", checked_on=timezone.localdate())

    with pytest.raises(ValidationError, match="Say on which device and system"):
        track.clean()
