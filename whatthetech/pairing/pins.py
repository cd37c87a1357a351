"""Fixing two to each other, and keeping two apart: for a term, or in one session.

Why two are kept apart is shown to safeguarding leads only.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from whatthetech.pairing.eligibility import RULES, broken_rules
from whatthetech.pairing.facts import Facts, session_facts, term_facts
from whatthetech.pairing.models import Ban, Pin
from whatthetech.pairing.rounds import lock_term
from whatthetech.people.look_ups import note_look_up, note_view
from whatthetech.people.models import LookUp, User, VolunteerProfile
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import LearningSession, Term

SENTENCES = {rule.code: rule.sentence for rule in RULES}
SEE_REASON = "pairing.see_reason_of_ban"


@dataclass
class PinBreaksRule(Exception):
    code: str  # of the hard rule
    sentence: str  # to show, with the code

    def __str__(self):
        return f"{self.sentence} ({self.code})"


class NoTerm(Exception):
    """No term runs or comes, so that there is nothing to pair for. Set one up first."""


class PinnedTogether(Exception):
    """They are pinned to each other: the pin goes first."""


def term_to_pair(now: datetime) -> Term:
    """The one that runs, or else the next. Raises NoTerm."""
    term = Term.objects.filter(ends_on__gte=timezone.localdate(now)).order_by("begins_on").first()
    if term is None:
        raise NoTerm
    return term


# --- Pinned --------------------------------------------------------------------------------


@transaction.atomic
def pin(
    *,
    learner: User,
    volunteer: VolunteerProfile,
    by: User,
    now: datetime,
    session: LearningSession | None = None,
) -> Pin:
    """They are paired whatever it costs, from the next proposal on. A second press changes nothing.

    Raises PinBreaksRule with the first rule it would break, and NoTerm.
    """
    facts = _locked_facts(learner, volunteer, session, now)
    made = Pin.objects.live().filter(learner=learner, session=session).first()
    if made and made.volunteer_id == volunteer.pk:
        return made
    if made:
        raise PinBreaksRule("H12", SENTENCES["H12"])
    _refuse(learner, volunteer, session, facts)
    note_look_up(by=by, deed=LookUp.Deed.CHANGED, now=now, person=learner, remark="pinned")
    return Pin.objects.create(
        learner=learner, volunteer=volunteer, session=session, made_at=now, made_by=by
    )


def _locked_facts(learner, volunteer, session: LearningSession | None, now: datetime) -> Facts:
    """Of these two, under the lock of what they are pinned for."""
    if session is not None:
        session = lock_session(session.pk)
        return session_facts(session, now=now).only({learner.pk}, {volunteer.pk})
    term = lock_term(term_to_pair(now).pk)
    return term_facts(term, now=now, learners=[learner], volunteers=[volunteer])


def _refuse(learner: User, volunteer: VolunteerProfile, session, facts: Facts) -> None:
    """Raises PinBreaksRule."""
    wish, offer = facts.learner(learner.pk), facts.volunteer(volunteer.pk)
    if wish is None or offer is None:
        raise PinBreaksRule("H3", "One of them does not come to this session.")
    if rule := next(broken_rules(wish, offer, facts.circumstances), None):
        raise PinBreaksRule(rule.code, rule.sentence)
    pinned = Counter(
        Pin.objects.live().filter(volunteer=volunteer).values_list("session", flat=True)
    )
    if pinned[session.pk if session else None] >= offer.places:
        raise PinBreaksRule("H6", SENTENCES["H6"])


@transaction.atomic
def unpin(*, pin: Pin, by: User, now: datetime) -> Pin:
    """A second press changes nothing."""
    pin = Pin.objects.select_for_update().get(pk=pin.pk)
    if pin.is_live:
        pin.ended_at, pin.ended_by = now, by
        pin.save(update_fields=["ended_at", "ended_by"])
        note_look_up(
            by=by, deed=LookUp.Deed.CHANGED, now=now, person=pin.learner, remark="pin taken away"
        )
    return pin


# --- Kept apart ----------------------------------------------------------------------------


@transaction.atomic
def forbid(
    *, learner: User, volunteer: VolunteerProfile, by: User, now: datetime, reason: str = ""
) -> Ban:
    """Never paired, from the next proposal on; a pair that lives is for a round to part.

    The reason is for leads. A reason given later stands below the first, which whoever gives it
    can't read. Raises PinnedTogether.
    """
    User.objects.select_for_update().get(pk=learner.pk)
    if Pin.objects.live().filter(learner=learner, volunteer=volunteer).exists():
        raise PinnedTogether
    ban, is_new = Ban.objects.live().get_or_create(
        learner=learner,
        volunteer=volunteer,
        ended_at=None,
        defaults={"reason": reason, "made_at": now, "made_by": by},
    )
    if reason not in ban.reason:
        ban.reason = f"{ban.reason}\n{reason}".strip()
        ban.save(update_fields=["reason"])
    if is_new:
        note_look_up(by=by, deed=LookUp.Deed.CHANGED, now=now, person=learner, remark="kept apart")
    return ban


@transaction.atomic
def allow_again(*, ban: Ban, by: User, now: datetime) -> Ban:
    """A second press changes nothing."""
    ban = Ban.objects.select_for_update().get(pk=ban.pk)
    if ban.is_live:
        ban.ended_at, ban.ended_by = now, by
        ban.save(update_fields=["ended_at", "ended_by"])
        note_look_up(
            by=by, deed=LookUp.Deed.CHANGED, now=now, person=ban.learner, remark="allowed again"
        )
    return ban


def reason_for(ban: Ban, *, by: User, now: datetime) -> str:
    """Why they are kept apart, noted as a look; empty for everybody but safeguarding leads."""
    if not by.has_perm(SEE_REASON):
        return ""
    note_view(by=by, person=ban.learner, now=now)
    return ban.reason
