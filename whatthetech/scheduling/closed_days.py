"""Days on which nothing is held. A bank holiday is proposed, and a coordinator confirms it."""

from datetime import date, datetime

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.locking import lock_sessions
from whatthetech.scheduling.models import ClosedDay, LearningSession, Task, Term
from whatthetech.scheduling.risk import open_task
from whatthetech.scheduling.sessions import cancel_session
from whatthetech.scheduling.times import midnight_after, midnight_before


def bank_holidays(begins_on: date, ends_on: date) -> dict[date, str]:
    """{day: name} in England, with the substitute days, earliest first."""
    from holidays import country_holidays  # half a second, which no page should wait for

    years = range(begins_on.year, ends_on.year + 1)
    found = country_holidays("GB", subdiv="ENG", years=years, language="en_GB")
    return {
        day: name.replace("(observed)", "(substitute day)")
        for day, name in sorted(found.items())
        if begins_on <= day <= ends_on
    }


@transaction.atomic
def propose_bank_holidays(*, term: Term) -> list[ClosedDay]:
    """Those of the term that nobody has entered yet. They close nothing until confirmed."""
    entered = ClosedDay.objects.filter(venue=None).days()
    return ClosedDay.objects.bulk_create(
        ClosedDay(day=day, name=name, is_bank_holiday=True)
        for day, name in bank_holidays(term.begins_on, term.ends_on).items()
        if day not in entered
    )


@transaction.atomic
def confirm_closed_day(*, closed_day: ClosedDay, by: User, now: datetime) -> ClosedDay:
    """From now on it closes. A session on it that nobody comes to is called off; one with bookings
    or helpers has a task, and stays until a coordinator has seen to it.
    """
    closed_day = ClosedDay.objects.select_for_update().get(pk=closed_day.pk)
    if closed_day.confirmed_at:
        return closed_day
    closed_day.confirmed_at, closed_day.confirmed_by = now, by
    closed_day.save(update_fields=["confirmed_at", "confirmed_by"])
    affected = sessions_on(closed_day).after(now).values_list("pk", flat=True)
    for session in lock_sessions(affected):
        if session.bookings.live().exists() or session.shifts.live().exists():
            open_task(Task.Kind.CLOSED_DAY, session=session, now=now)
        else:
            cancel_session(session=session, by=by, now=now, why=closed_day.name)
    return closed_day


def sessions_on(closed_day: ClosedDay):
    """Those that go ahead on that day, where it closes."""
    day = {
        "starts_at__gte": midnight_before(closed_day.day),
        "starts_at__lt": midnight_after(closed_day.day),
    }
    sessions = LearningSession.objects.going_ahead().filter(**day)
    if closed_day.venue_id is None:
        return sessions
    return sessions.filter(room__venue=closed_day.venue_id)
