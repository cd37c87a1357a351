"""Somebody stuck in a lesson was helped: by whoever rang them, or sat beside them."""

from datetime import datetime

from django.db import transaction

from lessons.models import StuckAt
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import LookUp, User


@transaction.atomic
def see_to_stuck(*, stuck: StuckAt, by: User, now: datetime) -> None:
    """It stands nowhere any more; pressed again, it is new. A second call changes nothing."""
    gone, _ = StuckAt.objects.filter(pk=stuck.pk).delete()
    if gone:
        note_look_up(by=by, deed=LookUp.Deed.CHANGED, person=stuck.person, now=now)
