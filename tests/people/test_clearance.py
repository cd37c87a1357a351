"""Cleared: computed from the path, for a setting and a day. Nothing can tick it."""

from datetime import date, timedelta

import pytest

from tests.factories.people import give_certificate, make_volunteer
from whatthetech.people.clearance import (
    Stage,
    clearance,
    cleared_for,
    stage_in_words,
    stage_of,
    what_is_missing,
)
from whatthetech.people.models import CheckDecision, Setting, StepDone, VolunteerProfile

pytestmark = pytest.mark.django_db

Step = StepDone.Step
TODAY = date(2026, 11, 21)
GROUP, ONE_TO_ONE, TELEPHONE = Setting


def days(number) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def cleared():
    """For one to one with a certificate, for groups without."""
    volunteer = make_volunteer(cleared_for=[GROUP], today=TODAY)
    give_certificate(volunteer, setting=ONE_TO_ONE, today=TODAY)
    return volunteer


def asked(volunteer, setting=GROUP, on=TODAY):
    """As the database knows it now."""
    fresh = VolunteerProfile.objects.with_path().get(pk=volunteer.pk)
    return clearance(fresh, setting=setting, on=on)


def change(volunteer, **changed):
    VolunteerProfile.objects.filter(pk=volunteer.pk).update(**changed)


def test_with_every_step_one_is_cleared_for_the_settings_decided_on_and_no_other(cleared):
    assert asked(cleared, GROUP).missing == ()
    assert asked(cleared, ONE_TO_ONE).is_cleared
    assert asked(cleared, TELEPHONE).missing == (
        "A coordinator decides whether a check is needed for helping by telephone.",
    )


def test_somebody_new_is_told_everything_there_is_to_do():
    assert asked(make_volunteer()).missing == (
        "Apply: tell a coordinator that you want to help. They note it.",
        "Pass the training. A coordinator notes the day.",
        "Read the agreement and sign it with a coordinator, who notes it.",
        "A coordinator decides whether a check is needed for group sessions.",
        "Shadow one session. The lead of that session tells a coordinator, who notes it.",
    )


# --- Whatever is taken away, one is not cleared, and told what ---------------------------------


def without_step(step):
    return lambda volunteer: volunteer.steps_done.filter(step=step).delete()


def with_step_ended(step):
    return lambda volunteer: volunteer.steps_done.filter(step=step).update(ends_on=TODAY - days(1))


def with_check(**changed):
    return lambda volunteer: volunteer.check_decisions.filter(setting=ONE_TO_ONE).update(**changed)


def with_profile(**changed):
    return lambda volunteer: change(volunteer, **changed)


def with_person(**changed):
    def make(volunteer):
        for name, value in changed.items():
            setattr(volunteer.person, name, value)
        volunteer.person.save()

    return make


def merged_away(volunteer):
    with_person(merged_into=make_volunteer(first_name="Other").person)(volunteer)


TAKEN_AWAY = {
    "not applied": (without_step(Step.APPLIED), "Apply:"),
    "application ended": (with_step_ended(Step.APPLIED), "The application ended on 20 November"),
    "not trained": (without_step(Step.TRAINING_PASSED), "Pass the training"),
    "training ended": (with_step_ended(Step.TRAINING_PASSED), "The training ended on 20 November"),
    "not signed": (without_step(Step.AGREEMENT_SIGNED), "Read the agreement and sign it"),
    "agreement ended": (with_step_ended(Step.AGREEMENT_SIGNED), "The agreement ended on"),
    "not shadowed": (without_step(Step.SHADOWED), "Shadow one session"),
    "shadowing ended": (with_step_ended(Step.SHADOWED), "The shadowing ended on"),
    "no decision": (
        lambda volunteer: volunteer.check_decisions.all().delete(),
        "A coordinator decides whether a check is needed for helping one to one.",
    ),
    "no certificate": (
        with_check(certificate_number="", certificate_on=None, seen_on=None, seen_by=None),
        "Show your basic check certificate for helping one to one to a coordinator",
    ),
    "no number": (with_check(certificate_number=""), "Show your basic check certificate"),
    "no date on it": (with_check(certificate_on=None), "Show your basic check certificate"),
    "nobody saw it": (with_check(seen_by=None), "Show your basic check certificate"),
    "not known when": (with_check(seen_on=None), "Show your basic check certificate"),
    "no last day": (with_check(ends_on=None), "Show your basic check certificate"),
    "check ended": (with_check(ends_on=TODAY - days(1)), "ended on 20 November 2026. Show a new"),
    "paused": (with_profile(paused_from=TODAY), "Paused for now."),
    "paused until": (
        with_profile(paused_from=TODAY - days(9), paused_until=TODAY),
        "Paused until 21 November 2026.",
    ),
    "left": (with_profile(left_on=TODAY), "Left on 21 November 2026."),
    "time is over": (with_profile(leaves_on=TODAY - days(1)), "The leaving date, 20 November"),
    "closed": (with_person(is_active=False), "This record is closed."),
    "merged": (merged_away, "This record is closed."),
}


@pytest.mark.parametrize("taken", TAKEN_AWAY)
def test_whatever_is_taken_away_one_is_not_cleared_and_the_sentence_names_it(cleared, taken):
    take_away, sentence = TAKEN_AWAY[taken]
    assert asked(cleared, ONE_TO_ONE).is_cleared

    take_away(cleared)

    missing = asked(cleared, ONE_TO_ONE).missing
    assert len(missing) == 1
    assert sentence in missing[0]


@pytest.mark.parametrize("step", [Step.ENQUIRED, Step.INDUCTION_BOOKED])
def test_having_enquired_and_a_booked_induction_bar_nobody(cleared, step):
    without_step(step)(cleared)

    assert asked(cleared).is_cleared


def test_every_sentence_says_what_to_do_or_who_does_it():
    volunteer = make_volunteer(paused_from=TODAY, left_on=TODAY, leaves_on=TODAY - days(1))
    for setting in Setting:
        for sentence in asked(volunteer, setting).missing:
            assert "coordinator" in sentence


# --- Days ------------------------------------------------------------------------------------


def test_on_the_last_good_day_one_is_cleared_and_on_the_next_not(cleared, settings):
    settings.TRAINING_LASTS_DAYS = 365
    last = TODAY - days(30) + days(365)

    assert asked(cleared, on=last).is_cleared
    assert asked(cleared, on=last).ends_on == last
    assert not asked(cleared, on=last + days(1)).is_cleared


def test_how_long_training_lasts_is_a_setting(cleared, settings):
    settings.TRAINING_LASTS_DAYS = 29

    assert "The training ended on 20 November 2026" in asked(cleared).missing[0]


def test_before_a_step_was_done_it_does_not_count(cleared):
    assert not asked(cleared, on=TODAY - days(31)).is_cleared


def test_a_certificate_counts_from_the_day_it_was_seen(cleared):
    with_check(seen_on=TODAY + days(1))(cleared)

    assert not asked(cleared, ONE_TO_ONE).is_cleared
    assert asked(cleared, ONE_TO_ONE, on=TODAY + days(1)).is_cleared


def test_it_ends_with_whatever_ends_first(cleared):
    training, check = TODAY - days(30) + days(365), TODAY + days(50)
    assert asked(cleared, ONE_TO_ONE).ends_on == training

    with_check(ends_on=check)(cleared)
    assert asked(cleared, ONE_TO_ONE).ends_on == check

    change(cleared, leaves_on=TODAY + days(10))
    assert asked(cleared, ONE_TO_ONE).ends_on == TODAY + days(10)


def test_before_and_after_a_pause_one_is_cleared(cleared):
    change(cleared, paused_from=TODAY, paused_until=TODAY + days(7))

    answers = [asked(cleared, on=TODAY + days(day)).is_cleared for day in (-1, 0, 7, 8)]
    assert answers == [True, False, False, True]


def test_a_renewed_training_counts_and_an_older_one_no_more(cleared):
    with_step_ended(Step.TRAINING_PASSED)(cleared)
    cleared.steps_done.create(step=Step.TRAINING_PASSED, done_on=TODAY)
    assert asked(cleared).is_cleared

    cleared.steps_done.create(step=Step.TRAINING_PASSED, done_on=TODAY, ends_on=TODAY)
    assert not asked(cleared, on=TODAY + days(1)).is_cleared


def test_a_later_decision_replaces_an_earlier(cleared):
    CheckDecision.objects.create(
        volunteer=cleared,
        setting=GROUP,
        is_needed=True,
        level=CheckDecision.Level.ENHANCED,
        why="The room has changed",
        decided_on=TODAY,
    )

    assert "Show your enhanced check certificate" in asked(cleared).missing[0]
    assert asked(cleared, on=TODAY - days(1)).is_cleared


def test_nothing_on_the_profile_can_tick_it():
    """Each of its fields, whatever it says, clears nobody who has not walked the path."""
    fields = {field.name for field in VolunteerProfile._meta.get_fields() if field.concrete}

    assert not {name for name in fields if "clear" in name}
    assert cleared_for(make_volunteer(learners_at_once=4, course="cleared"), on=TODAY) == []


# --- Many at once ------------------------------------------------------------------------------


@pytest.mark.parametrize("volunteers", [1, 3])
def test_a_longer_list_asks_no_more_of_the_database(django_assert_num_queries, volunteers):
    for number in range(volunteers):
        volunteer = make_volunteer(cleared_for=[GROUP], first_name=f"N{number}", today=TODAY)
        give_certificate(volunteer, setting=ONE_TO_ONE, today=TODAY)

    with django_assert_num_queries(QUERIES):
        cleared = [
            (str(volunteer), stage_in_words(volunteer, on=TODAY))
            for volunteer in VolunteerProfile.objects.with_path()
        ]

    assert len(cleared) == volunteers


QUERIES = 3


def test_what_all_settings_lack_is_said_once(cleared):
    without_step(Step.SHADOWED)(cleared)

    missing = what_is_missing(VolunteerProfile.objects.with_path().get(), on=TODAY)

    assert [sentence[:6] for sentence in missing.everywhere] == ["Shadow"]
    assert [(one.setting, len(besides)) for one, besides in missing.besides] == [
        (GROUP, 0),
        (ONE_TO_ONE, 0),
        (TELEPHONE, 1),
    ]


# --- Where on the path ---------------------------------------------------------------------------


def test_the_stage_is_the_furthest_step():
    volunteer = make_volunteer()
    assert stage_of(volunteer, on=TODAY) == Stage.NEW

    for step in (Step.APPLIED, Step.TRAINING_PASSED, Step.ENQUIRED):
        volunteer.steps_done.create(step=step, done_on=TODAY)

    assert stage_in_words(volunteer, on=TODAY) == "training passed"


def test_the_stage_of_somebody_cleared_says_for_what(cleared):
    assert stage_of(cleared, on=TODAY) == Stage.CLEARED
    assert stage_in_words(cleared, on=TODAY) == "cleared for group sessions and helping one to one"


def test_who_was_cleared_and_is_no_more_has_lapsed(cleared):
    with_step_ended(Step.TRAINING_PASSED)(cleared)

    assert stage_of(cleared, on=TODAY) == Stage.LAPSED


def test_who_is_paused_or_has_left_is_that(cleared):
    cleared.paused_from = TODAY
    assert stage_of(cleared, on=TODAY) == Stage.PAUSED

    cleared.left_on = TODAY
    assert stage_of(cleared, on=TODAY) == Stage.LEFT
