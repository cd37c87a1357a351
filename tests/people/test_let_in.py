"""Signed in by telephone: a number on their screen, typed at our desk, lets one device in once."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories.people import make_card, signed_in_person
from whatthetech.people import letting_in
from whatthetech.people.cards import StaffHaveNoCard, check_digit
from whatthetech.people.letting_in import (
    WAITS,
    NoDeviceWaits,
    TooManyWait,
    ask_to_be_let_in,
    come_in,
    let_in,
)
from whatthetech.people.models import LookUp, User, WaitingDevice

pytestmark = pytest.mark.django_db

ASK = "/card/ask/"
NUMBER = re.compile(r'<bdi dir="ltr">(\d{3} \d{3})</bdi>')
NOT_YET = "We are not there yet"


@pytest.fixture
def mary():
    return make_card(called="Mary").card.person


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    desk = Client()
    desk.force_login(coordinator)
    return desk


def ask(browser) -> str:
    """The number that this device shows."""
    [number] = NUMBER.findall(browser.post(ASK, follow=True).content.decode())
    return number


def type_at_desk(desk, person, number):
    return desk.post(reverse("desk:let_in", args=[person.pk]), {"number": number}, follow=True)


class TestTheCall:
    def test_they_read_a_number_we_type_it_and_they_carry_on(self, client, desk, mary):
        number = ask(client)

        told = type_at_desk(desk, mary, number).content.decode()
        response = client.post(ASK)

        assert "They can press “Carry on” now." in told
        assert response["Location"] == "/card/device/"
        assert signed_in_person(client) == mary.pk
        assert client.cookies["signed-in"].value == "yes"

    def test_it_is_noted_who_let_them_in(self, client, desk, mary, coordinator):
        type_at_desk(desk, mary, ask(client))

        noted = LookUp.objects.get()
        assert (noted.by, noted.person, noted.deed) == (coordinator, mary, LookUp.Deed.SIGNED_IN)

    def test_somebody_who_never_had_a_card_can_be_let_in_too(self, client, desk):
        john = User.objects.create_user(first_name="John")

        type_at_desk(desk, john, ask(client))
        client.post(ASK)

        assert signed_in_person(client) == john.pk

    def test_until_then_they_are_told_to_stay_on_the_line(self, client, mary):
        number = ask(client)

        page = client.post(ASK).content.decode()

        assert NOT_YET in page and "Stay on the line" in page
        assert NUMBER.findall(page) == [number]
        assert signed_in_person(client) is None

    def test_the_number_stays_the_same_on_a_reload_and_says_whom_to_ring(self, client):
        number = ask(client)

        response = client.get(ASK)

        page = response.content.decode()
        assert NUMBER.findall(page) == [number]
        assert "Ring us on" in page and 'href="tel:' in page
        assert NOT_YET not in page
        assert "no-store" in response["Cache-Control"]

    def test_looking_at_the_page_makes_no_number(self, client):
        page = client.get(ASK).content.decode()

        assert "Show me my number" in page
        assert not WaitingDevice.objects.exists()

    def test_the_question_whose_device_it_is_is_forgotten_with_the_browser(self, client):
        ask(client)

        assert client.cookies["sessionid"]["max-age"] == ""

    def test_the_first_right_person_is_the_last_one_said(self, client, desk, mary):
        """We may correct ourselves until they press."""
        number = ask(client)
        type_at_desk(desk, make_card(called="John").card.person, number)

        type_at_desk(desk, mary, number)
        client.post(ASK)

        assert signed_in_person(client) == mary.pk

    def test_whoever_is_signed_in_needs_no_number(self, client, mary):
        client.force_login(mary)

        assert client.post(ASK)["Location"] == "/card/"
        assert not WaitingDevice.objects.exists()


class TestOneDeviceOnce:
    def test_another_device_that_knows_the_number_is_not_let_in(self, client, desk, mary):
        type_at_desk(desk, mary, ask(client))
        other = Client()
        ask(other)

        assert NOT_YET in other.post(ASK).content.decode()
        assert signed_in_person(other) is None

    def test_after_signing_out_the_number_lets_in_nobody(self, client, desk, mary):
        number = ask(client)
        type_at_desk(desk, mary, number)
        client.post(ASK)
        client.post("/card/sign-out/")

        assert "No device shows this number." in type_at_desk(desk, mary, number).content.decode()
        assert NUMBER.findall(client.get(ASK).content.decode()) == []

    def test_the_sessions_key_is_a_new_one(self, client, desk, mary):
        type_at_desk(desk, mary, ask(client))
        before = client.cookies["sessionid"].value

        client.post(ASK)

        intruder = Client()
        intruder.cookies["sessionid"] = before
        assert client.cookies["sessionid"].value != before
        assert signed_in_person(intruder) is None

    @pytest.mark.parametrize(
        ("age", "lets_in"), [(WAITS - timedelta(seconds=1), True), (WAITS, False)]
    )
    def test_the_number_is_good_for_a_day(self, mary, coordinator, now, age, lets_in):
        device = ask_to_be_let_in(now=now - age)
        if not lets_in:
            with pytest.raises(NoDeviceWaits):
                let_in(typed=device.number, person=mary, by=coordinator, now=now)
            return

        let_in(typed=device.number, person=mary, by=coordinator, now=now)

        assert come_in(device=device.pk, now=now) == mary
        assert come_in(device=device.pk, now=now) is None

    def test_old_numbers_are_thrown_away_when_somebody_asks(self, now):
        ask_to_be_let_in(now=now - WAITS)

        ask_to_be_let_in(now=now)

        assert WaitingDevice.objects.count() == 1

    def test_who_joined_the_staff_meanwhile_does_not_come_in(self, client, desk, mary):
        type_at_desk(desk, mary, ask(client))
        mary.groups.add(Group.objects.get(name="Volunteers"))

        client.post(ASK)

        assert signed_in_person(client) is None

    def test_staff_are_never_let_in_this_way(self, client, desk, volunteer, coordinator, now):
        number = ask(client)

        assert type_at_desk(desk, volunteer, number).status_code == 404
        with pytest.raises(StaffHaveNoCard):
            let_in(typed=number, person=volunteer, by=coordinator, now=now)
        assert not WaitingDevice.objects.exclude(person=None).exists()

    def test_more_than_enough_devices_get_no_number_but_the_telephone(self, client, monkeypatch):
        monkeypatch.setattr(letting_in, "AT_MOST", 0)

        page = client.post(ASK).content.decode()

        assert "Ring us: we will help you in another way." in page
        assert not WaitingDevice.objects.exists()

    def test_yes_must_come_from_our_own_page(self):
        careful = Client(enforce_csrf_checks=True)

        assert careful.post(ASK).status_code == 403


class TestTypedAtTheDesk:
    @pytest.mark.parametrize("spacing", ["{} {}", "{}{}", "{}-{}", "  {}.{} "])
    def test_in_any_spacing(self, client, desk, mary, spacing):
        number = ask(client)

        type_at_desk(desk, mary, spacing.format(number[:3], number[4:]))

        assert WaitingDevice.objects.get().person == mary

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("", "Type the six digits that they read to you."),
            ("000 000", "No device shows this number. Ask for it once more."),
            ("12", "No device shows this number."),
            ("Mary", "No device shows this number."),
            ("<script>1</script>", "No device shows this number."),
            ("👵\u202e", "No device shows this number."),
            ("12\x0034", "Type the six digits that they read to you."),
            ("1" * 41, "Type the six digits that they read to you, and nothing else."),
        ],
        ids=["nothing", "unknown", "few", "words", "script", "odd", "null", "long"],
    )
    def test_a_wrong_number_is_told_and_kept_as_typed(self, desk, mary, typed, told):
        response = type_at_desk(desk, mary, typed)

        page = response.content.decode()
        assert response.status_code == 200
        assert told in page
        assert "<script>1" not in page
        assert response.context["form"]["number"].value() == typed
        assert not LookUp.objects.exists()

    def test_one_digit_misheard_never_lets_in_another_device(self, now):
        number = ask_to_be_let_in(now=now).number
        for place in range(6):
            for other in "0123456789".replace(number[place], ""):
                misheard = number[:place] + other + number[place + 1 :]
                assert check_digit(misheard[:-1]) != misheard[-1]

    def test_the_page_says_what_to_ask_the_caller(self, desk, mary):
        page = desk.get(reverse("desk:let_in", args=[mary.pk])).content.decode()

        assert "Check that it is them." in page
        assert "<bdi>Mary</bdi>" in page


class TestManyAtOnce:
    """Real threads, as when several ring at nine on Monday."""

    def in_threads(self, *deeds) -> list:
        barrier, answers = Barrier(len(deeds), timeout=20), []

        def run(deed):
            barrier.wait()
            answers.append(deed())
            connection.close()

        threads = [Thread(target=run, args=(deed,)) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == len(deeds)
        return answers

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_two_devices_never_share_a_number(self, monkeypatch, now):
        """Drawn from five numbers only, so that they want the same ones."""
        drawn = iter([*"00000000", *"11223344"] * 10)
        monkeypatch.setattr(letting_in, "new_number", lambda: next(drawn) * 6)

        devices = self.in_threads(*[lambda: ask_to_be_let_in(now=now)] * 4)

        assert len({device.number for device in devices}) == WaitingDevice.objects.count() == 4

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_one_let_in_signs_in_once(self, coordinator, now):
        device, mary = self.let_in_device(coordinator, now)

        came = self.in_threads(*[lambda: come_in(device=device.pk, now=now)] * 4)

        assert sorted(person is not None for person in came) == [False, False, False, True]
        assert mary in came

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_the_control_without_looking_first_whether_it_is_gone(
        self, coordinator, now, monkeypatch
    ):
        """Where nothing is taken away, all four come in."""
        device, _ = self.let_in_device(coordinator, now)
        monkeypatch.setattr("django.db.models.QuerySet.delete", lambda *_: (1, {}))

        came = self.in_threads(*[lambda: come_in(device=device.pk, now=now)] * 4)

        assert None not in came

    def let_in_device(self, coordinator, now):
        mary = make_card(called="Mary").card.person
        device = ask_to_be_let_in(now=now)
        return let_in(typed=device.number, person=mary, by=coordinator, now=now), mary


def test_too_many_waiting_is_told_apart(monkeypatch, now):
    monkeypatch.setattr(letting_in, "AT_MOST", 1)
    ask_to_be_let_in(now=now)

    with pytest.raises(TooManyWait):
        ask_to_be_let_in(now=now)
