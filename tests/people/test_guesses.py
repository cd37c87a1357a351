"""The risk rule, with the clock in our hands: S4 and S5 of the standard."""

from datetime import UTC, datetime, timedelta

import pytest

from whatthetech.people import guesses
from whatthetech.people.cards import check_digit, issue_card
from whatthetech.people.guesses import (
    NotACard,
    SlipOfTheFinger,
    TypingClosed,
    WaitFirst,
    begin_class,
    try_number,
)
from whatthetech.people.models import User, WrongGuess

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
HOME, LIBRARY = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def card():
    return issue_card(person=User.objects.create_user(first_name="Mary"), by=None, now=NOW)


def wrong(number=0) -> str:
    """A number with a right check digit that opens nothing."""
    digits = f"{number:011d}"
    return digits + check_digit(digits)


def guess_wrong(times, *, address=HOME, now=NOW):
    for number in range(times):
        with pytest.raises(NotACard):
            try_number(wrong(number), address=address, now=now)


def test_the_right_number_opens_the_card_however_it_is_typed(card):
    assert try_number(card.printed_number, address=HOME, now=NOW) == card.card
    assert not WrongGuess.objects.exists()


@pytest.mark.parametrize("typed", ["", "12", "123456789012", "1" * 500, "Mary"])
def test_a_slip_of_the_finger_is_told_from_a_guess(typed):
    with pytest.raises(SlipOfTheFinger):
        try_number(typed, address=HOME, now=NOW)

    assert WrongGuess.objects.get().is_slip


def test_after_ten_wrong_one_waits_even_with_the_right_number(card):
    guess_wrong(10)

    with pytest.raises(WaitFirst) as wait:
        try_number(card.number, address=HOME, now=NOW)

    assert wait.value.until == NOW + timedelta(seconds=30)


def test_after_the_wait_the_right_number_opens_it_is_never_a_lock_out(card):
    guess_wrong(10)

    later = NOW + timedelta(seconds=31)

    assert try_number(card.number, address=HOME, now=later) == card.card


def test_the_waits_grow_to_a_quarter_of_an_hour_and_no_further():
    waits, now = [], NOW
    guess_wrong(9)
    for number in range(6):
        guess_wrong(1, now=now)
        with pytest.raises(WaitFirst) as wait:
            try_number(wrong(number), address=HOME, now=now)
        waits.append((wait.value.until - now).total_seconds())
        now = wait.value.until

    assert waits == [30, 60, 120, 240, 480, 900]


def test_one_address_does_not_make_another_wait(card):
    guess_wrong(10, address=LIBRARY)

    assert try_number(card.number, address=HOME, now=NOW) == card.card


def test_two_hundred_wrong_in_an_hour_close_typing_for_everybody(card):
    for number in range(200):
        guess_wrong(1, address=f"192.0.2.{number}")

    with pytest.raises(TypingClosed) as closed:
        try_number(card.number, address=HOME, now=NOW)

    assert closed.value.until == NOW + timedelta(hours=1)
    assert try_number(card.number, address=HOME, now=closed.value.until) == card.card


def test_slips_do_not_close_the_site(card):
    for number in range(300):
        with pytest.raises(SlipOfTheFinger):
            try_number("12", address=f"address {number}", now=NOW)

    assert try_number(card.number, address=HOME, now=NOW) == card.card


def test_slips_of_one_address_are_capped():
    for _ in range(60):
        with pytest.raises(SlipOfTheFinger):
            try_number("12", address=HOME, now=NOW)

    with pytest.raises(WaitFirst):
        try_number("12", address=HOME, now=NOW)


def test_a_class_ends_after_two_hours():
    begin_class(address=LIBRARY, by=User.objects.create_user("sam@example.org"), now=NOW)
    later = NOW + guesses.CLASS_LASTS
    guess_wrong(10, address=LIBRARY, now=later)

    with pytest.raises(WaitFirst):
        try_number(wrong(), address=LIBRARY, now=later)


def test_no_address_is_kept_as_it_is():
    guess_wrong(1)

    assert HOME not in str(list(WrongGuess.objects.values()))
