from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from whatthetech.people.cards import (
    ENDS_AFTER,
    StaffHaveNoCard,
    check_digit,
    find_by_link,
    find_by_number,
    is_well_formed,
    issue_card,
    new_seed,
    number_of,
    read_number,
)
from whatthetech.people.models import Card, User

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture
def learner(db):
    return User.objects.create_user(first_name="Mary")


@pytest.fixture
def card(learner):
    return issue_card(person=learner, by=None, now=NOW)


class TestNumber:
    @pytest.mark.parametrize(
        ("digits", "check"), [("7992739871", "3"), ("00000000000", "0"), ("12345678901", "5")]
    )
    def test_the_check_digit_is_luhns(self, digits, check):
        assert check_digit(digits) == check

    def test_every_single_wrong_digit_is_caught(self):
        number = number_of(new_seed())
        for place in range(12):
            for other in "0123456789".replace(number[place], ""):
                assert not is_well_formed(number[:place] + other + number[place + 1 :])

    def test_numbers_are_twelve_digits_and_differ(self):
        numbers = {number_of(new_seed()) for _ in range(1000)}

        assert len(numbers) == 1000
        assert all(is_well_formed(number) for number in numbers)

    @pytest.mark.parametrize(
        "typed",
        ["1234 5678 9012", "1234-5678-9012", "1234.5678.9012", " 123456789012\n", "١٢٣٤ ٥٦٧٨ ٩٠١٢"],
    )
    def test_spaces_dashes_stops_and_other_scripts_are_forgiven(self, typed):
        assert read_number(typed) == "123456789012"

    @pytest.mark.parametrize("typed", ["", "Mary", "²³", "\x00", "½"])
    def test_what_has_no_digits_has_none(self, typed):
        assert read_number(typed) == ""


class TestIssue:
    def test_the_card_is_found_by_its_number_and_by_its_link(self, card):
        assert find_by_number(card.number, now=NOW) == card.card
        assert find_by_link(card.token, now=NOW) == card.card

    def test_it_is_printed_in_fours(self, card):
        assert card.printed_number.split() == [card.number[:4], card.number[4:8], card.number[8:]]

    def test_neither_number_nor_link_is_kept(self, card):
        kept = " ".join(str(value) for value in Card.objects.values().get().values())

        assert card.number not in kept
        assert card.token not in kept

    def test_the_number_cannot_be_tried_without_the_key(self, card, settings):
        settings.CARD_KEY = "another"

        assert find_by_number(card.number, now=NOW) is None

    def test_the_link_has_at_least_128_random_bits(self, card):
        assert len(card.token) * 6 >= 128

    def test_a_new_card_ends_the_old_one_at_once(self, learner, card):
        later = NOW + timedelta(minutes=1)
        issue_card(person=learner, by=None, now=later)

        assert find_by_number(card.number, now=later) is None
        assert find_by_link(card.token, now=later) is None

    def test_the_database_holds_one_live_card_a_person(self, learner, card):
        with pytest.raises(IntegrityError), transaction.atomic():
            Card.objects.create(person=learner, number_digest="x", link_digest="y", issued_at=NOW)

    @pytest.mark.parametrize(
        ("unused_for", "opens"), [(ENDS_AFTER - timedelta(seconds=1), True), (ENDS_AFTER, False)]
    )
    def test_a_card_ends_a_year_after_its_last_use(self, card, unused_for, opens):
        used_at = NOW + timedelta(days=300)
        Card.objects.update(last_used_at=used_at)

        assert bool(find_by_number(card.number, now=used_at + unused_for)) is opens

    def test_somebody_who_may_no_longer_sign_in_has_no_card(self, learner, card):
        learner.is_active = False
        learner.save()

        assert find_by_link(card.token, now=NOW) is None

    @pytest.mark.parametrize(
        "fields", [{"password": "a long password"}, {"is_staff": True}, {"is_superuser": True}]
    )
    def test_staff_get_no_card(self, db, fields):
        with pytest.raises(StaffHaveNoCard):
            issue_card(person=User.objects.create_user(**fields), by=None, now=NOW)

        assert not Card.objects.exists()

    def test_nor_does_somebody_invited_who_has_no_password_yet(self, learner):
        learner.groups.add(Group.objects.get(name="Volunteers"))

        with pytest.raises(StaffHaveNoCard):
            issue_card(person=learner, by=None, now=NOW)

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_of_several_issued_at_once_one_is_live(self):
        """Real threads, as when a coordinator presses twice."""
        learner, issued = User.objects.create_user(first_name="Mary"), []
        barrier = Barrier(4)

        def issue():
            barrier.wait()
            issued.append(issue_card(person=learner, by=None, now=NOW))
            connection.close()

        threads = [Thread(target=issue) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        live = [card for card in issued if find_by_number(card.number, now=NOW)]
        assert (len(issued), len(live)) == (4, 1)
        assert find_by_link(live[0].token, now=NOW) == learner.cards.get(ended_at=None)
