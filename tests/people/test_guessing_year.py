"""A year of guessing, and a room full of typos, with the clock in our hands: S4 and S5."""

import random
from bisect import bisect_left
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.people import make_card
from whatthetech.people import guesses
from whatthetech.people.cards import check_digit
from whatthetech.people.guesses import (
    CLASS_LASTS,
    NotACard,
    SlipOfTheFinger,
    TypingClosed,
    WaitFirst,
    begin_class,
    try_number,
)
from whatthetech.people.models import User

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
LIVE_CARDS, NUMBERS, HOURS_A_YEAR = 500, 10**11, 24 * 365
LIBRARY = "192.0.2.2"


def well_formed(number: int) -> str:
    digits = f"{number % NUMBERS:011d}"
    return digits + check_digit(digits)


def slip_of(number: str, place: int) -> str:
    """One digit mistyped."""
    other = (int(number[place]) + 1) % 10
    return f"{number[:place]}{other}{number[place + 1 :]}"


class Robots:
    """Guess well-formed numbers, each from an address of its own, so that only the site's cap
    holds them. `let_through`: when each guess was looked at, and so might have hit."""

    def __init__(self):
        self.let_through: list[datetime] = []
        self.tried = 0

    def guess(self, now: datetime, *, address: str | None = None) -> type[Exception]:
        self.tried += 1
        try:
            try_number(well_formed(self.tried), address=address or f"robot {self.tried}", now=now)
        except NotACard:
            self.let_through.append(now)
            return NotACard
        except (WaitFirst, TypingClosed) as held:
            return type(held)

    @property
    def most_in_an_hour(self) -> int:
        """Of every hour that begins with a guess."""
        times = sorted(self.let_through)
        return max(bisect_left(times, begin + HOUR) - number for number, begin in enumerate(times))


def hits_a_year(guesses_an_hour: float) -> float:
    """How many of 500 cards may be expected to be hit."""
    return LIVE_CARDS * guesses_an_hour * HOURS_A_YEAR / NUMBERS


def guess_all_day(robots: Robots, *, hours: int) -> None:
    """As fast as they are let: a burst whenever typing opens, and a knock while it is closed."""
    now, end = NOW, NOW + timedelta(hours=hours)
    while now < end:
        closed_until = guesses.typing_closed_until(now)
        if closed_until:
            assert robots.guess(now) is TypingClosed
            now = min(closed_until, end)
        else:
            robots.guess(now)
            now += timedelta(seconds=2)


def test_S4_a_year_of_guessing_by_thousands_of_robots_stays_under_one_percent():
    """Three hours of guessing, each guess through the real gate, times a year of hours.

    That no hour of the year can be worse than these is the next test's.
    """
    robots, hours = Robots(), 3
    guess_all_day(robots, hours=hours)

    an_hour = len(robots.let_through) / hours
    assert an_hour > guesses.WRONG_ON_THE_SITE * 0.8  # else hardly anything was tried
    assert robots.most_in_an_hour <= guesses.WRONG_ON_THE_SITE
    assert hits_a_year(guesses.WRONG_ON_THE_SITE) <= 0.01
    assert hits_a_year(an_hour) <= 0.01


@pytest.mark.parametrize("seed", range(3))
def test_S5_in_no_hour_are_more_guesses_let_through_than_the_cap(seed, monkeypatch):
    """A property, by random robots: bursts, pauses, shared addresses, a class, slips between.

    The cap is lowered so that a few hundred guesses reach it many times over.
    """
    monkeypatch.setattr(guesses, "WRONG_ON_THE_SITE", 20)
    chance, robots, now = random.Random(seed), Robots(), NOW
    begin_class(address=LIBRARY, by=User.objects.create_user("sam@example.org"), now=now)
    closed = 0
    for _ in range(400):
        now += timedelta(seconds=chance.choice([0, 0, 1, 30, 180, 1500]))
        address = chance.choice([None, None, LIBRARY, "192.0.2.9"])
        if chance.random() < 0.2:
            with pytest.raises((SlipOfTheFinger, WaitFirst, TypingClosed)):
                try_number("12", address=address or "a thumb", now=now)
        closed += robots.guess(now, address=address) is TypingClosed

    assert closed > 20
    assert robots.most_in_an_hour == 20


def test_S5_the_control_without_the_cap_more_are_let_through(monkeypatch):
    monkeypatch.setattr(guesses, "WRONG_ON_THE_SITE", 10**6)
    robots = Robots()
    for number in range(250):
        robots.guess(NOW + timedelta(seconds=number))

    assert robots.most_in_an_hour == 250
    assert hits_a_year(250) > 0.01


def test_S4_right_numbers_and_slips_use_up_nothing_of_the_sites_cap():
    """Or a busy day of learners would close typing for all."""
    issued = make_card(now=NOW)
    for number in range(guesses.WRONG_ON_THE_SITE + 1):
        assert try_number(issued.number, address=f"home {number}", now=NOW) == issued.card
        with pytest.raises(SlipOfTheFinger):
            try_number(slip_of(issued.number, number % 12), address=f"home {number}", now=NOW)

    assert guesses.typing_closed_until(NOW) is None


@pytest.mark.parametrize("in_class", [True, False], ids=["in a class", "the control: no class"])
def test_S5_of_thirty_people_with_three_typos_each_all_are_signed_in_in_a_class(in_class):
    """One room behind one address, everybody typing at the same time.

    Each mistypes a digit, then swaps the card for the neighbour's old one, then leaves out the
    last digit; then it is right. They take turns, as people in a room do.
    """
    teacher = User.objects.create_user("sam@example.org")
    cards = [make_card(called=f"Learner {number}", now=NOW) for number in range(30)]
    if in_class:
        begin_class(address=LIBRARY, by=teacher, now=NOW)
    now, signed_in, waited = NOW, set(), 0
    for attempt in range(4):
        for number, issued in enumerate(cards):
            now += timedelta(seconds=10)
            typed = (
                slip_of(issued.number, number % 12),
                well_formed(number),
                issued.number[:-1],
                issued.number,
            )[attempt]
            try:
                signed_in.add(try_number(typed, address=LIBRARY, now=now).person_id)
            except NotACard:
                assert attempt < 3
            except WaitFirst:
                waited += 1

    assert now < NOW + CLASS_LASTS
    if in_class:
        assert (len(signed_in), waited) == (30, 0)
    else:
        assert waited > 0
