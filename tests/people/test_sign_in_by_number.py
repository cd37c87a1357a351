"""The number on a card signs in; a wrong one is told what to do, and nothing else happens."""

import io
import logging
from datetime import timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card, sign_in, signed_in_person
from whatthetech.people import guesses
from whatthetech.people.cards import check_digit
from whatthetech.people.guesses import NotACard, WaitFirst, address_digest, try_number
from whatthetech.people.models import WrongGuess

SIGN_IN = "/card/sign-in/"
HERE = "127.0.0.1"  # the test client's address


def unknown(number=0) -> str:
    """A number with a right check digit that opens nothing."""
    digits = f"{number:011d}"
    return digits + check_digit(digits)


def slip_of(number: str) -> str:
    """The number with its last digit mistyped."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def type_number(client, number, **sent):
    return client.post(SIGN_IN, {"number": number}, **sent)


def guess_wrong(times, *, address=HERE, at=None):
    digest = address_digest(address)
    WrongGuess.objects.bulk_create(
        WrongGuess(address_digest=digest, at=at or timezone.now(), is_slip=False)
        for _ in range(times)
    )


@pytest.fixture
def card(db):
    return make_card()


class TestSignsIn:
    @pytest.mark.parametrize("spacing", ["", " ", "-", ".", "   ", " – "])
    def test_in_any_spacing(self, client, card, spacing):
        typed = spacing.join(card.printed_number.split())

        response = type_number(client, f"  {typed} ")

        assert response.headers["Location"] == "/card/device/"
        assert signed_in_person(client) == card.card.person_id

    def test_in_another_scripts_digits(self, client, card):
        type_number(client, card.number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))

        assert signed_in_person(client) == card.card.person_id

    def test_the_card_lasts_another_year_from_now(self, client, card):
        type_number(client, card.number)

        card.card.refresh_from_db()
        assert timezone.now() - card.card.last_used_at < timedelta(minutes=1)

    def test_the_sessions_key_is_a_new_one(self, client, card):
        """A key that somebody else put into this browser opens nothing."""
        session = client.session
        session["planted"] = "by somebody else"
        session.save()
        before = client.cookies["sessionid"].value

        type_number(client, card.number)

        assert client.cookies["sessionid"].value != before
        assert "planted" not in client.session
        intruder = Client()
        intruder.cookies["sessionid"] = before
        assert signed_in_person(intruder) is None

    def test_the_next_person_on_the_same_device_gets_nothing_of_the_first(self, client, card):
        lesson = make_lesson(course=make_course())
        sign_in(client, card)
        client.get(lesson.address("leave_footprint", 3, track="android"))
        first, john = client.cookies["sessionid"].value, make_card(called="John")

        type_number(client, john.number)

        assert signed_in_person(client) == john.card.person_id
        assert client.cookies["sessionid"].value != first
        assert lesson.title not in client.get("/me/").content.decode()
        assert not john.card.person.kept_places.exists()

    def test_the_number_must_come_from_our_own_page(self, card):
        careful = Client(enforce_csrf_checks=True)

        assert type_number(careful, card.number).status_code == 403
        assert signed_in_person(careful) is None

    @pytest.mark.parametrize(
        "change",
        [
            lambda person, group: person.set_password("a long password"),
            lambda person, group: person.groups.add(group),
            lambda person, group: setattr(person, "is_staff", True),
            lambda person, group: setattr(person, "is_superuser", True),
        ],
        ids=["password", "group", "staff", "superuser"],
    )
    def test_the_card_of_somebody_who_became_staff_opens_nothing(self, client, card, change):
        from django.contrib.auth.models import Group

        change(card.card.person, Group.objects.get(name="Volunteers"))
        card.card.person.save()

        page = type_number(client, card.number).content.decode()

        assert "No card has this number." in page
        assert signed_in_person(client) is None


class TestRefuses:
    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("", "Type the 12 numbers on your card."),
            ("12", "Look at your card again, and type all 12 numbers. One of them is different."),
            ("Mary", "Look at your card again, and type all 12 numbers. One of them is different."),
            (
                "1234 5678 9012 3",
                "Look at your card again, and type all 12 numbers. One of them is different.",
            ),
            (
                unknown(7),
                "No card has this number. Look at your newest card, or ring us: we will help.",
            ),
            ("1" * 101, "Type the 12 numbers on your card, and nothing else."),
            ("1234\x005678", "Type the 12 numbers on your card, and nothing else."),
            (
                "<script>1</script>",
                "Look at your card again, and type all 12 numbers. One of them is different.",
            ),
            (
                "👵\u202e",
                "Look at your card again, and type all 12 numbers. One of them is different.",
            ),
        ],
        ids=["nothing", "too few", "words", "too many", "unknown", "long", "null", "script", "odd"],
    )
    def test_with_a_sentence_that_says_what_to_do(self, client, card, typed, told):
        page = self.refused(client, typed, told)

        assert "<script>1" not in page

    def test_a_slip_of_one_digit(self, client, card):
        self.refused(client, slip_of(card.number), "Look at your card again")

    @pytest.mark.parametrize(
        ("over", "wait"),
        [(0, "Wait a minute, then"), (2, "Wait 2 minutes, then"), (5, "Wait 15 minutes, then")],
    )
    def test_after_too_many_with_how_long_to_wait(self, client, card, over, wait):
        guess_wrong(10 + over)

        self.refused(client, card.number, wait)

    def test_when_typing_is_closed_with_the_ways_that_are_open(self, client, card):
        guess_wrong(200, address="192.0.2.7")

        self.refused(client, card.number, "Scan the square on your card, or ring us")
        client.get(f"/card/q/{card.token}/")
        client.post("/card/is-this-you/")
        assert signed_in_person(client) == card.card.person_id

    def refused(self, client, typed, told) -> str:
        response = type_number(client, typed)

        page = response.content.decode()
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert "<title>Error: Sign in with my card" in page
        assert "<h2>There is a problem</h2>" in page
        assert f'<a class="row-link" href="#id_number">{told}' in page
        assert '<p class="field-error" id="id_number_error">Error: ' in page
        assert page.count(told) == 2
        assert response.context["form"]["number"].value() == typed
        if typed.replace(" ", "").isdigit():
            assert f'value="{typed}"' in page
        assert signed_in_person(client) is None
        assert "signed-in" not in client.cookies
        return page


class TestWhereFrom:
    def test_two_networks_behind_our_proxy_do_not_wait_for_each_other(self, client, card, settings):
        settings.BEHIND_PROXY = True
        guess_wrong(10, address="192.0.2.1")

        # What the asker sent itself stands before what our proxy added.
        waits = type_number(
            client, card.number, headers={"X-Forwarded-For": "198.51.100.9, 192.0.2.1"}
        )
        goes = type_number(client, card.number, headers={"X-Forwarded-For": "192.0.2.2"})

        assert "Wait a minute" in waits.content.decode()
        assert goes.status_code == 302

    def test_without_a_proxy_nobody_can_say_they_are_from_elsewhere(self, client, card):
        guess_wrong(10)

        waits = type_number(client, card.number, headers={"X-Forwarded-For": "192.0.2.2"})

        assert "Wait a minute" in waits.content.decode()


@pytest.mark.django_db
def test_wrong_numbers_are_kept_a_day_and_no_longer(now):
    guess_wrong(3, at=now - guesses.KEPT)
    guess_wrong(2, at=now - guesses.KEPT + timedelta(seconds=1))

    with pytest.raises(NotACard):
        try_number(unknown(), address=HERE, now=now)

    assert WrongGuess.objects.count() == 3


class TestLog:
    """What reaches the console, by the very handler the site logs with."""

    @pytest.fixture
    def log(self):
        [console] = [
            handler
            for handler in logging.getLogger().handlers
            if type(handler) is logging.StreamHandler
        ]
        written = io.StringIO()
        before = console.setStream(written)
        yield written
        console.setStream(before)

    def test_a_refused_number_leaves_no_line(self, client, card, log, caplog):
        for typed in (slip_of(card.number), unknown(7), card.printed_number[:-1], "1" * 101):
            type_number(client, typed)

        assert (log.getvalue(), caplog.text) == ("", "")

    def test_a_crash_says_where_and_not_which_number(self, client, card, log, monkeypatch):
        def crash(number, **_):
            spaced = " ".join(number)
            raise ValueError(
                f"{number} and {card.printed_number} and {spaced} at /card/q/{card.token}/"
            )

        monkeypatch.setattr(guesses, "find_by_number", crash)
        client.raise_request_exception = False

        response = type_number(client, card.printed_number)

        page, lines = response.content.decode(), log.getvalue()
        assert response.status_code == 500
        assert "Something went wrong on our side" in page
        assert "Internal Server Error: /card/sign-in/" in lines
        assert "ValueError: [number] and [number] and [number] at /card/q/[link]/" in lines
        for secret in (card.number, card.printed_number, card.number[:4] + " ", card.token):
            assert secret not in page + lines

    @pytest.mark.parametrize("address", ["/card/q/{}/and/more/", "/x/{}/", "/card/q/{}"])
    def test_an_address_that_is_not_there_is_logged_without_the_card(
        self, client, card, log, address
    ):
        client.get(address.format(card.token if "q" in address else card.number))

        assert card.number not in log.getvalue()
        assert card.token not in log.getvalue()

    def test_every_line_of_django_goes_through_that_handler(self):
        for name in ("django", "django.server", "django.request", "django.security"):
            logger = logging.getLogger(name)
            assert (logger.handlers, logger.propagate) == ([], True)


class TestManyAtOnce:
    """Real threads: whoever guesses by eight browsers at once gets no more guesses for it."""

    THREADS, LEFT = 8, 2

    def let_through(self, monkeypatch, pause) -> int:
        """How many guesses are looked at, where each thread pauses once its limits are kept."""
        now, keep_limits, outcomes = timezone.now(), guesses.keep_limits, []
        guess_wrong(guesses.WRONG_AN_ADDRESS - self.LEFT, at=now)

        def keep_limits_and_pause(*asked):
            keep_limits(*asked)
            pause()

        def guess(number):
            try:
                try_number(unknown(number), address=HERE, now=now)
            except (NotACard, WaitFirst) as outcome:
                outcomes.append(type(outcome))
            connection.close()

        monkeypatch.setattr(guesses, "keep_limits", keep_limits_and_pause)
        threads = [Thread(target=guess, args=(number,)) for number in range(self.THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(outcomes) == self.THREADS
        return outcomes.count(NotACard)

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_no_more_than_the_limit_are_let_through(self, monkeypatch):
        assert self.let_through(monkeypatch, lambda: sleep(0.02)) == self.LEFT

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_the_control_without_the_gate_lets_all_through(self, monkeypatch):
        from contextlib import nullcontext

        monkeypatch.setattr(guesses, "one_at_a_time", nullcontext)

        assert self.let_through(monkeypatch, Barrier(self.THREADS, timeout=20).wait) == self.THREADS
