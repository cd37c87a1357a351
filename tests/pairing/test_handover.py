"""A learner is handed on to the reserve, at a session together."""

from datetime import timedelta

import pytest

from tests.factories.pairing import (
    NOW,
    make_helper,
    make_pairing,
    make_thursdays,
    make_wanting,
    who_has_whom,
)
from tests.factories.scheduling import make_shift
from whatthetech.pairing.handover import (
    CannotPlanHandover,
    IsOver,
    NotYet,
    call_off_handover,
    complete_handover,
    plan_handover,
)
from whatthetech.pairing.models import Handover, Pairing, Role
from whatthetech.scheduling.models import LearningSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_thursdays()


@pytest.fixture
def session(term):
    return LearningSession.objects.order_by("starts_at").first()


@pytest.fixture
def pairing(term, session):
    """Mary with Nadia, who leaves in June, and Tom as her reserve; both come to the session."""
    mary, nadia, tom = make_wanting(), make_helper(called="Nadia"), make_helper(called="Tom")
    for volunteer in (nadia, tom):
        make_shift(session=session, volunteer=volunteer)
    make_pairing(mary, tom, term, role=Role.RESERVE)
    return make_pairing(mary, nadia, term)


@pytest.fixture
def plan(pairing, session, coordinator):
    def plan(**fields):
        asked = {"pairing": pairing, "session": session, "by": coordinator, "now": NOW}
        return plan_handover(**asked | fields)

    return plan


def test_after_the_session_the_reserve_helps(plan, session, coordinator):
    handover = plan()
    after = session.ends_at + timedelta(minutes=1)

    complete_handover(handover=handover, by=coordinator, now=after)

    assert who_has_whom(Pairing.objects.live().primary()) == {"Mary": "Tom"}
    assert not Pairing.objects.live().reserve().exists()
    assert set(Pairing.objects.exclude(ended_on=None).values_list("why_ended", flat=True)) == {
        "handed over"
    }
    with pytest.raises(IsOver):
        complete_handover(handover=handover, by=coordinator, now=after)


def test_before_the_session_nothing_changes(plan, session, coordinator):
    with pytest.raises(NotYet):
        complete_handover(handover=plan(), by=coordinator, now=session.starts_at)


def test_a_second_plan_replaces_the_first(plan):
    first, second = plan(), plan()

    assert list(Handover.objects.filter(called_off_at=None)) == [second]
    assert first != second


def test_one_that_was_called_off_changes_nothing(plan, session, coordinator):
    handover = plan()
    call_off_handover(handover=handover, by=coordinator, now=NOW)

    with pytest.raises(IsOver):
        complete_handover(
            handover=handover, by=coordinator, now=session.ends_at + timedelta(minutes=1)
        )
    assert who_has_whom(Pairing.objects.live().primary()) == {"Mary": "Nadia"}


def test_without_a_reserve_it_says_what_to_do_first(plan):
    Pairing.objects.reserve().delete()

    with pytest.raises(CannotPlanHandover, match="Propose reserves and publish them first"):
        plan()


def test_all_must_be_there(plan, session):
    session.shifts.filter(volunteer__person__first_name="Tom").delete()

    with pytest.raises(CannotPlanHandover, match="Tom has not offered to come"):
        plan()


def test_the_session_is_to_come_and_goes_ahead(plan, session):
    with pytest.raises(CannotPlanHandover, match="has begun"):
        plan(now=session.ends_at)

    session.cancelled_at = NOW
    with pytest.raises(CannotPlanHandover, match="does not take place"):
        plan(session=session)


def test_a_reserve_is_not_handed_over(plan):
    with pytest.raises(CannotPlanHandover, match="is a reserve"):
        plan(pairing=Pairing.objects.reserve().get())
