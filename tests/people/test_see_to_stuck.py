"""The desk sees who pressed “I'm stuck”, and says when somebody saw to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.lessons import make_course, make_lesson
from tests.factories.records import be_stuck, keep_place, make_known_learner
from whatthetech.people.admin_views.stuck import MOST_SHOWN
from whatthetech.people.models import LookUp

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return make_lesson(course=make_course(), title="Spot a scam")


@pytest.fixture
def mary():
    return make_known_learner()


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def page(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def call(person) -> str:
    return f"/admin/desk/call/{person.pk}/"


def seen_to(stuck) -> str:
    return f"/admin/desk/people/{stuck.person_id}/stuck/{stuck.pk}/seen-to/"


def test_the_first_page_names_who_is_stuck_where_and_since_when(desk, mary, lesson, now):
    be_stuck(mary, lesson, 4, now=now - timedelta(days=1))

    shown = page(desk, "/admin/")

    assert f'Stuck: <a href="{call(mary)}"><bdi>Mary B.</bdi></a>' in shown
    assert "step 4 of Spot a scam, since yesterday." in shown
    assert "Brown" not in shown


def test_somebody_without_a_name_stands_there_too(desk, mary, lesson):
    mary.first_name = mary.last_name = ""
    mary.save()
    be_stuck(mary, lesson, 4)

    assert "somebody without a name</a>, step 4 of Spot a scam, since today." in page(
        desk, "/admin/"
    )


def test_who_has_waited_longest_comes_first_and_the_rest_are_counted(desk, lesson, now):
    for number in range(MOST_SHOWN + 2):
        person = make_known_learner(first_name=f"Ann{number}", telephone=f"020 7946 {number:04}")
        be_stuck(person, lesson, 2, now=now - timedelta(days=number))

    shown = page(desk, "/admin/")

    assert shown.count("Stuck: <a") == MOST_SHOWN
    assert shown.index(f"Ann{MOST_SHOWN + 1}") < shown.index("Ann2 ")
    assert "Stuck: 2 more" in shown


def test_volunteers_and_leads_are_not_told(client, volunteer, lead, mary, lesson):
    be_stuck(mary, lesson, 4)
    for person in (volunteer, lead):
        client.force_login(person)
        assert "Stuck: <a" not in page(client, "/admin/")


def test_the_page_of_a_call_says_it_and_leads_to_the_step(desk, mary, lesson, now):
    keep_place(mary, lesson, 4)
    be_stuck(mary, lesson, 4, now=now - timedelta(days=1))

    shown = page(desk, call(mary))

    assert "step 4 of Spot a scam</a>, since yesterday: Open the fourth page" in shown
    assert 'href="/learn/staying-safe/find-the-settings/4/?on=android"' in shown


def test_seen_to_it_stands_nowhere_and_is_noted_once(desk, coordinator, mary, lesson):
    stuck = be_stuck(mary, lesson, 4)

    for _ in range(2):
        assert desk.post(seen_to(stuck))["Location"] == call(mary)

    assert not mary.stuck_at.exists()
    assert "Pressed “I’m stuck”" not in page(desk, call(mary))
    changed = LookUp.objects.filter(by=coordinator, person=mary, deed=LookUp.Deed.CHANGED)
    assert changed.count() == 1


def test_pressed_again_it_is_new(desk, mary, lesson):
    desk.post(seen_to(be_stuck(mary, lesson, 4)))
    be_stuck(mary, lesson, 4)

    assert mary.stuck_at.count() == 1


def test_only_of_the_person_on_the_line(desk, mary, lesson):
    john = make_known_learner(first_name="John", telephone="020 7946 0002")
    stuck = be_stuck(john, lesson, 4)

    desk.post(seen_to(stuck).replace(f"/{john.pk}/", f"/{mary.pk}/", 1))

    assert john.stuck_at.exists()


def test_a_link_changes_nothing(desk, mary, lesson):
    assert desk.get(seen_to(be_stuck(mary, lesson, 4))).status_code == 405
    assert mary.stuck_at.exists()


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "yesterday"), (3, "{day:%A}"), (9, "{day.day} {day:%B}")]
)
def test_since_when_is_said_as_people_say_it(desk, mary, lesson, now, days, words):
    moment = now - timedelta(days=days)
    be_stuck(mary, lesson, 4, now=moment)

    day = timezone.localdate(moment)
    assert f"since {words.format(day=day)}." in page(desk, "/admin/")
