"""The steps of the path, as coordinators record them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from tests.factories.people import make_volunteer
from whatthetech.people.clearance import clearance
from whatthetech.people.clearing import decide_check, record_certificate, record_step
from whatthetech.people.models import (
    CheckDecision,
    LookUp,
    Setting,
    StepDone,
    VolunteerProfile,
)
from whatthetech.people.refusing import Refused

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = date(2026, 11, 21)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
Step = StepDone.Step


@pytest.fixture
def nadia():
    return make_volunteer()


def step(volunteer, by, **changed):
    given = {"step": Step.APPLIED, "done_on": TODAY, "seen_by": by, "now": NOW}
    return record_step(volunteer=volunteer, **given | changed)


def decision(volunteer, by, **changed):
    given = {
        "setting": Setting.ONE_TO_ONE,
        "is_needed": True,
        "level": CheckDecision.Level.BASIC,
        "why": "Alone with one learner",
        "decided_on": TODAY,
        "by": by,
        "now": NOW,
    }
    return decide_check(volunteer=volunteer, **given | changed)


def certificate(decided, by, **changed):
    given = {
        "number": " 001234567890 ",
        "certificate_on": YESTERDAY,
        "seen_on": TODAY,
        "ends_on": TODAY + timedelta(days=1095),
        "seen_by": by,
        "now": NOW,
    }
    return record_certificate(decision=decided, **given | changed)


def refused(deed, *args, **changed) -> str:
    """The field and the sentence; and nothing was kept."""
    before = StepDone.objects.count(), CheckDecision.objects.count(), LookUp.objects.count()
    with pytest.raises(Refused) as refusal:
        deed(*args, **changed)
    after = StepDone.objects.count(), CheckDecision.objects.count(), LookUp.objects.count()
    assert before == after
    return f"{refusal.value.field}: {refusal.value.sentence}"


def test_the_whole_path_recorded_step_by_step_clears(nadia, coordinator):
    for one in Step:
        step(nadia, coordinator, step=one)
    decided = decision(nadia, coordinator)
    fresh = VolunteerProfile.objects.with_path().get()
    assert not clearance(fresh, setting=Setting.ONE_TO_ONE, on=TODAY).is_cleared

    certificate(decided, coordinator)

    fresh = VolunteerProfile.objects.with_path().get()
    assert clearance(fresh, setting=Setting.ONE_TO_ONE, on=TODAY).is_cleared


class TestStep:
    def test_it_is_kept_with_who_saw_it_and_noted(self, nadia, coordinator):
        done = step(nadia, coordinator, note="At the induction")

        assert (done.step, done.done_on, done.seen_by) == (Step.APPLIED, TODAY, coordinator)
        assert LookUp.objects.get().deed == LookUp.Deed.CHANGED
        assert LookUp.objects.get().person == nadia.person
        (logged,) = ModelLogEntry.objects.for_instance(nadia)
        assert (logged.action, logged.user) == ("people.changed", coordinator)

    def test_done_again_is_another_row(self, nadia, coordinator):
        step(nadia, coordinator, done_on=YESTERDAY)
        step(nadia, coordinator)

        assert nadia.steps_done.count() == 2

    @pytest.mark.parametrize(
        ("done_on", "sentence"),
        [
            (TOMORROW, "done_on: Type a day that has already been: today, or before."),
            (date(1999, 12, 31), "done_on: Look at the year again: it is before 2000."),
        ],
    )
    def test_a_day_to_come_or_long_past_is_refused(self, nadia, coordinator, done_on, sentence):
        assert refused(step, nadia, coordinator, done_on=done_on) == sentence

    def test_the_first_day_of_2000_is_not(self, nadia, coordinator):
        assert step(nadia, coordinator, done_on=date(2000, 1, 1)).pk

    def test_today_is_londons(self, nadia, coordinator):
        """At half past midnight in summer it is still yesterday in UTC."""
        night = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

        assert step(nadia, coordinator, done_on=date(2026, 7, 1), now=night).pk

    def test_it_does_not_end_before_it_was_done(self, nadia, coordinator):
        assert "ends_on" in refused(step, nadia, coordinator, ends_on=YESTERDAY)

    def test_nobody_records_their_own(self, nadia):
        assert "own path" in refused(step, nadia, nadia.person)


class TestDecision:
    def test_that_none_is_needed_keeps_no_level(self, nadia, coordinator):
        assert decision(nadia, coordinator, is_needed=False).level == ""

    def test_a_needed_check_has_a_level(self, nadia, coordinator):
        assert "level: Choose which level" in refused(decision, nadia, coordinator, level="")

    @pytest.mark.parametrize("why", ["", "  "])
    def test_it_says_why(self, nadia, coordinator, why):
        assert "why: Say in a few words why" in refused(decision, nadia, coordinator, why=why)

    def test_nobody_decides_on_their_own(self, nadia):
        assert "own path" in refused(decision, nadia, nadia.person)

    def test_not_on_a_day_to_come(self, nadia, coordinator):
        assert "decided_on" in refused(decision, nadia, coordinator, decided_on=TOMORROW)


class TestCertificate:
    def test_number_dates_and_who_saw_it_are_kept(self, nadia, coordinator):
        seen = certificate(decision(nadia, coordinator), coordinator)

        assert (seen.certificate_number, seen.seen_by) == ("001234567890", coordinator)
        assert (seen.certificate_on, seen.seen_on) == (YESTERDAY, TODAY)

    def test_a_newer_one_stands_beside_the_older(self, nadia, coordinator):
        first = certificate(decision(nadia, coordinator), coordinator)
        first_pk = first.pk
        second = certificate(first, coordinator, number="002")

        numbers = nadia.check_decisions.values_list("pk", "certificate_number")
        assert dict(numbers) == {first_pk: "001234567890", second.pk: "002"}

    def test_where_none_is_needed_none_is_kept(self, nadia, coordinator):
        decided = decision(nadia, coordinator, is_needed=False)

        assert "no certificate may be kept" in refused(certificate, decided, coordinator)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"number": " "}, "number"),
            ({"certificate_on": TOMORROW}, "certificate_on"),
            ({"seen_on": TOMORROW}, "seen_on"),
            ({"certificate_on": TODAY, "seen_on": YESTERDAY}, "seen_on"),
            ({"ends_on": YESTERDAY}, "ends_on"),
        ],
    )
    def test_what_cannot_be_is_refused(self, nadia, coordinator, changed, field):
        decided = decision(nadia, coordinator)

        assert refused(certificate, decided, coordinator, **changed).startswith(f"{field}: ")

    def test_nobody_vouches_for_their_own(self, nadia, coordinator):
        decided = decision(nadia, coordinator)

        assert "own path" in refused(certificate, decided, nadia.person)
