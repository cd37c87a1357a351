"""Finding anybody while they are on the telephone: by name, telephone, card number or email.

Two queries, whatever the number of people: all their names and numbers, which are compared
here, and then those who were found, whole.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q

from whatthetech.people.card_states import card_state
from whatthetech.people.cards import DIGITS, is_well_formed, number_digest, read_number
from whatthetech.people.models import Card, User
from whatthetech.people.names import SAME, Likeness, alike, words_of
from whatthetech.people.telephone import digits_of

MOST_LETTERS, MOST_WORDS = 200, 8  # of what was asked; more is no name
LEAST_DIGITS = 4  # of a telephone number
ENOUGH = 0.7  # of 1, which is all that was asked, exactly
UNKNOWN_HALF = 0.5  # for a first or last name that we don't hold, and that may be right
COLUMNS = ("pk", "first_name", "last_name", "known_as", "telephone_digits", "email")
EMAIL = re.compile(r"\S*@\S*")


@dataclass(frozen=True)
class Found:
    person: User  # with `card` (a CardState) and profiles, asked for together
    why: str  # such as “a name spelt like it”
    score: float  # 0 to 1


@dataclass(frozen=True)
class Asked:
    """What was typed, taken apart."""

    names: tuple[str, ...] = ()
    digits: str = ""  # any part of a telephone number, as typed
    whole_number: str = ""  # the same with its country, if it is a whole one
    email: str = ""

    @classmethod
    def read(cls, words: str) -> "Asked":
        words = words[:MOST_LETTERS]
        email = EMAIL.search(words)
        rest = EMAIL.sub(" ", words)
        digits = read_number(rest)
        is_number = len(digits) >= LEAST_DIGITS
        return cls(
            names=words_of(rest)[:MOST_WORDS],
            digits=digits if is_number else "",
            whole_number=digits_of(re.sub(r"[^\d+() -]", "", rest)) if is_number else "",
            email=email[0].casefold().strip(".,;<>") if email else "",
        )


def find_people(words: str, *, now: datetime, limit: int = 20) -> list[Found]:
    """Learners and volunteers, the likeliest first. Who was merged leads to who was kept."""
    if card := card_of(words):
        why = "the number of their card"
        return _fetch({_kept(card.person).pk: Likeness(1.0, why)}, now=now, limit=limit)
    return _fetch(_compare(Asked.read(words), least=ENOUGH), now=now, limit=limit)


def possible_duplicates(
    *,
    first_name: str = "",
    last_name: str = "",
    telephone: str = "",
    email: str = "",
    now: datetime,
    limit: int = 5,
) -> list[Found]:
    """Who may be the one about to be added: the same number or address, or a name like it."""
    by_name = _compare(Asked(names=words_of(f"{first_name} {last_name}")[:MOST_WORDS]), least=0.74)
    whole = digits_of(telephone)
    number = Asked(whole_number=whole, digits=whole) if len(whole) >= LEAST_DIGITS else Asked()
    by_number = _compare(number, least=0.99)
    by_email = _compare(Asked(email=email.strip().casefold()), least=0.99)
    return _fetch(by_name | by_number | by_email, now=now, limit=limit)


def card_of(words: str) -> Card | None:
    """The card whose whole number was typed, ended or not: an old one still says whose it was."""
    number = read_number(words[:MOST_LETTERS])
    if not is_well_formed(number):
        return None
    cards = Card.objects.select_related("person__merged_into")
    return cards.filter(number_digest=number_digest(number)).first()


def trouble_with_card(words: str) -> str:
    """What to ask of a caller who read out twelve digits that opened nothing. Else empty."""
    number = read_number(words)
    if len(number) != DIGITS or number.startswith("44") or words_of(words):
        return ""
    if not is_well_formed(number):
        return "This is no card’s number: one digit is different. Ask them to read it again."
    return "No card of ours has this number. Ask for their name instead."


def _compare(asked: Asked, *, least: float) -> dict[int, Likeness]:
    """{person: how like}, of everybody who is like enough."""
    if asked == Asked():
        return {}
    rows = list(_everybody().values_list(*COLUMNS, "merged_into"))
    kept = {row[0]: row[-1] for row in rows if row[-1]}
    vocabulary = _vocabulary(rows) if asked.names else []
    by_word = [alike(name, vocabulary) for name in asked.names]
    meant = set().union(*by_word)  # every word that may be a part of what was asked
    found: dict[int, Likeness] = {}
    for pk, first, last, known_as, digits, email, _ in rows:
        marks = []
        if asked.names:
            marks.append(_likeness_of_name(by_word, meant, (first, last, known_as)))
        if asked.digits:
            marks.append(_likeness_of_number(asked, digits))
        if asked.email:
            marks.append(_likeness_of_email(asked.email, email))
        if max(mark.score for mark in marks) < least:
            continue
        score = sum(mark.score for mark in marks) / len(marks)
        why = " and ".join(dict.fromkeys(mark.why for mark in marks if mark.why))
        if pk in kept:
            why += ", of a record that was merged into this one"
        while pk in kept:
            pk = kept[pk]
        if pk not in found or found[pk].score < score:
            found[pk] = Likeness(score, why)
    return found


def _everybody():
    return User.objects.filter(
        Q(learner_profile__isnull=False)
        | Q(volunteer_profile__isnull=False)
        | Q(merged_into__isnull=False)
    )


def _vocabulary(rows) -> list[str]:
    """Every word of every name, once."""
    names = {name for row in rows for name in row[1:4] if name}
    return list({word for name in names for word in _words_of_record(name)})


@lru_cache(maxsize=20_000)
def _words_of_record(name: str) -> tuple[str, ...]:
    """“Van der Berg” is also found as “Vanderberg”."""
    words = words_of(name)
    return (*words, "".join(words)) if len(words) > 1 else words


NO_LIKENESS = Likeness(0.0, "")


def _likeness_of_name(by_word: list[dict], meant: set[str], names: tuple[str, ...]) -> Likeness:
    words = [word for name in names if name for word in _words_of_record(name) if word in meant]
    if not words:
        return NO_LIKENESS
    first, last, known_as = names
    total, least = 0.0, SAME
    for likenesses in by_word:
        best = max(
            (likenesses[word] for word in words if word in likenesses),
            key=lambda likeness: likeness.score,
            default=NO_LIKENESS,
        )
        if best is NO_LIKENESS:
            total += 0.0 if last and (first or known_as) else UNKNOWN_HALF
            least = Likeness(0.0, "a part of the name")
            continue
        total += best.score
        least = min(least, best, key=lambda likeness: likeness.score)
    score = total / len(by_word)
    return Likeness(score, least.why) if score >= ENOUGH else NO_LIKENESS


def _likeness_of_number(asked: Asked, digits: str) -> Likeness:
    if not digits:
        return NO_LIKENESS
    if digits == asked.whole_number:
        return Likeness(1.0, "the telephone number")
    for part in (asked.digits, asked.digits.removeprefix("0"), asked.whole_number):
        if len(part) >= LEAST_DIGITS and part in digits:
            score = 0.95 if digits.endswith(part) else 0.85
            return Likeness(score, "a part of the telephone number")
    return NO_LIKENESS


def _likeness_of_email(asked: str, email: str | None) -> Likeness:
    email = (email or "").casefold()
    if email == asked:
        return Likeness(1.0, "the email address")
    if len(asked) > 1 and asked in email:
        return Likeness(0.85, "a part of the email address")
    return NO_LIKENESS


def _kept(person: User) -> User:
    while person.merged_into:
        person = person.merged_into
    return person


def _fetch(likenesses: dict[int, Likeness], *, now: datetime, limit: int) -> list[Found]:
    best = sorted(likenesses.items(), key=lambda item: (-item[1].score, item[0]))[:limit]
    if not best:
        return []
    people = (
        User.objects.select_related("learner_profile", "volunteer_profile")
        .annotate(card=card_state(now=now))
        .in_bulk([pk for pk, _ in best])
    )
    return [
        Found(people[pk], likeness.why, likeness.score) for pk, likeness in best if pk in people
    ]
