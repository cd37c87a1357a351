"""A process that books and cancels at random until it is killed; it says what it will do.

Before each seat is written it waits for a line, so that a SIGKILL surely comes between two writes.
Once nobody can tell it anything it waits no more.
"""

import random
import sys
from contextlib import nullcontext
from unittest.mock import patch

from tests.scheduling.racing import lock_off, say, set_up

DEEDS = 200


def main() -> None:
    set_up()
    sys.stdin.readline()
    seed, is_locked = int(sys.argv[1]), sys.argv[2] == "locked"
    with patch_seats(), nullcontext() if is_locked else lock_off():
        scribble(random.Random(seed))  # to repeat it
    say("done")


def patch_seats():
    from whatthetech.scheduling import booking

    next_seat = booking.next_seat

    def say_and_wait(session):
        seat = next_seat(session)
        say("seat")
        sys.stdin.readline()
        return seat

    return patch.object(booking, "next_seat", say_and_wait)


def scribble(chance: random.Random) -> None:
    from tests.factories.scheduling import NOW
    from whatthetech.people.models import User
    from whatthetech.scheduling.booking import (
        AlreadyBooked,
        NoSeatBeside,
        book_pair,
        book_place,
        cancel_booking,
    )
    from whatthetech.scheduling.models import Booking, LearningSession

    sessions, learners = list(LearningSession.objects.all()), list(User.objects.learners())
    for _ in range(DEEDS):
        session, pair = chance.choice(sessions), tuple(chance.sample(learners, 2))
        made = {"by": pair[0], "channel": "web", "key": "", "now": NOW}
        deed = chance.choice(["pair", "pair", "book", "cancel"])
        say(deed)
        try:
            if deed == "pair":
                book_pair(session=session, learners=pair, **made)
            elif deed == "book":
                book_place(session=session, learner=pair[0], **made)
            elif booking := Booking.objects.live().filter(learner=pair[0]).first():
                cancel_booking(booking=booking, by=pair[0], now=NOW)
        except (AlreadyBooked, NoSeatBeside):
            continue


if __name__ == "__main__":
    main()
