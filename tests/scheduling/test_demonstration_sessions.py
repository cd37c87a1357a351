import pytest
from django.utils import timezone

from whatthetech.people.demonstration import load_demonstration
from whatthetech.scheduling.demonstration import load_demonstration_sessions
from whatthetech.scheduling.models import Attendance, Booking, LearningSession

pytestmark = pytest.mark.django_db


def test_there_are_sessions_to_book_to_wait_for_and_to_look_back_at():
    load_demonstration()
    now = timezone.now()

    made = load_demonstration_sessions(now=now)

    assert len(made) == LearningSession.objects.count() >= 14
    assert LearningSession.objects.filter(ends_at__lt=now).count() == 2
    assert {"booked", "waiting"} <= set(Booking.objects.values_list("state", flat=True))
    assert set(Attendance.objects.values_list("came", flat=True)) == {True, False}
    assert load_demonstration_sessions(now=now) == []
