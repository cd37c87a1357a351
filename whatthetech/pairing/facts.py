"""From the database to wishes and offers: as many queries for a term as for one pair.

Learners are numbered as people (`User`), volunteers as `VolunteerProfile`, meetings as sessions.
No name leaves this module.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from lessons.models import CoursePage
from whatthetech.pairing.building import Candidate, candidates
from whatthetech.pairing.models import (
    AboutLearner,
    AboutVolunteer,
    Ban,
    Interpreter,
    OutOfReach,
    Pairing,
    PairingWeights,
    Pin,
)
from whatthetech.pairing.scoring import Scale
from whatthetech.pairing.waits import waits
from whatthetech.pairing.wishes import Circumstances, LearnerWish, Meeting, VolunteerOffer
from whatthetech.people.availability import TimeOfWeek, monday_of
from whatthetech.people.models import (
    Availability,
    PartOfDay,
    Setting,
    User,
    VolunteerProfile,
    Weekday,
)
from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import (
    HOLDING,
    Booking,
    LearningSession,
    Term,
    VolunteerShift,
)
from whatthetech.scheduling.times import midnight_after, midnight_before, wall_time_of

ENGLISH = "en"
NOON, FIVE = 12, 17  # the parts of the day begin, as people.models.PartOfDay says
COMING = (Booking.State.BOOKED, Booking.State.ATTENDED)
WHAT_HELPS = ("hearing", "sight", "pace")
A_LESSON = CoursePage.steplen  # what its path is longer by than its course's


@dataclass(frozen=True)
class Facts:
    """All that pairs are made by at one moment. Sorted by number, so that it replays."""

    learners: tuple[LearnerWish, ...]
    volunteers: tuple[VolunteerOffer, ...]
    circumstances: Circumstances
    weights: PairingWeights
    times: dict[int, TimeOfWeek]  # when each meeting is

    @property
    def scale(self) -> Scale:
        return Scale.of(self.volunteers, self.weights.points)

    @property
    def unpinned(self) -> "Facts":
        return replace(self, circumstances=replace(self.circumstances, pinned={}))

    def learner(self, number: int) -> LearnerWish | None:
        return next((wish for wish in self.learners if wish.number == number), None)

    def volunteer(self, number: int) -> VolunteerOffer | None:
        return next((offer for offer in self.volunteers if offer.number == number), None)

    def candidates(self) -> list[Candidate]:
        """Those who may be paired, by their places in `learners` and `volunteers`.

        Whatever is pinned: what a pin keeps from others is told by solving with and without.
        """
        unpinned = replace(self.circumstances, pinned={})
        return list(candidates(self.learners, self.volunteers, unpinned, self.scale))

    def only(self, learners: Collection[int], volunteers: Collection[int] | None = None) -> "Facts":
        """Of these learners, and of these volunteers where they are given."""
        return replace(
            self,
            learners=tuple(wish for wish in self.learners if wish.number in learners),
            volunteers=tuple(
                offer
                for offer in self.volunteers
                if volunteers is None or offer.number in volunteers
            ),
        )


def term_facts(
    term: Term,
    *,
    now: datetime,
    learners: Collection[User] | None = None,
    volunteers: Collection[VolunteerProfile] | None = None,
) -> Facts:
    """Of all who want to come and of all who may help, or of those given, whoever they are.

    Learners want to come if they said when they are free, hold a seat in a coming session, or
    have somebody now.
    """
    weights, sessions = PairingWeights.now_in_force(), coming_sessions(term, now)
    people = _learners(learners, sessions)
    helpers = _volunteers(volunteers, timezone.localdate(now))
    return _facts(people, helpers, sessions, weights, now, term=term)


def session_facts(session: LearningSession, *, now: datetime) -> Facts:
    """Of those who hold a seat in one session, and of those who surely help and are cleared."""
    people = _with_profile(
        User.objects.filter(
            pk__in=session.bookings.filter(state__in=COMING).values("learner"),
            learner_profile__isnull=False,
        )
    )
    shifts = session.shifts.confirmed().exclude(volunteer=None)
    places = dict(shifts.values_list("volunteer", "places"))
    helpers = [
        volunteer
        for volunteer in _with_offer(VolunteerProfile.objects.filter(pk__in=places))
        if cleared.is_cleared(volunteer, on=session.on)
    ]
    weights = PairingWeights.now_in_force()
    term = Term.objects.filter(begins_on__lte=session.on, ends_on__gte=session.on).first()
    facts = _facts(list(people), helpers, [session], weights, now, term=term, pinned_in=session)
    here = frozenset([session.pk])
    return replace(
        facts,
        learners=tuple(replace(wish, meetings=here, has_agreed=True) for wish in facts.learners),
        volunteers=tuple(
            replace(
                offer,
                meetings=here,
                places_in_session=places[offer.number],
                places_in_week=places[offer.number],
                places_in_all=places[offer.number],
            )
            for offer in facts.volunteers
        ),
    )


def coming_sessions(term: Term, now: datetime) -> list[LearningSession]:
    """Of the term, that go ahead and have not begun, the earliest first."""
    days = (midnight_before(term.begins_on), midnight_after(term.ends_on))
    sessions = LearningSession.objects.going_ahead().after(now).select_related("room__venue")
    return list(sessions.filter(starts_at__gte=days[0], starts_at__lt=days[1]))


def time_of_week(session: LearningSession) -> TimeOfWeek:
    """On the clock in London."""
    begins = wall_time_of(session.starts_at)
    if begins.hour < NOON:
        part = PartOfDay.MORNING
    else:
        part = PartOfDay.AFTERNOON if begins.hour < FIVE else PartOfDay.EVENING
    return Weekday(begins.weekday()), part


# --- Who -----------------------------------------------------------------------------------


def _learners(given: Collection[User] | None, sessions: list[LearningSession]) -> list[User]:
    if given is not None:
        return list(_with_profile(User.objects.filter(pk__in=[person.pk for person in given])))
    booked = Booking.objects.filter(session__in=sessions, state__in=HOLDING).values("learner")
    wanting = User.objects.filter(
        Q(pk__in=booked)
        | Q(pk__in=Availability.objects.values("person"))
        | Q(pk__in=Pairing.objects.live().values("learner")),
        learner_profile__isnull=False,
        is_active=True,
        merged_into=None,
    )
    return list(_with_profile(wanting))


def _with_profile(people):
    return (
        people.select_related("learner_profile__language", "learner_profile__what_helps__consent")
        .prefetch_related(
            "availability",
            "weeks_away",
            "learner_profile__devices",
            "learner_profile__goal_courses",
            "learner_profile__goal_lessons",
        )
        .order_by("pk")
    )


def _volunteers(given, today: date) -> list[VolunteerProfile]:
    if given is not None:
        return list(_with_offer(VolunteerProfile.objects.filter(pk__in=[one.pk for one in given])))
    return list(_with_offer(VolunteerProfile.objects.still_here(today)))


def _with_offer(volunteers):
    return (
        volunteers.with_path()
        .prefetch_related(
            "languages", "devices", "topics", "person__availability", "person__weeks_away"
        )
        .order_by("pk")
    )


# --- What is known of all of them, a query each ----------------------------------------------


@dataclass(frozen=True)
class Known:
    """By number of the learner or of the volunteer."""

    now: datetime
    weights: PairingWeights
    sessions: list[LearningSession]
    courses: dict[str, str]  # {path of a course: its key}
    about_learners: dict[int, AboutLearner]
    about_volunteers: dict[int, AboutVolunteer]
    out_of_reach: dict[int, frozenset[str]]  # by person
    interpreters: frozenset[int]
    has_come: frozenset[int]
    booked: dict[int, set[int]]  # coming sessions
    helped_by: dict[int, set[int]]
    waits: dict
    shifts: dict[int, list[VolunteerShift]]

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def _facts(
    people: list[User],
    helpers: list[VolunteerProfile],
    sessions: list[LearningSession],
    weights: PairingWeights,
    now: datetime,
    *,
    term: Term | None,
    pinned_in: LearningSession | None = None,
) -> Facts:
    keys = [person.pk for person in people]
    known = _known(keys, helpers, sessions, weights, now, term)
    offers = tuple(_offer(volunteer, known) for volunteer in helpers)
    wishes = tuple(_wish(person, known) for person in people)
    circumstances = Circumstances(
        meetings=_meetings(sessions, known),
        kept_apart=_kept_apart(keys, helpers),
        pinned=_pinned(keys, {offer.number for offer in offers}, pinned_in),
        enough_percent=weights.enough_percent,
    )
    times = {session.pk: time_of_week(session) for session in sessions}
    return Facts(wishes, offers, circumstances, weights, times)


def _known(keys, helpers, sessions, weights, now, term) -> Known:
    volunteers = [volunteer.pk for volunteer in helpers]
    people = [*keys, *(volunteer.person_id for volunteer in helpers)]
    about_learners = AboutLearner.objects.filter(learner__in=keys)
    about_volunteers = AboutVolunteer.objects.filter(volunteer__in=volunteers)
    out_of_reach = defaultdict(set)
    for person, venue in OutOfReach.objects.filter(person__in=people).values_list(
        "person", "venue"
    ):
        out_of_reach[person].add(str(venue))
    interpreters = Interpreter.objects.filter(learner__in=keys, term=term, ended_at=None)
    came = Booking.objects.filter(learner__in=keys, state=Booking.State.ATTENDED)
    booked = defaultdict(set)
    for learner, session in Booking.objects.filter(
        learner__in=keys, session__in=sessions, state__in=HOLDING
    ).values_list("learner", "session"):
        booked[learner].add(session)
    return Known(
        now=now,
        weights=weights,
        sessions=sessions,
        courses={path: str(pk) for path, pk in CoursePage.objects.values_list("path", "pk")},
        about_learners={row.learner_id: row for row in about_learners},
        about_volunteers={row.volunteer_id: row for row in about_volunteers},
        out_of_reach={person: frozenset(venues) for person, venues in out_of_reach.items()},
        interpreters=frozenset(interpreters.values_list("learner", flat=True)),
        has_come=frozenset(
            came.filter(session__starts_at__lt=now).values_list("learner", flat=True)
        ),
        booked=booked,
        helped_by=_helped_by(keys),
        waits=waits(now=now),
        shifts=_shifts(volunteers),
    )


def _helped_by(keys: Collection[int]) -> dict[int, set[int]]:
    """Paired with, or helped by at a session."""
    helped = defaultdict(set)
    pairs = Pairing.objects.that_happened().filter(learner__in=keys).order_by()
    came = Booking.objects.filter(learner__in=keys, state=Booking.State.ATTENDED)
    met = came.exclude(helper=None).exclude(helper__volunteer=None).order_by()
    for learner, volunteer in [
        *pairs.values_list("learner", "volunteer"),
        *met.values_list("learner", "helper__volunteer"),
    ]:
        helped[learner].add(volunteer)
    return helped


def _shifts(volunteers: Iterable[int]) -> dict[int, list[VolunteerShift]]:
    """Of each volunteer, with the sessions."""
    shifts = defaultdict(list)
    rows = VolunteerShift.objects.filter(volunteer__in=volunteers).select_related("session")
    for shift in rows.order_by("pk"):
        shifts[shift.volunteer_id].append(shift)
    return shifts


def _kept_apart(keys: Iterable[int], helpers: Iterable[VolunteerProfile]) -> frozenset:
    """And nobody helps themselves."""
    bans = Ban.objects.live().filter(learner__in=keys).values_list("learner", "volunteer")
    themselves = {(volunteer.person_id, volunteer.pk) for volunteer in helpers}
    return frozenset({*bans, *themselves})


def _pinned(keys, volunteers: Collection[int], session: LearningSession | None) -> dict[int, int]:
    """{learner: volunteer}. In a session its own pins, then those of the term to who is there."""
    pins = Pin.objects.live().filter(learner__in=keys)
    for_term = dict(pins.filter(session=None).values_list("learner", "volunteer"))
    if session is None:
        return for_term
    there = {learner: at for learner, at in for_term.items() if at in volunteers}
    return there | dict(pins.filter(session=session).values_list("learner", "volunteer"))


def _meetings(sessions: list[LearningSession], known: Known) -> dict[int, Meeting]:
    """Every session is a group's, in one room, with a lead."""
    adults = _adults_at(sessions)
    return {
        session.pk: Meeting(
            number=session.pk,
            on=session.on,
            venue=str(session.room.venue_id),
            setting=Setting.GROUP.value,
            is_step_free=session.room.venue.is_step_free,
            other_adult_helps=adults[session.pk] > 0,
        )
        for session in sessions
    }


def _adults_at(sessions: list[LearningSession]) -> Counter[int]:
    """How many of age said that they help there."""
    counts = Counter()
    shifts = VolunteerShift.objects.live().filter(session__in=sessions).exclude(volunteer=None)
    days = {session.pk: session.on for session in sessions}
    rows = shifts.order_by().values_list("session", "volunteer__about_pairing__turns_18_on")
    for session, turns_18_on in rows:
        counts[session] += turns_18_on is None or turns_18_on <= days[session]
    return counts


# --- A learner's wish ------------------------------------------------------------------------


def _wish(person: User, known: Known) -> LearnerWish:
    profile, number = person.learner_profile, person.pk
    about = known.about_learners.get(number, AboutLearner())
    needs_step_free = profile.needs_step_free
    out_of_reach = known.out_of_reach.get(number, frozenset())
    return LearnerWish(
        number=number,
        meetings=_wanted(person, needs_step_free, out_of_reach, known),
        is_active=person.is_active and person.merged_into_id is None,
        has_agreed=about.agreed is not False,
        venues_out_of_reach=out_of_reach,
        needs_step_free=needs_step_free,
        languages=_languages_of(profile),
        first_language=profile.language.code if profile.language else "",
        interpreter_booked=number in known.interpreters,
        helper_must_be=profile.helper_must_be,
        needs_experienced_helper=profile.needs_experienced_helper,
        is_first_timer=not about.came_before and number not in known.has_come,
        devices=frozenset(device.code for device in profile.devices.all()),
        helper_must_know_device=profile.helper_must_know_device,
        goals=_goals(profile, known.courses),
        what_helps=_what_helps(profile),
        interests=frozenset(about.interests),
        helped_by=frozenset(known.helped_by.get(number, ())),
        priority=known.waits[number].priority if number in known.waits else 1,
    )


def _languages_of(profile) -> frozenset[str]:
    """Their own; and English too unless they need an interpreter for it."""
    own = {profile.language.code} if profile.language else set()
    return frozenset(own if profile.needs_interpreter else own | {ENGLISH})


def _wanted(person: User, needs_step_free: bool, out_of_reach, known: Known) -> frozenset[int]:
    """Their next six: where they can get to, or anywhere if that is nowhere (H4 then says so).

    What they booked counts whatever they said of the week.
    """
    free = _free_at(person, known)
    booked = known.booked.get(person.pk, ())
    wanted = [one for one in known.sessions if one.pk in booked or one.pk in free]
    reachable = [
        session
        for session in wanted
        if str(session.room.venue_id) not in out_of_reach
        and (session.room.venue.is_step_free or not needs_step_free)
    ]
    count = known.weights.sessions_ahead
    return frozenset(session.pk for session in (reachable or wanted)[:count])


def _free_at(person: User, known: Known) -> set[int]:
    """The coming sessions that suit when they are free, but for weeks away."""
    times = {(row.weekday, row.part) for row in person.availability.all()}
    away = {row.monday for row in person.weeks_away.all()}
    return {
        session.pk
        for session in known.sessions
        if time_of_week(session) in times and monday_of(session.on) not in away
    }


def _goals(profile, courses: dict[str, str]) -> frozenset[str]:
    """Courses, and those of single lessons."""
    of_lessons = (courses.get(page.path[:-A_LESSON]) for page in profile.goal_lessons.all())
    return frozenset(
        {*(str(course.pk) for course in profile.goal_courses.all()), *filter(None, of_lessons)}
    )


def _what_helps(profile) -> frozenset[str]:
    """Health data: only while the consent is in force, and never its words."""
    helps = getattr(profile, "what_helps", None)
    if helps is None or helps.consent.withdrawn_at is not None:
        return frozenset()
    return frozenset(name for name in WHAT_HELPS if getattr(helps, name))


# --- A volunteer's offer ---------------------------------------------------------------------


def _offer(volunteer: VolunteerProfile, known: Known) -> VolunteerOffer:
    about = known.about_volunteers.get(volunteer.pk, AboutVolunteer())
    shifts = known.shifts.get(volunteer.pk, [])
    helped = about.sessions_before + _sessions_helped(shifts, known.now)
    meetings, cleared_until = _cleared(volunteer, _can_come(volunteer, shifts, known), known)
    at_once = volunteer.learners_at_once
    return VolunteerOffer(
        number=volunteer.pk,
        meetings=meetings,
        is_active=_takes_part(volunteer, known),
        cleared_until=cleared_until,
        venues_out_of_reach=known.out_of_reach.get(volunteer.person_id, frozenset()),
        needs_step_free=about.needs_step_free,
        languages=frozenset(language.code for language in volunteer.languages.all())
        or frozenset({ENGLISH}),
        gender=volunteer.gender,
        is_under_18=about.turns_18_on is not None and about.turns_18_on > known.today,
        is_experienced=helped >= known.weights.experienced_after,
        is_first_timer=helped == 0,
        devices=frozenset(device.code for device in volunteer.devices.all()),
        topics=frozenset(str(course.pk) for course in volunteer.topics.all()),
        good_with=frozenset(name for name in WHAT_HELPS if getattr(about, f"good_with_{name}")),
        interests=frozenset(about.interests),
        reliability=_reliability(shifts, known.now),
        places_in_session=at_once,
        places_in_week=at_once if about.learners_a_week is None else about.learners_a_week,
        places_in_all=at_once if about.learners_in_all is None else about.learners_in_all,
    )


def _takes_part(volunteer: VolunteerProfile, known: Known) -> bool:
    """Who is paused on some days only can't come on those; who is paused on all takes no part."""
    person = volunteer.person
    if not person.is_active or person.merged_into_id or volunteer.has_left(known.today):
        return False
    days = {session.on for session in known.sessions} or {known.today}
    return not all(volunteer.is_paused(day) for day in days)


def _can_come(volunteer: VolunteerProfile, shifts, known: Known) -> set[int]:
    """What they offered counts whatever they said of the week, and so does what they withdrew."""
    withdrawn = {one.session_id for one in shifts if one.state == VolunteerShift.State.WITHDRAWN}
    live = {one.session_id for one in shifts if one.state != VolunteerShift.State.WITHDRAWN}
    return (_free_at(volunteer.person, known) - withdrawn) | live


def _cleared(volunteer, can_come: set[int], known: Known):
    """The sessions they can come to, and the last day on which they are cleared.

    Where a gap comes before that day, such as a pause, they can't come in it.
    """
    sessions = [session for session in known.sessions if session.pk in can_come]
    days = sorted({session.on for session in sessions})
    good = {day for day in days if cleared.is_cleared(volunteer, on=day)}
    if not good:
        return frozenset(session.pk for session in sessions), {}
    last = max(good)
    come = frozenset(one.pk for one in sessions if one.on in good or one.on > last)
    return come, {Setting.GROUP.value: last}


def _sessions_helped(shifts: list[VolunteerShift], now: datetime) -> int:
    return sum(
        shift.state == VolunteerShift.State.CONFIRMED
        and shift.session.ends_at <= now
        and not shift.session.is_cancelled
        for shift in shifts
    )


def _reliability(shifts: list[VolunteerShift], now: datetime) -> int:
    """Of 100 sessions they had confirmed, at how many they stood by it."""
    past = [
        shift
        for shift in shifts
        if shift.confirmed_at and shift.session.starts_at <= now and not shift.session.is_cancelled
    ]
    kept = sum(shift.state == VolunteerShift.State.CONFIRMED for shift in past)
    return 100 * kept // len(past) if past else 100
