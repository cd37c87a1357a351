"""How long it takes to find somebody among many, as a coordinator types."""

import time
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from whatthetech.people.finding import find_people
from whatthetech.people.models import LearnerProfile, User
from whatthetech.people.telephone import digits_of

PEOPLE, ROUNDS = 5_000, 9
ASKED = {
    "a misspelt name": "margret smyth",
    "a first letter": "m",
    "a part of a number": "900 12",
    "a name nobody has": "xyzzy quux",
}
FIRST = "Margaret John Doris Ahmed Fatima Joan Peter Amina Jose Ling Mary Patrick Rose".split()  # noqa: SIM905
LAST = "Smith Jones Hassan Okafor Murphy Singh Brown Costa Nowak Ali Green Wong Reid".split()  # noqa: SIM905


def figures() -> list[str]:
    fill()
    return [
        "",
        f"Finding one of {PEOPLE} people: processor milliseconds, median of {ROUNDS}, and queries",
        *(_row(name, words) for name, words in ASKED.items()),
    ]


def fill() -> None:
    made = []
    for number in range(PEOPLE):
        telephone = f"07700 {900_000 + number}"
        made.append(
            User(
                first_name=FIRST[number % len(FIRST)],
                last_name=f"{LAST[number // len(FIRST) % len(LAST)]} {_letters(number)}",
                telephone=telephone,
                telephone_digits=digits_of(telephone),
                password="!",
            )
        )
    people = User.objects.bulk_create(made)
    LearnerProfile.objects.bulk_create(LearnerProfile(person=person) for person in people)


def _letters(number: int) -> str:
    """A last name of one's own: most people share neither."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _row(name: str, words: str) -> str:
    took = []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as queries:
            start = time.process_time()
            find_people(words, now=timezone.now())
            took.append(time.process_time() - start)
    return f"{name:26}{median(took) * 1000:10.0f}{len(queries):6}"
