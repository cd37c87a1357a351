"""Who hears of a seat that is free, and how."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.scheduling import (
    NOW,
    book,
    coming,
    make_learner,
    make_learners,
    make_session,
)
from tests.scheduling.racing import in_threads
from whatthetech.people.models import Channel, User
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.models import Offer
from whatthetech.scheduling.telling import offers_to_tell
from whatthetech.scheduling.waiting_list import note_attempt


def wait_for_a_seat(*, reached_by, email=None, on=None, now=NOW):
    """Somebody who waits, and the booking that stands before them."""
    session = make_session(seats=1, **({"on": on} if on else {}))
    first = book(session, make_learner(called="John"), now=now)
    waits = make_learner(called="Mary", reached_by=reached_by)
    User.objects.filter(pk=waits.pk).update(email=email)
    book(session, waits, now=now)
    return first, waits


def cancel(booking, now=NOW):
    return cancel_booking(booking=booking, by=booking.learner, now=now)


@pytest.mark.django_db
class TestByEmail:
    def test_an_email_says_when_where_and_until_when(
        self, django_capture_on_commit_callbacks, monkeypatch
    ):
        monkeypatch.setattr(timezone, "now", lambda: NOW)  # in the same year no year is said
        first, _ = wait_for_a_seat(reached_by=Channel.EMAIL, email="mary@example.org")

        with django_capture_on_commit_callbacks(execute=True):
            cancel(first)

        (sent,) = mail.outbox
        assert sent.to == ["mary@example.org"] and sent.subject == "A seat is free for you"
        assert "Hello Mary" in sent.body and "Edward Woods Centre" in sent.body
        assert "Thursday 8 October, 2 o’clock to half past 3" in sent.body
        assert "by Friday 2 October, 10 o’clock" in sent.body
        assert "/me/" in sent.body and "John" not in sent.body
        assert not offers_to_tell(now=NOW).exists()

    def test_a_deed_that_is_taken_back_sends_nothing(self, django_capture_on_commit_callbacks):
        first, _ = wait_for_a_seat(reached_by=Channel.EMAIL, email="mary@example.org")

        with django_capture_on_commit_callbacks(execute=True):
            try:
                with transaction.atomic():
                    cancel(first)
                    raise RuntimeError
            except RuntimeError:
                pass

        assert mail.outbox == [] and not Offer.objects.exists()


@pytest.mark.django_db
class TestByTheDesk:
    @pytest.mark.parametrize("reached_by", [Channel.TELEPHONE, Channel.TEXT, Channel.LETTER])
    def test_the_others_stand_on_the_desks_list_until_they_answer(
        self, client, coordinator, reached_by, django_capture_on_commit_callbacks
    ):
        now = timezone.now()
        first, mary = wait_for_a_seat(reached_by=reached_by, on=coming(weeks=3), now=now)
        client.force_login(coordinator)
        with django_capture_on_commit_callbacks(execute=True):
            cancel(first, now)
        assert mail.outbox == []

        tasks = client.get(reverse("programme:tasks")).content.decode()
        assert "Tell Mary" in tasks and reverse("desk:call", args=[mary.pk]) in tasks
        assert "A seat is free for 1 person" in client.get("/admin/").content.decode()

        note_attempt(offer=Offer.objects.get(), by=coordinator, now=now)
        assert "Rung in vain once" in client.get(reverse("programme:tasks")).content.decode()

    def test_whoever_has_no_email_address_after_all_is_rung(self):
        first, _ = wait_for_a_seat(reached_by=Channel.EMAIL)
        cancel(first)

        assert offers_to_tell(now=NOW).count() == 1
        assert not offers_to_tell(now=NOW + timedelta(days=9)).exists()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_of_them_ask_no_more_of_the_database(
        self, client, coordinator, rows, django_assert_num_queries
    ):
        now = timezone.now()
        for week in range(rows):
            first, _ = wait_for_a_seat(
                reached_by=Channel.TELEPHONE, on=coming(weeks=3 + week), now=now
            )
            cancel(first, now)
        client.force_login(coordinator)
        client.get(reverse("programme:tasks"))

        with django_assert_num_queries(QUERIES):
            client.get(reverse("programme:tasks"))


QUERIES = 14


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtOnce:
    """Four press “Offer the next seat”: one offer, one email."""

    def race(self, *, locked=True):
        mail.outbox.clear()
        session = make_session(seats=1)
        (waits,) = make_learners(1, reached_by=Channel.EMAIL)
        User.objects.filter(pk=waits.pk).update(email=f"learner{waits.pk}@example.org")
        booking = book(session, waits)
        booking.state, booking.seat = "waiting", None
        booking.save()
        told = in_threads([["offer", session.pk, waits.pk, ""]] * 4, locked=locked)
        return sorted(told), len(mail.outbox)

    def test_one_email_is_sent(self):
        assert self.race() == (["0", "0", "0", "1"], 1)

    def test_control_without_the_lock_they_get_in_each_others_way(self):
        rounds = (self.race(locked=False) for _ in range(25))
        assert any("IntegrityError" in told or sent != 1 for told, sent in rounds)
