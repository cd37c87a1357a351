"""What ends soon is said once for each of 60, 30 and 7 days before, to two recipients."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories.people import give_certificate, make_volunteer, someone_at_the_desk
from whatthetech.people import expiry
from whatthetech.people.expiry import endings, warn_of_endings
from whatthetech.people.models import ExpiryWarning, Setting, StepDone, VolunteerProfile

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
CERTIFICATE, TRAINING = "check for helping one to one", "training"


def days(number) -> timedelta:
    return timedelta(days=number)


def make_ending(*, training_in=None, check_in=None, **more) -> VolunteerProfile:
    volunteer = make_volunteer(email="nadia@example.org", **more)
    if training_in is not None:
        StepDone.objects.create(
            volunteer=volunteer,
            step=StepDone.Step.TRAINING_PASSED,
            done_on=TODAY - days(200),
            ends_on=TODAY + days(training_in),
            seen_by=someone_at_the_desk(),
        )
    if check_in is not None:
        give_certificate(
            volunteer,
            setting=Setting.ONE_TO_ONE,
            today=TODAY,
            ends_on=TODAY + days(check_in),
        )
    return volunteer


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """A run of the clock, so many days after today."""

    def run(after=0):
        with django_capture_on_commit_callbacks(execute=True):
            return warn_of_endings(now=NOW + days(after))

    return run


# --- What ends ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_ends_within_sixty_days_soonest_first():
    make_ending(training_in=60, check_in=5)

    assert [(one.what, one.days) for one in endings(TODAY)] == [(CERTIFICATE, 5), (TRAINING, 60)]


@pytest.mark.django_db
@pytest.mark.parametrize("training_in", [61, -1])
def test_what_ends_later_or_has_ended_is_not_soon(training_in):
    make_ending(training_in=training_in)

    assert endings(TODAY) == []


@pytest.mark.django_db
def test_a_renewal_takes_the_place_of_what_would_end():
    volunteer = make_ending(training_in=5, check_in=5)
    volunteer.steps_done.create(step=StepDone.Step.TRAINING_PASSED, done_on=TODAY)
    give_certificate(volunteer, setting=Setting.ONE_TO_ONE, today=TODAY)

    assert endings(TODAY) == []


@pytest.mark.django_db
def test_a_decision_that_no_check_is_needed_has_nothing_to_renew():
    make_volunteer(cleared_for=Setting.values, today=TODAY)

    assert endings(TODAY) == []


@pytest.mark.django_db
def test_of_whoever_has_left_nothing_is_said_and_of_the_paused_it_is():
    volunteer = make_ending(training_in=5, paused_from=TODAY)
    assert len(endings(TODAY)) == 1

    VolunteerProfile.objects.filter(pk=volunteer.pk).update(left_on=TODAY)
    assert endings(TODAY) == []


@pytest.mark.django_db
@pytest.mark.parametrize("volunteers", [1, 3])
def test_a_longer_list_asks_no_more_of_the_database(django_assert_num_queries, volunteers):
    for number in range(volunteers):
        volunteer = make_volunteer(first_name=f"N{number}")
        give_certificate(
            volunteer, setting=Setting.GROUP, today=TODAY, ends_on=TODAY + days(number)
        )

    with django_assert_num_queries(3):
        assert len(endings(TODAY)) == volunteers


# --- What is said ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_volunteer_and_the_coordinators_are_told_once_at_each_threshold(
    run, mailoutbox, coordinator
):
    make_ending(training_in=60)

    told = {after: len(run(after)) for after in range(62)}

    assert {after for after, number in told.items() if number} == {0, 30, 53}
    assert [message.to for message in mailoutbox] == [
        ["nadia@example.org"],
        ["coordinator@example.org"],
    ] * 3


@pytest.mark.django_db
def test_the_message_says_what_ends_when_and_what_to_do(run, mailoutbox, coordinator):
    make_ending(training_in=30)
    run()
    to_volunteer, to_coordinators = mailoutbox

    assert to_volunteer.subject == "Your training ends in 30 days"
    assert "counts until 21 December 2026" in to_volunteer.body
    assert "Take the training again." in to_volunteer.body
    assert "http://localhost/help/" in to_volunteer.body
    assert "/admin/desk/volunteers/inspect/" in to_coordinators.body
    assert "Nadia" not in to_coordinators.subject + to_coordinators.body  # names stay at the desk


@pytest.mark.django_db
@pytest.mark.parametrize(("first_run", "threshold"), [(61, None), (45, 60), (20, 30), (7, 7)])
def test_if_runs_were_missed_only_the_nearest_is_said(run, first_run, threshold):
    make_ending(training_in=first_run)
    run()
    run()

    said = list(ExpiryWarning.objects.values_list("days_before", flat=True))
    assert said == ([threshold] if threshold else [])


@pytest.mark.django_db
def test_another_last_day_is_warned_of_anew(run, mailoutbox):
    volunteer = make_ending(training_in=30)
    run()
    volunteer.steps_done.update(ends_on=TODAY + days(29))
    run()

    assert len(mailoutbox) == 2


@pytest.mark.django_db
def test_without_an_email_address_the_coordinators_hear_to_ring(run, mailoutbox, coordinator):
    person = make_ending(training_in=5).person
    person.email = None
    person.save()
    run()

    (message,) = mailoutbox
    assert message.to == ["coordinator@example.org"]
    assert "ring them" in message.body


@pytest.mark.django_db
def test_a_name_is_written_as_it_is(run, mailoutbox):
    make_ending(training_in=5, first_name="Zoë O’<b>")
    run()

    assert "Hello Zoë O’<b>," in mailoutbox[0].body


@pytest.mark.django_db
def test_a_message_that_fails_stops_no_other_and_is_not_said_twice(
    run, mailoutbox, coordinator, monkeypatch, caplog
):
    """As when the mail server turns one address away."""
    make_ending(training_in=5)
    monkeypatch.setattr(
        "django.core.mail.backends.locmem.EmailBackend.send_messages", _turn_away_the_first([])
    )
    run()
    run()

    assert [message.to for message in mailoutbox] == [["coordinator@example.org"]]
    assert "turned away" in caplog.text


def _turn_away_the_first(tried):
    from django.core import mail

    def send_messages(self, messages):
        tried.append(messages)
        if len(tried) == 1:
            raise OSError("turned away")
        mail.outbox.extend(messages)
        return len(messages)

    return send_messages


@pytest.mark.django_db
def test_the_clock_calls_it(capsys):
    call_command("tick")

    assert "0 warnings" in capsys.readouterr().out


# --- Two runs at once ----------------------------------------------------------------------------


def run_at_once(runs=4) -> None:
    """Real threads that have all read what ends before one of them claims it."""
    barrier = Barrier(runs)
    read = expiry.endings

    def read_together(on):
        found = read(on)
        barrier.wait(timeout=30)
        return found

    def one_run():
        try:
            warn_of_endings(now=NOW)
        finally:
            connection.close()

    expiry.endings = read_together
    try:
        threads = [Thread(target=one_run) for _ in range(runs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        expiry.endings = read


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_several_runs_at_once_one_sends(mailoutbox):
    make_ending(training_in=5, check_in=5)

    run_at_once()

    assert sorted(message.subject for message in mailoutbox) == [
        f"Your {CERTIFICATE} ends in 5 days",
        "Your training ends in 5 days",
    ]
    assert ExpiryWarning.objects.count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_control_without_the_claim_every_run_sends(mailoutbox, monkeypatch):
    make_ending(training_in=5)
    monkeypatch.setattr(expiry, "claim", lambda ending, now: True)

    run_at_once()

    assert len(mailoutbox) == 4
