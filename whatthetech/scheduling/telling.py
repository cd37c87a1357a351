"""Who is told of a seat that is free: by email at once, and else by the desk, which sees a list."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from lessons.models import HelpLine
from whatthetech.people.mailing import mail_on_commit
from whatthetech.people.models import Channel
from whatthetech.scheduling.models import Offer


def tell_of_offer(offer: Offer) -> None:
    """The offer was just made. Nothing is sent where it can't be: the desk tells them."""
    person = offer.booking.learner
    if offer.reach_by == Channel.EMAIL and person.email:
        mail_on_commit(
            to=person.email,
            subject="A seat is free for you",
            template="scheduling/mail/seat_is_free.txt",
            context={
                "person": person,
                "offer": offer,
                "help_line": HelpLine.load(),
                "site_address": settings.SITE_ADDRESS,
            },
        )


def offers_to_tell(*, now: datetime) -> QuerySet[Offer]:
    """Open ones of which nobody was told by email, the first to end first."""
    told = Q(reach_by=Channel.EMAIL, booking__learner__email__isnull=False)
    waiting = Offer.objects.open().with_attempts().exclude(told)
    return waiting.filter(held_until__gt=now).order_by("held_until", "pk")
