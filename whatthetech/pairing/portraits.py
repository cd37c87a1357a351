"""A volunteer's picture: given and taken back by themselves, seen by the learners they help."""

import io
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps

from lessons.pictures import clean_picture
from whatthetech.pairing.models import Portrait
from whatthetech.pairing.who_helps import coming_bookings, helpers_of, volunteer_of
from whatthetech.people.clearing import note_change
from whatthetech.people.models import User, VolunteerProfile

SIDE = 240  # px: shown at 120, sharp on a good screen


def as_portrait(file) -> bytes:
    """The middle of the picture as a small square JPEG. Raises PictureError."""
    bare = Image.open(clean_picture(file, "Your picture"))
    square = ImageOps.fit(bare.convert("RGB"), (SIDE, SIDE))
    kept = io.BytesIO()
    square.save(kept, "JPEG", quality=85)
    return kept.getvalue()


@transaction.atomic
def give_portrait(*, volunteer: VolunteerProfile, file, by: User, now: datetime) -> Portrait:
    """In place of the one before. Raises PictureError."""
    given = {"jpeg": as_portrait(file), "given_at": now}
    portrait, _ = Portrait.objects.update_or_create(volunteer=volunteer, defaults=given)
    note_change(volunteer, by=by, now=now, what="picture")
    return portrait


@transaction.atomic
def take_portrait_back(*, volunteer: VolunteerProfile, by: User, now: datetime) -> None:
    """It is deleted at once. A second press changes nothing."""
    gone, _ = Portrait.objects.filter(volunteer=volunteer).delete()
    if gone:
        note_change(volunteer, by=by, now=now, what="picture")


def may_see_portrait(person: User, volunteer: VolunteerProfile, *, now: datetime) -> bool:
    """They themselves, and learners whom they help next, as long as they do."""
    if person == volunteer.person:
        return True
    helpers = helpers_of(coming_bookings(person, now=now), now=now).values()
    if any(shift.volunteer_id == volunteer.pk for shift in helpers):
        return True
    return volunteer_of(person, on=timezone.localdate(now)) == volunteer
