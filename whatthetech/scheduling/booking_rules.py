"""Changing the numbers of booking, or how many a room holds: both change seats at once."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from whatthetech.people.models import User
from whatthetech.scheduling.models import BookingRules
from whatthetech.scheduling.waiting_list import settle_sessions_to_come


def change_booking_rules(*, numbers: dict[str, int], by: User, now: datetime) -> list[str]:
    """The names of the numbers that changed. Every session to come is settled by the new ones."""
    changed = _save(numbers, by)
    if changed:
        settle_sessions_to_come(now=now)
    return changed


@transaction.atomic
def _save(numbers: dict[str, int], by: User) -> list[str]:
    rules = BookingRules.now_in_force()
    changed = [name for name, number in numbers.items() if getattr(rules, name) != number]
    for name in changed:
        setattr(rules, name, numbers[name])
    if changed:
        rules.save()
        what = [str(BookingRules._meta.get_field(name).verbose_name) for name in changed]
        log(rules, "scheduling.change_booking_rules", user=by, data={"what": what})
    return changed
