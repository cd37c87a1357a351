"""A learner's card, the limits on guessing one, and devices that wait to be signed in by us."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Card(models.Model):
    """A learner's card. Neither its number nor its link can be read from here."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards"
    )
    number_digest = models.CharField(max_length=64, unique=True)  # keyed HMAC-SHA-256
    link_digest = models.CharField(max_length=64, unique=True)  # SHA-256
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: the learner made it themselves
    last_used_at = models.DateTimeField(null=True)  # null: not yet
    ended_at = models.DateTimeField(null=True)  # null: still good, if used within a year

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_live_card_a_person"
            )
        ]

    def __str__(self):
        return f"Card {self.pk}"


class WrongGuess(models.Model):
    """A card number that opened nothing. Kept a day, to count by."""

    address_digest = models.CharField(max_length=64)  # keyed hash of the network address
    at = models.DateTimeField(db_index=True)
    is_slip = models.BooleanField()  # the check digit was wrong: mistyped, not guessed

    class Meta:
        indexes = [models.Index(fields=["address_digest", "at"], name="guesses_of_an_address")]

    def __str__(self):
        return f"Wrong number at {self.at:%H:%M}"


class ClassMode(models.Model):
    """A room in which many type their numbers at once, by a coordinator's leave."""

    address_digest = models.CharField(max_length=64)
    until = models.DateTimeField()
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self):
        return f"Class until {self.until:%H:%M}"


class GuessGate(models.Model):
    """One row, locked while a number is tried, so that guesses are counted one at a time."""

    def __str__(self):
        return "The gate"


class WaitingDevice(models.Model):
    """A device on which somebody asked to be signed in, and reads us its number by telephone."""

    number = models.CharField(max_length=6, unique=True)  # six digits, read aloud
    asked_at = models.DateTimeField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )  # null: nobody said yet who it is
    let_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    let_in_at = models.DateTimeField(null=True)  # null: still waiting

    def __str__(self):
        return f"Device that waits since {self.asked_at:%H:%M}"
