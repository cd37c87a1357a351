"""The hard rules H1 to H12 (PROGRAMME.md, “Pairing”). A pair that breaks one is never made.

A rule is about one person (`learner`, `volunteer`), about two (`pair`), or about where and when
one of them can be helped (`learner_at`, `volunteer_at`): then it takes meetings away from those
they share, and is broken where too few are left.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from whatthetech.pairing.wishes import (
    HOME_VISIT,
    ONE_TO_ONE,
    Circumstances,
    LearnerWish,
    Meeting,
    VolunteerOffer,
)


@dataclass(frozen=True)
class Rule:
    code: str
    sentence: str  # said to coordinators where the rule is broken
    pair: Callable[[LearnerWish, VolunteerOffer, Circumstances], bool] | None = None
    learner: Callable[[LearnerWish], bool] | None = None
    volunteer: Callable[[VolunteerOffer], bool] | None = None
    learner_at: Callable[[LearnerWish, Meeting], bool] | None = None
    volunteer_at: Callable[[VolunteerOffer, Meeting], bool] | None = None


# --- About one person --------------------------------------------------------------------


def wants_to_be_paired(learner):
    return learner.is_active and learner.has_agreed


def takes_part(volunteer):
    return volunteer.is_active


def has_a_place(volunteer):
    return volunteer.places > 0


# --- About two people --------------------------------------------------------------------


def share_enough_meetings(learner, volunteer, circumstances):
    shared = len(learner.meetings & volunteer.meetings)
    return shared >= meetings_needed(learner, circumstances)


def understand_each_other(learner, volunteer, _):
    return learner.interpreter_booked or not (learner.languages.isdisjoint(volunteer.languages))


def may_meet(learner, volunteer, circumstances):
    return (learner.number, volunteer.number) not in circumstances.kept_apart


def is_who_the_learner_needs(learner, volunteer, _):
    return learner.helper_must_be in ("", volunteer.gender)


def one_of_them_knows_how_it_goes(learner, volunteer, _):
    if learner.needs_experienced_helper and not volunteer.is_experienced:
        return False
    return not (learner.is_first_timer and volunteer.is_first_timer)


def knows_the_device(learner, volunteer, _):
    if not learner.helper_must_know_device:
        return True
    return bool(learner.devices) and learner.devices <= volunteer.devices


def is_not_pinned_elsewhere(learner, volunteer, circumstances):
    return circumstances.pinned.get(learner.number, volunteer.number) == volunteer.number


# --- About one of them and a meeting -----------------------------------------------------


def is_cleared(volunteer, meeting):
    last_good_day = volunteer.cleared_until.get(meeting.setting)
    return last_good_day is not None and meeting.on <= last_good_day


def can_come_in(person, meeting):
    is_steep = person.needs_step_free and not meeting.is_step_free
    return not is_steep and meeting.venue not in person.venues_out_of_reach


def is_seen_by_others(volunteer, meeting):
    if meeting.setting == HOME_VISIT or (volunteer.is_under_18 and not meeting.other_adult_helps):
        return False
    return meeting.setting != ONE_TO_ONE or meeting.lead_in_sight


# In the order in which they are looked at, the quickest to mend last.
RULES = (
    Rule(
        "H1",
        "One of them doesn’t take part now, or hasn’t agreed to.",
        learner=wants_to_be_paired,
        volunteer=takes_part,
    ),
    Rule("H7", "These two are not to be paired.", may_meet),  # why is the lead's to know
    Rule("H12", "This learner is pinned to somebody else.", is_not_pinned_elsewhere),
    Rule("H3", "They can both come to too few of the next sessions.", share_enough_meetings),
    Rule("H2", "The volunteer isn’t cleared for these sessions.", volunteer_at=is_cleared),
    Rule(
        "H4",
        "One of them can’t reach the place, or there are steps.",
        learner_at=can_come_in,
        volunteer_at=can_come_in,
    ),
    Rule(
        "H9",
        "They would sit where no lead, or no other adult, sees them.",
        volunteer_at=is_seen_by_others,
    ),
    Rule("H5", "They share no language, and no interpreter is booked.", understand_each_other),
    Rule("H8", "The learner needs a woman, or a man, to help.", is_who_the_learner_needs),
    Rule("H10", "This learner needs somebody with experience.", one_of_them_knows_how_it_goes),
    Rule("H11", "The volunteer doesn’t know the learner’s device.", knows_the_device),
    Rule("H6", "The volunteer has no place left.", volunteer=has_a_place),
)


def meetings_needed(learner: LearnerWish, circumstances: Circumstances) -> int:
    """How many they must share: rounded up, and one at least."""
    return max(1, -(-len(learner.meetings) * circumstances.enough_percent // 100))


def broken_rules(
    learner: LearnerWish, volunteer: VolunteerOffer, circumstances: Circumstances
) -> Iterator[Rule]:
    """Every rule the pair breaks, in the order of RULES; none means that they may be paired.

    Meetings that one rule took away are not there for the next. A rule that breaks leaves
    them, so that the next is judged by itself.
    """
    shared = learner.meetings & volunteer.meetings
    needed = min(len(shared), meetings_needed(learner, circumstances))  # H3 says the rest
    for rule in RULES:
        if _breaks(rule, learner, volunteer, circumstances):
            yield rule
            continue
        left = {
            number
            for number in shared
            if _fits(rule, learner, volunteer, circumstances.meetings[number])
        }
        if len(left) < needed:
            yield rule
        else:
            shared = left


def _breaks(
    rule: Rule, learner: LearnerWish, volunteer: VolunteerOffer, circumstances: Circumstances
) -> bool:
    return (
        bool(rule.learner and not rule.learner(learner))
        or bool(rule.volunteer and not rule.volunteer(volunteer))
        or bool(rule.pair and not rule.pair(learner, volunteer, circumstances))
    )


def _fits(rule: Rule, learner: LearnerWish, volunteer: VolunteerOffer, meeting: Meeting) -> bool:
    learner_fits = rule.learner_at is None or rule.learner_at(learner, meeting)
    return learner_fits and (rule.volunteer_at is None or rule.volunteer_at(volunteer, meeting))


def refuse_pin(
    learner: LearnerWish, volunteer: VolunteerOffer, circumstances: Circumstances
) -> str | None:
    """The sentence of the first rule a pin would break; None where it may be made."""
    rule = next(broken_rules(learner, volunteer, circumstances), None)
    return f"{rule.sentence} ({rule.code})" if rule else None


def one_rule_away(
    learner: LearnerWish, volunteers: Iterable[VolunteerOffer], circumstances: Circumstances
) -> dict[str, list[int]]:
    """{code: volunteers who break only this rule}: who could help, were it otherwise."""
    near: dict[str, list[int]] = {}
    for volunteer in volunteers:
        broken = [rule.code for rule in broken_rules(learner, volunteer, circumstances)]
        if len(broken) == 1:
            near.setdefault(broken[0], []).append(volunteer.number)
    return near
