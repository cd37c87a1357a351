"""Who is one step from helping somebody whom nobody may help, and which step: keys and codes."""

from collections import defaultdict
from dataclasses import replace

from whatthetech.pairing.eligibility import broken_rules, one_rule_away
from whatthetech.pairing.facts import Facts
from whatthetech.pairing.wishes import LearnerWish
from whatthetech.people.availability import TimeOfWeek

TIMES = "H3"


def funnel(wish: LearnerWish, facts: Facts) -> dict[str, dict]:
    """{code of a rule: {“volunteers”: who break only this one}}.

    Of times that don't fit, also which would: {“times”: [[weekday, part, [volunteers]], …]}.
    """
    near = one_rule_away(wish, facts.volunteers, facts.circumstances)
    told = {code: {"volunteers": sorted(numbers)} for code, numbers in sorted(near.items())}
    if TIMES in near:
        told[TIMES]["times"] = [
            [weekday, part, numbers]
            for (weekday, part), numbers in _times_that_fit(wish, near[TIMES], facts).items()
        ]
    return told


def _times_that_fit(wish: LearnerWish, near: list[int], facts: Facts) -> dict[TimeOfWeek, list]:
    """Those at which most could help come first."""
    fits = defaultdict(list)
    for time in sorted(set(facts.times.values())):
        instead = at_this_time(wish, time, facts)
        for number in near:
            offer = facts.volunteer(number)
            if not any(broken_rules(instead, offer, facts.circumstances)):
                fits[time].append(number)
    return dict(sorted(fits.items(), key=lambda fit: -len(fit[1])))


def at_this_time(wish: LearnerWish, time: TimeOfWeek, facts: Facts) -> LearnerWish:
    """The same learner, if they came at this time of the week and at no other."""
    meetings = facts.circumstances.meetings
    at_time = sorted(
        (number for number, when in facts.times.items() if when == time),
        key=lambda number: (meetings[number].on, number),
    )
    return replace(wish, meetings=frozenset(at_time[: facts.weights.sessions_ahead]))
