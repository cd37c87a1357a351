"""When somebody can come: the same deed for volunteers, for learners and on the telephone."""

import re
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories.people import make_card, make_volunteer
from whatthetech.people.availability import WEEKS_AHEAD, Week, coming_weeks, monday_of, when_free
from whatthetech.people.availability import say_when_free as deed
from whatthetech.people.models import Availability, LookUp, PartOfDay, User, WeekAway, Weekday

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)  # a Saturday
TODAY = date(2026, 11, 21)
THIS_MONDAY = date(2026, 11, 16)
MONDAY_MORNING = (Weekday.MONDAY, PartOfDay.MORNING)
MONDAY_EVENING = (Weekday.MONDAY, PartOfDay.EVENING)
FRIDAY = (Weekday.FRIDAY, PartOfDay.AFTERNOON)
HELP, ME = "/help/availability/", "/me/availability/"


def say(person, free=(), away=(), by=None):
    return deed(person=person, free=free, away=away, by=by or person, now=NOW)


# --- The deed ----------------------------------------------------------------------------------


@pytest.mark.django_db
class TestDeed:
    def test_it_replaces_what_was_said_before(self, learner):
        say(learner, [FRIDAY], [THIS_MONDAY])
        said = say(learner, [MONDAY_EVENING, MONDAY_MORNING])

        assert said == when_free(learner, on=TODAY)
        assert said.free == (MONDAY_MORNING, MONDAY_EVENING)
        assert said.away == ()

    def test_the_days_come_in_words(self, learner):
        said = say(learner, [FRIDAY, MONDAY_EVENING, MONDAY_MORNING])

        assert said.days == [("Monday", "morning and evening"), ("Friday", "afternoon")]

    def test_any_day_of_a_week_stands_for_it_and_weeks_past_are_dropped(self, learner):
        sunday, day_before = THIS_MONDAY + timedelta(days=6), THIS_MONDAY - timedelta(days=1)
        said = say(learner, away=[sunday, TODAY, day_before])

        assert said.away == (Week(THIS_MONDAY),)
        assert WeekAway.objects.get().monday == THIS_MONDAY

    def test_a_week_that_has_passed_since_is_not_told(self, learner):
        say(learner, away=[THIS_MONDAY])

        assert when_free(learner, on=THIS_MONDAY + timedelta(days=6)).away
        assert not when_free(learner, on=THIS_MONDAY + timedelta(days=7)).away

    def test_the_same_twice_is_kept_once(self, learner):
        say(learner, [FRIDAY, FRIDAY], [TODAY, TODAY])

        assert (Availability.objects.count(), WeekAway.objects.count()) == (1, 1)

    def test_anothers_times_stay(self, learner, volunteer):
        say(volunteer, [FRIDAY])
        say(learner)

        assert when_free(volunteer, on=TODAY).free == (FRIDAY,)

    def test_only_what_somebody_else_said_is_noted(self, learner, coordinator):
        say(learner, [FRIDAY])
        assert not LookUp.objects.exists()

        say(learner, [FRIDAY], by=coordinator)
        noted = LookUp.objects.get()
        assert (noted.by, noted.person, noted.deed) == (coordinator, learner, LookUp.Deed.CHANGED)

    def test_sixteen_weeks_are_asked_about_from_this_one_on(self):
        assert [str(week) for week in coming_weeks(TODAY)[:3]] == [
            "16 to 22 November",
            "23 to 29 November",
            "30 Nov to 6 Dec",
        ]
        assert len(coming_weeks(TODAY)) == WEEKS_AHEAD == 16


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_several_sent_at_once_one_stands_whole():
    """Real threads, as when somebody presses Save on a telephone and on a laptop."""
    person = User.objects.create_user(first_name="Mary")
    choices = [[(day, part) for part in PartOfDay] for day in list(Weekday)[:4]]
    barrier, failed = Barrier(4), []

    def send(free):
        barrier.wait()
        try:
            for _ in range(5):
                say(person, [*free, MONDAY_MORNING], [TODAY])
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=send, args=(free,)) for free in choices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stands = set(when_free(person, on=TODAY).free)
    assert failed == []
    assert stands in [{*free, MONDAY_MORNING} for free in choices]


# --- The pages -----------------------------------------------------------------------------------


@pytest.fixture
def nadia(db, client):
    """A volunteer who is signed in."""
    person = make_volunteer(email="nadia@example.org", with_password=True).person
    person.groups.add(volunteers_group())
    client.force_login(person)
    return person


def volunteers_group() -> Group:
    return Group.objects.get(name="Volunteers")


@pytest.fixture
def mary(client, db):
    person = make_card(called="Mary").card.person
    client.force_login(person)
    return person


def this_monday() -> date:
    return monday_of(timezone.localdate())


def ticked(page: str) -> set[str]:
    boxes = re.findall(r"<input[^>]*>", page)
    return {re.search(r'value="([^"]*)"', box)[1] for box in boxes if " checked" in box}


def test_a_volunteer_says_it_and_sees_it_again(client, nadia):
    away = this_monday().isoformat()
    answer = client.post(HELP, {"free": ["0-morning", "4-afternoon"], "away": [away]})
    assert answer["Location"] == "/help/availability/saved/"

    saved = client.get(answer["Location"]).content.decode()
    assert "<li>Monday: morning</li>" in saved
    assert "<li>Friday: afternoon</li>" in saved
    assert str(Week(this_monday())) in saved

    again = client.get(HELP).content.decode()
    assert ticked(again) == {"0-morning", "4-afternoon", away}


def test_a_learner_says_it_on_their_own_page(client, mary):
    page = client.get(ME).content.decode()
    assert "When could you come to a session?" in page

    answer = client.post(ME, {"free": ["2-morning"]})
    saved = client.get(answer["Location"]).content.decode()
    assert "<li>Wednesday: morning</li>" in saved
    assert "You named no week" in saved


def test_a_coordinator_says_it_for_somebody_on_the_telephone(client, coordinator, learner):
    client.force_login(coordinator)
    address = f"/admin/desk/people/{learner.pk}/availability/"
    assert "Read aloud" in client.get(address).content.decode()

    answer = client.post(address, {"free": ["2-morning"], "away": [this_monday().isoformat()]})

    assert answer["Location"] == address
    assert ticked(client.get(address).content.decode()) == {"2-morning", this_monday().isoformat()}
    noted = list(LookUp.objects.order_by("pk").values_list("deed", flat=True))
    assert noted == ["viewed", "changed", "viewed"]


def test_every_box_says_its_day_and_there_are_twenty_one_and_sixteen(client, nadia):
    page = client.get(HELP).content.decode()

    assert page.count('name="free"') == 21
    assert page.count('name="away"') == 16
    assert page.count('<span class="heard">Wednesday </span>') == 3


def test_nothing_ticked_is_an_answer(client, nadia):
    say(nadia, [FRIDAY])
    answer = client.post(HELP, {})

    assert "We know of no time yet" in client.get(answer["Location"]).content.decode()
    assert not Availability.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"free": ["0-morning", "7-morning"]},
        {"free": ["0-morning", "0-night"]},
        {"free": ["0-morning", "\x00"]},
        {"free": ["0-morning", "<script>alert(1)</script>"]},
        {"free": ["0-morning", "x" * 10_000]},
        {"away": ["2020-01-06"]},
        {"away": ["not a day"]},
        {"away": ["\u202e2026-01-01"]},
    ],
)
def test_what_stands_on_no_box_is_refused_and_the_rest_stays_ticked(client, nadia, sent):
    say(nadia, [FRIDAY])
    page = client.post(HELP, {"free": ["0-morning"]} | sent).content.decode()

    assert "Tick the boxes on this page." in page
    assert "<title>Error: " in page
    assert "<script>alert" not in page
    assert "0-morning" in ticked(page)
    assert when_free(nadia, on=TODAY).free == (FRIDAY,)


def test_nobody_says_it_for_another(client, nadia, mary):
    other = make_volunteer(first_name="Other").person
    browser = Client()
    browser.force_login(nadia)
    browser.post(f"{HELP}?person={other.pk}", {"free": ["0-morning"], "person": other.pk})

    assert not other.availability.exists()
    assert browser.get(f"/admin/desk/people/{other.pk}/availability/")["Location"] == "/admin/"


def test_a_closed_record_has_no_page_at_the_desk(client, coordinator, learner):
    learner.is_active = False
    learner.save()
    client.force_login(coordinator)

    assert client.get(f"/admin/desk/people/{learner.pk}/availability/").status_code == 404
