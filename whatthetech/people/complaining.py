"""Complaints: made on the site, by telephone, in person or by letter, and answered in time.

The law (Data (Use and Access) Act 2025) wants every complaint acknowledged within 30 days,
and takes a spoken one like a written one.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from whatthetech.people.models import Complaint, User


@transaction.atomic
def complain(
    *,
    person: User | None,
    words: str,
    how: Complaint.How,
    by: User | None,
    now: datetime,
    from_whom: str = "",
    received_on: date | None = None,
) -> Complaint:
    """A complaint, on the list of whoever answers it.

    `by` None: made on the site. `person` None: by somebody we hold no record of. Pressed
    twice it is one complaint: the same words of the same person on the same day.
    """
    made = {
        "person": person,
        "from_whom": from_whom or (person.get_full_name() or person.called if person else ""),
        "how": how,
        "words": words,
        "received_on": received_on or timezone.localdate(now),
    }
    if person:
        User.objects.select_for_update().get(pk=person.pk)
        if before := Complaint.objects.filter(**made).first():
            return before
    return Complaint.objects.create(**made, taken_by=by)
