"""What its time is over goes, one moment before it stays; a look changes nothing."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from lessons.models import StuckAt
from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card
from tests.factories.records import (
    be_stuck,
    keep_place,
    make_known_learner,
    make_volunteer_with_everything,
    make_what_helps,
)
from tests.factories.scheduling import book, make_learner, make_session
from whatthetech import retention
from whatthetech.forgetting import KINDS, find_out_of_date, forget_out_of_date
from whatthetech.people.complaining import complain
from whatthetech.people.guesses import begin_class
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.merging import merge_people, undo_merge
from whatthetech.people.models import (
    Card,
    CheckDecision,
    ClassMode,
    Complaint,
    ErasedPerson,
    ExpiryWarning,
    Invitation,
    KnownDevice,
    LearnerProfile,
    LookUp,
    Merge,
    StepDone,
    User,
    VolunteerProfile,
    WaitingDevice,
    WeekAway,
    WhatHelps,
    WrongGuess,
)
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.register import mark_attendance

pytestmark = pytest.mark.django_db

THEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)
A_MOMENT, A_DAY = timedelta(seconds=1), timedelta(days=1)


def forget(now: datetime) -> dict[str, int]:
    """{kind: how many}, of those that were forgotten."""
    return {kind.what: kind.forgotten for kind in forget_out_of_date(now=now) if kind.forgotten}


def stays_until(rows, at: datetime, *, before=A_MOMENT) -> None:
    """The rows are there just before `at`, and gone at it."""
    forget(at - before)
    assert rows.exists(), "went too soon"
    forget(at)
    assert not rows.exists(), "stayed too long"


def one(person: User):
    return User.objects.filter(pk=person.pk)


def test_a_register_is_counted_on_without_a_name():
    mary, session = make_learner(), make_session(seats=1)
    booking = book(session, mary)
    Booking.objects.update(state="booked", seat=1)
    mark_attendance(booking=booking, came=True, by=mary, now=session.starts_at)
    LearnerProfile.objects.update(last_contact_on=date(2029, 1, 2))  # she still comes
    named = session.bookings.exclude(learner=None)

    stays_until(named, session.ends_at + timedelta(days=3 * 365))

    attendance = session.bookings.get().attendance
    assert attendance.came and attendance.marked_by is None


class TestLearners:
    def test_two_years_after_they_came(self):
        mary = make_known_learner(now=THEN)

        stays_until(one(mary), THEN + timedelta(days=730))
        assert ErasedPerson.objects.get().was_learner
        assert LookUp.objects.get().remark == "the time to keep it was over"

    def test_with_a_card_only_twelve_months_after_its_last_use(self):
        mary = make_card(called="Mary", now=THEN).card.person
        used = THEN + timedelta(days=100)
        User.objects.update(date_joined=THEN, last_login=used)
        Card.objects.update(last_used_at=used)

        stays_until(one(mary), used + timedelta(days=365))

    @pytest.mark.parametrize(
        "known",
        [{"address": "1 Made-up Road"}, {"notes": "Rings"}, {"last_contact_on": TODAY}],
    )
    def test_whoever_told_us_more_has_two_years(self, known):
        mary = make_card(now=THEN).card.person
        User.objects.update(date_joined=THEN)
        LearnerProfile.objects.update(**known)

        forget(THEN + timedelta(days=729))
        assert one(mary).exists()
        forget(THEN + timedelta(days=731))
        assert not one(mary).exists()

    @pytest.mark.parametrize(
        "contact", ["the card was used", "a lesson", "a sign-in", "a consent", "a new card"]
    )
    def test_every_kind_of_contact_counts(self, contact):
        mary, later = make_known_learner(now=THEN), THEN + timedelta(days=500)
        match contact:
            case "the card was used":
                mary.cards.update(last_used_at=later)
            case "a lesson":
                keep_place(mary, make_lesson(course=make_course()), 2, now=later)
            case "a sign-in":
                one(mary).update(last_login=later)
            case "a consent":
                make_what_helps(mary, given_at=later)
            case "a new card":
                mary.cards.update(issued_at=later)

        stays_until(one(mary), later + timedelta(days=730))

    def test_so_does_a_session_they_booked(self):
        mary, session = make_known_learner(now=THEN), make_session(seats=1)
        book(session, mary, now=THEN)

        stays_until(one(mary), session.starts_at + timedelta(days=730))

    def test_so_does_a_telephone_call(self):
        mary = make_known_learner(now=THEN, last_contact_on=date(2027, 5, 1))

        forget(datetime(2029, 4, 29, 12, tzinfo=UTC))
        assert one(mary).exists()
        forget(datetime(2029, 4, 30, 12, tzinfo=UTC))
        assert not one(mary).exists()

    def test_an_open_complaint_is_answered_first(self):
        mary = make_known_learner(now=THEN)
        complain(person=mary, words="?", how=Complaint.How.SITE, by=None, now=THEN)
        over = THEN + timedelta(days=731)

        told = {kind.what: kind for kind in forget_out_of_date(now=over)}

        assert one(mary).exists()
        assert (told["learners"].found, told["learners"].left) == (1, 1)

    def test_staff_are_no_learners(self, volunteer, coordinator, lead):
        User.objects.update(date_joined=THEN)

        forget(THEN + timedelta(days=5000))

        assert User.objects.count() == 3


class TestVolunteers:
    def test_two_years_after_they_left(self, volunteer):
        VolunteerProfile.objects.create(person=volunteer, left_on=TODAY)

        stays_until(one(volunteer), THEN + timedelta(days=730), before=A_DAY)

    def test_whoever_did_not_leave_stays(self, volunteer):
        VolunteerProfile.objects.create(person=volunteer)

        forget(THEN + timedelta(days=5000))

        assert one(volunteer).exists()

    def test_who_works_here_still_loses_the_volunteers_part_only(self, coordinator):
        VolunteerProfile.objects.create(person=coordinator, left_on=TODAY)

        forget(THEN + timedelta(days=730))

        assert one(coordinator).exists()
        assert not VolunteerProfile.objects.exists()

    def test_the_number_of_a_certificate_goes_six_months_after_its_end(
        self, volunteer, coordinator
    ):
        make_volunteer_with_everything(volunteer, by=coordinator, now=THEN)
        CheckDecision.objects.update(ends_on=TODAY)
        numbers = CheckDecision.objects.exclude(certificate_number="")

        stays_until(numbers, THEN + timedelta(days=183), before=A_DAY)
        assert CheckDecision.objects.get().certificate_on == TODAY

    def test_or_after_they_left(self, volunteer, coordinator):
        make_volunteer_with_everything(volunteer, by=coordinator, now=THEN)
        VolunteerProfile.objects.update(left_on=TODAY)
        numbers = CheckDecision.objects.exclude(certificate_number="")

        stays_until(numbers, THEN + timedelta(days=183), before=A_DAY)
        assert StepDone.objects.exists()

    def test_a_warning_goes_a_year_after_what_it_warned_of(self, volunteer, coordinator):
        make_volunteer_with_everything(volunteer, by=coordinator, now=THEN)

        stays_until(ExpiryWarning.objects, THEN + timedelta(days=365), before=A_DAY)

    def test_a_device_goes_a_year_after_it_was_last_used(self, volunteer):
        KnownDevice.objects.create(
            person=volunteer, digest="x", first_seen_at=THEN, last_seen_at=THEN
        )

        stays_until(KnownDevice.objects, THEN + timedelta(days=365))

    def test_an_invitation_goes_90_days_after_it_ended(self, volunteer, coordinator):
        make_volunteer_with_everything(volunteer, by=coordinator, now=THEN)
        Invitation.objects.update(accepted_at=None, ends_at=THEN)

        stays_until(Invitation.objects, THEN + timedelta(days=90))


class TestRecords:
    def test_a_complaint_goes_six_years_after_it_was_closed(self):
        Complaint.objects.create(how="letter", received_on=TODAY, words="?", closed_on=TODAY)

        stays_until(Complaint.objects, THEN + timedelta(days=6 * 365), before=A_DAY)

    def test_an_open_one_never(self):
        Complaint.objects.create(how="letter", received_on=TODAY, words="?")

        forget(THEN + timedelta(days=9999))

        assert Complaint.objects.exists()

    def test_a_look_up_goes_after_three_years(self, coordinator):
        note_look_up(by=coordinator, deed=LookUp.Deed.VIEWED, now=THEN)

        stays_until(LookUp.objects, THEN + timedelta(days=3 * 365))

    def test_the_history_of_a_record_goes_after_three_years(self, coordinator):
        log(instance=make_known_learner(), action="wagtail.edit", user=coordinator)
        ModelLogEntry.objects.update(timestamp=THEN)
        over = THEN + timedelta(days=3 * 365)
        User.objects.update(date_joined=over, last_login=over)

        stays_until(ModelLogEntry.objects, over)

    def test_the_second_record_of_a_merge_goes_after_a_day(self, coordinator):
        kept, gone = make_known_learner(now=THEN), make_known_learner(now=THEN)
        merge_people(kept=kept, gone=gone, by=coordinator, now=THEN)

        stays_until(one(gone), THEN + A_DAY)
        assert one(kept).exists()
        assert not Merge.objects.exists()
        assert not ErasedPerson.objects.exists()  # nobody was erased: it was one person

    def test_of_a_merge_that_was_taken_back_both_stay(self, coordinator):
        kept, gone = make_known_learner(now=THEN), make_known_learner(now=THEN)
        merge = merge_people(kept=kept, gone=gone, by=coordinator, now=THEN)
        undo_merge(merge=merge, by=coordinator, now=THEN)

        stays_until(Merge.objects, THEN + A_DAY)
        assert User.objects.filter(pk__in=(kept.pk, gone.pk)).count() == 2


class TestSmallThings:
    def test_an_ended_card_goes_after_a_year(self):
        make_known_learner(now=THEN)
        Card.objects.update(ended_at=THEN)

        stays_until(Card.objects, THEN + timedelta(days=365))

    def test_a_week_away_goes_30_days_after_it(self, volunteer):
        WeekAway.objects.create(person=volunteer, monday=TODAY)

        stays_until(WeekAway.objects, THEN + timedelta(days=30), before=A_DAY)

    def test_a_press_of_stuck_goes_30_days_after_it(self):
        be_stuck(make_known_learner(now=THEN), make_lesson(course=make_course()), 3, now=THEN)

        stays_until(StuckAt.objects, THEN + timedelta(days=30))

    def test_a_wrong_number_goes_after_a_day(self):
        WrongGuess.objects.create(address_digest="x", at=THEN, is_slip=False)

        stays_until(WrongGuess.objects, THEN + A_DAY)

    def test_a_device_that_waited_goes_after_a_day(self):
        WaitingDevice.objects.create(number="482913", asked_at=THEN)

        stays_until(WaitingDevice.objects, THEN + A_DAY)

    def test_a_class_goes_a_day_after_its_end(self, coordinator):
        ends = begin_class(address="192.0.2.1", by=coordinator, now=THEN).until

        stays_until(ClassMode.objects, ends + A_DAY)

    def test_what_helps_goes_at_once_without_its_consent(self):
        mary = make_known_learner(now=THEN)
        make_what_helps(mary, given_at=THEN)

        forget(THEN)
        assert WhatHelps.objects.exists()
        mary.consents.update(withdrawn_at=THEN)
        forget(THEN)
        assert not WhatHelps.objects.exists()


class TestCommand:
    def run(self, *arguments) -> str:
        out = StringIO()
        call_command("apply_retention", *arguments, stdout=out)
        return out.getvalue()

    @pytest.fixture
    def old(self):
        return [make_known_learner(now=timezone.now() - timedelta(days=900)) for _ in range(3)]

    def test_without_apply_it_only_looks(self, old):
        told = self.run()

        assert "     3  learners " in told and "2 years after the last contact" in told
        assert "Nothing was erased" in told
        assert User.objects.count() == 3

    def test_with_apply_it_erases_and_says_how_many(self, old):
        told = self.run("--apply")

        assert "     3  learners\n" in told
        assert not User.objects.exists()

    def test_a_second_run_finds_nothing(self, old):
        self.run("--apply")

        assert all(line.split()[0] == "0" for line in self.run("--apply").splitlines())
        assert ErasedPerson.objects.count() == 3

    def test_it_names_nobody(self, old):
        assert "Mary" not in self.run() + self.run("--apply")

    def test_more_than_a_batch_goes_too(self, monkeypatch, old):
        monkeypatch.setattr("whatthetech.forgetting.BATCH", 2)

        self.run("--apply")

        assert not User.objects.exists()


def test_every_period_with_an_end_is_applied():
    """A period that nothing applies would be a promise only."""
    periods = {part.kept for parts in retention.POLICY.values() for part in parts}
    with_an_end = {period.words for period in periods if period.lasts}

    applied = {kind.why for kind in KINDS} | {retention.SIGN_IN_TRY.words}
    assert with_an_end <= applied
    assert {kind.found for kind in find_out_of_date(now=THEN)} == {0}
