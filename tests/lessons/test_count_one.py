"""Many readers at once, with real threads, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from lessons.models import StepTally
from tests.factories.lessons import make_course, make_lesson

READERS = 8
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def row():
    lesson = make_lesson(course=make_course())
    day = timezone.localdate()
    return {"lesson_id": lesson.pk, "step_id": "one", "track": "android", "day": day}


def all_at_once(count) -> None:
    """Run it once for each reader, all beginning together; any error of theirs is ours."""
    start = Barrier(READERS, timeout=30)

    def reader():
        try:
            count(start)
        finally:
            connection.close()

    with ThreadPoolExecutor(READERS) as readers:
        for result in [readers.submit(reader) for _ in range(READERS)]:
            result.result()


def test_no_reader_is_lost_when_many_read_at_once(row):
    def count(start):
        start.wait()
        for _ in range(5):
            StepTally.objects.count_one("seen", **row)

    all_at_once(count)

    assert StepTally.objects.get().seen == READERS * 5


def test_the_control_loses_readers(row):
    """Read, add, write: with the count made outside the database the race is there to be seen."""
    StepTally.objects.create(**row)

    def count(start):
        tally = StepTally.objects.get(**row)
        start.wait()
        tally.seen += 1
        tally.save()

    all_at_once(count)

    assert StepTally.objects.get().seen < READERS
