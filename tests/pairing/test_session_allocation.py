"""On the day: the primary if there, else somebody they know, else the best substitute."""

from datetime import timedelta

import pytest

from tests.factories.pairing import (
    NOW,
    TODAY,
    make_attended,
    make_helper,
    make_pairing,
    make_thursdays,
    make_wanting,
    who_has_whom,
)
from tests.factories.scheduling import book, make_shift
from whatthetech.pairing.allocation import (
    NobodyBooked,
    SessionIsCancelled,
    allocation,
    propose_session,
)
from whatthetech.pairing.models import Pairing, Role, Round
from whatthetech.pairing.pins import forbid, pin
from whatthetech.pairing.reasons import why_unpaired
from whatthetech.pairing.rounds import StaleDraft, publish_round, withdraw_round
from whatthetech.scheduling.models import LearningSession
from whatthetech.scheduling.shifts import withdraw_shift

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_thursdays()


@pytest.fixture
def session(term):
    return LearningSession.objects.order_by("starts_at").first()


@pytest.fixture
def propose(session, coordinator):
    def propose():
        return propose_session(session=session, by=coordinator, now=NOW, seed=3)

    return propose


@pytest.fixture
def publish(coordinator):
    def publish(round):
        return publish_round(round=round, by=coordinator, now=NOW)

    return publish


def helps(session, **fields):
    volunteer = make_helper(**fields)
    make_shift(session=session, volunteer=volunteer, places=volunteer.learners_at_once)
    return volunteer


def comes(session, **fields):
    learner = make_wanting(**fields)
    book(session, learner)
    return learner


def test_the_primary_helps_if_there(session, propose, term):
    nadia, tom = helps(session, called="Nadia"), helps(session, called="Tom")
    mary, omar = comes(session, called="Mary"), comes(session, called="Omar")
    make_pairing(mary, tom, term)
    make_pairing(omar, nadia, term)

    round = propose()

    assert who_has_whom(round.pairs) == {"Mary": "Tom", "Omar": "Nadia"}
    assert (round.session, round.term) == (session, None)


def test_without_the_primary_somebody_they_know(session, propose, term):
    """Tom knows nothing of Mary's device and helped her once; Nadia is good at everything else."""
    tom = helps(session, called="Tom")
    helps(session, called="Nadia", devices=["iphone"], languages=["en", "so"])
    mary = comes(session, called="Mary", devices=["iphone"], language="so")
    make_pairing(mary, make_helper(called="Away"), term)
    make_attended(mary, helper=tom, room=session.room)

    assert who_has_whom(propose().pairs) == {"Mary": "Tom"}


def test_the_reserve_is_somebody_they_know(session, propose, term):
    tom = helps(session, called="Tom")
    helps(session, called="Nadia", devices=["iphone"])
    mary = comes(session, called="Mary", devices=["iphone"])
    make_pairing(mary, tom, term, role=Role.RESERVE)

    assert who_has_whom(propose().pairs) == {"Mary": "Tom"}


def test_else_the_best_substitute(session, propose):
    helps(session, called="Tom")
    helps(session, called="Nadia", devices=["iphone"])
    comes(session, called="Mary", devices=["iphone"])

    assert who_has_whom(propose().pairs) == {"Mary": "Nadia"}


def test_nobody_is_left_alone_for_the_sake_of_a_primary(session, propose, term):
    """Only Nadia may help Omar."""
    nadia = helps(session, called="Nadia", gender="woman")
    helps(session, called="Tom")
    mary = comes(session, called="Mary")
    comes(session, called="Omar", helper_must_be="woman")
    make_pairing(mary, nadia, term)

    assert who_has_whom(propose().pairs) == {"Mary": "Tom", "Omar": "Nadia"}


def test_a_helper_helps_as_many_as_their_shift_says(session, propose):
    helps(session, called="Nadia", places=2)
    for name in ("Ann", "Bea"):
        comes(session, called=name)
    late = make_wanting(called="Cem")
    session.bookings.create(
        learner=late, state="booked", seat=9, channel="phone", made_at=NOW, joined_at=NOW
    )

    round = propose()

    assert round.pairs.count() == 2
    (left,) = round.unpaired.all()
    (sentence,) = why_unpaired([left])[left.learner_id]
    assert sentence.startswith("These 3 people can only be helped by Nadia, who has 2 places")


def test_hard_rules_and_pins_hold_on_the_day_too(session, propose, coordinator):
    nadia, tom = helps(session, called="Nadia"), helps(session, called="Tom")
    mary, omar = comes(session, called="Mary"), comes(session, called="Omar")
    forbid(learner=mary, volunteer=tom, by=coordinator, now=NOW)
    assert who_has_whom(propose().pairs) == {"Mary": "Nadia", "Omar": "Tom"}

    pin(learner=omar, volunteer=nadia, session=session, by=coordinator, now=NOW)
    assert who_has_whom(propose().pairs) == {"Omar": "Nadia"}


def test_a_pin_for_the_term_to_somebody_who_is_not_there_blocks_nobody(
    session, propose, coordinator
):
    mary = comes_later = make_wanting(called="Mary")
    pin(learner=mary, volunteer=make_helper(called="Away"), by=coordinator, now=NOW)
    helps(session, called="Tom")
    book(session, comes_later)

    assert who_has_whom(propose().pairs) == {"Mary": "Tom"}


def test_published_it_stands_in_the_register(session, propose, publish, coordinator):
    tom = helps(session, called="Tom")
    mary = comes(session, called="Mary")
    assert allocation([session]) == {}

    round = publish(propose())

    assert session.bookings.get().helper.volunteer == tom
    assert allocation([session])[session.pk, mary.pk].volunteer == tom
    assert not Pairing.objects.exists()

    withdraw_round(round=round, by=coordinator, now=NOW)
    assert session.bookings.get().helper is None
    assert allocation([session]) == {}


def test_a_later_allocation_takes_the_place_of_the_one_before(session, propose, publish):
    helps(session, called="Tom")
    comes(session, called="Mary")
    first = publish(propose())

    round = publish(propose())

    first.refresh_from_db()
    assert (first.state, round.state) == (Round.State.WITHDRAWN, Round.State.PUBLISHED)
    assert len(allocation([session])) == 1


def test_a_helper_who_withdrew_since_is_told(session, propose, publish):
    tom = helps(session, called="Tom")
    comes(session, called="Mary")
    round = propose()
    withdraw_shift(shift=tom.shifts.get(), by=tom.person, now=NOW, why="Ill")

    with pytest.raises(StaleDraft) as refused:
        publish(round)

    assert refused.value.sentences == [
        "Mary and Tom: One of them does not come to this session any more."
    ]


def test_a_session_without_anybody_and_one_that_is_off(session, propose):
    with pytest.raises(NobodyBooked):
        propose()

    session.cancelled_at = NOW
    with pytest.raises(SessionIsCancelled):
        propose()


@pytest.mark.parametrize("count", [1, 3])
def test_more_people_ask_no_more_of_the_database(
    session, propose, django_assert_num_queries, count
):
    for number in range(count):
        helps(session, called=f"V{number}")
        comes(session, called=f"L{number}")

    with django_assert_num_queries(QUERIES):
        propose()


QUERIES = 41


def test_somebody_who_came_in_a_week_ago_is_no_longer_asked(session, propose):
    """Only this session counts, whatever else is booked."""
    helps(session, called="Tom")
    comes(session, called="Mary")
    make_attended(make_wanting(called="Old"), on=TODAY - timedelta(weeks=1), room=session.room)

    assert set(who_has_whom(propose().pairs)) == {"Mary"}
