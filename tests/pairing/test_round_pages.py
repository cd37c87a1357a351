"""Rounds at the desk: proposed, compared with today, published, taken back, replayed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.pairing import (
    NOW,
    TUESDAYS,
    make_helper,
    make_pairing,
    make_thursdays,
    make_wanting,
    who_has_whom,
)
from tests.factories.scheduling import THURSDAY, book, make_learner, make_shift
from tests.pairing.pages import ODD, address, page, propose, send, words
from whatthetech.pairing.admin_urls import urlpatterns
from whatthetech.pairing.handover import plan_handover
from whatthetech.pairing.models import Ban, Handover, Pairing, Pin, Role, Round
from whatthetech.people.models import LookUp
from whatthetech.scheduling.models import Booking, LearningSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_thursdays()


def two_pairs() -> None:
    make_wanting(called="Mary")
    make_wanting(called="John")
    make_helper(called="Nadia")
    make_helper(called="Tom")


# --- Who may -------------------------------------------------------------------------------

OPEN_TO_LEADS = {"choices"}
OF_LEADS = {"reason_for"}


def test_only_coordinators_pair_leads_see_who_is_kept_apart_and_nobody_else_sees_anything(
    client, desk, term, coordinator, lead, volunteer, learner
):
    world = everything(desk, term, coordinator)
    asking = {
        "visitor": None,
        "learner": learner,
        "volunteer": volunteer,
        "lead": lead,
        "coordinator": coordinator,
    }

    for who, person in asking.items():
        client.logout()
        if person:
            client.force_login(person)
        for route in urlpatterns:
            may = {"coordinator": route.name not in OF_LEADS}.get(
                who, who == "lead" and route.name in OPEN_TO_LEADS | OF_LEADS
            )
            response = client.get(address(route.name, *world[route.name]))
            refused = response.status_code == 302
            assert (who, route.name, not refused) == (who, route.name, may)
            assert refused or response.status_code in (200, 405)


def everything(desk, term, by) -> dict[str, list]:
    """{name of an address: keys of one of what it names}"""
    mary, nadia, tom = make_wanting(called="Mary"), make_helper(called="Nadia"), make_helper()
    yusuf = make_wanting(called="Yusuf", times=TUESDAYS)
    pairing = make_pairing(mary, nadia, term)
    make_pairing(mary, tom, term, role=Role.RESERVE)
    session = LearningSession.objects.get(starts_at__date=THURSDAY)
    for helper in (nadia, tom):
        make_shift(session=session, volunteer=helper)
    round = propose(desk, term)
    pin = Pin.objects.create(learner=mary, volunteer=nadia, made_at=NOW, made_by=by)
    ban = Ban.objects.create(learner=mary, volunteer=tom, made_at=NOW, made_by=by)
    handover = plan_handover(pairing=pairing, session=session, by=by, now=NOW)
    keys = {
        "unpin": [pin.pk],
        "allow_again": [ban.pk],
        "reason_for": [ban.pk],
        "suppose": [round.pk, yusuf.pk],
        "volunteer_leaves": [nadia.pk],
        "note_about_volunteer": [nadia.pk],
        "note_about_learner": [mary.pk],
        "ask_to_change": [mary.pk],
        "plan_handover": [pairing.pk],
        "complete_handover": [handover.pk],
        "call_off_handover": [handover.pk],
    }
    of_rounds = ("round", "publish_round", "withdraw_round", "replay", "board")
    choosing = ("pin", "forbid", "swap")
    keys |= {name: [round.pk] for name in (*of_rounds, *choosing)}
    return {route.name: keys.get(route.name, []) for route in urlpatterns}


def test_it_stands_in_the_menu_of_coordinators_and_leads_see_one_page_of_it(desk, client, lead):
    shown = desk.get("/admin/").content.decode()
    assert address("rounds") in shown and address("change_weights") in shown

    client.force_login(lead)
    shown = client.get("/admin/").content.decode()
    assert address("choices") in shown
    assert address("change_weights") not in shown


# --- Proposed ------------------------------------------------------------------------------


def test_a_proposal_says_how_many_have_somebody_and_nobody_has_anybody_by_it(desk, term):
    two_pairs()
    make_wanting(called="Hodan", times=TUESDAYS)

    round = propose(desk, term)

    shown = words(page(desk, "round", round.pk))
    assert "2 of 3 , 1 left out" in shown
    assert "2 are new, none moves, none loses theirs." in shown
    assert "Pairs lost to fairness 0" in shown
    assert not Pairing.objects.exists()


def test_the_list_says_when_for_what_by_whom_and_how_it_stands(desk, term):
    two_pairs()
    propose(desk, term)

    shown = words(page(desk, "rounds"))

    assert "1 October 2026, 10:00" in shown
    assert "Autumn 2026 2 of 2 Proposal Sam" in shown


@pytest.mark.parametrize("odd", ["", *ODD])
@pytest.mark.parametrize("name", ["propose_round", "propose_session"])
def test_whatever_is_sent_for_a_term_or_session_is_answered_by_a_sentence(desk, term, name, odd):
    shown = send(desk, name, term=odd, role=odd, session=odd)

    assert "Choose " in shown
    assert not Round.objects.exists()


def test_without_a_term_or_a_session_it_says_what_comes_first(desk):
    shown = words(page(desk, "rounds"))

    assert "No term runs or comes. Set one up first." in shown
    assert "No session is planned." in shown


def test_a_session_without_bookings_is_not_proposed_for(desk, term):
    session = LearningSession.objects.first()

    shown = send(desk, "propose_session", session=session.pk)

    assert "Nobody is booked into this session yet. Choose another." in shown
    assert not Round.objects.exists()


def test_rounds_are_listed_by_as_many_queries_for_three_as_for_one(desk, term):
    two_pairs()
    propose(desk, term)
    with CaptureQueriesContext(connection) as for_one:
        page(desk, "rounds")
    propose(desk, term)
    propose(desk, term)

    with CaptureQueriesContext(connection) as for_three:
        page(desk, "rounds")
    assert len(for_three) == len(for_one)


def test_a_round_is_shown_by_as_many_queries_for_three_learners_as_for_one(desk, term):
    counts = []
    for learners in (1, 2):  # one, then three
        for _ in range(learners):
            make_pairing(make_wanting(), make_helper(), term)
            make_wanting()
            make_helper()
            make_wanting(times=TUESDAYS)
        round = propose(desk, term)
        with CaptureQueriesContext(connection) as queries:
            page(desk, "round", round.pk)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# --- What it would change --------------------------------------------------------------------


def test_it_names_who_is_new_who_moves_and_who_would_have_nobody_and_why(desk, term):
    nadia = make_helper(called="Nadia", left_on=NOW.date())
    make_pairing(make_wanting(called="Mary"), nadia, term)
    make_pairing(make_wanting(called="Hodan", times=TUESDAYS), nadia, term)
    make_helper(called="Tom")
    make_helper(called="Zara")
    make_wanting(called="John")

    shown = words(page(desk, "round", propose(desk, term).pk))

    assert "1 is new, 1 moves, 1 loses theirs." in shown
    assert "Would have nobody any more: 1" in shown and "Hodan Nadia → nobody" in shown
    assert "Somebody else than today: 1" in shown and "Mary Nadia → " in shown
    assert "New: 1" in shown and "John " in shown


# --- Published, taken back -------------------------------------------------------------------


def test_published_pairs_hold_until_the_round_is_taken_back(desk, term):
    two_pairs()
    round = propose(desk, term)

    assert "Published. These pairs hold from now on." in send(desk, "publish_round", round.pk)
    assert who_has_whom(Pairing.objects.live()) == who_has_whom(round.pairs)

    assert "Everybody has whom they had before it." in send(desk, "withdraw_round", round.pk)
    assert not Pairing.objects.live().exists()


def test_what_was_done_already_is_said_and_not_done_twice(desk, term):
    two_pairs()
    round = propose(desk, term)
    send(desk, "publish_round", round.pk)

    assert "published or taken back already" in send(desk, "publish_round", round.pk)
    send(desk, "withdraw_round", round.pk)
    assert "This was taken back already." in send(desk, "withdraw_round", round.pk)


def test_a_draft_that_is_out_of_date_says_what_changed(desk, term):
    make_wanting(called="Mary")
    nadia = make_helper(called="Nadia")
    round = propose(desk, term)
    nadia.left_on = NOW.date()
    nadia.save()

    shown = send(desk, "publish_round", round.pk)

    assert "Mary and Nadia: One of them doesn’t take part now" in shown
    assert "Propose again." in shown
    assert not Pairing.objects.exists()


def test_an_older_round_is_not_taken_back_before_a_newer_one(desk, term, monkeypatch):
    two_pairs()
    older, newer = propose(desk, term), None
    send(desk, "publish_round", older.pk)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=1))
    newer = propose(desk, term)
    send(desk, "publish_round", newer.pk)

    assert "published or changed after it" in send(desk, "withdraw_round", older.pk)
    assert older.pairings.live().count() == 2


def test_a_round_of_a_session_tells_the_register_who_helps_whom(desk, term):
    session = LearningSession.objects.order_by("starts_at").first()
    mary, nadia = make_learner(called="Mary"), make_helper(called="Nadia")
    shift = make_shift(session=session, volunteer=nadia)
    book(session, mary)

    send(desk, "propose_session", session=session.pk)
    round = Round.objects.get()
    assert "The register shows who helps whom." in words(page(desk, "round", round.pk))
    send(desk, "publish_round", round.pk)

    assert Booking.objects.get().helper == shift
    send(desk, "withdraw_round", round.pk)
    assert Booking.objects.get().helper is None


# --- Replayed --------------------------------------------------------------------------------


def test_the_same_pairs_come_out_again(desk, term):
    two_pairs()
    round = propose(desk, term)

    shown = send(desk, "replay", round.pk)

    assert f"The same pairs came out again, from the inputs {round.digest[:12]}…" in shown


def test_a_replay_says_so_where_what_is_stored_was_changed_or_is_forgotten(desk, term):
    two_pairs()
    round = propose(desk, term)
    Round.objects.update(seed=round.seed + 1)
    assert "was changed since, so it can’t be replayed" in send(desk, "replay", round.pk)

    Round.objects.update(inputs={})
    assert "is not kept any longer, so it can’t be replayed" in send(desk, "replay", round.pk)
    assert "can’t be counted any longer" in words(page(desk, "round", round.pk))
    assert "Nadia" in page(desk, "board", round.pk)


def test_somebody_erased_since_does_not_make_a_replay_differ(desk, term):
    two_pairs()
    round = propose(desk, term)
    round.pairs.first().learner.delete()

    assert "The same pairs came out again" in send(desk, "replay", round.pk)


# --- Somebody leaves, somebody asks ------------------------------------------------------------


def test_when_a_volunteer_leaves_only_their_learners_move(desk, term):
    nadia, tom = make_helper(called="Nadia", places=2), make_helper(called="Tom", places=2)
    mary, john = make_wanting(called="Mary"), make_wanting(called="John")
    make_pairing(mary, nadia, term)
    kept = make_pairing(john, tom, term)

    shown = words(page(desk, "cover"))
    assert "Nadia 1 of 1 is covered nobody" in shown
    shown = send(desk, "volunteer_leaves", nadia.pk)

    assert "1 learner stays, 1 moves, none loses theirs." in shown
    assert "Mary Nadia → Tom Nadia leaves." in shown
    assert "note that Nadia left" in shown
    send(desk, "publish_round", Round.objects.get().pk)
    assert who_has_whom(Pairing.objects.live()) == {"Mary": "Tom", "John": "Tom"}
    assert kept in Pairing.objects.live()


def test_a_volunteer_who_helps_nobody_moves_nobody(desk, term):
    nadia = make_helper(called="Nadia")

    assert "helps nobody this term" in words(page(desk, "volunteer_leaves", nadia.pk))
    assert "helps nobody this term" in send(desk, "volunteer_leaves", nadia.pk)
    assert not Round.objects.exists()


def test_cover_is_told_by_as_many_queries_for_three_as_for_one(desk, term):
    counts = []
    for volunteers in (1, 2):
        for _ in range(volunteers):
            make_pairing(make_wanting(), make_helper(), term)
        with CaptureQueriesContext(connection) as queries:
            page(desk, "cover")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_caller_hears_who_helps_them_and_may_ask_for_somebody_else(desk, term):
    mary, nadia = make_wanting(called="Mary"), make_helper(called="Nadia")
    make_helper(called="Tom")
    make_pairing(mary, nadia, term)

    on_the_line = words(desk.get(f"/admin/desk/call/{mary.pk}/").content.decode())
    assert "Nadia helps them" in on_the_line and "They would like somebody else" in on_the_line
    assert "You need not say why." in words(page(desk, "ask_to_change", mary.pk))
    shown = send(desk, "ask_to_change", mary.pk)

    assert "Mary Nadia → Tom They asked for somebody else." in shown
    on_the_line = words(desk.get(f"/admin/desk/call/{mary.pk}/").content.decode())
    assert "Look at the proposal for them" in on_the_line
    at_home = words(desk.get("/admin/").content.decode())
    assert "A learner asks to change" in at_home
    assert LookUp.objects.filter(person=mary).exists()


def test_a_caller_without_a_volunteer_has_nobody_to_change(desk, term):
    mary = make_wanting(called="Mary")

    assert "has no volunteer of their own now" in words(page(desk, "ask_to_change", mary.pk))
    assert "has no volunteer of their own now" in send(desk, "ask_to_change", mary.pk)
    on_the_line = words(desk.get(f"/admin/desk/call/{mary.pk}/").content.decode())
    assert "They have no volunteer of their own." in on_the_line


# --- Handed on ---------------------------------------------------------------------------------


def test_a_learner_is_handed_on_at_a_session_together(desk, term, coordinator, monkeypatch):
    mary, nadia, tom = make_wanting(called="Mary"), make_helper(called="Nadia"), make_helper()
    pairing = make_pairing(mary, nadia, term)
    assert "none yet" in page(desk, "handovers")
    make_pairing(mary, tom, term, role=Role.RESERVE)
    assert "Ask them first." in words(page(desk, "plan_handover", pairing.pk))
    session = LearningSession.objects.order_by("starts_at").first()
    for helper in (nadia, tom):
        make_shift(session=session, volunteer=helper)

    assert "Choose one." in send(desk, "plan_handover", pairing.pk, session="")
    assert "Planned. Mary meets the reserve there." in send(
        desk, "plan_handover", pairing.pk, session=session.pk
    )
    handover = Handover.objects.get()
    assert "Press this after it." in send(desk, "complete_handover", handover.pk)
    monkeypatch.setattr("django.utils.timezone.now", lambda: session.ends_at)
    desk.force_login(coordinator)  # a week later
    assert "They met: hand over" in words(page(desk, "handovers"))
    assert "helps Mary from now on." in send(desk, "complete_handover", handover.pk)
    assert "done or called off already" in send(desk, "call_off_handover", handover.pk)
    assert Pairing.objects.live().get().volunteer == tom


def test_a_handover_can_be_called_off(desk, term, coordinator):
    mary, nadia, tom = make_wanting(called="Mary"), make_helper(called="Nadia"), make_helper()
    pairing = make_pairing(mary, nadia, term)
    make_pairing(mary, tom, term, role=Role.RESERVE)
    session = LearningSession.objects.order_by("starts_at").first()
    for helper in (nadia, tom):
        make_shift(session=session, volunteer=helper)
    handover = plan_handover(pairing=pairing, session=session, by=coordinator, now=NOW)

    assert "They stay with whom they have." in send(desk, "call_off_handover", handover.pk)
    assert pairing in Pairing.objects.live()


def test_handovers_are_listed_by_as_many_queries_for_three_as_for_one(desk, term):
    counts = []
    for learners in (1, 2):
        for _ in range(learners):
            mary = make_wanting()
            make_pairing(mary, make_helper(), term)
            make_pairing(mary, make_helper(), term, role=Role.RESERVE)
        with CaptureQueriesContext(connection) as queries:
            page(desk, "handovers")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_volunteers_record_says_how_many_they_help_and_leads_to_who_would_move(desk, term):
    nadia = make_helper(called="Nadia")
    inspect = f"/admin/desk/volunteers/inspect/{nadia.pk}/"
    assert "Nobody this term." in words(desk.get(inspect).content.decode())
    make_pairing(make_wanting(), nadia, term)

    shown = desk.get(inspect).content.decode()

    assert "1 learner this term." in words(shown)
    assert address("volunteer_leaves", nadia.pk) in shown
