"""At home: what we practised, and the one thing to practise, which opens at that step."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from lessons.kept_progress import keep_for
from lessons.models import LessonPage
from lessons.progress import Place
from tests.factories.lessons import make_course, make_lesson, make_step
from tests.factories.people import make_card, sign_in
from tests.factories.scheduling import (
    make_begun_session,
    make_learner,
    make_shift,
    make_volunteer,
    put_on_register,
)
from whatthetech import retention
from whatthetech.forgetting import forget_out_of_date
from whatthetech.people.copying import copy_as_data, copy_in_words
from whatthetech.people.merging import merge_people
from whatthetech.people.models import Device, User
from whatthetech.scheduling.models import LearningSession, Practice, SessionRecord
from whatthetech.scheduling.recording import record_session

pytestmark = pytest.mark.django_db

ME, ALL, PRINT = "/me/", "/me/practised/", "/me/practised/print/"


@pytest.fixture
def mary(client):
    issued = make_card(called="Mary")
    sign_in(client, issued)
    return issued.card.person


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


def step(lesson, number: int) -> str:
    return lesson.steps_on("all")[number - 1].id


def practise(learner, lesson=None, *, days_ago=0, steps=(1, 2), number=2, words="", note=""):
    """What Priya wrote down of a session."""
    session = make_begun_session(hours_ago=2 + 24 * days_ago)
    helper = make_volunteer(called="Priya")
    make_shift(session=session, volunteer=helper)
    worked_on = (lesson, [step(lesson, one) for one in steps]) if lesson else None
    to_practise = Practice(lesson, step(lesson, number) if lesson and number else "", words)
    return record_session(
        booking=put_on_register(session, learner),
        by=helper.person,
        now=session.ends_at,
        worked_on=worked_on,
        practice=to_practise,
        note=note,
    )


def page(client, path=ME) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_my_page_says_what_we_did_with_whom_and_has_one_clear_thing_to_do(client, mary, lesson):
    practise(mary, lesson, words="Once a day", note="Her new phone")

    shown = page(client)

    assert "What we practised" in shown and "with <bdi>Priya</bdi>" in shown
    assert "Open the first page" in shown and "Open the third page" not in shown
    assert "step 2: Open the second page." in shown
    assert "Once a day" in shown and "Her new phone" in shown
    assert shown.count('class="main-button"') == 1
    assert ">Practise this</a>" in shown


def test_the_lesson_opens_at_that_step_on_the_device_they_follow_it_on(client, mary, lesson):
    place = Place(lesson_id=lesson.pk, step="done", track="windows")
    keep_for(mary, place, now=timezone.now())
    practise(mary, lesson)

    assert f'href="{lesson.front}2/?on=windows">Practise this' in page(client)


def test_else_on_the_device_they_own_else_on_the_lessons_first(client, mary, lesson):
    practise(mary, lesson)
    assert f'href="{lesson.front}2/?on=iphone">Practise this' in page(client)

    mary.learner_profile.devices.set(Device.objects.filter(code="android"))
    assert f'href="{lesson.front}2/?on=android">Practise this' in page(client)


def test_a_step_keeps_its_place_when_the_lesson_is_edited(client, mary, lesson):
    practise(mary, lesson)
    blocks = list(lesson.steps.raw_data)
    lesson.steps = [make_step(name="new"), *blocks]
    lesson.save()

    assert f'href="{lesson.front}3/?on=iphone">Practise this' in page(client)

    lesson.steps = [block for block in blocks if block["id"] != step(lesson, 3)]
    lesson.save()
    assert f'href="{lesson.front}?on=iphone">Practise this' in page(client)


def test_the_whole_lesson_opens_on_its_first_page(client, mary, lesson):
    practise(mary, lesson, number=0)

    assert f'href="{lesson.front}?on=iphone">Practise this' in page(client)


def test_a_lesson_that_is_no_longer_published_is_named_and_not_linked(client, mary, lesson):
    practise(mary, lesson)
    LessonPage.objects.update(live=False)

    shown = page(client)
    assert "Find the settings" in shown and ">Practise this</a>" not in shown


def test_after_some_weeks_it_no_longer_comes_first(client, mary, lesson):
    place = Place(lesson_id=lesson.pk, step=step(lesson, 3)[:8], track="android")
    keep_for(mary, place, now=timezone.now())
    practise(mary, lesson)
    assert page(client).index("Practise this") < page(client).index("Carry on with “")

    LearningSession.objects.update(starts_at=timezone.now() - timedelta(weeks=4))
    assert page(client).index("Carry on with “") < page(client).index("Practise this")


def test_words_alone_are_shown_too_and_an_empty_record_is_not(client, mary):
    practise(mary)
    assert "What we practised" not in page(client)

    SessionRecord.objects.update(practise_words="Ring your son by video")
    assert "Ring your son by video" in page(client)


def test_without_a_session_nothing_is_there_and_no_page_is_empty(client, mary):
    assert "What we practised" not in page(client)
    assert "After a session, your helper writes here" in page(client, ALL)
    assert "Nothing is written down yet." in page(client, PRINT)


def test_older_sessions_are_on_a_page_of_their_own_the_newest_first(client, mary, lesson):
    practise(mary, lesson, days_ago=14, words="The older one")
    practise(mary, lesson, words="The newer one")

    assert "The older one" not in page(client) and "What we practised before" in page(client)
    shown = page(client, ALL)
    assert shown.index("The newer one") < shown.index("The older one")


def test_nobody_sees_anothers(client, mary, lesson):
    practise(make_learner(called="John"), lesson, words="For John alone")

    for path in (ME, ALL, PRINT):
        assert "For John alone" not in page(client, path)


def test_it_prints_in_large_type_with_an_address_to_type(client, mary, lesson):
    practise(mary, lesson, words="Once a day")

    shown = page(client, PRINT)

    assert "Once a day" in shown and f"testserver/l/{lesson.pk}" in shown
    assert f"http://testserver{lesson.front}2/?on=iphone" in shown  # in the square to scan
    assert "Help: " in shown


def test_a_visitor_is_led_to_the_sign_in(client):
    for path in (ALL, PRINT):
        assert client.get(path)["Location"] == "/card/sign-in/"


@pytest.mark.parametrize("rows", [1, 3])
def test_more_sessions_ask_no_more_of_the_database(
    client, mary, lesson, rows, django_assert_num_queries
):
    for number in range(rows):
        practise(mary, lesson, days_ago=number)
    for path, queries in ((ME, ME_QUERIES), (ALL, ALL_QUERIES)):
        page(client, path)
        with django_assert_num_queries(queries):
            page(client, path)


ME_QUERIES, ALL_QUERIES = 17, 11


class TestOnTheTelephone:
    def test_a_coordinator_reads_it_to_them_and_writes_for_a_volunteer(
        self, client, coordinator, lesson
    ):
        john = make_learner(called="John")
        kept = practise(john, lesson, words="Once a day")
        client.force_login(coordinator)

        shown = page(client, f"/admin/desk/call/{john.pk}/")

        assert "What they practised" in shown and "Once a day" in shown
        assert f"/help/record/{kept.booking_id}/" in shown

    def test_who_never_came_has_no_such_part(self, client, coordinator):
        client.force_login(coordinator)

        assert "What they practised" not in page(client, f"/admin/desk/call/{make_learner().pk}/")


class TestTheirData:
    def test_it_is_in_the_copy_as_data_and_in_words(self, lesson):
        john = make_learner(called="John")
        practise(john, lesson, words="Once a day", note="His new phone")

        data = copy_as_data(john, now=timezone.now())
        assert data["practised"][0]["practise_step"] == step(lesson, 2)
        assert [row["step"] for row in data["steps_worked_on"]] == [
            step(lesson, 1),
            step(lesson, 2),
        ]
        words = str(copy_in_words(john))
        assert "step 2: Open the second page" in words and "His new phone" in words
        assert "Priya" not in words

    def test_after_three_years_it_is_deleted(self, lesson):
        john = make_learner(called="John")
        practise(john, lesson, days_ago=1)
        now = datetime(2026, 11, 21, 10, tzinfo=UTC)
        SessionRecord.objects.update(written_at=now - retention.RECORD.lasts)

        list(forget_out_of_date(now=now - timedelta(seconds=1)))
        assert SessionRecord.objects.exists()
        list(forget_out_of_date(now=now))
        assert not SessionRecord.objects.exists()

    def test_when_two_records_are_one_person_it_comes_along(self, coordinator, lesson):
        john, jack = make_learner(called="John"), make_learner(called="Jack")
        practise(jack, lesson)

        merge_people(kept=john, gone=jack, by=coordinator, now=timezone.now())

        assert User.objects.get(pk=john.pk).session_records.count() == 1
