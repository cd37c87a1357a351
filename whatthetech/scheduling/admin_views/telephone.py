"""What every deed by telephone needs: whom it is for, that they were spoken with, why not."""

import re
from datetime import datetime
from uuid import uuid4

from django.contrib.messages import ERROR, WARNING, add_message
from django.shortcuts import get_object_or_404, redirect

from whatthetech.people.admin_views.trails import trail
from whatthetech.people.look_ups import note_view
from whatthetech.people.models import User
from whatthetech.people.registering import note_contact
from whatthetech.scheduling.booking import (
    AlreadyBooked,
    AlreadyMarked,
    NoSeatBeside,
    SamePersonTwice,
    SessionHasBegun,
    SessionIsCancelled,
    TooLateToUndo,
)
from whatthetech.scheduling.models import Booking, LearningSession, Offer
from whatthetech.scheduling.moving import NoSeatThere, NothingToMove
from whatthetech.scheduling.register import NoSeatAtTheDoor, RegisterIsClosed
from whatthetech.scheduling.shifts import NoMorePlaces, NotCleared, NotConfirmed, ShiftIsWithdrawn
from whatthetech.scheduling.waiting_list import OfferIsOver

SENTENCES = {
    AlreadyBooked: "They are in this session already. This is how it stands.",
    AlreadyMarked: "The register says whether they came. Change it there.",
    SamePersonTwice: "These are one person. Choose somebody else to come with them.",
    SessionHasBegun: "This session has begun, and nothing was changed. Use the register.",
    SessionIsCancelled: "This session is cancelled, and nothing was changed. Offer another one.",
    TooLateToUndo: "It is too late to take this back. Book a seat for them again.",
    NoSeatThere: "No seat is left there, and nothing was changed. They can wait for one.",
    NoSeatBeside: "They keep their seat, and no second one is free. Nobody else was booked.",
    NothingToMove: "This booking was cancelled before. Book a seat for them instead.",
    NoSeatAtTheDoor: "Every place is taken, or the free ones are for those who wait.",
    RegisterIsClosed: "The register opens an hour before the session. Book a seat until then.",
    OfferIsOver: "This offer was answered before, or it has ended. This is how it stands.",
    NotCleared: "They are not cleared for that day. Look at what is missing on their page.",
    ShiftIsWithdrawn: "They withdrew from this session. Ask somebody else.",
    NotConfirmed: "They are not confirmed for this session any more. Ask somebody else.",
    NoMorePlaces: "They help four already, and nobody helps more. Ask somebody else.",
}
REFUSALS = tuple(SENTENCES)
KEY = re.compile(r"[0-9a-f-]{8,64}")


def refuse(request, refusal: Exception) -> None:
    """Say why not, on the page that comes next."""
    level = WARNING if isinstance(refusal, AlreadyBooked | OfferIsOver) else ERROR
    add_message(request, level, SENTENCES[type(refusal)])


def new_key() -> str:
    """Of a form: pressed twice, it books once."""
    return str(uuid4())


def key_of(request) -> str:
    """Empty: none of ours, and every press books anew."""
    key = request.POST.get("key", "")
    return key if KEY.fullmatch(key) else ""


def number_in(sent, name: str) -> int:
    """0, which no row has, where none was sent."""
    typed = sent.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 18 else 0


def learner_or_404(pk: int) -> User:
    learners = User.objects.filter(learner_profile__isnull=False, merged_into=None)
    return get_object_or_404(learners.select_related("learner_profile"), pk=pk)


def booking_or_404(pk: int) -> Booking:
    """Of somebody who was not erased since."""
    bookings = Booking.objects.exclude(learner__learner_profile=None)
    return get_object_or_404(
        bookings.select_related("learner__learner_profile", "session__room__venue"), pk=pk
    )


def offer_or_404(pk: int) -> Offer:
    offers = Offer.objects.exclude(booking__learner__learner_profile=None)
    return get_object_or_404(
        offers.select_related("booking__learner__learner_profile", "booking__session"), pk=pk
    )


def session_or_404(pk: int) -> LearningSession:
    return get_object_or_404(LearningSession.objects.select_related("room__venue"), pk=pk)


def spoken_with(request, person: User, now: datetime) -> None:
    """They were looked up, and were on the line."""
    note_view(by=request.user, person=person, now=now)
    note_contact(learner=person.learner_profile, now=now)


def back(request, session: LearningSession, person: User):
    """To the page that the button stood on."""
    pages = {
        "session": ("programme:session_bookings", session.pk),
        "risk": ("programme:at_risk", session.pk),
        "tasks": ("programme:tasks",),
    }
    return redirect(*pages.get(request.POST.get("back", ""), ("desk:call", person.pk)))


def furniture(title: str, *before: tuple[str, str]) -> dict:
    """What Wagtail's frame wants to know of a page."""
    return {
        "header_title": title,
        "header_icon": "comment",
        "breadcrumbs_items": trail(title, *before),
    }
