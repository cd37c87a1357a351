"""A copy of what we hold about somebody: as data, and in words for large print.

Both are read from the same table below. Its keys are part of what we promise: a copy made
today is read by the same program next year. Instants are in UTC, as ISO 8601 writes them.

A card opens first name and lessons only (ACCESSIBILITY.md S7): whoever holds one gets those,
and is told what else we hold. The whole copy is a coordinator's to give, on paper or as a
file, to somebody they know it is about; and staff's, who sign in by password, of their own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from lessons.kept_progress import how_far
from lessons.models import KeptPlace
from lessons.progress import Place
from whatthetech.people.models import User


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows of one model. `columns`: {name of the column, which is its key: label in words}."""

    key: str
    title: str
    model: str
    rows: Callable[[User], Iterable[models.Model]]
    columns: dict[str, str]
    is_list: bool = True
    on_a_card: bool = False  # whoever holds the card may see it
    title_unopened: str = ""  # what it is called where it isn't shown, if not by its title
    opened: tuple[str, ...] = ()  # columns that say nothing more than a card does


def _one(person: User, name: str) -> list[models.Model]:
    """The person's only row of this kind, or none."""
    row = getattr(person, name, None)
    return [row] if row else []


def _what_helps(person: User) -> list[models.Model]:
    return [
        row for profile in _one(person, "learner_profile") for row in _one(profile, "what_helps")
    ]


def _of_volunteer(name: str):
    return lambda person: [
        row for profile in _one(person, "volunteer_profile") for row in getattr(profile, name).all()
    ]


def _shifts(person: User) -> list[models.Model]:
    return [
        row
        for profile in _one(person, "volunteer_profile")
        for row in profile.shifts.select_related("session__room__venue")
    ]


def _steps_worked_on(person: User) -> list[models.Model]:
    records = person.session_records.prefetch_related("worked_on__lesson")
    return [step for record in records for step in record.worked_on.all()]


SECTIONS = (
    Section(
        key="person",
        title="Who you are",
        title_unopened="Your full name, and how to reach you",
        opened=("known_as", "first_name", "date_joined", "last_login"),
        model="people.User",
        rows=lambda person: [person],
        is_list=False,
        columns={
            "known_as": "What we call you",
            "first_name": "First name",
            "last_name": "Last name",
            "telephone": "Telephone",
            "email": "Email",
            "date_joined": "With us since",
            "last_login": "Last signed in",
        },
    ),
    Section(
        key="learner",
        title="About your learning",
        model="people.LearnerProfile",
        rows=lambda person: _one(person, "learner_profile"),
        is_list=False,
        columns={
            "address": "Address",
            "preferred_channel": "How to reach you",
            "language": "Language",
            "needs_interpreter": "You need an interpreter",
            "devices": "Your devices",
            "goal_courses": "Courses you want to follow",
            "goal_lessons": "Lessons you want to follow",
            "goals_in_own_words": "What you want to learn, in your words",
            "helper_must_be": "You must be helped by a",
            "needs_experienced_helper": "You need an experienced helper",
            "needs_step_free": "You need a place without steps",
            "helper_must_know_device": "Your helper must know your device",
            "contact_name": "Someone to contact",
            "contact_relation": "Who that is to you",
            "contact_telephone": "Their telephone",
            "introduced_by": "Introduced by",
            "notes": "Our notes",
            "last_contact_on": "Last contact with us",
        },
    ),
    Section(
        key="what_helps",
        title="What helps you",
        model="people.WhatHelps",
        rows=_what_helps,
        is_list=False,
        columns={
            "hearing": "Hearing",
            "sight": "Sight",
            "pace": "Pace",
            "seat_near_door": "A seat near the door",
            "other": "Anything else",
        },
    ),
    Section(
        key="consents",
        title="What you agreed to",
        model="people.Consent",
        rows=lambda person: person.consents.all(),
        columns={
            "about": "About",
            "words": "The words you heard or read",
            "said": "What you said",
            "how": "How",
            "given_at": "Given on",
            "withdrawn_at": "Taken back on",
        },
    ),
    Section(
        key="availability",
        title="When you are free",
        model="people.Availability",
        rows=lambda person: person.availability.all(),
        columns={"weekday": "Day", "part": "Part of the day"},
    ),
    Section(
        key="weeks_away",
        title="Weeks you are away",
        model="people.WeekAway",
        rows=lambda person: person.weeks_away.all(),
        columns={"monday": "The week of"},
    ),
    Section(
        key="lessons",
        title="Lessons you have begun",
        model="lessons.KeptPlace",
        rows=lambda person: person.kept_places.select_related("lesson").prefetch_related(
            "lesson__tracks"
        ),
        on_a_card=True,
        columns={
            "lesson": "Lesson",
            "step": "You are at",
            "track": "Device",
            "reached_at": "Last there on",
            "done_at": "Finished on",
        },
    ),
    Section(
        key="stuck_at",
        title="Where you pressed “I’m stuck”",
        model="lessons.StuckAt",
        rows=lambda person: person.stuck_at.select_related("lesson").prefetch_related(
            "lesson__tracks"
        ),
        on_a_card=True,
        columns={
            "lesson": "Lesson",
            "step_id": "At",
            "track": "Device",
            "since": "First on",
            "pressed_at": "Last on",
        },
    ),
    Section(
        key="display",
        title="How pages look to you",
        model="lessons.KeptDisplay",
        rows=lambda person: _one(person, "kept_display"),
        is_list=False,
        on_a_card=True,
        columns={"size": "Size of the words", "page": "Page"},
    ),
    Section(
        key="cards",
        title="Your cards",
        model="people.Card",
        rows=lambda person: person.cards.order_by("-issued_at"),
        on_a_card=True,
        columns={"issued_at": "Made on", "last_used_at": "Last used on", "ended_at": "Ended on"},
    ),
    Section(
        key="complaints",
        title="What you told us went wrong",
        model="people.Complaint",
        rows=lambda person: person.complaints.all(),
        columns={
            "received_on": "We had it on",
            "from_whom": "From",
            "how": "How it came",
            "words": "What you said",
            "acknowledged_on": "We told you that we have it on",
            "outcome": "What we did",
            "closed_on": "Closed on",
        },
    ),
    Section(
        key="volunteer",
        title="About your volunteering",
        model="people.VolunteerProfile",
        rows=lambda person: _one(person, "volunteer_profile"),
        is_list=False,
        columns={
            "course": "Course of study",
            "year": "Year of study",
            "leaves_on": "You leave on",
            "gender": "Gender",
            "languages": "Languages",
            "devices": "Devices you know",
            "topics": "Topics you know",
            "learners_at_once": "Learners at once",
            "paused_from": "Paused from",
            "paused_until": "Paused until",
            "left_on": "Left on",
        },
    ),
    Section(
        key="steps_done",
        title="Your path to being cleared",
        model="people.StepDone",
        rows=_of_volunteer("steps_done"),
        columns={
            "step": "Step",
            "done_on": "Done on",
            "ends_on": "Good until",
            "note": "Note",
        },
    ),
    Section(
        key="check_decisions",
        title="Decisions on a criminal record check",
        model="people.CheckDecision",
        rows=_of_volunteer("check_decisions"),
        columns={
            "setting": "For",
            "is_needed": "A check is needed",
            "level": "Level",
            "why": "Why",
            "decided_on": "Decided on",
            "certificate_number": "Number of the certificate",
            "certificate_on": "Date on the certificate",
            "ends_on": "Good until",
            "seen_on": "Seen on",
        },
    ),
    Section(
        key="invitations",
        title="Invitations to sign in",
        model="people.Invitation",
        rows=lambda person: person.invitations.select_related("group"),
        columns={
            "email": "Sent to",
            "first_name": "First name",
            "last_name": "Last name",
            "group": "As one of",
            "invited_at": "Sent on",
            "ends_at": "Good until",
            "accepted_at": "Accepted on",
        },
    ),
    Section(
        key="known_devices",
        title="Devices you signed in on",
        model="people.KnownDevice",
        rows=lambda person: person.known_devices.order_by("first_seen_at"),
        columns={"first_seen_at": "First used on", "last_seen_at": "Last used on"},
    ),
    Section(
        key="bookings",
        title="Sessions you booked",
        model="scheduling.Booking",
        rows=lambda person: person.bookings.select_related("session__room__venue"),
        columns={
            "session": "Session",
            "state": "What came of it",
            "channel": "Booked",
            "made_at": "Booked on",
            "joined_at": "Asked for on",
            "cancelled_at": "Cancelled on",
        },
    ),
    Section(
        key="practised",
        title="What you worked on at a session, and what to practise",
        model="scheduling.SessionRecord",
        rows=lambda person: person.session_records.select_related(
            "booking__session__room__venue", "booking__learner", "practise_lesson"
        ),
        on_a_card=True,
        columns={
            "booking": "At",
            "note": "What you did",
            "practise_lesson": "To practise at home",
            "practise_step": "The step",
            "practise_words": "In your helper’s words",
        },
    ),
    Section(
        key="steps_worked_on",
        title="Steps of lessons you worked on at a session",
        model="scheduling.StepWorkedOn",
        rows=_steps_worked_on,
        on_a_card=True,
        columns={"lesson": "Lesson", "step": "Step"},
    ),
    Section(
        key="shifts",
        title="Sessions you offered to help at",
        model="scheduling.VolunteerShift",
        rows=_shifts,
        columns={
            "session": "Session",
            "state": "What came of it",
            "places": "Learners at once",
            "offered_at": "Offered on",
            "confirmed_at": "Confirmed on",
            "withdrawn_at": "Withdrawn on",
            "why_withdrawn": "Why",
        },
    ),
    Section(
        key="about_pairing",
        title="About a volunteer of your own",
        model="pairing.AboutLearner",
        rows=lambda person: _one(person, "about_pairing"),
        is_list=False,
        columns={
            "agreed": "You want one",
            "came_before": "You came before we kept registers",
            "interests": "What you like",
        },
    ),
    Section(
        key="out_of_reach",
        title="Places you can’t get to",
        model="pairing.OutOfReach",
        rows=lambda person: person.out_of_reach.select_related("venue"),
        columns={"venue": "Place"},
    ),
    Section(
        key="interpreters",
        title="Interpreters we booked for you",
        model="pairing.Interpreter",
        rows=lambda person: person.interpreters.select_related("term"),
        columns={"term": "Term", "booked_at": "Booked on", "ended_at": "Cancelled on"},
    ),
    Section(
        key="pairings",
        title="When you had a volunteer of your own",
        model="pairing.Pairing",
        rows=lambda person: person.pairings.select_related("term"),
        columns={
            "term": "Term",
            "role": "As",
            "begun_on": "Since",
            "ended_on": "Until",
            "why_ended": "Why it ended",
        },
    ),
    Section(
        key="helping",
        title="What we noted of your helping",
        model="pairing.AboutVolunteer",
        rows=lambda person: [
            row
            for profile in _one(person, "volunteer_profile")
            for row in _one(profile, "about_pairing")
        ],
        is_list=False,
        columns={
            "learners_a_week": "Learners in a week, at most",
            "learners_in_all": "Learners in all, at most",
            "turns_18_on": "You turn 18 on",
            "sessions_before": "Sessions you helped at before we kept registers",
            "good_with_hearing": "Good with people who hear little",
            "good_with_sight": "Good with people who see little",
            "good_with_pace": "Good with people who need time",
            "needs_step_free": "You need a place without steps",
            "interests": "What you like",
        },
    ),
    Section(
        key="look_ups",
        title="When somebody of us looked at or changed your record",
        model="people.LookUp",
        rows=lambda person: person.look_ups.all(),
        columns={"at": "When", "deed": "What was done"},
    ),
)


# --- As data -----------------------------------------------------------------------------


def copy_as_data(person: User, *, now: datetime, whole: bool = True) -> dict:
    """Ready for JSON: every key each time, None or [] where nothing is held.

    Not `whole`: what a card opens, and under `also_held` the names of what else we hold.
    """
    made = {"made_by": "What the Tech!?", "made_at": as_data(now), "is_whole": whole}
    if not whole:
        shown = {section.key: _rows_as_data(section, person) for section in _on_a_card()}
        return made | {"called": person.called, **shown, "also_held": also_held(person)}
    for section in SECTIONS:
        rows = _rows_as_data(section, person)
        made[section.key] = rows if section.is_list else next(iter(rows), None)
    return made


def _rows_as_data(section: Section, person: User) -> list[dict]:
    return [
        {name: as_data(_value(row, name)) for name in section.columns}
        for row in section.rows(person)
    ]


def as_data(value):
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case list():
            return [as_data(one) for one in value]
        case models.Model():
            return str(value)
    return value


# --- In words ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A section as it is read: each row a list of (label, value), what is empty left out."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def copy_in_words(person: User, *, whole: bool = True) -> list[Part]:
    """The parts in which something is held, in the table's order."""
    sections = SECTIONS if whole else _on_a_card()
    parts = [
        Part(section.title, tuple(_row_in_words(section, row) for row in section.rows(person)))
        for section in sections
    ]
    if not whole and person.called:
        parts.insert(0, Part("Who you are", ((("What we call you", person.called),),)))
    return [part for part in parts if any(part.rows)]


def _row_in_words(section: Section, row) -> tuple[tuple[str, str], ...]:
    said = ((label, in_words(_shown(row, name))) for name, label in section.columns.items())
    return tuple((label, value) for label, value in said if value)


def in_words(value) -> str:
    """Empty where there is nothing to say. A plain no says nothing either."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case datetime():
            return date_format(timezone.localtime(value), "j F Y, H:i")
        case date():
            return date_format(value, "j F Y")
        case list():
            return ", ".join(map(str, value))
    return str(value)


def also_held(person: User) -> list[str]:
    """What the person's card doesn't open: that we hold it, and not a word of what it says.

    Not even which columns have a value: “Hearing” would say much of somebody.
    """
    return [
        section.title_unopened or section.title
        for section in SECTIONS
        if not section.on_a_card and any(_says_more(row, section) for row in section.rows(person))
    ]


def _says_more(row, section: Section) -> bool:
    return any(
        in_words(_shown(row, name)) for name in section.columns if name not in section.opened
    )


def _on_a_card() -> list[Section]:
    return [section for section in SECTIONS if section.on_a_card]


def _value(row, name: str):
    """A list for several."""
    if row._meta.get_field(name).many_to_many:
        return list(getattr(row, name).all())
    return getattr(row, name)


def _shown(row, name: str):
    """A choice in its own words, a place by its step's number."""
    if isinstance(row, KeptPlace) and name == "step":
        return place_in_words(row)
    if said := getattr(row, f"{name}_in_words", None):  # a column that a row says by itself
        return said()
    if row._meta.get_field(name).choices:
        return getattr(row, f"get_{name}_display")()
    return _value(row, name)


def place_in_words(kept: KeptPlace) -> str:
    place = Place(lesson_id=kept.lesson_id, step=kept.step, track=kept.track)
    if place.is_done:
        return "the end"
    number = how_far(kept.lesson, place)
    return f"step {number}" if number else "a step that is no longer there"
