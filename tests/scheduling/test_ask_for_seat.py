"""Without an account: a name and a way to reach somebody. It holds no seat and books nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories.scheduling import NOW, coming, holding, make_session
from tests.scheduling.racing import READ_TO_WRITE, lock_off
from whatthetech.forgetting import forget_out_of_date
from whatthetech.scheduling import requests
from whatthetech.scheduling.booking import SessionHasBegun, SessionIsCancelled
from whatthetech.scheduling.models import Booking, SeatRequest
from whatthetech.scheduling.requests import (
    OPEN_AT_MOST,
    TooManyAsk,
    answer_request,
    answered_before,
    ask_for_seat,
)
from whatthetech.scheduling.sessions import cancel_session

ODD = [
    "<script>alert('x')</script>",
    "مريم الحسن",
    "\u202eolleh olleh",
    "🧓🏽📞 Doris",
    "'; DROP TABLE scheduling_seatrequest; --",
    "{{ settings.SECRET_KEY }}",
    "a" * 80,
]


def ask(session, *, name="Doris Day", reach="020 7946 0000", now=NOW):
    return ask_for_seat(session=session, name=name, reach_them_by=reach, now=now)


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def send(client, session, *, name="Doris Day", reach="020 7946 0000", sure=None) -> str:
    fields = {"name": name, "reach_by": reach} | ({"sure": sure} if sure else {})
    return words_of(client.post(f"/sessions/{session.pk}/ask/", fields, follow=True))


@pytest.mark.django_db
class TestOnTheScreen:
    @pytest.fixture
    def session(self):
        return make_session(on=coming(weeks=3), seats=1)

    def test_it_says_that_nothing_is_kept_before_we_ring(self, client, session):
        page = words_of(client.get(f"/sessions/{session.pk}/ask/"))

        assert "We ring or write within two working days. No seat is kept until then." in page
        assert page.index("Ring to book") < page.index("Your name")

    @pytest.mark.parametrize("which", ["ask", "asked"])
    def test_of_one_that_is_soon_it_promises_no_two_days(self, client, which):
        session = make_session(on=timezone.localdate() + timedelta(days=1), seats=1)

        words = words_of(client.get(f"/sessions/{session.pk}/{which}/"))

        assert "as soon as we can" in words and "two working days" not in words

    def test_what_was_typed_is_checked_before_it_is_sent(self, client, session):
        page = send(client, session)

        assert "<bdi>Doris Day</bdi>" in page and "<bdi>020 7946 0000</bdi>" in page
        assert "Yes, send it" in page
        assert not SeatRequest.objects.exists()

    def test_it_is_sent_and_holds_no_seat(self, client, session):
        page = send(client, session, sure="yes")

        request = SeatRequest.objects.get()
        assert (request.session, request.name, request.reach_by) == (
            session,
            "Doris Day",
            "020 7946 0000",
        )
        assert request.answered_at is None
        assert "No seat is kept until then." in page and "Doris" not in page
        assert holding(session) == 0 and not Booking.objects.exists()

    def test_sent_twice_it_is_one_request(self, client, session):
        for _ in range(2):
            send(client, session, sure="yes")

        assert SeatRequest.objects.count() == 1

    def test_it_can_be_changed_and_stands_there_still(self, client, session):
        page = send(client, session, sure="no")

        assert 'value="Doris Day"' in page and 'value="020 7946 0000"' in page
        assert not SeatRequest.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": " "}, "Type your name."),
            ({"name": "a" * 81}, "Type it shorter: 80 letters at most."),
            ({"name": "a\x00b"}, "Type your name, in letters and numbers only."),
            ({"reach": ""}, "Type a telephone number, an email address, or where you live."),
            ({"reach": "020"}, "Type all of your telephone number"),
            ({"reach": "a" * 201}, "Type it shorter: 200 letters at most."),
        ],
    )
    def test_what_cannot_be_kept_is_refused_in_words(self, client, session, typed, said):
        page = send(client, session, sure="yes", **typed)

        assert said in page and "<title>Error: " in page
        assert not SeatRequest.objects.exists()

    @pytest.mark.parametrize("words", ODD)
    def test_odd_words_are_kept_as_they_are_and_do_nothing(self, client, session, words):
        check = send(client, session, name=words, reach=words)
        send(client, session, name=words, reach=words, sure="yes")

        request = SeatRequest.objects.get()
        assert (request.name, request.reach_by) == (words, words)
        assert "<script>alert(" not in check

    def test_where_too_many_ask_they_are_led_to_the_telephone(self, client, session, monkeypatch):
        monkeypatch.setattr(requests, "OPEN_AT_MOST", 1)
        send(client, session, sure="yes")

        page = send(client, session, name="Another", sure="yes")

        assert "Ring us for this one" in page and 'value="Another"' in page
        assert SeatRequest.objects.count() == 1

    def test_a_session_that_is_soon_says_to_ring(self, client):
        session = make_session(on=coming(weeks=1), seats=1)
        session.starts_at = timezone.now() + timedelta(hours=5)
        session.ends_at = session.starts_at + timedelta(hours=1)
        session.save()

        assert "This session is soon." in words_of(client.get(f"/sessions/{session.pk}/ask/"))

    def test_what_is_over_takes_none(self, client):
        session = make_session(on=coming(weeks=-1))

        assert "This session is over." in send(client, session, sure="yes")
        assert not SeatRequest.objects.exists()


@pytest.mark.django_db
class TestTheDeed:
    def test_the_same_person_twice_is_one_row_until_it_is_answered(self, coordinator):
        session = make_session()
        first = ask(session)
        assert ask(session, now=NOW + timedelta(hours=1)) == first

        answer_request(request=first, by=coordinator, now=NOW)

        assert ask(session) != first

    def test_an_answer_is_kept_with_who_gave_it_first(self, coordinator, lead):
        request = ask(make_session())
        later = NOW + timedelta(hours=1)

        answer_request(request=request, by=coordinator, now=NOW)
        answered = answer_request(request=request, by=lead, now=later)

        assert (answered.answered_by, answered.answered_at) == (coordinator, NOW)
        assert not SeatRequest.objects.open().exists()

    def test_only_so_many_are_open(self, coordinator):
        session = make_session()
        first, *_ = [ask(session, name=f"Person {number}") for number in range(OPEN_AT_MOST)]
        with pytest.raises(TooManyAsk):
            ask(session, name="One more")

        answer_request(request=first, by=coordinator, now=NOW)

        assert ask(session, name="One more").name == "One more"

    def test_too_late_or_called_off(self, coordinator):
        session = make_session()
        with pytest.raises(SessionHasBegun):
            ask(session, now=session.starts_at)
        cancel_session(session=session, by=coordinator, now=NOW, why="")
        with pytest.raises(SessionIsCancelled):
            ask(session)

    def test_the_database_keeps_one_open_request_a_person(self):
        request = ask(make_session())
        with pytest.raises(IntegrityError), transaction.atomic():
            SeatRequest.objects.create(
                session=request.session, name=request.name, reach_by=request.reach_by, asked_at=NOW
            )

    def test_it_is_forgotten_thirty_days_after_the_session(self):
        session = make_session()
        ask(session)
        for days, left in ((29, 1), (31, 0)):
            list(forget_out_of_date(now=session.ends_at + timedelta(days=days)))
            assert SeatRequest.objects.count() == left

    def test_two_working_days_go_round_a_weekend(self):
        session = make_session()  # Thursday 8 October, 2 o'clock
        assert answered_before(session, session.starts_at - timedelta(days=3))
        assert not answered_before(session, session.starts_at - timedelta(days=2))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestPressedAtOnce:
    """Eight presses of one form. Between looking and writing there is time to go wrong."""

    def race(self, session, pause) -> list[str]:
        look = requests.open_requests

        def look_and_wait(session):
            found = look(session)
            pause()
            return found

        slowed = patch.object(requests, "open_requests", look_and_wait)
        with slowed, ThreadPoolExecutor(8) as threads:
            return list(threads.map(lambda _: _press(session), range(8)))

    def test_it_is_one_request(self):
        session = make_session()

        assert self.race(session, lambda: sleep(READ_TO_WRITE)) == ["asked"] * 8
        assert SeatRequest.objects.count() == 1

    def test_control_without_the_lock_it_goes_wrong(self):
        session = make_session()
        with lock_off():
            told = self.race(session, Barrier(8, timeout=20).wait)

        assert sorted(told) == ["IntegrityError"] * 7 + ["asked"]


def _press(session) -> str:
    try:
        ask(session)
    except Exception as error:
        return type(error).__name__
    finally:
        connection.close()
    return "asked"
