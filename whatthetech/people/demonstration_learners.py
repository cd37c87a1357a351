"""Forty made-up learners, enough for the desk to look real. Never on a site in use.

Names as one hears them in White City. Telephone numbers are from the ranges that Ofcom keeps
for drama (020 7946 0xxx, 07700 900xxx); no address is a real one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from lessons.kept_progress import keep_for
from lessons.models import CoursePage, LessonPage
from lessons.progress import DONE, Place
from whatthetech.people.cards import issue_card
from whatthetech.people.complaining import complain
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import (
    Availability,
    Channel,
    Complaint,
    Consent,
    Device,
    Gender,
    Language,
    LearnerProfile,
    LookUp,
    PartOfDay,
    User,
    Weekday,
    WhatHelps,
)
from whatthetech.people.telephone import digits_of

STREETS = ("Made-up Road", "Nowhere Street", "Example Court", "Pretend House, Sample Lane")
WORDS_READ = (
    "May we keep a note of what helps you, such as with hearing or sight? Only coordinators and"
    " the volunteer who meets you see it. You can take it back at any time."
)


@dataclass(frozen=True)
class Learner:
    """Without a last name: somebody with a card, of whom we know nothing more."""

    first_name: str
    last_name: str = ""
    telephone: str = ""
    language: str = "en"
    devices: str = "android"
    goal: str = ""
    known_as: str = ""
    free: str = ""  # such as “0m 2a”: Monday morning, Wednesday afternoon
    helps: str = ""  # “hearing: …; sight: …”, which needs consent
    notes: str = ""
    must_be: str = ""
    step_free: bool = False
    interpreter: bool = False
    experienced: bool = False
    introduced_by: str = ""
    contact: str = ""  # “Anne Brown, daughter, 07700 900…”
    channel: str = Channel.TELEPHONE


LEARNERS = (
    Learner(
        "Mary",
        "Brown",
        "020 7946 0101",
        devices="iphone",
        goal="See my grandson in Leeds",
        free="0m 2m",
        helps="hearing: Speak to her left side; pace: One thing at a time",
        contact="Anne Brown, daughter, 07700 900101",
        notes="Rings on Mondays.",
    ),
    Learner(
        "Winston",
        "Campbell",
        "020 7946 0102",
        goal="Pay for parking without the machine",
        free="1a 3a",
        introduced_by="St Example’s lunch club",
    ),
    Learner(
        "Hodan",
        "Warsame",
        "07700 900103",
        language="so",
        interpreter=True,
        must_be=Gender.WOMAN,
        goal="Messages from my sister in Hargeisa",
        free="1m 4m",
        introduced_by="Somali women’s group",
    ),
    Learner(
        "Jadwiga",
        "Nowak",
        "020 7946 0104",
        language="pl",
        devices="windows",
        goal="Letters to the council",
        free="2a",
        helps="sight: Large print, 24 point",
    ),
    Learner(
        "Patrick",
        "O’Sullivan",
        "020 7946 0105",
        known_as="Paddy",
        goal="The racing results",
        free="3m 4m",
        helps="other: Needs breaks, sits with his leg up",
        step_free=True,
    ),
    Learner(
        "Fátima",
        "Ferreira",
        "07700 900106",
        language="pt",
        goal="Photographs of my garden",
        free="0a 1a",
        contact="Rui Ferreira, son, 07700 900206",
    ),
    Learner(
        "Mohammed",
        "Al-Hassan",
        "020 7946 0107",
        language="ar",
        devices="iphone",
        goal="Read the news in Arabic",
        free="4a",
        introduced_by="The surgery",
    ),
    Learner(
        "Doreen",
        "Baptiste",
        "020 7946 0108",
        goal="Order my prescription",
        free="0m 3m",
        helps="hearing: Hearing aid, wants the loop; sight: Reading glasses",
        step_free=True,
    ),
    Learner(
        "Margaret",
        "Smith",
        "020 7946 0109",
        known_as="Peggy",
        devices="iphone windows",
        goal="Video calls",
        free="1m 2m 3m",
        notes="Taught at Example School for thirty years.",
    ),
    Learner("Peggy", "Smyth", "020 79460109", goal="To see my niece", free="2m"),
    Learner(
        "Abdirahman",
        "Yusuf",
        "07700 900111",
        language="so",
        goal="Book a doctor",
        free="0a 2a",
        channel=Channel.TEXT,
    ),
    Learner(
        "Kathleen",
        "Murphy",
        "020 7946 0112",
        goal="Find the Mass times",
        free="4m",
        helps="pace: Slowly, and again",
        experienced=True,
        contact="Sr Bernadette, friend, 020 7946 0212",
    ),
    Learner(
        "Zofia",
        "Wiśniewska",
        "07700 900113",
        language="pl",
        goal="Bus times",
        devices="android",
        free="1a 2a",
    ),
    Learner(
        "Cecil",
        "Joseph",
        "020 7946 0114",
        goal="Listen to cricket",
        free="3a 4a",
        introduced_by="Made-up Housing",
    ),
    Learner(
        "Amina",
        "Diallo",
        "07700 900115",
        language="fr",
        goal="Write to my grandchildren",
        free="0m",
        must_be=Gender.WOMAN,
        channel=Channel.TEXT,
    ),
    Learner(
        "Joan",
        "Taylor",
        "020 7946 0116",
        devices="windows",
        goal="Tell a real email from a false one",
        free="1m 3m",
        notes="Lost money to a caller last year. Be gentle about it.",
        experienced=True,
    ),
    Learner(
        "Ibrahim",
        "Osman",
        "020 7946 0117",
        language="ar",
        goal="Prayer times",
        free="2m 4m",
        helps="sight: Cataract, likes a dark page",
    ),
    Learner(
        "Rosa",
        "Gonçalves",
        "07700 900118",
        language="pt",
        devices="iphone",
        goal="Recipes",
        free="0a",
    ),
    Learner(
        "Desmond",
        "Clarke",
        "020 7946 0119",
        known_as="Dezzie",
        goal="Keep my music",
        free="1a",
        devices="android windows",
    ),
    Learner(
        "Bridget",
        "Kelly",
        "020 7946 0120",
        goal="Ring without pressing the wrong thing",
        free="0m 1m 2m",
        helps="other: Tremor in the right hand; pace: Time to press",
        step_free=True,
        channel=Channel.LETTER,
    ),
    Learner(
        "Giuseppe", "Rossi", "020 7946 0121", language="it", goal="See the football", free="3a"
    ),
    Learner(
        "Yeshi",
        "Tesfaye",
        "07700 900122",
        language="am",
        interpreter=True,
        goal="Call home",
        free="2a 3a",
        introduced_by="St Example’s lunch club",
    ),
    Learner(
        "Harold", "Green", "020 7946 0123", devices="windows", goal="My family tree", free="4m"
    ),
    Learner(
        "Shirin",
        "Ahmadi",
        "07700 900124",
        language="fa",
        devices="iphone",
        goal="Maps on foot",
        free="0a 4a",
        must_be=Gender.WOMAN,
    ),
    Learner(
        "Olive",
        "Henry",
        "020 7946 0125",
        goal="Send a picture to church",
        free="2m",
        helps="hearing: Deaf in one ear",
        contact="Grace Henry, sister, 020 7946 0225",
    ),
    Learner(
        "Carlos",
        "Mendoza",
        "07700 900126",
        language="es",
        goal="The Home Office website",
        free="1m",
    ),
    Learner(
        "Edna",
        "Williams",
        "020 7946 0127",
        goal="Turn the thing off properly",
        free="3m",
        notes="A new phone from her son, still in its box.",
        introduced_by="The surgery",
    ),
    Learner(
        "Nasreen", "Begum", "07700 900128", language="bn", goal="Speak to my brother", free="0m 2m"
    ),
    Learner(
        "Tadeusz", "Kowalczyk", "020 7946 0129", language="pl", goal="Polish radio", free="1a 4a"
    ),
    Learner(
        "Sylvia",
        "Grant",
        "020 7946 0130",
        devices="iphone",
        goal="Bigger letters",
        free="2a",
        helps="sight: Macular degeneration, 36 point; other: A seat near the window",
        step_free=True,
    ),
    Learner("Eileen", "Byrne", "020 7946 0131", goal="Find my photographs again", free="0a 3a"),
    Learner("Eilean", "Byrne", "0207 946 0131", goal="Photographs", devices="iphone"),
    Learner("Mary"),
    Learner("Sahra"),
    Learner("Leroy"),
    Learner("Bogdan"),
    Learner(""),
    Learner("Auntie Vi"),
    Learner("مريم"),
    Learner("Jean"),
)


@transaction.atomic
def make_demonstration_learners(*, now: datetime, by: User) -> list[User]:
    """The learners, made where they are not there yet; `by`: the coordinator who knows them."""
    first = digits_of(LEARNERS[0].telephone)
    if User.objects.filter(telephone_digits=first).exists():
        return []
    people = User.objects.bulk_create(
        _person(learner, now - timedelta(days=9 * place)) for place, learner in enumerate(LEARNERS)
    )
    known = [pair for pair in zip(people, LEARNERS, strict=True) if pair[1].last_name]
    _make_profiles(people, now)
    _say_what_helps(known, by, now)
    _make_progress(people, now)
    for person in people[:8] + people[-8:]:
        issue_card(person=person, by=by, now=now - timedelta(days=5))
    _make_records(people, by, now)
    return people


def _person(learner: Learner, since: datetime) -> User:
    return User(
        first_name=learner.first_name,
        last_name=learner.last_name,
        known_as=learner.known_as,
        telephone=learner.telephone,
        telephone_digits=digits_of(learner.telephone),
        password=make_password(None),
        date_joined=since,
    )


def _make_profiles(people: list[User], now: datetime) -> None:
    languages = {language.code: language for language in Language.objects.all()}
    devices = {device.code: device for device in Device.objects.all()}
    courses = list(CoursePage.objects.live().order_by("path"))
    profiles = LearnerProfile.objects.bulk_create(
        _profile(learner, person, languages, number, now)
        for number, (learner, person) in enumerate(zip(LEARNERS, people, strict=True), start=1)
    )
    for number, (learner, profile) in enumerate(zip(LEARNERS, profiles, strict=True)):
        if learner.last_name:
            profile.devices.set(devices[code] for code in learner.devices.split())
            if courses:
                profile.goal_courses.add(courses[number % len(courses)])
    Availability.objects.bulk_create(
        Availability(person=person, weekday=Weekday(int(when[0])), part=PARTS[when[1]])
        for learner, person in zip(LEARNERS, people, strict=True)
        for when in learner.free.split()
    )


PARTS = {"m": PartOfDay.MORNING, "a": PartOfDay.AFTERNOON, "e": PartOfDay.EVENING}


def _profile(learner: Learner, person: User, languages, number: int, now) -> LearnerProfile:
    if not learner.last_name:
        return LearnerProfile(person=person)
    name, relation, telephone = (*learner.contact.split(", "), "", "", "")[:3]
    return LearnerProfile(
        person=person,
        address=f"{number} {STREETS[number % len(STREETS)]}\nLondon W12 0ZZ",
        preferred_channel=learner.channel,
        language=languages[learner.language],
        needs_interpreter=learner.interpreter,
        goals_in_own_words=learner.goal,
        helper_must_be=learner.must_be,
        needs_experienced_helper=learner.experienced,
        needs_step_free=learner.step_free,
        contact_name=name,
        contact_relation=relation,
        contact_telephone=telephone,
        introduced_by=learner.introduced_by,
        notes=learner.notes,
        last_contact_on=timezone.localdate(now) - timedelta(days=number),
    )


def _say_what_helps(known, by: User, now: datetime) -> None:
    for person, learner in known:
        if not learner.helps:
            continue
        consent = Consent.objects.create(
            person=person,
            about=Consent.About.WHAT_HELPS,
            words=WORDS_READ,
            said="Yes, that’s fine",
            how=Consent.How.SPOKEN,
            heard_by=by,
            given_at=now - timedelta(days=4),
        )
        said = dict(part.split(": ", 1) for part in learner.helps.split("; "))
        WhatHelps.objects.create(
            learner=person.learner_profile,
            consent=consent,
            seat_near_door=learner.step_free,
            **said,
        )


def _make_progress(people: list[User], now: datetime) -> None:
    """A few have begun a lesson or two; every third of those has finished one."""
    lessons = list(LessonPage.objects.live().prefetch_related("tracks").order_by("path"))
    for number, person in enumerate(people):
        if number % 3 == 2:
            continue
        for further, lesson in enumerate(lessons[number % 5 : number % 5 + 1 + number % 2]):
            track = lesson.track_names[0]
            steps = lesson.steps_on(track)
            is_done = (number + further) % 3 == 0
            step = DONE if is_done else steps[number % len(steps)].id[:8]
            place = Place(lesson_id=lesson.pk, step=step, track=track)
            keep_for(person, place, now=now - timedelta(days=number % 20, hours=further))


def _make_records(people: list[User], by: User, now: datetime) -> None:
    """What the log of complaints and the report of look-ups show: one open, one closed."""
    for hours, person in enumerate(people[:6]):
        deed = LookUp.Deed.CHANGED if hours == 2 else LookUp.Deed.VIEWED
        note_look_up(by=by, deed=deed, person=person, now=now - timedelta(hours=hours))
    complain(
        person=people[4],
        words="Nobody rang me back on Thursday. I waited in all day.",
        how=Complaint.How.TELEPHONE,
        by=by,
        now=now - timedelta(days=24),
    )
    closed = complain(
        person=people[7],
        words="You wrote my name wrong on my card.",
        how=Complaint.How.SPOKEN,
        by=by,
        now=now - timedelta(days=60),
    )
    closed.acknowledged_on = closed.received_on + timedelta(days=1)
    closed.outcome = "Mended, and a new card made while she waited. She was glad."
    closed.closed_on = closed.received_on + timedelta(days=1)
    closed.save()
