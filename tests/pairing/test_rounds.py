"""Rounds: proposed, compared with today, published, withdrawn, swapped."""

from dataclasses import replace
from datetime import timedelta

import pytest

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
    who_has_whom,
)
from tests.factories.people import agree
from whatthetech.forgetting import points_without_consent
from whatthetech.pairing.differences import difference
from whatthetech.pairing.figures import lost_to_fairness
from whatthetech.pairing.models import (
    AboutLearner,
    Pairing,
    PairingWeights,
    ProposedPair,
    Role,
    Round,
    Unpaired,
)
from whatthetech.pairing.pins import forbid, pin
from whatthetech.pairing.reasons import reasons_of, runner_up_of, runners_up, why_unpaired
from whatthetech.pairing.rounds import (
    NotADraft,
    NotInThisRound,
    NotNewest,
    NotPublished,
    StaleDraft,
    SwapBreaksRule,
    propose_round,
    publish_round,
    swap,
    withdraw_round,
)
from whatthetech.pairing.supposing import suppose_language, suppose_time
from whatthetech.pairing.waits import longest_wait, waits
from whatthetech.people.models import PartOfDay, Weekday, WhatHelps

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def term():
    return make_thursdays()


@pytest.fixture
def propose(term, coordinator):
    def propose(**fields):
        return propose_round(**{"term": term, "by": coordinator, "now": NOW, "seed": 7} | fields)

    return propose


@pytest.fixture
def publish(coordinator):
    def publish(round, *, now=NOW):
        return publish_round(round=round, by=coordinator, now=now)

    return publish


def live() -> dict[str, str]:
    return who_has_whom(Pairing.objects.live().primary())


# --- Proposing -----------------------------------------------------------------------------


def test_a_round_is_a_draft_that_says_who_would_help_whom(propose, coordinator, term):
    make_wanting(called="Mary")
    make_helper(called="Nadia")

    round = propose()

    assert who_has_whom(round.pairs) == {"Mary": "Nadia"}
    assert (round.state, round.made_by, round.made_at) == (Round.State.DRAFT, coordinator, NOW)
    assert live() == {}


def test_what_is_stored_names_nobody_and_says_nothing_of_needs(propose):
    learner, volunteer = make_wanting(called="Mary"), make_helper(called="Nadia")
    consent = agree(learner.learner_profile)
    WhatHelps.objects.create(learner=learner.learner_profile, consent=consent, hearing="Left ear")

    round = propose()
    round.refresh_from_db()

    stored = str(round.inputs)
    assert not any(word in stored for word in ("Mary", "Nadia", "Left", "hearing", "gender"))
    assert round.inputs["learners"] == [learner.pk]
    assert round.inputs["volunteers"] == [volunteer.pk]
    assert round.weights == PairingWeights().as_numbers()
    assert round.solver.startswith("OR-Tools ")
    assert len(round.digest) == 64


def test_points_for_what_helps_go_when_the_consent_does(propose):
    learner = make_wanting()
    consent = agree(learner.learner_profile)
    WhatHelps.objects.create(learner=learner.learner_profile, consent=consent, hearing="Left ear")
    make_helper(good_with_hearing=True)
    pair = propose().pairs.get()
    assert pair.parts["communication"] == 60
    assert not points_without_consent(NOW).exists()

    consent.withdrawn_at = NOW
    consent.save()

    assert list(points_without_consent(NOW)) == [pair]


def test_who_does_not_want_a_volunteer_is_left_in_peace(propose):
    AboutLearner.objects.create(learner=make_wanting(), agreed=False)
    make_helper()

    round = propose()

    assert (round.pairs.count(), round.unpaired.count()) == (0, 0)


def test_pairs_of_today_are_kept(propose, term):
    mary, omar = make_wanting(called="Mary"), make_wanting(called="Omar")
    nadia, tom = make_helper(called="Nadia"), make_helper(called="Tom")
    make_pairing(mary, tom, term)
    make_pairing(omar, nadia, term)

    assert who_has_whom(propose().pairs) == {"Mary": "Tom", "Omar": "Nadia"}


def test_a_pin_is_made_first(propose, coordinator):
    make_wanting(called="Mary")
    omar = make_wanting(called="Omar")
    nadia = make_helper(called="Nadia")
    pin(learner=omar, volunteer=nadia, by=coordinator, now=NOW)

    round = propose()

    assert who_has_whom(round.pairs) == {"Omar": "Nadia"}
    left = round.unpaired.get()
    assert (left.learner.first_name, left.why) == ("Mary", Unpaired.Why.CONTENTION)


def test_a_pin_in_the_way_is_named(propose, coordinator):
    """Without it Omar would have Tom, and Mary Nadia."""
    make_wanting(called="Mary", helper_must_be="woman")
    omar = make_wanting(called="Omar")
    nadia = make_helper(called="Nadia", gender="woman")
    make_helper(called="Tom", gender="man")
    pin(learner=omar, volunteer=nadia, by=coordinator, now=NOW)

    left = propose().unpaired.get()

    assert left.why == Unpaired.Why.PIN
    assert why_unpaired([left])[left.learner_id] == [
        "Pinned are Omar to Nadia. Without that, they would have somebody."
    ]


def test_a_pin_that_no_longer_holds_is_named(propose, coordinator):
    mary, nadia = make_wanting(called="Mary"), make_helper(called="Nadia")
    make_helper(called="Tom")
    pin(learner=mary, volunteer=nadia, by=coordinator, now=NOW)
    nadia.left_on = TODAY
    nadia.save()

    left = propose().unpaired.get()

    assert left.why == Unpaired.Why.PIN
    assert why_unpaired([left])[left.learner_id][0] == (
        "They are pinned to Nadia, who can’t help them now."
    )


# --- Why, in words -------------------------------------------------------------------------


def test_a_pair_says_why_the_weightiest_first(propose, term):
    mary, nadia = make_wanting(called="Mary"), make_helper(called="Nadia")
    make_pairing(mary, nadia, term)

    assert reasons_of(propose().pairs.get()) == [
        "They know each other.",
        "Their times fit.",
        "The volunteer comes when expected.",
    ]


def test_the_runner_up_comes_with_its_true_cost(propose):
    make_wanting(called="Mary", devices=["iphone"])
    make_wanting(called="Omar", helper_must_be="woman")
    make_helper(called="Tom", devices=["iphone"])
    make_helper(called="Nadia", gender="woman")
    round = propose()
    assert who_has_whom(round.pairs) == {"Mary": "Tom", "Omar": "Nadia"}

    second = runner_up_of(round.pairs.get(learner__first_name="Mary"))

    assert str(second.volunteer) == "Nadia"
    assert [str(person) for person in second.lost] == ["Omar"]
    assert second.sentence == "Next best: Nadia. That would leave Omar without anybody."
    assert runner_up_of(round.pairs.get(learner__first_name="Omar")) is None


@pytest.mark.parametrize("count", [1, 3])
def test_runners_up_of_all_ask_no_more_than_of_one(propose, django_assert_num_queries, count):
    for number in range(count):
        make_wanting(called=f"L{number}")
        make_helper(called=f"V{number}")
    make_helper(called="Spare")
    round = propose()

    with django_assert_num_queries(4):
        assert len(runners_up(round)) == count


def test_nobody_may_help_them_says_what_would_change_it(propose):
    make_tuesdays()
    make_wanting(called="Mary")
    make_helper(times=TUESDAYS)
    make_helper(times=TUESDAYS)
    make_helper(languages=["so"])

    left = propose().unpaired.get()

    assert left.why == Unpaired.Why.NO_CANDIDATE
    assert why_unpaired([left])[left.learner_id] == [
        "2 volunteers could help if Tuesday morning is possible.",
        "1 volunteer could help if an interpreter came, or they shared a language.",
    ]


def test_too_many_for_the_same_few_are_all_named(propose):
    for name in ("Ann", "Bea", "Cem"):
        make_wanting(called=name)
    make_helper(called="Nadia")
    make_helper(called="Tom")

    left = propose().unpaired.get()

    (sentence,) = why_unpaired([left])[left.learner_id]
    assert sentence.startswith("These 3 people can only be helped by Nadia and Tom, who have 2")
    assert all(name in sentence for name in ("Ann", "Bea", "Cem"))


def test_if_another_day_were_possible(propose):
    make_tuesdays()
    mary = make_wanting(called="Mary")
    zara = make_helper(called="Zara", times=TUESDAYS)
    round = propose()
    tuesday = Weekday.TUESDAY, PartOfDay.MORNING

    supposed = suppose_time(round, learner=mary, time=tuesday, now=NOW)

    assert supposed.gained == {mary: zara}
    assert supposed.sentence == "Then Mary would have Zara. Nobody else would move."
    other = Weekday.MONDAY, PartOfDay.MORNING
    answer = suppose_time(round, learner=mary, time=other, now=NOW)
    assert answer.sentence == "That would help nobody more."


def test_if_another_day_were_possible_and_all_places_are_taken_then(propose, coordinator):
    make_tuesdays()
    omar = make_wanting(called="Omar", times=TUESDAYS)
    make_attended(omar, helper=make_helper(called="Zara", times=TUESDAYS))
    mary = make_wanting(called="Mary")
    round, tuesday = propose(), (Weekday.TUESDAY, PartOfDay.MORNING)

    answer = suppose_time(round, learner=mary, time=tuesday, now=NOW)
    assert answer.sentence == (
        "That would help nobody more: whoever could help then has no place left."
    )

    publish_round(round=round, by=coordinator, now=NOW)  # Mary has waited since: she goes first
    answer = suppose_time(propose(), learner=mary, time=tuesday, now=NOW)
    assert answer.sentence == "Then Mary would have Zara. But Omar would have nobody."


def test_if_one_more_volunteer_spoke_somali(propose):
    amina = make_wanting(called="Amina", language="so", needs_interpreter=True)
    nadia = make_helper(called="Nadia")
    round = propose()

    supposed = suppose_language(round, code="so", now=NOW)

    assert (supposed.gained, supposed.who) == ({amina: nadia}, nadia)
    assert suppose_language(round, code="ar", now=NOW).sentence == "That would help nobody more."


# --- The difference ------------------------------------------------------------------------


def test_new_moved_and_lost_are_told_with_why(propose, term, coordinator):
    mary, omar = make_wanting(called="Mary"), make_wanting(called="Omar")
    ann, bea = make_wanting(called="Ann"), make_wanting(called="Bea", helper_must_be="woman")
    nadia, tom, paul = (make_helper(called=name) for name in ("Nadia", "Tom", "Paul"))
    make_pairing(omar, nadia, term)
    make_pairing(ann, tom, term)
    make_pairing(bea, paul, term)
    forbid(learner=omar, volunteer=nadia, by=coordinator, now=NOW)
    round = propose()
    assert who_has_whom(round.pairs) in (
        {"Mary": "Nadia", "Omar": "Paul", "Ann": "Tom"},
        {"Mary": "Paul", "Omar": "Paul", "Ann": "Tom"},
    )

    changes = difference(round, now=NOW)

    assert [str(one.learner) for one in changes.new] == [str(mary)]
    (moved,) = changes.moved
    assert (moved.learner, moved.before, moved.after) == (omar, nadia, paul)
    assert moved.why == "These two are not to be paired."
    (lost,) = changes.lost
    assert (lost.learner, lost.before, lost.after) == (bea, paul, None)
    assert lost.why == "3 volunteers could help if it could be somebody of another gender."
    assert changes.kept == 1


def test_whoever_gives_way_to_somebody_who_waited_longer_reads_so(propose, coordinator):
    omar, zara = make_wanting(called="Omar"), make_helper(called="Zara")
    make_attended(omar, helper=zara)
    make_wanting(called="Mary")
    publish_round(round=propose(), by=coordinator, now=NOW)

    (lost,) = difference(propose(), now=NOW).lost

    assert (lost.learner, lost.before) == (omar, zara)
    assert lost.why == (
        "These 2 people can only be helped by Zara, who has 1 place in all: Omar and Mary."
        " Mary waited longer, and so comes first."
        " Otherwise they would stay with Zara. That would leave Mary without anybody."
    )


def test_a_move_for_the_sake_of_somebody_else_names_them(propose, term):
    """Nadia alone may help Omar, so Mary moves from her to Tom."""
    mary = make_wanting(called="Mary")
    make_wanting(called="Omar", helper_must_be="woman")
    nadia = make_helper(called="Nadia", gender="woman")
    make_helper(called="Tom")
    make_pairing(mary, nadia, term)

    (moved,) = difference(propose(), now=NOW).moved

    assert moved.why == (
        "Otherwise they would stay with Nadia. That would leave Omar without anybody."
    )


# --- Publishing ----------------------------------------------------------------------------


def test_published_pairs_hold_from_now_on(propose, publish, coordinator, term):
    make_wanting(called="Mary")
    make_helper(called="Nadia")

    round = publish(propose())

    assert live() == {"Mary": "Nadia"}
    pairing = Pairing.objects.get()
    assert (pairing.term, pairing.role, pairing.begun_on) == (term, Role.PRIMARY, TODAY)
    assert (round.state, round.published_by) == (Round.State.PUBLISHED, coordinator)
    changes = difference(round, now=NOW)
    assert (len(changes.new), changes.kept) == (1, 0)


def test_pairs_that_stay_keep_their_row(propose, publish, term):
    before = make_pairing(make_wanting(), make_helper(), term)

    round = publish(propose())

    assert Pairing.objects.get() == before
    assert difference(round, now=NOW).kept == 1


def test_who_moved_and_who_lost_somebody_says_so(propose, publish, term, coordinator):
    omar, bea = make_wanting(called="Omar"), make_wanting(called="Bea", helper_must_be="woman")
    nadia = make_helper(called="Nadia")
    make_helper(called="Tom")
    make_pairing(omar, nadia, term)
    make_pairing(bea, nadia, term)
    forbid(learner=omar, volunteer=nadia, by=coordinator, now=NOW)

    publish(propose())

    assert live() == {"Omar": "Tom"}
    ended = Pairing.objects.exclude(ended_on=None)
    assert set(ended.values_list("learner__first_name", "why_ended", "ended_on")) == {
        ("Omar", "moved", TODAY),
        ("Bea", "lost", TODAY),
    }


def test_a_draft_is_published_once(propose, publish):
    round = publish(propose())

    with pytest.raises(NotADraft):
        publish(round)


def test_a_draft_that_would_break_a_rule_now_is_refused_with_the_sentence(propose, publish):
    make_wanting(called="Mary")
    nadia = make_helper(called="Nadia")
    round = propose()
    nadia.left_on = TODAY
    nadia.save()

    with pytest.raises(StaleDraft) as refused:
        publish(round)

    assert refused.value.sentences == [
        "Mary and Nadia: One of them doesn’t take part now, or hasn’t agreed to."
    ]
    assert live() == {}


def test_a_draft_with_more_learners_than_places_now_is_refused(propose, publish):
    make_wanting(called="Mary")
    make_wanting(called="Omar")
    nadia = make_helper(called="Nadia", places=2)
    round = propose()
    nadia.learners_at_once = 1
    nadia.save()

    with pytest.raises(StaleDraft) as refused:
        publish(round)

    assert len(refused.value.sentences) == 2


def test_a_draft_of_before_another_round_is_refused(propose, publish):
    make_wanting()
    make_helper()
    first, second = propose(), propose()
    publish(first, now=LATER)

    with pytest.raises(StaleDraft, match="Another round was published"):
        publish(second, now=LATER)


# --- Taking back ---------------------------------------------------------------------------


def test_a_round_withdrawn_leaves_everybody_as_before(propose, publish, term, coordinator):
    omar, bea = make_wanting(called="Omar"), make_wanting(called="Bea", helper_must_be="woman")
    nadia = make_helper(called="Nadia")
    make_helper(called="Tom")
    make_wanting(called="New")
    make_pairing(omar, nadia, term)
    make_pairing(bea, nadia, term)
    forbid(learner=omar, volunteer=nadia, by=coordinator, now=NOW)
    before = live()
    round = publish(propose())
    assert live() != before

    withdraw_round(round=round, by=coordinator, now=LATER)

    assert live() == before
    round.refresh_from_db()
    assert (round.state, round.withdrawn_by) == (Round.State.WITHDRAWN, coordinator)
    with pytest.raises(NotPublished):
        withdraw_round(round=round, by=coordinator, now=LATER)


def test_only_the_newest_round_is_withdrawn(propose, publish, coordinator):
    make_wanting()
    make_helper()
    first = publish(propose())
    publish(propose(now=LATER), now=LATER)

    with pytest.raises(NotNewest):
        withdraw_round(round=first, by=coordinator, now=LATER)


def test_a_draft_withdrawn_changes_nothing(propose, coordinator, term):
    make_pairing(make_wanting(), make_helper(), term)
    before = live()

    withdraw_round(round=propose(), by=coordinator, now=NOW)

    assert live() == before


# --- Swapping ------------------------------------------------------------------------------


def test_two_learners_swap_and_nobody_else_moves(propose, publish, coordinator, term):
    people = {name: make_wanting(called=name) for name in ("Ann", "Bea", "Cem")}
    for name in ("Nadia", "Tom", "Paul"):
        make_helper(called=name)
    round = propose()
    before = who_has_whom(round.pairs)

    swap(round=round, learner_a=people["Ann"], learner_b=people["Bea"], by=coordinator, now=NOW)

    after = who_has_whom(round.pairs)
    assert after == before | {"Ann": before["Bea"], "Bea": before["Ann"]}
    publish(round)
    assert live() == after


def test_a_swap_that_breaks_a_rule_is_refused_with_its_sentence(propose, coordinator):
    ann, bea = make_wanting(called="Ann", helper_must_be="woman"), make_wanting(called="Bea")
    make_helper(called="Nadia", gender="woman")
    make_helper(called="Tom", gender="man")
    round = propose()

    with pytest.raises(SwapBreaksRule) as refused:
        swap(round=round, learner_a=ann, learner_b=bea, by=coordinator, now=NOW)

    assert refused.value.code == "H8"
    assert str(refused.value) == "The learner needs a woman, or a man, to help. (H8)"


def test_who_has_nobody_can_not_be_swapped(propose, coordinator):
    ann, bea = make_wanting(called="Ann"), make_wanting(called="Bea")
    make_helper()

    with pytest.raises(NotInThisRound):
        swap(round=propose(), learner_a=ann, learner_b=bea, by=coordinator, now=NOW)


# --- Reserves ------------------------------------------------------------------------------


def test_a_reserve_is_somebody_else_than_their_volunteer(propose, publish):
    make_wanting(called="Mary")
    make_wanting(called="Omar")
    make_helper(called="Nadia")
    make_helper(called="Tom")
    publish(propose())
    primary = live()

    publish(propose(role=Role.RESERVE, now=LATER), now=LATER)

    reserves = who_has_whom(Pairing.objects.live().reserve())
    assert live() == primary
    assert set(reserves) == {"Mary", "Omar"}
    assert all(reserves[name] != primary[name] for name in primary)


# --- Waiting and fairness ------------------------------------------------------------------


def test_who_was_passed_over_comes_first_the_next_time(propose, publish):
    for name in ("Ann", "Bea"):
        make_wanting(called=name)
    make_helper()
    publish(propose())
    (left,) = Unpaired.objects.all()
    now = NOW + timedelta(weeks=3)

    wait = waits(now=now)[left.learner_id]

    assert (wait.rounds, wait.weeks, wait.priority) == (1, 3, 5)
    assert longest_wait(now=now) == wait
    assert propose(now=now).pairs.get().learner_id == left.learner_id


def test_a_draft_passes_nobody_over_and_neither_does_a_round_withdrawn(
    propose, publish, coordinator
):
    make_wanting()
    propose()
    assert waits(now=LATER) == {}

    withdraw_round(round=publish(propose()), by=coordinator, now=NOW)
    assert waits(now=LATER) == {}


def test_who_gets_somebody_waits_no_longer(propose, publish):
    make_wanting()
    publish(propose())
    assert len(waits(now=LATER)) == 1

    make_helper()
    publish(propose(now=LATER), now=LATER)

    assert waits(now=LATER) == {}
    assert longest_wait(now=LATER) is None


def test_fairness_costs_no_pair_and_that_is_counted(propose, publish, monkeypatch):
    for name in ("Ann", "Bea", "Cem"):
        make_wanting(called=name)
    make_helper()
    publish(propose())
    round = propose(now=LATER)

    assert lost_to_fairness(round) == 0

    from whatthetech.pairing import figures

    def worse(instance, *, seed):
        result = solve(instance, seed=seed)
        return replace(result, pairs=()) if instance.priority else result

    solve = figures.solve
    monkeypatch.setattr(figures, "solve", worse)
    assert lost_to_fairness(round) == 1


# --- How it is asked -----------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_difference_of_more_people_asks_no_more(propose, django_assert_num_queries, count):
    for number in range(count):
        make_wanting(called=f"L{number}", times=THURSDAYS)
        make_helper(called=f"V{number}")
    round = propose()

    with django_assert_num_queries(2):
        assert len(difference(round, now=NOW).new) == count


def test_pairs_are_sorted_by_name(propose):
    for name in ("Cem", "Ann", "Bea"):
        make_wanting(called=name)
    make_helper(places=3)

    names = [pair.learner.first_name for pair in ProposedPair.objects.filter(round=propose())]

    assert names == ["Ann", "Bea", "Cem"]
