"""The desk on the admin's first page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_volunteer
from tests.factories.records import be_stuck, make_known_learner
from whatthetech.people.complaining import complain
from whatthetech.people.models import Complaint, Setting, StepDone

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def home(desk) -> str:
    return desk.get("/admin/").content.decode()


def add_what_wants_doing(number: int, now) -> None:
    """A complaint, a volunteer whose training ends in 20 days, and somebody stuck in a lesson."""
    person = make_known_learner(first_name=f"Ann{number}", last_name="Lee")
    complain(
        person=person, words=f"Nobody rang {number}", how=Complaint.How.LETTER, by=None, now=now
    )
    course = make_course(slug=f"course-{number}")
    be_stuck(person, make_lesson(course=course, slug=f"lesson-{number}"), 4, now=now)
    volunteer = make_volunteer(cleared_for=[Setting.GROUP], first_name=f"Vic{number}")
    training = volunteer.steps_done.filter(step=StepDone.Step.TRAINING_PASSED)
    training.update(ends_on=timezone.localdate(now) + timedelta(days=20))


def test_it_says_when_nothing_wants_doing(desk):
    assert "Nothing today." in home(desk)


def test_complaints_and_what_ends_soon_are_named_with_their_day(desk, now):
    add_what_wants_doing(1, now)

    page = home(desk)

    assert "acknowledge it by" in page
    assert "Vic1" in page and "in 20 days" in page
    assert "Nothing today." not in page
    assert "Nobody rang" not in page


def test_volunteers_see_no_desk(client, volunteer, now):
    add_what_wants_doing(1, now)
    client.force_login(volunteer)

    assert "Who is ringing?" not in home(client)


@pytest.mark.parametrize("count", [1, 3])
def test_more_to_do_asks_no_more_of_the_database(desk, count, now, django_assert_num_queries):
    for number in range(count):
        add_what_wants_doing(number, now)
    home(desk)

    with django_assert_num_queries(QUERIES):
        home(desk)


QUERIES = 39
