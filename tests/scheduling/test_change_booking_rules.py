"""The rules of booking: each number with its meaning, and every session goes by them at once."""

import pytest

from tests.factories.scheduling import NOW, book, make_learner, make_session, make_shift
from tests.scheduling.shown import shown
from whatthetech.scheduling.booking_rules import change_booking_rules
from whatthetech.scheduling.models import BookingRules, Offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_october")]
AT = "/admin/desk/booking-rules/"
NUMBERS = {
    field.name: field.default for field in BookingRules._meta.fields if not field.primary_key
}


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def test_each_number_stands_with_its_meaning(desk):
    page = desk.get(AT)

    assert {field.name for field in page.context["form"]} == set(NUMBERS)
    assert all(field.help_text for field in page.context["form"])
    assert "keeps 2 seats for whoever comes without booking" in shown(page)


def test_a_change_is_kept_and_in_the_history(desk):
    page = desk.post(AT, NUMBERS | {"undo_minutes": 45}, follow=True)

    assert BookingRules.now_in_force().undo_minutes == 45
    assert "Sam: minutes in which a cancellation can be undone" in shown(page)


def test_no_change_is_none(desk):
    page = desk.post(AT, NUMBERS, follow=True)

    assert "Nothing was changed." in page.content.decode()
    assert not BookingRules.objects.exists()


def test_there_is_one_row_at_most(coordinator):
    for minutes in (10, 20):
        change_booking_rules(numbers={"undo_minutes": minutes}, by=coordinator, now=NOW)

    assert BookingRules.objects.get().undo_minutes == 20


def test_with_fewer_seats_for_walk_ins_who_waits_is_offered_one(coordinator):
    session = make_session(kept=None)
    session.kept_for_walk_ins = None
    session.save()
    BookingRules.objects.create(walk_ins_one_in=1)
    make_shift(session=session, places=2)
    book(session, make_learner())
    assert not Offer.objects.exists()

    change_booking_rules(numbers={"walk_ins_one_in": 6}, by=coordinator, now=NOW)

    assert Offer.objects.open().count() == 1


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("wrong", ["", "-1", "1001", "99999999999999999999", "six", "\x00", "😀"])
def test_what_is_no_number_is_a_sentence_with_the_mend(desk, name, wrong):
    page = desk.post(AT, NUMBERS | {name: wrong})

    assert "Type a whole number from" in shown(page)
    assert page.context["form"][name].value() == wrong
    assert not BookingRules.objects.exists()


@pytest.mark.parametrize("name", ["walk_ins_one_in", "telephone_attempts", "offers_at_most"])
def test_some_begin_at_one(desk, name):
    assert "Type a whole number from 1 to 1,000." in shown(desk.post(AT, NUMBERS | {name: "0"}))


def test_a_lead_and_a_volunteer_do_not_change_them(client, lead, volunteer):
    for person in (lead, volunteer):
        client.force_login(person)
        assert client.post(AT, NUMBERS).status_code in (302, 403)
    assert not BookingRules.objects.exists()
