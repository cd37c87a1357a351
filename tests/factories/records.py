"""People of whom we hold all that can be held, for tests of copying, erasing and merging."""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from lessons.being_stuck import note_stuck
from lessons.display import Display
from lessons.kept_display import keep_display
from lessons.kept_progress import keep_for
from lessons.models import CoursePage, LessonPage
from lessons.progress import DONE, Place
from tests.factories.people import make_card
from whatthetech.people.complaining import complain
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import (
    Availability,
    CheckDecision,
    Complaint,
    Consent,
    Device,
    ExpiryWarning,
    Invitation,
    KnownDevice,
    Language,
    LearnerProfile,
    LookUp,
    PartOfDay,
    StepDone,
    User,
    VolunteerProfile,
    WeekAway,
    Weekday,
    WhatHelps,
)


def make_known_learner(
    *,
    first_name="Mary",
    last_name="Brown",
    telephone="020 7946 0001",
    email=None,
    now=None,
    **profile,
) -> User:
    """A learner with a card, a name and a telephone number; `profile`: what else we know."""
    now = now or timezone.now()
    person = make_card(called=first_name, now=now).card.person
    person.last_name, person.telephone, person.email = last_name, telephone, email
    person.date_joined = now
    person.save()
    LearnerProfile.objects.filter(person=person).update(**profile)
    person.refresh_from_db()
    return person


def make_what_helps(person: User, *, now=None, given_at=None, **helps) -> WhatHelps:
    """With the consent that it needs."""
    consent = Consent.objects.create(
        person=person,
        about=Consent.About.WHAT_HELPS,
        words="May we keep what helps you?",
        said="Yes, do",
        how=Consent.How.SPOKEN,
        given_at=given_at or now or timezone.now(),
    )
    profile = LearnerProfile.objects.get(person=person)
    return WhatHelps.objects.create(learner=profile, consent=consent, **helps)


def keep_place(person: User, lesson: LessonPage, number: int, *, now=None) -> None:
    """At this step on Android; 0: finished."""
    step = lesson.steps_on("android")[number - 1].id[:8] if number else DONE
    place = Place(lesson_id=lesson.pk, step=step, track="android")
    keep_for(person, place, now=now or timezone.now())


def be_stuck(person: User, lesson: LessonPage, number: int, *, now=None, track="android"):
    """They pressed “I'm stuck” at this step."""
    step = lesson.steps_on(track)[number - 1]
    now = now or timezone.now()
    return note_stuck(person, lesson_id=lesson.pk, step_id=step.id, track=track, now=now)


def make_learner_with_everything(*, lesson: LessonPage, by: User, now=None, **fields) -> User:
    """A value in every column that a copy holds, but for the open complaint's answer."""
    now = now or timezone.now()
    known = {
        "known_as": "Molly",
        "email": "mary@example.org",
    } | fields
    known_as = known.pop("known_as")
    person = make_known_learner(
        now=now,
        address="1 Made-up Road, W12",
        preferred_channel="telephone",
        language=Language.objects.get(code="so"),
        needs_interpreter=True,
        goals_in_own_words="See my grandson",
        helper_must_be="woman",
        needs_experienced_helper=True,
        needs_step_free=True,
        helper_must_know_device=True,
        contact_name="Anne Brown",
        contact_relation="daughter",
        contact_telephone="07700 900001",
        introduced_by="The surgery",
        notes="Rings on Mondays",
        last_contact_on=timezone.localdate(now),
        **known,
    )
    User.objects.filter(pk=person.pk).update(known_as=known_as, last_login=now)
    profile = person.learner_profile
    profile.devices.set(Device.objects.filter(code="android"))
    profile.goal_lessons.set([lesson])
    profile.goal_courses.set([lesson.get_parent().specific])
    make_what_helps(
        person,
        now=now,
        hearing="Left ear",
        sight="Low",
        pace="Slow",
        seat_near_door=True,
        other="Tea",
    )
    Availability.objects.create(person=person, weekday=Weekday.MONDAY, part=PartOfDay.MORNING)
    WeekAway.objects.create(person=person, monday=date(2026, 12, 21))
    keep_place(person, lesson, 3, now=now)
    be_stuck(person, lesson, 3, now=now)
    keep_display(person, Display(size=28, page="dark"))
    complain(person=person, words="You rang too late", how=Complaint.How.TELEPHONE, by=by, now=now)
    note_look_up(by=by, deed=LookUp.Deed.VIEWED, person=person, now=now)
    person.refresh_from_db()
    return person


def close_complaints(person: User, *, on: date | None = None) -> None:
    on = on or timezone.localdate()
    person.complaints.update(acknowledged_on=on, outcome="We ring earlier now.", closed_on=on)


def make_volunteer_with_everything(person: User, *, by: User, now=None) -> User:
    """The person as a volunteer, with a value in every column."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    profile = VolunteerProfile.objects.create(
        person=person,
        course="Medicine",
        year=2,
        leaves_on=today + timedelta(days=200),
        gender="woman",
        learners_at_once=2,
        paused_from=today,
        paused_until=today + timedelta(days=7),
    )
    profile.languages.set(Language.objects.filter(code="so"))
    profile.devices.set(Device.objects.filter(code="iphone"))
    profile.topics.set(CoursePage.objects.all())
    StepDone.objects.create(
        volunteer=profile,
        step=StepDone.Step.TRAINING_PASSED,
        done_on=today,
        ends_on=today + timedelta(days=365),
        seen_by=by,
        note="Very good",
    )
    CheckDecision.objects.create(
        volunteer=profile,
        setting="group",
        is_needed=True,
        level="basic",
        why="The centre asks for it",
        decided_by=by,
        decided_on=today,
        certificate_number="001234567890",
        certificate_on=today,
        ends_on=today + timedelta(days=365),
        seen_by=by,
        seen_on=today,
    )
    ExpiryWarning.objects.create(
        volunteer=profile, what="training", ends_on=today, days_before=7, said_at=now
    )
    Invitation.objects.create(
        email=person.email or "invited@example.org",
        first_name=person.first_name,
        last_name=person.last_name,
        group=Group.objects.get(name="Volunteers"),
        link_digest=f"digest of {person.pk}",
        invited_by=by,
        invited_at=now,
        ends_at=now + timedelta(days=14),
        accepted_at=now,
        person=person,
    )
    KnownDevice.objects.create(person=person, digest="x", first_seen_at=now, last_seen_at=now)
    return person
