from datetime import date, time

import pytest

from tests.factories.scheduling import make_session
from whatthetech.scheduling.words import clock, when


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(14), "2 o’clock"),
        (time(15, 30), "half past 3"),
        (time(10, 15), "quarter past 10"),
        (time(10, 45), "quarter to 11"),
        (time(12, 50), "10 to 1"),
        (time(11, 35), "25 to 12"),
        (time(12, 5), "5 past 12"),
        (time(0), "12 o’clock"),
        (time(13, 7), "1.07"),
    ],
)
def test_a_time_is_said_as_people_say_it(at, said):
    assert clock(at) == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 10, 1), "Thursday 8 October, 2 o’clock to half past 3"),
        (date(2027, 1, 5), "Thursday 8 October 2026, 2 o’clock to half past 3"),
    ],
)
def test_a_session_is_said_in_words(today, said):
    assert when(make_session(), today=today) == said
