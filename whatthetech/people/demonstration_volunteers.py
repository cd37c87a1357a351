"""Twenty-five made-up volunteers, at every place of the path. Never on a site in use."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from whatthetech.people.availability import say_when_free
from whatthetech.people.models import (
    COORDINATORS,
    VOLUNTEERS,
    CheckDecision,
    Device,
    Gender,
    Language,
    PartOfDay,
    Setting,
    StepDone,
    User,
    VolunteerProfile,
    Weekday,
)
from whatthetech.people.volunteer_forms import courses_in_order

Step = StepDone.Step
PATH = tuple(Step)
DESK = "desk@example.org"  # stands for the coordinator, where there is none


@dataclass(frozen=True)
class State:
    """How far somebody is. Days are counted from today, backwards where they are below 0."""

    steps: int = len(PATH)  # how many of the path are done
    trained: int = -60
    checks: tuple[Setting, ...] = ()  # decided that none is needed
    certificate_for: Setting | None = None
    certificate_ends: int | None = 700  # None: nobody has seen it yet
    pause: tuple[int, int] | None = None
    left: int | None = None


ENQUIRED, APPLIED, BOOKED, TRAINED, SIGNED = (State(steps=steps) for steps in range(1, 6))
DECIDED = State(steps=5, certificate_for=Setting.ONE_TO_ONE, certificate_ends=None)
GROUP = State(checks=(Setting.GROUP,))
ONE_TO_ONE = State(checks=(Setting.GROUP,), certificate_for=Setting.ONE_TO_ONE)
TELEPHONE = State(checks=(Setting.GROUP, Setting.TELEPHONE))
TRAINING_ENDS_SOON = State(trained=20 - 365, checks=(Setting.GROUP,))
CHECK_ENDED = State(certificate_for=Setting.ONE_TO_ONE, certificate_ends=-10)
PAUSED = State(checks=(Setting.GROUP,), pause=(-14, 21))
LEFT = State(trained=-300, checks=(Setting.GROUP,), left=-90)

NO_TIME: tuple[tuple[int, str], ...] = ()
MONDAYS = ((0, "afternoon"), (0, "evening"))
TUESDAYS = ((1, "morning"), (1, "afternoon"), (3, "afternoon"))
WEDNESDAYS = ((2, "morning"), (2, "afternoon"))
FRIDAYS = ((4, "morning"), (4, "afternoon"), (5, "morning"))
WEEKENDS = ((5, "morning"), (5, "afternoon"), (6, "afternoon"))

# First name, surname, course, year, state, languages, devices, when free. Of no real person.
MADE_UP = (
    ("Aisha", "Rahman", "Economics", 2, ENQUIRED, "en bn", "android", NO_TIME),
    ("Tom", "Whitfield", "Mathematics", 1, ENQUIRED, "en", "", NO_TIME),
    ("Chidi", "Eze", "", None, ENQUIRED, "", "", NO_TIME),
    ("Zofia", "Kowalczyk", "Design Engineering", 2, APPLIED, "en pl", "iphone", MONDAYS),
    ("Hamza", "Yusuf", "Computing", 1, APPLIED, "en so ar", "android windows", WEEKENDS),
    ("Mei Ling", "Chan", "Medicine", 3, BOOKED, "en yue", "iphone", TUESDAYS),
    ("Daniel", "Okonkwo", "Business", 1, BOOKED, "en", "android", FRIDAYS),
    ("Sofia", "Marques", "Biology", 2, TRAINED, "en pt es", "iphone android", MONDAYS),
    ("Arjun", "Patel", "Physics", 2, TRAINED, "en gu hi", "windows", WEDNESDAYS),
    ("Leila", "Hosseini", "Chemistry", 4, SIGNED, "en fa", "iphone", TUESDAYS),
    ("Kwame", "Boateng", "Aeronautics", 3, SIGNED, "en fr", "android", FRIDAYS),
    ("Hannah", "Levy", "Medicine", 2, DECIDED, "en", "iphone windows", WEDNESDAYS),
    ("Mustafa", "Demir", "Civil Engineering", 1, DECIDED, "en tr", "android", WEEKENDS),
    ("Grace", "Adeyemi", "Business", 2, GROUP, "en", "iphone android", MONDAYS + TUESDAYS),
    ("Oliver", "Byrne", "Computing", 3, GROUP, "en", "windows android", TUESDAYS),
    ("Fatima", "Noor", "Bioengineering", 2, GROUP, "en ur pa", "android", WEDNESDAYS),
    ("Luca", "Ferrari", "Business", 1, GROUP, "en it", "iphone", FRIDAYS),
    ("Amina", "Warsame", "Medicine", 4, ONE_TO_ONE, "en so", "android iphone", TUESDAYS),
    ("James", "Thornton", "Business", 3, ONE_TO_ONE, "en bfi", "windows iphone", MONDAYS),
    ("Rosa", "Delgado", "Mathematics", 2, TELEPHONE, "en es", "iphone", WEDNESDAYS),
    ("Yonas", "Tesfaye", "Computing", 2, TRAINING_ENDS_SOON, "en ti am", "android", FRIDAYS),
    ("Ines", "Carvalho", "Design Engineering", 3, CHECK_ENDED, "en pt", "iphone", MONDAYS),
    ("Omar", "Haddad", "Physics", 2, PAUSED, "en ar fr", "android windows", TUESDAYS),
    ("Emily", "Ashworth", "Business", 4, LEFT, "en", "iphone", NO_TIME),
    ("Wei", "Zhang", "Economics", 4, LEFT, "en zh", "windows", NO_TIME),
)
WOMEN = {"Aisha", "Zofia", "Mei Ling", "Sofia", "Grace", "Fatima", "Amina", "Rosa", "Ines"}
MEN = {"Hamza", "Daniel", "Arjun", "Kwame", "Oliver", "Luca", "James", "Yonas", "Omar"}
# Of the standing demonstration volunteer, where there is one: she can sign in and look.
SIGNS_IN, HERS = "volunteer@example.org", ("Business", 2, GROUP, "en hi", "iphone", TUESDAYS)


@transaction.atomic
def make_demonstration_volunteers(now: datetime) -> list[VolunteerProfile]:
    """Those who are not there yet; the others stay. Telephone numbers are Ofcom's for drama."""
    by = _somebody_at_the_desk()
    made = []
    if person := User.objects.filter(email=SIGNS_IN, volunteer_profile=None).first():
        made.append(_volunteer(person, *HERS, by=by, now=now))
    for number, (first_name, last_name, *told) in enumerate(MADE_UP):
        email = f"{first_name}.{last_name}@example.org".lower().replace(" ", "")
        if not User.objects.filter(email=email).exists():
            person = User.objects.create_user(
                email,
                first_name=first_name,
                last_name=last_name,
                telephone=f"07700 900{200 + number}",
            )
            made.append(_volunteer(person, *told, by=by, now=now))
    return made


def _somebody_at_the_desk() -> User:
    somebody = User.objects.filter(groups__name=COORDINATORS).order_by("pk").first()
    if somebody is None:
        somebody = User.objects.create_user(DESK, first_name="Desk")
        somebody.groups.add(Group.objects.get(name=COORDINATORS))
    return somebody


def _volunteer(person, course, year, state, languages, devices, free, *, by, now):
    today = timezone.localdate(now)
    volunteer = VolunteerProfile.objects.create(
        person=person,
        course=course,
        year=year,
        leaves_on=_end_of_studies(today, year),
        gender=_gender(person.first_name),
    )
    volunteer.languages.set(Language.objects.filter(code__in=languages.split()))
    volunteer.devices.set(Device.objects.filter(code__in=devices.split()))
    if devices:
        volunteer.topics.set(courses_in_order()[:2])
    if state.steps > PATH.index(Step.ENQUIRED) + 1:
        person.groups.add(Group.objects.get(name=VOLUNTEERS))
    _walk(volunteer, state, by=by, today=today)
    times = [(Weekday(day), PartOfDay(part)) for day, part in free]
    exams = [today + timedelta(weeks=number) for number in (3, 4)] if free else []
    say_when_free(person=person, free=times, away=exams, by=person, now=now)
    return volunteer


def _end_of_studies(today: date, year: int | None) -> date | None:
    """Students leave in June."""
    if year is None:
        return None
    this_june = date(today.year, 6, 30)
    return this_june.replace(year=today.year + (4 - year) + (today > this_june))


def _gender(first_name: str) -> str:
    """Some have not said."""
    return Gender.WOMAN if first_name in WOMEN else Gender.MAN if first_name in MEN else ""


def _walk(volunteer, state: State, *, by: User, today: date) -> None:
    """The rows of the path, some days after each other."""
    for number, step in enumerate(PATH[: state.steps]):
        days = state.trained + (number - PATH.index(Step.TRAINING_PASSED)) * 7
        done_on = today + timedelta(days=days)
        StepDone.objects.create(volunteer=volunteer, step=step, done_on=done_on, seen_by=by)
    decided_on = today + timedelta(days=state.trained + 10)
    for setting in state.checks:
        CheckDecision.objects.create(
            volunteer=volunteer,
            setting=setting,
            is_needed=False,
            why="Always in sight of a lead, and of other learners.",
            decided_by=by,
            decided_on=decided_on,
        )
    if state.certificate_for:
        CheckDecision.objects.create(
            volunteer=volunteer,
            setting=state.certificate_for,
            is_needed=True,
            level=CheckDecision.Level.BASIC,
            why="Alone with one learner at a table of their own.",
            decided_by=by,
            decided_on=decided_on,
            **_certificate(volunteer, state, by=by, today=today, decided_on=decided_on),
        )
    if state.pause:
        first, last = (today + timedelta(days=days) for days in state.pause)
        volunteer.paused_from, volunteer.paused_until = first, last
    if state.left:
        volunteer.left_on = volunteer.leaves_on = today + timedelta(days=state.left)
    volunteer.save()


def _certificate(volunteer, state, *, by, today, decided_on) -> dict:
    if state.certificate_ends is None:
        return {}
    return {
        "certificate_number": f"00{1_000_000_000 + volunteer.pk}",
        "certificate_on": decided_on,
        "seen_on": decided_on,
        "seen_by": by,
        "ends_on": today + timedelta(days=state.certificate_ends),
    }
