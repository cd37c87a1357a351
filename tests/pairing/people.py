"""Made-up wishes and offers."""

import random
from datetime import date

from whatthetech.pairing.wishes import Circumstances, LearnerWish, Meeting, VolunteerOffer

THURSDAY = date(2026, 11, 26)
SIX = frozenset(range(6))  # the next six Thursdays
CLEARED = {"group": date(2027, 6, 30)}


def make_circumstances(**fields) -> Circumstances:
    """Six sessions at one place; `at_meeting` changes each of them."""
    meeting = {"venue": "Edward Woods"} | fields.pop("at_meeting", {})
    weeks = {n: Meeting(n, date.fromordinal(THURSDAY.toordinal() + 7 * n), **meeting) for n in SIX}
    return Circumstances(meetings=weeks, **fields)


def make_wish(**fields) -> LearnerWish:
    return LearnerWish(**{"number": 1, "meetings": SIX} | fields)


def make_offer(**fields) -> VolunteerOffer:
    return VolunteerOffer(**{"number": 7, "meetings": SIX, "cleared_until": CLEARED} | fields)


def some_people(
    draw: random.Random, learners: int, volunteers: int, *, meetings: int = 6, wanted: int = 6
):
    """Wishes, offers and circumstances in which every rule is broken by somebody."""
    weeks = {
        number: Meeting(
            number,
            on=date.fromordinal(THURSDAY.toordinal() + draw.randint(0, 60)),
            venue=draw.choice(["Edward Woods", "Invention Rooms"]),
            setting=draw.choice(["group", "group", "group", "one to one", "home visit"]),
            is_step_free=draw.random() < 0.7,
            lead_in_sight=draw.random() < 0.7,
            other_adult_helps=draw.random() < 0.7,
        )
        for number in range(meetings)
    }
    languages, devices, topics = ["en", "so", "ar"], ["iphone", "android"], ["calls", "scams"]

    def some(things, likely=0.5) -> frozenset:
        return frozenset(thing for thing in things if draw.random() < likely)

    wishes = [
        LearnerWish(
            number=100 + at,
            meetings=frozenset(draw.sample(range(meetings), draw.randint(0, wanted))),
            is_active=draw.random() < 0.9,
            has_agreed=draw.random() < 0.9,
            venues_out_of_reach=some(["Invention Rooms"], 0.1),
            needs_step_free=draw.random() < 0.2,
            languages=some(languages) or frozenset(["en"]),
            first_language=draw.choice(["", *languages]),
            interpreter_booked=draw.random() < 0.1,
            helper_must_be=draw.choice(["", "", "", "woman"]),
            needs_experienced_helper=draw.random() < 0.2,
            is_first_timer=draw.random() < 0.3,
            devices=some(devices),
            helper_must_know_device=draw.random() < 0.2,
            goals=some(topics),
            what_helps=some(["speaks slowly"]),
            interests=some(["gardens"]),
            helped_by=frozenset([200 + draw.randrange(volunteers)]),
            priority=draw.randint(1, 9),
        )
        for at in range(learners)
    ]
    offers = [
        VolunteerOffer(
            number=200 + at,
            meetings=frozenset(draw.sample(range(meetings), draw.randint(meetings // 2, meetings))),
            is_active=draw.random() < 0.9,
            cleared_until={
                setting: date.fromordinal(THURSDAY.toordinal() + draw.randint(0, 90))
                for setting in ("group", "one to one")
                if draw.random() < 0.9
            },
            venues_out_of_reach=some(["Invention Rooms"], 0.1),
            needs_step_free=draw.random() < 0.1,
            languages=some(languages) or frozenset(["en"]),
            gender=draw.choice(["", "woman", "man"]),
            is_under_18=draw.random() < 0.1,
            is_experienced=draw.random() < 0.7,
            is_first_timer=draw.random() < 0.3,
            devices=some(devices),
            topics=some(topics),
            good_with=some(["speaks slowly"]),
            interests=some(["gardens"]),
            reliability=draw.randint(0, 100),
            places_in_session=draw.randint(0, 4),
            places_in_week=draw.randint(1, 4),
            places_in_all=draw.randint(1, 4),
        )
        for at in range(volunteers)
    ]
    numbers = [(wish.number, offer.number) for wish in wishes for offer in offers]
    circumstances = Circumstances(
        meetings=weeks,
        kept_apart=frozenset(draw.sample(numbers, len(numbers) // 20)),
        pinned=dict(draw.sample(numbers, 1)) if numbers else {},
    )
    return wishes, offers, circumstances
