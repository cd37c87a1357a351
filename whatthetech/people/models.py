"""Who takes part. One table for learners, volunteers and coordinators."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager):
    def create_user(self, email: str | None = None, password: str | None = None, **fields):
        """A person. Without a password they can't sign in by one."""
        person = self.model(email=self.normalize_email(email) or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


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
