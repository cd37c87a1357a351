"""Cards made at the desk: for people in the room who have none, or in place of a lost one."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from whatthetech.people.cards import IssuedCard, issue_card
from whatthetech.people.keeping_place import keep_my_place
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import LookUp, User

AT_MOST = 30


@transaction.atomic
def make_card_batch(
    *, people: Iterable[User] = (), blank: int = 0, by: User, now: datetime, seed: str
) -> list[IssuedCard]:
    """A new card for each of these people, whose old one ends at once; then the blank ones.

    A blank card is a learner's of whom we know nothing. The same seed soon after gives the same
    cards again. Raises StaffHaveNoCard, MadeBefore.
    """
    named = sorted(people, key=lambda person: person.pk)  # one order for all: no deadlock
    for person in named:
        note_look_up(by=by, deed=LookUp.Deed.CARD, person=person, now=now)
    if blank:
        note_look_up(by=by, deed=LookUp.Deed.CARD, now=now, remark=f"{blank} blank cards")
    return [
        *(issue_card(person=one, by=by, now=now, seed=f"{seed} of {one.pk}") for one in named),
        *(
            keep_my_place(called="", by=by, now=now, seed=f"{seed} blank {number}")
            for number in range(blank)
        ),
    ]
