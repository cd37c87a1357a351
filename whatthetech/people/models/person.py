"""A person: one table for learners, volunteers, coordinators and leads."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property

from whatthetech.people.telephone import digits_of

VOLUNTEERS, COORDINATORS, LEADS = "Volunteers", "Coordinators", "Safeguarding leads"


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
    known_as = models.CharField(
        "what to call them", max_length=40, blank=True, help_text="If it is not the first name."
    )
    telephone = models.CharField(max_length=40, blank=True)  # as it was given
    telephone_digits = models.CharField(
        max_length=20, blank=True, db_index=True, editable=False
    )  # of `telephone`, to find it by in any spacing
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )  # null: a record of its own

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"

    def __str__(self):
        return self.get_full_name() or self.email or f"Person {self.pk}"

    def save(self, *args, **kwargs):
        self.telephone_digits = digits_of(self.telephone)
        if (fields := kwargs.get("update_fields")) and "telephone" in fields:
            kwargs["update_fields"] = {*fields, "telephone_digits"}
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.email = self.email or None  # two people without an email are not the same person

    @property
    def called(self) -> str:
        """What to call them, and all that a card says of their name. May be empty."""
        return self.known_as or self.first_name

    @property
    def is_learner(self) -> bool:
        """Whether a card signs them in: staff sign in by password and never by card (S8)."""
        return User.objects.learners().filter(pk=self.pk).exists()

    def is_in(self, *groups: str) -> bool:
        """Whether they belong to one of these groups; whoever runs the site belongs to all."""
        return self.is_superuser or not self._names_of_groups.isdisjoint(groups)

    @cached_property
    def _names_of_groups(self) -> frozenset[str]:
        """Asked once: each page of the admin wants to know it several times."""
        return frozenset(self.groups.values_list("name", flat=True))

    def end_sessions(self) -> None:
        """Sign this learner out everywhere: what their sessions were begun with is no more."""
        self.set_unusable_password()  # a new one, which no session knows
        self.save(update_fields=["password"])
