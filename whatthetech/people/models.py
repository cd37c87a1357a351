"""Who takes part. One table for learners, volunteers and coordinators."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q


class UserManager(BaseUserManager):
    def create_user(self, email: str | None = None, password: str | None = None, **fields):
        """A person. Without a password they can't sign in by one."""
        person = self.model(email=self.normalize_email(email) or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def learners(self):
        """Those who may have a card: no password and no part in running the site (S8)."""
        return self.filter(
            password__startswith=UNUSABLE_PASSWORD_PREFIX,
            is_staff=False,
            is_superuser=False,
            groups=None,
        )


class User(AbstractUser):
    """A person. Signing in is optional: many learners have no email address."""

    username = None
    email = models.EmailField("email address", unique=True, null=True, blank=True)  # null: none

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"

    def __str__(self):
        return self.get_full_name() or self.email or f"Person {self.pk}"

    def clean(self):
        super().clean()
        self.email = self.email or None  # two people without an email are not the same person

    @property
    def is_learner(self) -> bool:
        """Whether a card signs them in: staff sign in by password and never by card (S8)."""
        return User.objects.learners().filter(pk=self.pk).exists()


class Card(models.Model):
    """A learner's card. Neither its number nor its link can be read from here."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cards")
    number_digest = models.CharField(max_length=64, unique=True)  # keyed HMAC-SHA-256
    link_digest = models.CharField(max_length=64, unique=True)  # SHA-256
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
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
    begun_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return f"Class until {self.until:%H:%M}"


class GuessGate(models.Model):
    """One row, locked while a number is tried, so that guesses are counted one at a time."""

    def __str__(self):
        return "The gate"
