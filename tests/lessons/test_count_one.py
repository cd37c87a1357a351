"""Many readers at once, with real threads, on both databases."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from lessons.models import StepTally
from tests.factories.lessons import make_course, make_lesson

READERS, TIMES = 8, 5


def count(barrier, row):
    barrier.wait()
    for _ in range(TIMES):
        StepTally.objects.count_one("seen", **row)
    connection.close()


def count_naively(barrier, row):
    """Read, add, write: what loses readers. The control that shows the test can fail."""
    barrier.wait()
    for _ in range(TIMES):
        tally, _ = StepTally.objects.get_or_create(**row)
        barrier.wait()
        tally.seen += 1
        tally.save()
    connection.close()


def seen_after(counting) -> int:
    lesson = make_lesson(course=make_course())
    row = {
        "lesson_id": lesson.pk,
        "step_id": "one",
        "track": "android",
        "day": timezone.localdate(),
    }
    barrier = Barrier(READERS)
    readers = [Thread(target=counting, args=(barrier, row)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return StepTally.objects.get().seen


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_reader_is_lost_when_many_read_at_once():
    assert seen_after(count) == READERS * TIMES


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_control_loses_readers():
    assert seen_after(count_naively) < READERS * TIMES
