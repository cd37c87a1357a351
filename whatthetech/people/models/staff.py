"""How staff come in: an invitation, and the devices they came from before."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models


class Invitation(models.Model):
    """A link by which somebody new sets their password. Only its hash is kept."""

    email = models.EmailField("email address")
    first_name = models.CharField(max_length=150)
    last_name = models.CharField(max_length=150)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    link_digest = models.CharField(max_length=64, unique=True, editable=False)  # SHA-256
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    invited_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)  # null: not yet
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="invitations",
    )  # null: not yet accepted

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self):
        return f"{self.first_name} {self.last_name}, {self.group}"


class KnownDevice(models.Model):
    """A browser from which somebody of the staff signed in before."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_devices"
    )
    digest = models.CharField(max_length=64)  # SHA-256 of the browser's cookie
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="known_once")]

    def __str__(self):
        return f"Device first seen {self.first_seen_at:%d %B %Y}"
