"""Erasing what its time is over, by whatthetech/retention.py. Doing it again changes nothing.

Each kind says what it is, why it goes, and which rows are out of date at a moment; its rows go
in batches, each batch by itself, so that a run which was stopped is carried on by the next.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from lessons.models import KeptPlace, StuckAt
from whatthetech import retention
from whatthetech.pairing.models import Ban, Pairing, Pin, ProposedPair, Round
from whatthetech.people.erasing import (
    CannotErase,
    erase_person,
    remove,
    tables_of_sign_in_tries,
)
from whatthetech.people.models import (
    COORDINATORS,
    LEADS,
    Card,
    CheckDecision,
    ClassMode,
    Complaint,
    Consent,
    ExpiryWarning,
    Invitation,
    KnownDevice,
    LearnerProfile,
    LookUp,
    Merge,
    User,
    VolunteerProfile,
    WaitingDevice,
    WeekAway,
    WhatHelps,
    WrongGuess,
)
from whatthetech.scheduling.models import Attempt, Attendance, Booking, Offer, SessionRecord

BATCH = 50
BY_RETENTION = "the time to keep it was over"
TEXTS_OF_A_PROFILE = [
    column.name
    for column in LearnerProfile._meta.local_fields
    if column.get_internal_type() in ("CharField", "TextField")
]


@dataclass(frozen=True)
class Kind:
    """`forget` takes a list of rows and says how many it could forget."""

    what: str
    why: str
    out_of_date: Callable[[datetime], QuerySet]
    forget: Callable[[list, datetime], int]


@dataclass(frozen=True)
class Forgotten:
    """What one kind came to. `left`: rows that must wait, such as an open complaint's."""

    what: str
    why: str
    found: int
    forgotten: int

    @property
    def left(self) -> int:
        return self.found - self.forgotten


def find_out_of_date(*, now: datetime) -> list[Forgotten]:
    """What `forget_out_of_date` would find; nothing is changed."""
    return [Forgotten(kind.what, kind.why, kind.out_of_date(now).count(), 0) for kind in KINDS]


def forget_out_of_date(*, now: datetime) -> Iterator[Forgotten]:
    """Kind by kind, told as each is done."""
    for kind in KINDS:
        keys = list(kind.out_of_date(now).order_by("pk").values_list("pk", flat=True))
        forgotten = 0
        for start in range(0, len(keys), BATCH):
            with transaction.atomic():
                batch = kind.out_of_date(now).filter(pk__in=keys[start : start + BATCH])
                forgotten += kind.forget(list(batch), now)
        yield Forgotten(kind.what, kind.why, len(keys), forgotten)


# --- How rows go ---------------------------------------------------------------------------


def delete(rows: list, now: datetime) -> int:
    if rows:
        type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def empty_number(decisions: list[CheckDecision], now: datetime) -> int:
    return CheckDecision.objects.filter(pk__in=[row.pk for row in decisions]).update(
        certificate_number=""
    )


def empty_names(bookings: list[Booking], now: datetime) -> int:
    """Who came is counted on, without a name."""
    keys = [booking.pk for booking in bookings]
    Attendance.objects.filter(booking__in=keys).update(marked_by=None)
    Attempt.objects.filter(offer__booking__in=keys).update(by=None)
    Offer.objects.filter(booking__in=keys).update(made_by=None, answered_by=None)
    return Booking.objects.filter(pk__in=keys).update(learner=None, made_by=None, cancelled_by=None)


def erase(people: list[User], now: datetime) -> int:
    return sum(_is_erased(person, now) for person in people)


def _is_erased(person: User, now: datetime) -> bool:
    """Whoever can't be erased waits: their complaint is answered first."""
    try:
        erase_person(person=person, by=None, now=now, remark=BY_RETENTION)
    except CannotErase:
        return False
    return True


def part_for_good(merges: list[Merge], now: datetime) -> int:
    """The second record of a merge goes, and with it what the merge wrote down.

    It was one person: nothing is counted as erased. A merge that was taken back loses only
    what it wrote down.
    """
    for merge in merges:
        if merge.undone_at is None:
            remove(merge.gone)
        else:
            merge.delete()
    return len(merges)


def end_volunteering(profiles: list[VolunteerProfile], now: datetime) -> int:
    """They are erased; whoever also learns here or works here loses the volunteer's part only."""
    return sum(_has_ended(profile, now) for profile in profiles)


def _has_ended(profile: VolunteerProfile, now: datetime) -> bool:
    person = profile.person
    if hasattr(person, "learner_profile") or person.is_in(COORDINATORS, LEADS):
        profile.delete()
        return True
    return _is_erased(person, now)


def empty_points(pairs: list[ProposedPair], now: datetime) -> int:
    """That what helps somebody counted for something says that something helps them."""
    for pair in pairs:
        pair.score -= pair.parts["communication"]
        pair.parts["communication"] = 0
        pair.save(update_fields=["parts", "score"])
    return len(pairs)


# --- What is out of date -------------------------------------------------------------------


def learners_silent_since(moment: datetime) -> QuerySet[User]:
    """Learners, and nothing else, with whom there was no contact of any kind after `moment`."""
    later_card = Card.objects.filter(person=OuterRef("pk")).filter(
        Q(issued_at__gt=moment) | Q(last_used_at__gt=moment)
    )
    later_place = KeptPlace.objects.filter(person=OuterRef("pk"), reached_at__gt=moment)
    later_consent = Consent.objects.filter(person=OuterRef("pk"), given_at__gt=moment)
    later_booking = Booking.objects.filter(learner=OuterRef("pk")).filter(
        Q(made_at__gt=moment) | Q(session__starts_at__gt=moment)
    )
    spoken = LearnerProfile.objects.filter(
        person=OuterRef("pk"), last_contact_on__gt=timezone.localdate(moment)
    )
    return (
        User.objects.learners()
        .filter(volunteer_profile=None, merged_into=None, date_joined__lte=moment)
        .filter(Q(last_login=None) | Q(last_login__lte=moment))
        .exclude(Exists(later_card) | Exists(later_place))
        .exclude(Exists(later_consent) | Exists(spoken) | Exists(later_booking))
    )


def with_card_only() -> Q:
    """We hold a first name at most: nothing to reach them by, and nobody noted anything."""
    profile = (f"learner_profile__{name}" for name in TEXTS_OF_A_PROFILE)
    blank = dict.fromkeys(("last_name", "telephone", *profile), "")
    return Q(email=None, learner_profile__last_contact_on=None, consents=None, **blank)


def learners_out_of_date(now: datetime) -> QuerySet[User]:
    return learners_silent_since(now - retention.LEARNER.lasts)


def card_only_out_of_date(now: datetime) -> QuerySet[User]:
    return learners_silent_since(now - retention.CARD_ONLY.lasts).filter(with_card_only())


def volunteers_out_of_date(now: datetime) -> QuerySet[VolunteerProfile]:
    last = timezone.localdate(now) - retention.VOLUNTEER.lasts
    return VolunteerProfile.objects.filter(left_on__lte=last).select_related("person")


def certificates_out_of_date(now: datetime) -> QuerySet[CheckDecision]:
    last = timezone.localdate(now) - retention.CERTIFICATE.lasts
    over = Q(ends_on__lte=last) | Q(volunteer__left_on__lte=last)
    return CheckDecision.objects.filter(over).exclude(certificate_number="")


def invitations_out_of_date(now: datetime) -> QuerySet[Invitation]:
    moment = now - retention.INVITATION.lasts
    return Invitation.objects.filter(Q(ends_at__lte=moment) | Q(accepted_at__lte=moment))


def what_helps_without_consent(now: datetime) -> QuerySet[WhatHelps]:
    return WhatHelps.objects.exclude(consent__withdrawn_at=None)


def history_out_of_date(now: datetime) -> QuerySet[ModelLogEntry]:
    """Of people's records; the history of words and warnings is the lessons'."""
    return ModelLogEntry.objects.filter(
        content_type__app_label="people", timestamp__lte=now - retention.HISTORY.lasts
    )


def older(model, column: str, period: retention.Period):
    """Rows whose moment is at least the period ago."""
    return lambda now: model._base_manager.filter(**{f"{column}__lte": now - period.lasts})


def older_day(model, column: str, period: retention.Period):
    """The same by a date."""
    return lambda now: model._base_manager.filter(
        **{f"{column}__lte": timezone.localdate(now) - period.lasts}
    )


def _kind(what: str, period: retention.Period, out_of_date, forget=delete) -> Kind:
    return Kind(what, period.words, out_of_date, forget)


def registers_out_of_date(now: datetime) -> QuerySet[Booking]:
    """Those that still name somebody."""
    names = Q(learner=None, made_by=None, cancelled_by=None, attendance__marked_by=None)
    moment = now - retention.REGISTER.lasts
    return Booking.objects.filter(session__ends_at__lte=moment).exclude(names)


def points_without_consent(now: datetime) -> QuerySet[ProposedPair]:
    given = Consent.objects.filter(
        person=OuterRef("learner"), about=Consent.About.WHAT_HELPS, withdrawn_at=None
    )
    return ProposedPair.objects.filter(parts__communication__gt=0).exclude(Exists(given))


AT_ONCE = retention.Period("the consent was withdrawn")

# Merges first: what was one person is erased as one.
KINDS = (
    _kind(
        "second records of merges",
        retention.MERGE,
        older(Merge, "at", retention.MERGE),
        part_for_good,
    ),
    _kind("learners with a card only", retention.CARD_ONLY, card_only_out_of_date, erase),
    _kind("learners", retention.LEARNER, learners_out_of_date, erase),
    _kind("volunteers who left", retention.VOLUNTEER, volunteers_out_of_date, end_volunteering),
    _kind("numbers of certificates", retention.CERTIFICATE, certificates_out_of_date, empty_number),
    _kind("what helps, without a consent", AT_ONCE, what_helps_without_consent),
    _kind("ended cards", retention.ENDED_CARD, older(Card, "ended_at", retention.ENDED_CARD)),
    _kind("invitations", retention.INVITATION, invitations_out_of_date),
    _kind(
        "staff's known devices",
        retention.KNOWN_DEVICE,
        older(KnownDevice, "last_seen_at", retention.KNOWN_DEVICE),
    ),
    _kind("presses of “I'm stuck”", retention.STUCK, older(StuckAt, "pressed_at", retention.STUCK)),
    _kind("weeks away", retention.WEEK_AWAY, older_day(WeekAway, "monday", retention.WEEK_AWAY)),
    _kind(
        "warnings of endings",
        retention.WARNING,
        older_day(ExpiryWarning, "ends_on", retention.WARNING),
    ),
    _kind(
        "complaints", retention.COMPLAINT, older_day(Complaint, "closed_on", retention.COMPLAINT)
    ),
    _kind("registers", retention.REGISTER, registers_out_of_date, empty_names),
    _kind(
        "records of sessions",
        retention.RECORD,
        older(SessionRecord, "written_at", retention.RECORD),
    ),
    _kind("look-ups", retention.LOOK_UP, older(LookUp, "at", retention.LOOK_UP)),
    _kind("history of people's records", retention.HISTORY, history_out_of_date),
    _kind("wrong card numbers", retention.GUESS, older(WrongGuess, "at", retention.GUESS)),
    _kind(
        "devices that waited",
        retention.WAITING,
        older(WaitingDevice, "asked_at", retention.WAITING),
    ),
    _kind("classes", retention.WAITING, older(ClassMode, "until", retention.WAITING)),
    _kind("pairs", retention.PAIR, older_day(Pairing, "ended_on", retention.PAIR)),
    _kind("pairs kept apart", retention.CHOICE, older(Ban, "ended_at", retention.CHOICE)),
    _kind("pins", retention.CHOICE, older(Pin, "ended_at", retention.CHOICE)),
    _kind("rounds", retention.ROUND, older(Round, "made_at", retention.ROUND)),
    _kind(
        "points for what helps, without a consent", AT_ONCE, points_without_consent, empty_points
    ),
    *(
        _kind(
            f"sign-in tries ({tries._meta.verbose_name})",
            retention.SIGN_IN_TRY,
            older(tries, "attempt_time", retention.SIGN_IN_TRY),
        )
        for tries in tables_of_sign_in_tries()
    ),
)
