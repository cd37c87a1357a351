"""Whom a volunteer meets: all that they may know of them, and nothing else.

From 48 hours before a session until 24 hours after it (PROGRAMME.md, “People's data”). First
name, time, goals, devices, what helps by a consent in force, where they are in their lessons,
and what was practised. No surname, number, address or note, no points, and no reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lessons.being_stuck import StuckStep, where_stuck
from lessons.kept_progress import progress_of_each
from lessons.models import CoursePage, LessonPage, StuckAt
from lessons.views.keeping_place import begun_by_each
from whatthetech.pairing.who_helps import helpers_of
from whatthetech.people.consent import QUESTIONS
from whatthetech.people.models import User, VolunteerProfile, WhatHelps
from whatthetech.scheduling.models import Booking, LearningSession, SessionRecord
from whatthetech.scheduling.practised import Devices, Practised, read_records
from whatthetech.scheduling.recording import OPEN_AFTER

OPENS_BEFORE, CLOSES_AFTER = timedelta(hours=48), OPEN_AFTER
MEET = (Booking.State.BOOKED, Booking.State.ATTENDED)


@dataclass(frozen=True)
class Goal:
    """A lesson they want to follow and have not begun."""

    lesson: LessonPage
    address: str  # on their device, where we know it


@dataclass(frozen=True)
class WantedCourse:
    course: CoursePage
    begin_with: Goal | None  # its first lesson they have not begun, unless they named that too


@dataclass(frozen=True)
class Preparation:
    """One learner, as far as whoever helps them may know them."""

    booking_pk: int
    session: LearningSession
    called: str  # with the seat, where two are called the same
    courses: tuple[WantedCourse, ...]
    goals: tuple[Goal, ...]
    goals_in_own_words: str
    devices: tuple[str, ...]
    what_helps: tuple[str, ...]  # such as “Hearing: left side”; empty without a consent
    begun: tuple[dict, ...]  # as `begun_lessons` gives them, without those finished
    done: tuple[LessonPage, ...]
    stuck: tuple[StuckStep, ...]
    last: Practised | None  # None: nothing is written yet

    @property
    def steps_offered(self) -> set[str]:
        """Addresses that stand beside where they are stuck, and need not stand twice."""
        return {stuck.address for stuck in self.stuck}

    @property
    def read_first(self) -> str:
        """The address of the step to read beforehand; empty: nothing is begun or wanted."""
        addresses = (
            *(stuck.address for stuck in self.stuck),
            *(one["address"] for one in self.begun),
            *(goal.address for goal in self.goals),
            *(wanted.begin_with.address for wanted in self.courses if wanted.begin_with),
            self.last.address if self.last else "",
        )
        return next(filter(None, addresses), "")


def bookings_to_prepare(volunteer: VolunteerProfile, *, now: datetime) -> list[Booking]:
    """Of those whom this volunteer helps now, and may see by the clock; the next session first."""
    sessions = LearningSession.objects.going_ahead().filter(
        starts_at__lte=now + OPENS_BEFORE,
        ends_at__gte=now - CLOSES_AFTER,
        shifts__in=volunteer.shifts.confirmed(),
    )
    bookings = list(
        Booking.objects.filter(session__in=sessions, state__in=MEET, learner__merged_into=None)
        .exclude(learner=None)
        .select_related("session__room__venue", "learner")
        .order_by("session__starts_at", "session", "seat")
    )
    helpers = helpers_of(bookings, now=now)
    return [
        booking
        for booking in bookings
        if booking.pk in helpers and helpers[booking.pk].volunteer_id == volunteer.pk
    ]


def names_of(bookings: Iterable[Booking]) -> dict[int, str]:
    """{booking's key: what to call them}; by their seat, where two are called the same."""
    bookings = list(bookings)
    names = [booking.learner.called for booking in bookings]
    return {
        booking.pk: name if name and names.count(name) == 1 else f"{name} seat {booking.seat}"
        for booking, name in zip(bookings, names, strict=True)
    }


def prepare(bookings: Iterable[Booking]) -> list[Preparation]:
    """In the bookings' order; the same number of queries for one and for three.

    Only for bookings of `bookings_to_prepare`: nothing is asked here of who may see them.
    """
    bookings = list(bookings)
    about = _About.of([booking.learner for booking in bookings])
    names = names_of(bookings)
    return [about.prepare(booking, names[booking.pk].strip()) for booking in bookings]


@dataclass(frozen=True)
class _About:
    """What is asked of the database for all of them at once, by the learner's key."""

    people: dict[int, User]
    begun: dict[int, list[dict]]
    tracks: dict[int, dict[int, str]]
    stuck: dict[int, list[StuckStep]]
    records: dict[int, list[SessionRecord]]
    in_courses: list[LessonPage]  # of all courses that any of them wants, in the library's order

    @classmethod
    def of(cls, learners: list[User]) -> "_About":
        keys = [learner.pk for learner in learners]
        profiles = ("goal_courses", "goal_lessons__tracks", "devices")
        people = (
            User.objects.filter(pk__in=keys)
            .select_related("learner_profile__what_helps__consent")
            .prefetch_related(*(f"learner_profile__{name}" for name in profiles))
        )
        places = progress_of_each(learners)
        stuck = where_stuck(StuckAt.objects.filter(person__in=keys))
        records = SessionRecord.objects.filter(learner__in=keys).to_show()
        return cls(
            people={person.pk: person for person in people},
            begun=begun_by_each(places),
            tracks={
                key: {place.lesson_id: place.track for place in theirs}
                for key, theirs in places.items()
            },
            stuck=_by_learner(stuck, lambda one: one.row.person_id),
            records=_by_learner(records, lambda record: record.learner_id),
            in_courses=_lessons_in(people),
        )

    def prepare(self, booking: Booking, called: str) -> Preparation:
        key = booking.learner_id
        profile = getattr(self.people[key], "learner_profile", None)
        own = tuple(device.code for device in profile.devices.all()) if profile else ()
        devices = Devices(kept=self.tracks[key], own=own)
        begun = self.begun[key]
        goals = _goals(profile, begun, own)
        return Preparation(
            booking_pk=booking.pk,
            session=booking.session,
            called=called,
            courses=_courses(profile, begun, goals, self.in_courses, own),
            goals=goals,
            goals_in_own_words=profile.goals_in_own_words if profile else "",
            devices=tuple(device.name for device in profile.devices.all()) if profile else (),
            what_helps=_what_helps(profile),
            begun=tuple(one for one in begun if one["step"]),
            done=tuple(one["lesson"] for one in begun if not one["step"]),
            stuck=tuple(self.stuck.get(key, ())),
            last=_last(self.records.get(key, ()), devices),
        )


def _by_learner(rows, key) -> dict[int, list]:
    found = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _goals(profile, begun: list[dict], own: tuple[str, ...]) -> tuple[Goal, ...]:
    """Lessons on the site that they want and have not begun, opened for their first device."""
    if profile is None:
        return ()
    there = {one["lesson"].pk for one in begun}
    wanted = [one for one in profile.goal_lessons.all() if one.live and one.pk not in there]
    return tuple(Goal(lesson, _first_page(lesson, own)) for lesson in wanted)


def _lessons_in(people: Iterable[User]) -> list[LessonPage]:
    """Two queries, and none where nobody wants a course."""
    profiles = (getattr(person, "learner_profile", None) for person in people)
    courses = {one.path for profile in profiles if profile for one in profile.goal_courses.all()}
    if not courses:
        return []
    lessons = LessonPage.objects.live().order_by("path").prefetch_related("tracks")
    return [one for one in lessons if one.path.startswith(tuple(courses))]


def _courses(profile, begun, goals, in_courses, own) -> tuple[WantedCourse, ...]:
    if profile is None:
        return ()
    known = {one["lesson"].pk for one in begun} | {goal.lesson.pk for goal in goals}
    return tuple(
        WantedCourse(course, _begin_with(course, known, in_courses, own))
        for course in profile.goal_courses.all()
    )


def _begin_with(course: CoursePage, known, in_courses, own) -> Goal | None:
    new = (one for one in in_courses if one.path.startswith(course.path) and one.pk not in known)
    lesson = next(new, None)
    return Goal(lesson, _first_page(lesson, own)) if lesson else None


def _first_page(lesson: LessonPage, own: tuple[str, ...]) -> str:
    track = next((track for track in own if track in lesson.track_names), "")
    return f"{lesson.front}?on={track}" if track else lesson.front


ABOUT = ("Hearing", "Sight", "Pace", "A seat near the door", "Anything else")


def _what_helps(profile) -> tuple[str, ...]:
    """Only what they agreed to have kept, as long as they do."""
    helps: WhatHelps | None = getattr(profile, "what_helps", None)
    if helps is None or helps.consent.withdrawn_at is not None:
        return ()
    said = ((label, getattr(helps, name)) for label, name in zip(ABOUT, QUESTIONS, strict=True))
    return tuple(label if words is True else f"{label}: {words}" for label, words in said if words)


def _last(records: Iterable[SessionRecord], devices: Devices) -> Practised | None:
    """Of the newest session of which something is written."""
    return next((one for one in read_records(records, devices) if one.is_something), None)
