"""Who is next on a waiting list, and the offer of a freed seat.

One code path, whether a seat was freed a moment ago or a coordinator asks for it. Priority goes
first, then time of joining. Two who come together get both seats or neither, and are passed
over at most once. How long an offer is held depends on how a person is reached
(PROGRAMME.md, "Waiting list"; the numbers are in BookingRules).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from whatthetech.people.models import Channel, LearnerProfile, User
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import (
    HOLDING,
    Attempt,
    Booking,
    BookingRules,
    ClosedDay,
    LearningSession,
    Offer,
    Task,
)
from whatthetech.scheduling.risk import open_task, settle_risk
from whatthetech.scheduling.seats import next_seat, occupancies, occupancy
from whatthetech.scheduling.telling import tell_of_offer
from whatthetech.scheduling.times import after_working_days

State, Answer = Booking.State, Offer.Answer
Party = list[Booking]  # one, or two who come together
OF_NOBODY = Q(learner=None) | Q(learner__merged_into__isnull=False)


class OfferIsOver(Exception):
    """It was answered otherwise, or not in time."""


# --- Offering -------------------------------------------------------------------------------


@transaction.atomic
def offer_next_seat(*, session: LearningSession, by: User | None, now: datetime) -> list[Offer]:
    """To the next who fits: one offer, two for a pair, none where no seat is free."""
    session = lock_session(session.pk)
    _let_go_of_nobody(session, now)
    return _offer_next(session, occupancy(session).free, by=by, now=now)


def settle(session: LearningSession, *, by: User | None, now: datetime) -> list[Offer]:
    """After whatever changed seats: seats of nobody go, then risk, then every free seat is offered.

    Only under the session's lock.
    """
    _let_go_of_nobody(session, now)
    room = occupancy(session)
    settle_risk(session, room, now=now)
    offers = []
    while made := _offer_next(session, room.free - len(offers), by=by, now=now):
        offers += made
    return offers


def _let_go_of_nobody(session: LearningSession, now: datetime) -> None:
    """Whoever was erased comes no more, and two records of one person need one seat."""
    if session.starts_at > now:
        for booking in session.bookings.live().filter(OF_NOBODY).select_related("session"):
            free_seat(booking, by=None, now=now)


def settle_sessions_to_come(*, now: datetime) -> list[Offer]:
    """After a number changed that all of them go by. A transaction a session."""
    sessions = LearningSession.objects.going_ahead().after(now).values_list("pk", flat=True)
    return [offer for pk in sessions for offer in _settle_one(pk, now)]


def settle_by_the_clock(*, now: datetime) -> list[Offer]:
    """Clearance begins and ends on a day, without any deed, and people are erased or merged.

    A transaction for each session that this touched; the others are looked at, and not locked.
    """
    return [offer for pk in _not_settled(now) for offer in _settle_one(pk, now)]


def _not_settled(now: datetime) -> list[int]:
    """Sessions to come in which `settle` may find something to do. Nine queries for all."""
    sessions = list(LearningSession.objects.going_ahead().after(now).select_related("room"))
    rooms = occupancies(sessions)
    bookings = Booking.objects.filter(session__in=rooms)
    of_nobody = _sessions(bookings.live().filter(OF_NOBODY))
    waited_for = _sessions(bookings.waiting())
    has_task = _sessions(Task.objects.open().filter(kind=Task.Kind.AT_RISK, session__in=rooms))
    return [
        session.pk
        for session in sessions
        if session.pk in of_nobody
        or len({rooms[session.pk].is_over, session.is_at_risk, session.pk in has_task}) > 1
        or (rooms[session.pk].free and session.pk in waited_for)
    ]


def _sessions(rows) -> set[int]:
    return set(rows.order_by().values_list("session", flat=True))


@transaction.atomic
def _settle_one(session_pk: int, now: datetime) -> list[Offer]:
    return settle(lock_session(session_pk), by=None, now=now)


def _offer_next(
    session: LearningSession, free: int, *, by: User | None, now: datetime
) -> list[Offer]:
    if session.is_cancelled or session.starts_at <= now:
        return []
    party = _next_party(session, free, now) if free else []
    return _offer(session, party, by=by, now=now) if party else []


def _next_party(session: LearningSession, free: int, now: datetime) -> Party:
    """The first that fits. A pair that doesn't is passed over, but never twice."""
    passed_over = []
    for party in waiting_parties(session):
        if len(party) <= free:
            Booking.objects.filter(pk__in=passed_over).update(passed_over_at=now)
            return party
        if any(booking.passed_over_at for booking in party):
            return []
        passed_over += [booking.pk for booking in party]
    return []


def waiting_parties(session: LearningSession) -> list[Party]:
    """The waiting list, the next one first."""
    return in_parties(session.bookings.waiting())


def in_parties(bookings: Iterable[Booking]) -> list[Party]:
    """In their order; two who come together stand at the first's place."""
    parties: dict[object, Party] = {}
    for booking in bookings:
        parties.setdefault(booking.together or booking.pk, []).append(booking)
    return list(parties.values())


def _offer(
    session: LearningSession, party: Party, *, by: User | None, now: datetime
) -> list[Offer]:
    """Both of a pair have until the later of their two times."""
    holds = [_hold(session, booking, now) for booking in party]
    until = max(held_until for _, held_until in holds)
    offers = []
    for booking, (reach_by, _) in zip(party, holds, strict=True):
        seat_booking(booking, State.OFFERED)
        offers.append(
            Offer.objects.create(
                booking=booking, reach_by=reach_by, made_at=now, made_by=by, held_until=until
            )
        )
        tell_of_offer(offers[-1])
    return offers


def _hold(session: LearningSession, booking: Booking, now: datetime) -> tuple[Channel, datetime]:
    """How to reach them, and until when. What can't be answered in time is said by telephone."""
    rules = BookingRules.now_in_force()
    reach_by = _preferred_channel(booking)
    if session.starts_at - now < timedelta(hours=rules.telephone_only_hours):
        reach_by = Channel.TELEPHONE
    until = _held_until(session, reach_by, rules, now)
    if until >= session.starts_at and reach_by != Channel.TELEPHONE:
        reach_by = Channel.TELEPHONE
        until = _held_until(session, reach_by, rules, now)
    return reach_by, min(until, session.starts_at)


def _held_until(session, reach_by: Channel, rules: BookingRules, now: datetime) -> datetime:
    if reach_by in (Channel.EMAIL, Channel.TEXT):
        return now + timedelta(hours=rules.message_hours)
    is_letter = reach_by == Channel.LETTER
    days = rules.letter_working_days if is_letter else rules.telephone_working_days
    closed = ClosedDay.objects.confirmed().filter(venue=None).days()
    return after_working_days(now, days, closed)


def _preferred_channel(booking: Booking) -> Channel:
    """The telephone, where they did not say."""
    profile = LearnerProfile.objects.filter(person=booking.learner_id).first()
    return Channel(profile.preferred_channel) if _says(profile) else Channel.TELEPHONE


def _says(profile: LearnerProfile | None) -> bool:
    return profile is not None and profile.preferred_channel != ""


def seat_booking(booking: Booking, state: Booking.State) -> None:
    booking.state, booking.seat = state, next_seat(booking.session)
    booking.save(update_fields=["state", "seat"])


# --- Answering ------------------------------------------------------------------------------


@transaction.atomic
def accept_offer(*, offer: Offer, by: User, now: datetime) -> Booking:
    """Takes both seats of a pair. A second press changes nothing. Raises OfferIsOver."""
    lock_session(offer.booking.session_id)
    booking = Booking.objects.select_related("session").get(pk=offer.booking_id)
    offer = booking.offers.get(pk=offer.pk)
    if offer.answer == Answer.ACCEPTED:
        return booking
    if offer.answered_at or booking.session.starts_at <= now:
        raise OfferIsOver
    for one in _open_offers_of_party(booking):
        _answer(one, Answer.ACCEPTED, by=by, now=now)
        one.booking.state = State.BOOKED
        one.booking.save(update_fields=["state"])
    return Booking.objects.get(pk=booking.pk)


@transaction.atomic
def decline_offer(*, offer: Offer, by: User, now: datetime) -> Booking:
    """They leave the waiting list, both of a pair; the seat goes on. Raises OfferIsOver."""
    session = lock_session(offer.booking.session_id)
    offer = Offer.objects.select_related("booking").get(pk=offer.pk)
    if offer.answer == Answer.DECLINED:
        return offer.booking
    if offer.answered_at:
        raise OfferIsOver
    for one in _open_offers_of_party(offer.booking):
        _answer(one, Answer.DECLINED, by=by, now=now)
        free_seat(one.booking, by=by, now=now)
    settle(session, by=None, now=now)
    return Booking.objects.get(pk=offer.booking_id)


@transaction.atomic
def note_attempt(*, offer: Offer, by: User, now: datetime, seen: int | None = None) -> Attempt:
    """We rang and reached nobody. After as many as the rules say, the offer lapses.

    `seen`: how many the page showed. Where there are more by now, this is a second press.
    Raises OfferIsOver.
    """
    lock_session(offer.booking.session_id)
    if not Offer.objects.open().filter(pk=offer.pk).exists():
        raise OfferIsOver
    noted = list(offer.attempts.all())
    if seen is not None and len(noted) > seen:
        return noted[-1]
    return Attempt.objects.create(offer=offer, at=now, by=by)


def lapse_offers(*, now: datetime) -> list[Offer]:
    """Every offer that was not answered in time; its seat goes on. A transaction a session."""
    sessions = Offer.objects.open().values_list("booking__session", flat=True)
    lapsed = []
    for pk in sorted(set(sessions)):
        lapsed += lapse_offers_of(pk, now)
    return lapsed


@transaction.atomic
def lapse_offers_of(session_pk: int, now: datetime) -> list[Offer]:
    """The same in one session."""
    session, rules, lapsed = lock_session(session_pk), BookingRules.now_in_force(), []
    for party in _open_offers(session):
        if all(_is_due(offer, session, rules, now) for offer in party):
            lapsed += party
    for offer in lapsed:
        _answer(offer, Answer.LAPSED, by=None, now=now)
        _send_to_the_back(offer.booking, rules, now)
    if lapsed:
        settle(session, by=None, now=now)
    return lapsed


def _is_due(offer: Offer, session: LearningSession, rules: BookingRules, now: datetime) -> bool:
    rung_often_enough = offer.attempted >= rules.telephone_attempts
    in_vain = offer.reach_by == Channel.TELEPHONE and rung_often_enough
    return in_vain or offer.held_until <= now or session.starts_at <= now


def _send_to_the_back(booking: Booking, rules: BookingRules, now: datetime) -> None:
    """Behind everybody who was not asked in vain. After some offers they leave, and are rung."""
    booking.offers_lapsed += 1
    if booking.offers_lapsed >= rules.offers_at_most:
        open_task(Task.Kind.RING, session=booking.session, booking=booking, now=now)
        booking.save(update_fields=["offers_lapsed"])
        free_seat(booking, by=None, now=now)
    else:
        booking.state, booking.seat, booking.joined_at = State.WAITING, None, now
        booking.save(update_fields=["state", "seat", "joined_at", "offers_lapsed"])


def free_seat(booking: Booking, *, by: User | None, now: datetime) -> None:
    """Cancels one booking and ends what was offered to it; of a pair, the other goes on alone.

    Only under the session's lock.
    """
    for offer in booking.offers.open():
        _answer(offer, Answer.ENDED, by=by, now=now)
    if booking.together:
        booking.session.bookings.filter(together=booking.together).update(together=None)
    booking.state, booking.seat, booking.together = State.CANCELLED, None, None
    booking.cancelled_at, booking.cancelled_by = now, by
    booking.save(update_fields=["state", "seat", "together", "cancelled_at", "cancelled_by"])


def end_with_session(booking: Booking, *, by: User, now: datetime) -> None:
    """As `free_seat`, but it is kept how it stood and who comes together.

    Only under the session's lock.
    """
    for offer in booking.offers.open():
        _answer(offer, Answer.ENDED, by=by, now=now)
    booking.ended_as, booking.state, booking.seat = booking.state, State.CANCELLED, None
    booking.cancelled_at, booking.cancelled_by = now, by
    booking.save(update_fields=["ended_as", "state", "seat", "cancelled_at", "cancelled_by"])


def come_back_with_session(booking: Booking) -> None:
    """As it stood. Whoever was offered a seat waits: what is free is offered by `settle`.

    Only under the session's lock.
    """
    as_it_stood = State(booking.ended_as)
    booking.state = State.WAITING if as_it_stood == State.OFFERED else as_it_stood
    booking.seat = next_seat(booking.session) if booking.state in HOLDING else None
    booking.ended_as, booking.cancelled_at, booking.cancelled_by = "", None, None
    booking.save(update_fields=["ended_as", "state", "seat", "cancelled_at", "cancelled_by"])


def _answer(offer: Offer, answer: Offer.Answer, *, by: User | None, now: datetime) -> None:
    offer.answer, offer.answered_at, offer.answered_by = answer, now, by
    offer.save(update_fields=["answer", "answered_at", "answered_by"])


def _open_offers_of_party(booking: Booking) -> list[Offer]:
    parties = _open_offers(booking.session)
    return next(party for party in parties if booking.pk in {one.booking_id for one in party})


def _open_offers(session: LearningSession) -> list[list[Offer]]:
    """By party."""
    parties: dict[object, list[Offer]] = {}
    offers = Offer.objects.open().filter(booking__session=session).with_attempts()
    for offer in offers.select_related("booking__session"):
        parties.setdefault(offer.booking.together or offer.booking_id, []).append(offer)
    return list(parties.values())
