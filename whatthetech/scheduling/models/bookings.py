"""A learner's place in a session or on its waiting list, and the offers of freed seats."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from whatthetech.people.models import Channel
from whatthetech.scheduling.models.sessions import LearningSession
from whatthetech.scheduling.models.shifts import VolunteerShift


class BookingQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(state=Booking.State.CANCELLED)

    def holding_seats(self):
        return self.filter(state__in=HOLDING)

    def waiting(self):
        """The waiting list, the next one first. An offer not answered sends one to the back."""
        return self.filter(state=Booking.State.WAITING).order_by(
            "offers_lapsed", "-priority", "joined_at", "pk"
        )


class Booking(models.Model):
    class State(models.TextChoices):
        BOOKED = "booked", "booked"
        WAITING = "waiting", "on the waiting list"
        OFFERED = "offered", "offered a seat"
        CANCELLED = "cancelled", "cancelled"
        ATTENDED = "attended", "came"
        MISSED = "missed", "did not come"

    class Channel(models.TextChoices):
        WEB = "web", "on this site"
        PHONE = "phone", "by telephone"
        DROP_IN = "drop-in", "at the door"
        PARTNER = "partner", "by a partner"

    session = models.ForeignKey(LearningSession, on_delete=models.PROTECT, related_name="bookings")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="bookings"
    )  # null: erased since; the row counts on
    state = models.CharField(max_length=10, choices=State)
    seat = models.PositiveSmallIntegerField(null=True)  # from 1; null: holds none
    channel = models.CharField(max_length=10, choices=Channel)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # the learner, or who did it for them; null: erased since
    idempotency_key = models.CharField(max_length=64, blank=True)  # of the form; empty: none
    priority = models.SmallIntegerField(default=0)  # higher goes first on the waiting list
    joined_at = models.DateTimeField()  # since when they want this seat
    together = models.UUIDField(null=True)  # the same for two who come together; null: alone
    passed_over_at = models.DateTimeField(null=True)  # a pair, once, for one seat; null: not yet
    offers_lapsed = models.PositiveSmallIntegerField(default=0)
    ended_as = models.CharField(
        max_length=10, choices=State, blank=True
    )  # how it stood when its session was cancelled; empty: its session goes ahead
    cancelled_at = models.DateTimeField(null=True)  # null: it stands
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: it stands, by itself after offers not answered, or erased since
    helper = models.ForeignKey(
        VolunteerShift, null=True, on_delete=models.SET_NULL, related_name="helped"
    )  # who helps them on the day; null: nobody was named yet
    marked_at = models.DateTimeField(null=True)  # last, by a mark or its undoing; null: never

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["session__starts_at", "seat", "joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "learner"],
                condition=~Q(state="cancelled"),
                name="one_live_booking_a_person",
            ),
            models.UniqueConstraint(fields=["session", "seat"], name="a_seat_is_sold_once"),
            models.UniqueConstraint(
                fields=["session", "learner", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="one_booking_a_press",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["booked", "offered", "attended"], seat__gte=1)
                | Q(state__in=["waiting", "cancelled", "missed"], seat=None),
                name="who_has_a_place_has_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | ~Q(state="cancelled") & Q(cancelled_at=None),
                name="a_booking_is_cancelled_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["session", "state"],
                condition=~Q(state="cancelled"),
                name="live_bookings_of_a_session",
            )
        ]

    def __str__(self):
        return f"{self.learner} at {self.session}"

    @property
    def is_live(self) -> bool:
        return self.state != Booking.State.CANCELLED


HOLDING = (Booking.State.BOOKED, Booking.State.OFFERED, Booking.State.ATTENDED)


class OfferQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def with_attempts(self):
        return self.annotate(attempted=Count("attempts"))


class Offer(models.Model):
    """A freed seat, held for the next on the waiting list for as long as they can be reached."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        LAPSED = "lapsed", "not answered in time"
        ENDED = "ended", "ended: the booking or the session was cancelled"

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="offers")
    reach_by = models.CharField(max_length=10, choices=Channel)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: by itself, when the seat was freed
    held_until = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)  # null: open
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: open, or lapsed

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booking"], condition=Q(answered_at=None), name="one_open_offer_a_booking"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="an_offer_is_answered_at_a_time",
            ),
        ]

    def __str__(self):
        return f"Seat for {self.booking}, until {self.held_until:%d %B %H:%M}"


class Attempt(models.Model):
    """Somebody rang about an offer and did not reach the person."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"Rang at {self.at:%H:%M}"


class NoAnswer(models.Model):
    """Somebody rang about a booking, because its session is at risk, and reached nobody."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="no_answers")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"Rang at {self.at:%H:%M}"


class Attendance(models.Model):
    """What the register says of a booking."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="attendance")
    came = models.BooleanField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since

    class Meta:
        verbose_name_plural = "attendance"

    def __str__(self):
        return f"{self.booking}: {'came' if self.came else 'did not come'}"


class SentTap(models.Model):
    """A tap that a phone kept and sent, and that was done: sent again, it is not done again."""

    session = models.ForeignKey(LearningSession, on_delete=models.CASCADE, related_name="sent_taps")
    key = models.UUIDField()  # made by the phone
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="a_tap_is_done_once")
        ]

    def __str__(self):
        return f"{self.key}, sent at {self.sent_at:%H:%M}"
