"""Seats of people who were erased, or whose two records became one."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories.records import make_known_learner
from tests.factories.scheduling import NOW, book, make_learner, make_session, states
from whatthetech.people.erasing import erase_person
from whatthetech.people.merging import merge_people, undo_merge
from whatthetech.people.models import Merge
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.waiting_list import settle_by_the_clock

pytestmark = pytest.mark.django_db


def test_the_seat_of_somebody_erased_goes_to_the_next_who_waits(coordinator):
    session, mary, john = make_session(seats=1), make_learner(), make_learner(called="John")
    book(session, mary)
    book(session, john)

    erase_person(person=mary, by=coordinator, now=NOW)
    offers = settle_by_the_clock(now=NOW)

    assert [offer.booking.learner for offer in offers] == [john]
    assert states(session) == ["cancelled", "offered"]
    assert settle_by_the_clock(now=NOW) == []


def test_a_register_that_was_taken_keeps_its_count(coordinator):
    session, mary = make_session(seats=1), make_learner()
    booking = book(session, mary)
    Booking.objects.filter(pk=booking.pk).update(state="attended")

    erase_person(person=mary, by=coordinator, now=session.ends_at)
    settle_by_the_clock(now=session.ends_at)

    assert states(session) == ["attended"]


class TestMerge:
    def merge(self, kept, gone, by):
        return merge_people(kept=kept, gone=gone, by=by, now=timezone.now())

    def test_bookings_come_along_and_go_back(self, coordinator):
        session = make_session(seats=1)
        kept, gone = make_known_learner(), make_known_learner()
        booking = book(session, gone)

        self.merge(kept, gone, coordinator)
        assert Booking.objects.get(pk=booking.pk).learner == kept
        settle_by_the_clock(now=NOW)
        assert states(session) == ["booked"]

        undo_merge(merge=Merge.objects.get(), by=coordinator, now=timezone.now())
        assert Booking.objects.get(pk=booking.pk).learner == gone

    def test_of_two_seats_in_one_session_one_is_let_go(self, coordinator):
        session = make_session(seats=2)
        kept, gone = make_known_learner(), make_known_learner()
        stays = book(session, kept)
        book(session, gone)

        self.merge(kept, gone, coordinator)
        settle_by_the_clock(now=NOW)

        assert occupancy(session).free == 1
        assert list(Booking.objects.live()) == [stays]

    def test_a_seat_stays_where_the_kept_record_cancelled_its_own(self, coordinator):
        session = make_session(seats=2)
        kept, gone = make_known_learner(), make_known_learner()
        booking = book(session, kept)
        Booking.objects.filter(pk=booking.pk).update(state="cancelled", seat=None, cancelled_at=NOW)
        stays = book(session, gone)

        self.merge(kept, gone, coordinator)
        settle_by_the_clock(now=NOW)

        assert list(Booking.objects.live()) == [stays]
        assert Booking.objects.get(pk=stays.pk).learner == kept


def test_the_clock_frees_seats_and_says_how_many(coordinator):
    session, now = make_session(seats=1, on=timezone.localdate() + timedelta(days=9)), NOW
    mary, john = make_learner(), make_learner(called="John")
    book(session, mary, now=now)
    book(session, john, now=now)
    erase_person(person=mary, by=coordinator, now=now)
    said = StringIO()

    call_command("tick", stdout=said)

    assert "1 freed seats offered" in said.getvalue()
    assert "0 offers of a seat not answered in time" in said.getvalue()
