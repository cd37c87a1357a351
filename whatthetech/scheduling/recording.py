"""Afterwards: what a helper and a learner worked on, and what to practise at home."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from lessons.models import LessonPage
from lessons.tracks import Track
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import COORDINATORS, LookUp, User, VolunteerProfile
from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import (
    Booking,
    Practice,
    SessionRecord,
    StepWorkedOn,
)

OPEN_AFTER = timedelta(hours=24)  # as long as volunteers see whom they met (PROGRAMME.md)


class NotBegunYet(Exception):
    """There is nothing to write of a session that has not begun."""


class RecordIsClosed(Exception):
    """A day after the session only coordinators write in it."""


class NotTheirHelper(Exception):
    """Only who was confirmed for that session, and coordinators; where a helper is named, they."""


class DidNotCome(Exception):
    """The register says so, or says nothing yet: mark that they came first."""


class StepIsGone(Exception):
    """The lesson has no such step: somebody has changed it since."""


@transaction.atomic
def record_session(
    *,
    booking: Booking,
    by: User,
    now: datetime,
    worked_on: tuple[LessonPage, Collection[str]] | None = None,
    practice: Practice | None = None,
    note: str | None = None,
    helper: VolunteerProfile | None = None,
) -> SessionRecord:
    """Each part given replaces what stood there; None leaves it.

    `worked_on`: a lesson and the ids of its steps; no id takes the lesson out again, and other
    lessons stay. `helper`: who helped, where somebody else writes. Raises as `refuse_to_record`,
    DidNotCome, StepIsGone.
    """
    booking = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    refuse_to_record(booking, by=by, now=now)
    if booking.state != Booking.State.ATTENDED:
        raise DidNotCome
    own = {"learner_id": booking.learner_id, "written_at": now, "written_by": by}
    record, _ = SessionRecord.objects.get_or_create(booking=booking, defaults=own)
    record.written_at, record.written_by = now, by
    record.helper = helper or helper_at(booking, by, now=now) or record.helper
    if worked_on:
        _write_steps(record, *worked_on)
    if practice:
        _write_practice(record, practice)
    if note is not None:
        record.note = note
    record.save()
    note_look_up(
        by=by,
        deed=LookUp.Deed.CHANGED,
        now=now,
        person=booking.learner,
        remark="what was practised",
    )
    return record


def refuse_to_record(booking: Booking, *, by: User, now: datetime) -> None:
    """Raise NotTheirHelper, NotBegunYet or RecordIsClosed."""
    session, is_coordinator = booking.session, by.is_in(COORDINATORS)
    if not is_coordinator and helper_at(booking, by, now=now) is None:
        raise NotTheirHelper
    if now < session.starts_at:
        raise NotBegunYet
    if not is_coordinator and now > session.ends_at + OPEN_AFTER:
        raise RecordIsClosed


def helper_at(booking: Booking, person: User, *, now: datetime) -> VolunteerProfile | None:
    """The person as who helps the learner there; where nobody is named, as who helps there.

    None: somebody else is named, or the person may not see whom they meet.
    """
    confirmed = booking.session.shifts.confirmed().exclude(volunteer=None)
    is_named = confirmed.filter(pk=booking.helper_id).exists()
    mine = confirmed.filter(volunteer__person=person)
    shifts = cleared.with_path(mine.filter(pk=booking.helper_id) if is_named else mine)
    own = next((shift.volunteer for shift in shifts), None)
    may_see = own and cleared.may_see_whom_they_meet(own, on=booking.session.on, now=now)
    return own if may_see else None


def _write_steps(record: SessionRecord, lesson: LessonPage, steps: Collection[str]) -> None:
    _refuse_gone(lesson, steps)
    record.worked_on.filter(lesson=lesson).exclude(step__in=steps).delete()
    there = set(record.worked_on.filter(lesson=lesson).values_list("step", flat=True))
    StepWorkedOn.objects.bulk_create(
        StepWorkedOn(record=record, lesson=lesson, step=step)
        for step in dict.fromkeys(steps)
        if step not in there
    )


def _write_practice(record: SessionRecord, practice: Practice) -> None:
    if practice.lesson and practice.step:
        _refuse_gone(practice.lesson, [practice.step])
    record.practise_lesson = practice.lesson
    record.practise_step = practice.step if practice.lesson else ""
    record.practise_words = practice.words


def _refuse_gone(lesson: LessonPage, steps: Collection[str]) -> None:
    if set(steps) - {step.id for step in lesson.steps_on(Track.ALL)}:
        raise StepIsGone
