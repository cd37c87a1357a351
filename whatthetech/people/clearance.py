"""Whether a volunteer may help, where and on which day: computed from the path, never ticked.

The path is PROGRAMME.md's, “Volunteers”. “Enquired” and “induction booked” belong to it and bar
nobody. What is missing comes as sentences that say what to do, and who does it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import TextChoices

from whatthetech.people.models import CheckDecision, Setting, StepDone, VolunteerProfile
from whatthetech.people.wording import in_words, listed

Step = StepDone.Step
HELPING = {  # a setting, as a sentence names it
    Setting.GROUP: "group sessions",
    Setting.ONE_TO_ONE: "helping one to one",
    Setting.TELEPHONE: "helping by telephone",
}


@dataclass(frozen=True)
class Clearance:
    """For one setting and one day. `ends_on`: the last good day of what ends first; None: none."""

    volunteer: VolunteerProfile
    setting: Setting
    on: date
    missing: tuple[str, ...]
    ends_on: date | None

    @property
    def is_cleared(self) -> bool:
        return not self.missing

    @property
    def helping(self) -> str:
        return HELPING[self.setting]


@dataclass(frozen=True)
class Need:
    """One thing that clears. `missing` empty: it is there, until `ends_on` (None: no end)."""

    missing: str = ""
    ends_on: date | None = None


def clearance(volunteer: VolunteerProfile, *, setting: Setting, on: date) -> Clearance:
    """Asks nothing of the database where the volunteer came by `with_path()`."""
    needs = [
        *_still_with_us(volunteer, on),
        _applied(volunteer, on),
        _trained(volunteer, on),
        _signed(volunteer, on),
        _checked(volunteer, Setting(setting), on),
        _shadowed(volunteer, on),
    ]
    ends = [need.ends_on for need in needs if not need.missing and need.ends_on]
    missing = tuple(need.missing for need in needs if need.missing)
    return Clearance(volunteer, Setting(setting), on, missing, min(ends, default=None))


def clearances(volunteer: VolunteerProfile, *, on: date) -> list[Clearance]:
    """One a setting, in the order of `Setting`."""
    return [clearance(volunteer, setting=setting, on=on) for setting in Setting]


@dataclass(frozen=True)
class WhatIsMissing:
    """`everywhere` first; then what each setting lacks beside it: [(clearance, sentences)]."""

    everywhere: tuple[str, ...]
    besides: tuple[tuple[Clearance, tuple[str, ...]], ...]


def what_is_missing(volunteer: VolunteerProfile, *, on: date) -> WhatIsMissing:
    """The same as all clearances say, with nothing said three times."""
    each = clearances(volunteer, on=on)
    everywhere = tuple(
        sentence for sentence in each[0].missing if all(sentence in one.missing for one in each)
    )
    besides = tuple(
        (one, tuple(sentence for sentence in one.missing if sentence not in everywhere))
        for one in each
    )
    return WhatIsMissing(everywhere, besides)


# --- The rows that count ------------------------------------------------------------------


def latest_step(volunteer: VolunteerProfile, step: Step, on: date) -> StepDone | None:
    done = [row for row in volunteer.steps_done.all() if row.step == step and row.done_on <= on]
    return max(done, key=lambda row: (row.done_on, row.pk), default=None)


def latest_decision(
    volunteer: VolunteerProfile, setting: Setting, on: date
) -> CheckDecision | None:
    """A later decision replaces an earlier one."""
    made = [
        row
        for row in volunteer.check_decisions.all()
        if row.setting == setting and row.decided_on <= on
    ]
    return max(made, key=lambda row: (row.decided_on, row.pk), default=None)


def last_good_day(done: StepDone) -> date | None:
    """None: it doesn't end. Training does, a year on where nobody set another day."""
    if done.ends_on is None and done.step == Step.TRAINING_PASSED:
        return done.done_on + timedelta(days=settings.TRAINING_LASTS_DAYS)
    return done.ends_on


# --- What clears ----------------------------------------------------------------------------


def _still_with_us(volunteer, on) -> Iterator[Need]:
    person = volunteer.person
    if not person.is_active or person.merged_into_id:
        yield Need("This record is closed. Ask a coordinator which record counts.")
    if volunteer.has_left(on):
        left_on = in_words(volunteer.left_on)
        yield Need(f"Left on {left_on}. To come back, tell a coordinator, who notes it.")
    if volunteer.is_paused(on):
        until = f"until {in_words(volunteer.paused_until)}" if volunteer.paused_until else "for now"
        yield Need(f"Paused {until}. To come back, tell a coordinator, who notes it.")
    if volunteer.leaves_on and volunteer.leaves_on < on:
        yield Need(
            f"The leaving date, {in_words(volunteer.leaves_on)}, has passed."
            " If you stay longer, say until when in “About me”, or tell a coordinator."
        )


def _applied(volunteer, on) -> Need:
    return _step(
        volunteer,
        Step.APPLIED,
        on,
        missing="Apply: tell a coordinator that you want to help. They note it.",
        again="The application ended on {day}. Apply again; a coordinator notes it.",
    )


def _trained(volunteer, on) -> Need:
    return _step(
        volunteer,
        Step.TRAINING_PASSED,
        on,
        missing="Pass the training. A coordinator notes the day.",
        again="The training ended on {day}. Take it again; a coordinator notes the day.",
    )


def _signed(volunteer, on) -> Need:
    """Good until the volunteer leaves."""
    signed = _step(
        volunteer,
        Step.AGREEMENT_SIGNED,
        on,
        missing="Read the agreement and sign it with a coordinator, who notes it.",
        again="The agreement ended on {day}. Sign it again with a coordinator, who notes it.",
    )
    ends = [day for day in (signed.ends_on, volunteer.leaves_on) if day]
    return Need(signed.missing, min(ends, default=None))


def _shadowed(volunteer, on) -> Need:
    return _step(
        volunteer,
        Step.SHADOWED,
        on,
        missing="Shadow one session. The lead of that session tells a coordinator, who notes it.",
        again="The shadowing ended on {day}. Shadow a session again; a coordinator notes it.",
    )


def _step(volunteer, step, on, *, missing: str, again: str) -> Need:
    done = latest_step(volunteer, step, on)
    if done is None:
        return Need(missing)
    ends_on = last_good_day(done)
    if ends_on and ends_on < on:
        return Need(again.format(day=in_words(ends_on)))
    return Need(ends_on=ends_on)


def _checked(volunteer, setting, on) -> Need:
    """Somebody decided; and where a check is needed, its certificate was seen and still counts."""
    decision, where = latest_decision(volunteer, setting, on), HELPING[setting]
    if decision is None:
        return Need(f"A coordinator decides whether a check is needed for {where}.")
    if decision.ends_on and decision.ends_on < on:
        ended = in_words(decision.ends_on)
        if decision.is_needed:
            return Need(
                f"The check for {where} ended on {ended}."
                " Show a new certificate to a coordinator, who notes it."
            )
        return Need(f"The decision on a check for {where} ended on {ended}. A coordinator decides.")
    if not decision.is_needed:
        return Need(ends_on=decision.ends_on)
    return Need(ends_on=decision.ends_on) if _is_seen(decision, on) else Need(_show(decision))


def _is_seen(decision: CheckDecision, on: date) -> bool:
    """Number, date, last good day, who saw it and when: with one of them lost it counts no more."""
    return bool(
        decision.certificate_number
        and decision.certificate_on
        and decision.ends_on
        and decision.seen_by_id
        and decision.seen_on
        and decision.seen_on <= on
    )


def _show(decision: CheckDecision) -> str:
    return (
        f"Show your {decision.get_level_display()} check certificate for"
        f" {HELPING[decision.setting]} to a coordinator, who notes its number and dates."
    )


# --- Where on the path ----------------------------------------------------------------------


class Stage(TextChoices):
    """Where somebody is on the path, in its order. Lapsed: all was there once, and some ended."""

    NEW = "new", "new"
    ENQUIRED = "enquired", "enquired"
    APPLIED = "applied", "applied"
    INDUCTION_BOOKED = "induction booked", "induction booked"
    TRAINING_PASSED = "training passed", "training passed"
    AGREEMENT_SIGNED = "agreement signed", "agreement signed"
    CHECK_DECIDED = "check decided", "check decided"
    SHADOWED = "shadowed", "shadowed one session"
    CLEARED = "cleared", "cleared"
    LAPSED = "lapsed", "lapsed"
    PAUSED = "paused", "paused"
    LEFT = "left", "left"


BARRING = (Step.APPLIED, Step.TRAINING_PASSED, Step.AGREEMENT_SIGNED, Step.SHADOWED)


def stage_of(volunteer: VolunteerProfile, *, on: date) -> Stage:
    """The furthest step done, unless they are cleared, paused or have left."""
    if volunteer.has_left(on):
        return Stage.LEFT
    if volunteer.is_paused(on):
        return Stage.PAUSED
    if any(one.is_cleared for one in clearances(volunteer, on=on)):
        return Stage.CLEARED
    reached = {Stage(step) for step in Step if latest_step(volunteer, step, on)}
    if any(latest_decision(volunteer, setting, on) for setting in Setting):
        reached.add(Stage.CHECK_DECIDED)
    if _was_cleared(volunteer, on):
        return Stage.LAPSED
    order = list(Stage)
    return max(reached, key=order.index, default=Stage.NEW)


def _was_cleared(volunteer, on) -> bool:
    """On the day on which the last of the steps was done, for some setting."""
    days = {row.done_on for row in volunteer.steps_done.all()}
    for row in volunteer.check_decisions.all():
        days |= {row.decided_on, row.seen_on}
    return any(
        not clearance(volunteer, setting=setting, on=day).missing
        for day in days - {None}
        if day <= on
        for setting in Setting
    )


def cleared_for(volunteer: VolunteerProfile, *, on: date) -> list[Setting]:
    return [one.setting for one in clearances(volunteer, on=on) if one.is_cleared]


def stage_in_words(volunteer: VolunteerProfile, *, on: date) -> str:
    """Such as “applied”, or “cleared for group sessions and helping one to one”."""
    stage = stage_of(volunteer, on=on)
    if stage != Stage.CLEARED:
        return stage.label
    places = [HELPING[setting] for setting in cleared_for(volunteer, on=on)]
    return f"cleared for {listed(places)}"
