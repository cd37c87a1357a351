"""What a phone kept and sends: done once each, in order, by the same deeds, and never lost."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories.scheduling import (
    make_learner,
    make_session_soon,
    make_shift,
    make_volunteer,
    put_down,
    states,
)
from tests.scheduling.racing import AWAY_FROM_EACH_OTHER, READ_TO_WRITE
from whatthetech.people.models import User
from whatthetech.scheduling import register, sent_taps
from whatthetech.scheduling.models import Attendance, Booking, LearningSession, SentTap
from whatthetech.scheduling.register import mark_attendance, undo_attendance

pytestmark = pytest.mark.django_db
State = Booking.State
MINUTE = timedelta(minutes=1)
MARK, UNDO, NEW = "mark_attendance", "undo_attendance", "drop_in_somebody_new"
HELPS = "say_who_helps"


@pytest.fixture
def priya():
    return make_volunteer(called="Priya")


@pytest.fixture
def session(priya):
    """It began half an hour ago."""
    session = make_session_soon(starts_in=-30 * MINUTE)
    make_shift(session=session, volunteer=priya, places=4)
    return session


@pytest.fixture
def booking(session):
    return put_down(session, make_learner(called="Mary"))


@pytest.fixture
def phone(client, priya):
    client.force_login(priya.person)
    return client


def milliseconds(at) -> int:
    return int(at.timestamp() * 1000)


def ago(minutes: float):
    return timezone.now() - minutes * MINUTE


def tap(deed, *, at=None, **more) -> dict:
    """Made a minute ago unless `at` says otherwise."""
    return {"key": str(uuid4()), "deed": deed, "at": milliseconds(at or ago(1)), **more}


def came(booking, **more) -> dict:
    return tap(MARK, booking=booking.pk, came=True, **more)


def missed(booking, **more) -> dict:
    return tap(MARK, booking=booking.pk, came=False, **more)


def undone(booking, **more) -> dict:
    return tap(UNDO, booking=booking.pk, **more)


def send(phone, session, *taps, clock=None):
    body = {"sent_at": milliseconds(clock or timezone.now()), "taps": taps}
    address = f"/help/register/{session.pk}/send/"
    return phone.post(address, json.dumps(body), content_type="application/json")


def answers(response) -> list[dict]:
    assert response.status_code == 200
    return response.json()["answers"]


class TestDone:
    def test_each_is_answered_by_its_key(self, phone, session, booking, priya):
        first, second = came(booking), tap(NEW, called="Fred")

        told = answers(send(phone, session, first, second))

        assert told == [
            {"key": first["key"], "is_done": True},
            {"key": second["key"], "is_done": True},
        ]
        assert states(session) == [State.ATTENDED, State.ATTENDED]
        assert Attendance.objects.get(booking=booking).marked_by == priya.person

    def test_the_mark_has_the_time_of_the_tap(self, phone, session, booking):
        at = ago(20)
        send(phone, session, came(booking, at=at))

        assert abs(Attendance.objects.get().marked_at - at) < timedelta(milliseconds=2)

    def test_in_the_order_in_which_they_were_made(self, phone, session, booking):
        send(
            phone,
            session,
            came(booking, at=ago(5)),
            undone(booking, at=ago(4)),
            missed(booking, at=ago(3)),
        )

        assert states(session) == [State.MISSED]

    def test_sent_again_they_are_not_done_again(self, phone, session, booking, priya):
        taps = [came(booking), tap(NEW, called="Fred")]
        send(phone, session, *taps)
        undo_attendance(booking=booking, by=priya.person, now=timezone.now())

        told = answers(send(phone, session, *taps))

        assert [one["is_done"] for one in told] == [True, True]
        assert states(session) == [State.BOOKED, State.ATTENDED]
        assert User.objects.filter(first_name="Fred").count() == 1

    def test_a_key_counts_in_its_own_session_only(self, phone, session, priya):
        other = make_session_soon(starts_in=-10 * MINUTE)
        make_shift(session=other, volunteer=priya)
        new = tap(NEW, called="Fred")

        send(phone, session, new)
        send(phone, other, new)

        assert states(session) == states(other) == [State.ATTENDED]

    def test_a_tap_of_the_future_was_made_now(self, phone, session, booking):
        send(phone, session, came(booking, at=timezone.now() + 1.5 * MINUTE))

        assert Attendance.objects.get().marked_at <= timezone.now()

    @pytest.mark.parametrize("wrong_by", [3 * 60 * MINUTE, -3 * 60 * MINUTE])
    def test_a_clock_that_is_wrong_is_put_right(self, phone, session, booking, wrong_by):
        at, clock = ago(10) + wrong_by, timezone.now() + wrong_by

        [told] = answers(send(phone, session, came(booking, at=at), clock=clock))

        assert told["is_done"]
        assert abs(Attendance.objects.get().marked_at - ago(10)) < timedelta(seconds=5)


class TestOfTwoWhoTap:
    def mark(self, booking, by, *, minutes_ago, came=True):
        mark_attendance(booking=booking, came=came, by=by, now=ago(minutes_ago))

    def test_an_older_tap_does_not_overrule_anothers_later_mark(
        self, phone, session, booking, coordinator
    ):
        self.mark(booking, coordinator, minutes_ago=2)

        [told] = answers(send(phone, session, missed(booking, at=ago(5))))

        why = "Mary: Somebody else marked them after you. Their mark counts."
        assert (told["is_done"], told["why"]) == (False, why)
        assert states(session) == [State.ATTENDED]

    def test_nor_their_later_undoing(self, phone, session, booking, coordinator):
        self.mark(booking, coordinator, minutes_ago=4)
        undo_attendance(booking=booking, by=coordinator, now=ago(2))

        [told] = answers(send(phone, session, came(booking, at=ago(5))))

        assert (told["is_done"], states(session)) == (False, [State.BOOKED])

    def test_it_is_no_quarrel_where_both_say_the_same(self, phone, session, booking, coordinator):
        self.mark(booking, coordinator, minutes_ago=2)

        [told] = answers(send(phone, session, came(booking, at=ago(5))))

        assert told["is_done"]
        assert Attendance.objects.get().marked_by == coordinator

    def test_a_later_tap_counts(self, phone, session, booking, coordinator):
        self.mark(booking, coordinator, minutes_ago=5)

        send(phone, session, missed(booking, at=ago(2)))

        assert states(session) == [State.MISSED]

    def test_ones_own_taps_count_in_the_order_in_which_they_come(
        self, phone, session, booking, priya
    ):
        self.mark(booking, priya.person, minutes_ago=0)

        send(phone, session, missed(booking, at=ago(1)))

        assert states(session) == [State.MISSED]


class TestRefused:
    def test_one_that_is_refused_holds_up_none_of_the_others(self, phone, session, booking):
        stranger = put_down(make_session_soon(starts_in=MINUTE), make_learner())

        told = answers(send(phone, session, came(stranger), came(booking)))

        assert [one["is_done"] for one in told] == [False, True]
        assert told[0]["why"].startswith("Somebody: They are not on the list any more.")
        stranger.refresh_from_db()
        assert stranger.state == State.BOOKED

    def test_somebody_new_without_a_place_is_told_of_by_name(self, phone, session):
        for _ in range(4):
            put_down(session, make_learner())

        [told] = answers(send(phone, session, tap(NEW, called="Fred")))

        assert told["why"] == "Fred: Every place is taken. Ask a coordinator."
        assert not User.objects.filter(first_name="Fred").exists()
        assert not SentTap.objects.exists()

    def test_what_was_refused_may_be_tried_again(self, phone, session, booking):
        new = tap(NEW, called="Fred")
        others = [put_down(session, make_learner()) for _ in range(3)]
        send(phone, session, new)

        told = answers(send(phone, session, missed(others[0]), new))

        assert [one["is_done"] for one in told] == [True, True]

    def test_from_before_it_opened(self, phone, session, booking):
        [told] = answers(send(phone, session, came(booking, at=ago(2 * 60))))

        assert told["why"].startswith("Mary: The register opens an hour before the session.")


class TestWhoHelpsWhom:
    @pytest.fixture
    def shift(self, session):
        return session.shifts.get()

    @pytest.fixture
    def ben(self, session):
        return make_shift(session=session, volunteer=make_volunteer(called="Ben"))

    def helped(self, booking, shift, *, seen=None, **more) -> dict:
        keys = {"shift": shift.pk if shift else 0, "seen": seen.pk if seen else 0}
        return tap(HELPS, booking=booking.pk, **keys, **more)

    def test_is_kept_and_changed_in_the_order_of_the_taps(
        self, phone, session, booking, shift, ben
    ):
        taps = (self.helped(booking, shift, at=ago(3)), self.helped(booking, ben, seen=shift))

        assert [one["is_done"] for one in answers(send(phone, session, *taps))] == [True, True]
        booking.refresh_from_db()
        assert booking.helper == ben

        answers(send(phone, session, self.helped(booking, None, seen=ben)))
        booking.refresh_from_db()
        assert booking.helper is None

    def test_does_not_overrule_what_another_said_since(self, phone, session, booking, shift, ben):
        booking.helper = ben
        booking.save()

        [told] = answers(send(phone, session, self.helped(booking, shift)))

        assert told["why"] == "Mary: Somebody else said who helps them. Look at the list."
        booking.refresh_from_db()
        assert booking.helper == ben

    def test_who_helps_enough_is_refused_by_name(self, phone, session, booking, ben):
        put_down(session, make_learner(called="Fred"), helper=ben)

        [told] = answers(send(phone, session, self.helped(booking, ben)))

        assert told["why"].startswith("Mary: Ben helps as many people as they can.")

    def test_nobody_who_does_not_help_in_this_session(self, phone, session, booking):
        other = make_shift(session=make_session_soon(starts_in=-30 * MINUTE))

        [told] = answers(send(phone, session, self.helped(booking, other)))

        assert not told["is_done"] and "do not help in this session" in told["why"]


class TestWhatIsNoTap:
    @pytest.mark.parametrize(
        "body",
        [
            "",
            "[]",
            "{}",
            '{"sent_at": "now", "taps": []}',
            '{"sent_at": 1e400, "taps": []}',
            '{"sent_at": 99999999999999999, "taps": []}',
            '{"sent_at": 1, "taps": [1]}',
            '{"sent_at": 1, "taps": [{}]}',
            '{"sent_at": 1, "taps": "no"}',
            "\x00",
        ],
    )
    def test_is_refused_whole(self, phone, session, body):
        address = f"/help/register/{session.pk}/send/"

        answer = phone.post(address, body, content_type="application/json")

        assert (answer.status_code, "why" in answer.json()) == (400, True)

    @pytest.mark.parametrize(
        "changed",
        [
            {"deed": "erase_person"},
            {"key": "1"},
            {"booking": 2**70},
            {"booking": -1},
            {"booking": None},
            {"shift": 2**70},
            {"seen": "Ben"},
            {"at": None},
            {"called": 7},
        ],
    )
    def test_nor_is_one_like_it(self, phone, session, booking, changed):
        assert send(phone, session, came(booking) | changed).status_code == 400

    @pytest.mark.parametrize(
        "called", ["Fr\x00ed", "👩🏽‍💻", "\u202eevil", "<script>", "x" * 900, ""]
    )
    def test_any_name_is_kept_as_far_as_there_is_room(self, phone, session, called):
        [told] = answers(send(phone, session, tap(NEW, called=called)))

        assert told["is_done"]
        assert session.bookings.get().learner.first_name == called.replace("\x00", "")[:40]

    def test_half_an_emoji_is_left_out_and_holds_up_nothing(self, phone, session, booking):
        cut_off = tap(NEW, called="Wilhelmina\ud83d", at=ago(2))

        assert all(one["is_done"] for one in answers(send(phone, session, cut_off, came(booking))))
        assert session.bookings.filter(learner__first_name="Wilhelmina").exists()


class TestWhoMaySend:
    def test_nobody_who_does_not_help_in_it_and_they_are_told_so(self, phone, booking):
        other = make_session_soon(starts_in=-30 * MINUTE)

        answer = send(phone, other, came(booking))

        assert answer.status_code == 404
        assert answer.json()["why"].startswith("You do not help in this session.")

    def test_a_day_later_no_volunteer(self, phone, priya):
        session = make_session_soon(starts_in=-27 * 60 * MINUTE)
        make_shift(session=session, volunteer=priya)

        answer = send(phone, session, came(put_down(session, make_learner())))

        assert answer.status_code == 403
        assert answer.json()["why"].startswith("The register is closed for volunteers.")

    def test_who_is_signed_out_is_led_to_the_sign_in(self, client, session, booking):
        answer = send(client, session, came(booking))

        assert answer.status_code == 302 and "/admin/login/" in answer["Location"]
        assert states(session) == [State.BOOKED]

    def test_only_our_own_page(self, session, booking, priya):
        stranger = Client(enforce_csrf_checks=True)
        stranger.force_login(priya.person)

        assert send(stranger, session, came(booking)).status_code == 403
        assert states(session) == [State.BOOKED]


class TestTheWorker:
    def test_it_may_answer_for_registers_and_names_nobody(self, client):
        response = client.get("/help/register/worker.js")

        assert response["Content-Type"] == "text/javascript"
        assert "self.addEventListener" in response.content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTheSameQueueTwiceAtOnce:
    """A phone sends, hears nothing, and sends again before the first has been done."""

    def race(self, *, locked=True) -> LearningSession:
        priya = make_volunteer(called="Priya")
        session = make_session_soon(starts_in=-30 * MINUTE)
        make_shift(session=session, volunteer=priya, places=4)
        made = [tap(NEW, called="Fred"), tap(NEW, called="Ada")]
        body = json.dumps({"sent_at": milliseconds(timezone.now()), "taps": made}).encode()
        now = timezone.now()
        taps = sent_taps.read_taps(body, now=now)
        begin_at = time.time() + AWAY_FROM_EACH_OTHER

        def send_at_once(_):
            time.sleep(max(0, begin_at - time.time()))
            try:
                sent_taps.send_register(session=session, taps=taps, by=priya.person, now=now)
                return "done"
            except Exception as error:
                return type(error).__name__
            finally:
                connection.close()

        with ExitStack() as stack:
            if not locked:
                take_the_lock_off(stack)
            with ThreadPoolExecutor(2) as threads:
                self.told = list(threads.map(send_at_once, range(2)))
        return session

    def test_each_tap_is_done_once(self):
        for _ in range(3):
            session = self.race()

            assert self.told == ["done", "done"]
            names = session.bookings.values_list("learner__first_name", flat=True)
            assert sorted(names) == ["Ada", "Fred"]

    def test_control_without_the_lock_it_goes_wrong(self):
        def goes_wrong():
            session = self.race(locked=False)
            return session.bookings.count() > 2 or "IntegrityError" in self.told

        assert any(goes_wrong() for _ in range(25))


def take_the_lock_off(stack: ExitStack) -> None:
    """The row's lock goes; on SQLite the transaction too, since that is the lock there."""
    from django.db.transaction import Atomic

    def unlocked(pk):
        return LearningSession.objects.select_related("room").get(pk=pk)

    def is_done_and_wait(session, key):
        found = SentTap.objects.filter(session=session, key=key).exists()
        time.sleep(READ_TO_WRITE)
        return found

    for module in (register, sent_taps):
        stack.enter_context(patch.object(module, "lock_session", unlocked))
        stack.enter_context(patch.object(module, "is_done", is_done_and_wait))
    if connection.vendor == "sqlite":
        stack.enter_context(patch.object(Atomic, "__enter__", lambda self: None))
        stack.enter_context(patch.object(Atomic, "__exit__", lambda self, *error: None))
