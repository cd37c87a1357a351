"""What the rules and the score know of people: each fact from its rows, queries counted."""

from datetime import timedelta

import pytest

from tests.factories.lessons import make_course, make_lesson
from tests.factories.pairing import (
    NOW,
    THURSDAYS,
    TODAY,
    TUESDAYS,
    make_attended,
    make_helper,
    make_pairing,
    make_thursdays,
    make_tuesdays,
    make_wanting,
)
from tests.factories.people import agree
from tests.factories.scheduling import THURSDAY, any_room, book, make_room, make_shift
from whatthetech.pairing.eligibility import broken_rules
from whatthetech.pairing.facts import coming_sessions, session_facts, term_facts
from whatthetech.pairing.models import AboutLearner, Interpreter, OutOfReach, PairingWeights, Pin
from whatthetech.pairing.pins import forbid
from whatthetech.people.models import (
    Availability,
    LearnerProfile,
    User,
    VolunteerProfile,
    WeekAway,
    WhatHelps,
)
from whatthetech.scheduling.models import LearningSession, VolunteerShift
from whatthetech.scheduling.shifts import withdraw_shift

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_thursdays()


def broken(term, learner, volunteer) -> list[str]:
    facts = term_facts(term, now=NOW, learners=[learner], volunteers=[volunteer])
    (wish,), (offer,) = facts.learners, facts.volunteers
    return [rule.code for rule in broken_rules(wish, offer, facts.circumstances)]


def wish_of(term, learner):
    return term_facts(term, now=NOW).learner(learner.pk)


def offer_of(term, volunteer):
    return term_facts(term, now=NOW).volunteer(volunteer.pk)


def thursdays() -> list[LearningSession]:
    return list(LearningSession.objects.order_by("starts_at"))


# --- Who is asked about --------------------------------------------------------------------


def test_two_who_suit_each_other_break_no_rule(term):
    assert broken(term, make_wanting(), make_helper()) == []


def test_learners_who_said_when_they_are_free_or_booked_or_have_somebody_want_to_come(term):
    free, booked = make_wanting(), make_wanting(called="Booked", times=())
    has, wants_nothing = make_wanting(called="Has", times=()), make_wanting(times=())
    make_pairing(has, make_helper(), term)
    session = thursdays()[0]
    make_shift(session=session, volunteer=make_helper())
    book(session, booked)

    found = {wish.number for wish in term_facts(term, now=NOW).learners}

    assert found == {free.pk, booked.pk, has.pk}
    assert wants_nothing.pk not in found


def test_only_sessions_that_are_to_come_and_go_ahead_count(term):
    first, second, *_ = thursdays()
    LearningSession.objects.filter(pk=first.pk).update(cancelled_at=NOW)

    sessions = coming_sessions(term, NOW + timedelta(days=15))

    assert {first, second}.isdisjoint(sessions) and len(sessions) == 4


# --- Each hard rule, from its rows ---------------------------------------------------------


def test_h1_who_does_not_want_a_volunteer_of_their_own(term):
    learner, volunteer = make_wanting(), make_helper()
    AboutLearner.objects.create(learner=learner, agreed=False)

    assert broken(term, learner, volunteer) == ["H1"]


@pytest.mark.parametrize(
    "gone",
    [
        {"left_on": TODAY},
        {"paused_from": TODAY},
    ],
)
def test_h1_a_volunteer_who_left_or_is_paused(term, gone):
    assert "H1" in broken(term, make_wanting(), make_helper(**gone))


def test_a_pause_that_ends_takes_only_its_days(term):
    volunteer = make_helper(paused_from=TODAY, paused_until=THURSDAY + timedelta(days=7))

    assert len(offer_of(term, volunteer).meetings) == 4
    assert broken(term, make_wanting(), volunteer) == []


def test_h2_a_volunteer_who_is_not_cleared(term):
    assert broken(term, make_wanting(), make_helper(cleared=False)) == ["H2"]


def test_h2_a_volunteer_who_is_cleared_too_short_a_time(term):
    volunteer = make_helper(leaves_on=THURSDAY + timedelta(days=8))

    assert offer_of(term, volunteer).cleared_until == {"group": THURSDAY + timedelta(days=7)}
    assert broken(term, make_wanting(), volunteer) == ["H2"]


@pytest.mark.parametrize(("away", "codes"), [(2, []), (3, ["H3"])])
def test_h3_four_of_the_next_six_sessions_are_enough_and_three_are_not(term, away, codes):
    learner, volunteer = make_wanting(), make_helper()
    for session in thursdays()[:away]:
        WeekAway.objects.create(person=volunteer.person, monday=session.on)

    assert broken(term, learner, volunteer) == codes


def test_h3_the_weeks_a_learner_is_away_are_not_wanted(term):
    learner, volunteer = make_wanting(), make_helper()
    for session in thursdays()[:3]:
        WeekAway.objects.create(person=learner, monday=session.on)
        WeekAway.objects.create(person=volunteer.person, monday=session.on)

    assert broken(term, learner, volunteer) == []


def test_h3_other_times_do_not_suit(term):
    make_tuesdays()

    assert broken(term, make_wanting(), make_helper(times=TUESDAYS)) == ["H3"]


def test_a_shift_counts_whatever_they_said_of_the_week_and_a_withdrawn_one_too(term):
    first, second, *_ = thursdays()
    busy, free = make_helper(times=()), make_helper()
    make_shift(session=first, volunteer=busy, confirmed=False)
    shift = make_shift(session=second, volunteer=free)
    withdraw_shift(shift=shift, by=free.person, now=NOW)

    assert offer_of(term, busy).meetings == {first.pk}
    assert second.pk not in offer_of(term, free).meetings
    assert len(offer_of(term, free).meetings) == 5


def test_h4_a_venue_that_somebody_can_not_get_to(term):
    learner, volunteer = make_wanting(), make_helper()
    OutOfReach.objects.create(person=volunteer.person, venue=any_room().venue)

    assert broken(term, learner, volunteer) == ["H4"]


def test_h4_steps(term):
    room = any_room()
    room.venue.is_step_free = False
    room.venue.save()

    assert broken(term, make_wanting(needs_step_free=True), make_helper()) == ["H4"]
    assert broken(term, make_wanting(), make_helper(needs_step_free=True)) == ["H4"]
    assert broken(term, make_wanting(), make_helper()) == []


def test_a_learner_wants_the_sessions_they_can_get_to(term):
    steep = make_room(venue="Up the stairs")
    make_tuesdays(room=steep)
    learner = make_wanting(times=THURSDAYS + TUESDAYS, needs_step_free=True)

    assert wish_of(term, learner).meetings == {session.pk for session in thursdays()[1::2]}


@pytest.mark.parametrize(
    ("learner", "volunteer", "codes"),
    [
        ({"language": "so", "needs_interpreter": True}, {}, ["H5"]),
        ({"language": "so", "needs_interpreter": True}, {"languages": ["en", "so"]}, []),
        ({"language": "so"}, {"languages": ["en"]}, []),  # they speak English too
        ({}, {"languages": ["so"]}, ["H5"]),
    ],
)
def test_h5_a_common_language(term, learner, volunteer, codes):
    assert broken(term, make_wanting(**learner), make_helper(**volunteer)) == codes


def test_h5_an_interpreter_who_is_booked_for_the_term(term):
    learner, volunteer = make_wanting(language="so", needs_interpreter=True), make_helper()
    booked = Interpreter.objects.create(learner=learner, term=term, booked_at=NOW)

    assert broken(term, learner, volunteer) == []

    booked.ended_at = NOW
    booked.save()
    assert broken(term, learner, volunteer) == ["H5"]


@pytest.mark.parametrize(
    ("about", "places"),
    [
        ({"places": 3}, 3),
        ({"places": 3, "learners_a_week": 2}, 2),
        ({"places": 3, "learners_in_all": 1}, 1),
        ({"places": 3, "learners_in_all": 0}, 0),
    ],
)
def test_h6_places_in_a_session_a_week_and_in_all(term, about, places):
    volunteer = make_helper(**about)

    assert offer_of(term, volunteer).places == places
    assert ("H6" in broken(term, make_wanting(), volunteer)) == (places == 0)


def test_h7_two_who_are_kept_apart(term, coordinator):
    learner, volunteer = make_wanting(), make_helper()
    forbid(learner=learner, volunteer=volunteer, by=coordinator, now=NOW)

    assert broken(term, learner, volunteer) == ["H7"]
    assert broken(term, make_wanting(), volunteer) == []


def test_h7_nobody_helps_themselves(term):
    volunteer = make_helper()
    person = volunteer.person
    make_wanting()
    LearnerProfile.objects.create(person=person)

    assert broken(term, person, volunteer) == ["H7"]


@pytest.mark.parametrize(("gender", "codes"), [("woman", []), ("man", ["H8"]), ("", ["H8"])])
def test_h8_a_woman_where_she_must_be_one(term, gender, codes):
    learner = make_wanting(helper_must_be="woman")

    assert broken(term, learner, make_helper(gender=gender)) == codes


def test_h9_somebody_under_18_helps_beside_an_adult_only(term):
    volunteer = make_helper(turns_18_on=TODAY + timedelta(days=300))
    assert broken(term, make_wanting(), volunteer) == ["H9"]

    for session in thursdays():
        make_shift(session=session, confirmed=False)
    assert broken(term, make_wanting(), volunteer) == []


def test_h10_an_experienced_helper_where_one_is_needed(term):
    learner = make_wanting(needs_experienced_helper=True)

    assert broken(term, learner, make_helper(sessions_before=6)) == []
    assert broken(term, learner, make_helper(sessions_before=5)) == ["H10"]


def test_h10_two_first_timers_are_never_put_together(term):
    learner, volunteer = make_wanting(), make_helper(sessions_before=0)
    assert broken(term, learner, volunteer) == ["H10"]

    make_attended(learner, room=any_room())
    assert broken(term, learner, volunteer) == []


def test_h10_sessions_helped_at_count_as_experience(term):
    learner, volunteer = make_wanting(), make_helper(sessions_before=0)
    make_attended(make_wanting(called="Other"), helper=volunteer, room=any_room())

    assert broken(term, learner, volunteer) == []


def test_h11_the_device_only_where_they_say_must(term):
    volunteer = make_helper(devices=["iphone"])

    assert broken(term, make_wanting(devices=["android"]), volunteer) == []
    must = make_wanting(devices=["android"], helper_must_know_device=True)
    assert broken(term, must, volunteer) == ["H11"]


def test_h12_pinned_to_somebody_else(term, coordinator):
    learner, volunteer = make_wanting(), make_helper()
    Pin.objects.create(learner=learner, volunteer=make_helper(), made_at=NOW, made_by=coordinator)

    assert broken(term, learner, volunteer) == ["H12"]


# --- The score -----------------------------------------------------------------------------


def test_what_helps_counts_only_while_the_consent_is_in_force(term):
    learner = make_wanting()
    consent = agree(learner.learner_profile)
    WhatHelps.objects.create(learner=learner.learner_profile, consent=consent, hearing="Left ear")
    assert wish_of(term, learner).what_helps == {"hearing"}

    consent.withdrawn_at = NOW
    consent.save()
    assert wish_of(term, learner).what_helps == frozenset()


def test_a_goal_is_a_course_or_that_of_a_lesson(term):
    learner, volunteer = make_wanting(), make_helper()
    course, other = make_course(), make_course(title="Other", slug="other")
    learner.learner_profile.goal_courses.set([other])
    learner.learner_profile.goal_lessons.set([make_lesson(course=course)])
    volunteer.topics.set([course])

    assert wish_of(term, learner).goals == {str(course.pk), str(other.pk)}
    assert offer_of(term, volunteer).topics == {str(course.pk)}


def test_what_both_like_counts_once_it_is_noted(term):
    learner = make_wanting()
    make_helper(interests=["gardens", "music"])
    (before,) = term_facts(term, now=NOW).candidates()

    AboutLearner.objects.create(learner=learner, interests=["films", "music"])

    (after,) = term_facts(term, now=NOW).candidates()
    assert (before.parts["interests"], after.parts["interests"]) == (0, 30)


def test_who_helped_before_is_known(term):
    learner, paired, met, other = make_wanting(), make_helper(), make_helper(), make_helper()
    make_pairing(learner, paired, term, ended_on=TODAY, why_ended="moved")
    make_pairing(learner, other, term, ended_on=TODAY, why_ended="withdrawn")  # never happened
    make_attended(learner, helper=met, room=any_room())

    assert wish_of(term, learner).helped_by == {paired.pk, met.pk}


def test_reliability_is_the_share_of_confirmed_sessions_they_stood_by(term):
    volunteer = make_helper()
    for weeks, withdrawn in ((1, False), (2, False), (3, True)):
        day = TODAY - timedelta(weeks=weeks)
        make_attended(make_wanting(), helper=volunteer, on=day, room=any_room())
        if withdrawn:
            shifts = VolunteerShift.objects.filter(session__starts_at__date=day)
            shifts.update(state="withdrawn", withdrawn_at=NOW)

    assert offer_of(term, volunteer).reliability == 66


def test_a_coordinator_s_weights_are_those_that_count(term):
    PairingWeights.objects.create(times=10, enough_percent=100, sessions_ahead=2)

    facts = term_facts(term, now=NOW)

    assert facts.scale.points["times"] == 10
    assert facts.circumstances.enough_percent == 100
    assert len(wish_of(term, make_wanting()).meetings) == 2


# --- One session ---------------------------------------------------------------------------


def test_in_a_session_are_those_who_hold_a_seat_and_those_who_surely_help(term):
    session = thursdays()[0]
    learner, waiting = make_wanting(), make_wanting(called="Waiting")
    helper, offers, barred = make_helper(), make_helper(), make_helper(cleared=False)
    make_shift(session=session, volunteer=helper, places=2)
    make_shift(session=session, volunteer=offers, confirmed=False)
    make_shift(session=session, volunteer=barred)
    book(session, learner)
    book(session, waiting)
    session.bookings.filter(learner=waiting).update(state="waiting", seat=None)

    facts = session_facts(session, now=NOW)

    assert [wish.number for wish in facts.learners] == [learner.pk]
    assert [(offer.number, offer.places) for offer in facts.volunteers] == [(helper.pk, 2)]


# --- How it is asked -----------------------------------------------------------------------

QUERIES = 31


@pytest.mark.parametrize("count", [1, 3])
def test_more_people_ask_no_more_of_the_database(term, django_assert_num_queries, count):
    course = make_course()
    lesson = make_lesson(course=course)
    for number in range(count):
        learner = make_wanting(called=f"L{number}", language="so", devices=["iphone"])
        learner.learner_profile.goal_lessons.set([lesson])
        consent = agree(learner.learner_profile)
        WhatHelps.objects.create(learner=learner.learner_profile, consent=consent, pace="Slow")
        volunteer = make_helper(called=f"V{number}", languages=["so"], devices=["iphone"])
        volunteer.topics.set([course])
        make_pairing(learner, volunteer, term)
        make_attended(learner, helper=volunteer, room=any_room())
        WeekAway.objects.create(person=volunteer.person, monday=THURSDAY)

    with django_assert_num_queries(QUERIES):
        term_facts(term, now=NOW)


def test_five_hundred_people_are_read_and_compared(term):
    for number in range(10):
        make_wanting(called=f"L{number}")
    helper = make_helper()
    make_many(490)

    facts = term_facts(term, now=NOW)

    assert len(facts.learners) == 500
    assert {candidate.volunteer for candidate in facts.candidates()} == {0}
    assert VolunteerProfile.objects.get() == helper


def make_many(count: int) -> None:
    people = User.objects.bulk_create(User(first_name=f"M{number}") for number in range(count))
    LearnerProfile.objects.bulk_create(LearnerProfile(person=person) for person in people)
    Availability.objects.bulk_create(
        Availability(person=person, weekday=3, part="afternoon") for person in people
    )
