"""What was done with people's records: who looked, what was merged, erased or complained of."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models

ACKNOWLEDGED_WITHIN = timedelta(days=30)  # Data (Use and Access) Act 2025, from 19 June 2026


class LookUp(models.Model):
    """Somebody of the staff saw or changed a person's record. Read by leads, changed by nobody."""

    class Deed(models.TextChoices):
        VIEWED = "viewed", "looked at"
        CHANGED = "changed", "changed"
        EXPORTED = "exported", "exported"
        MERGED = "merged", "merged"
        UNMERGED = "unmerged", "took a merge back"
        CARD = "card", "made a card"
        SIGNED_IN = "signed in", "signed in on their device"
        ERASED = "erased", "erased"

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since
    deed = models.CharField(max_length=10, choices=Deed)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="look_ups"
    )  # null: several people, or erased since
    remark = models.CharField(
        max_length=200, blank=True
    )  # such as how many were exported; no names

    class Meta:
        verbose_name = "look-up"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_deed_display()} at {self.at:%d %B %Y %H:%M}"


class Complaint(models.Model):
    """About how we treated somebody's data, or them. Spoken ones count as much."""

    class How(models.TextChoices):
        TELEPHONE = "telephone", "by telephone"
        SPOKEN = "spoken", "in person"
        SITE = "site", "on this site"
        LETTER = "letter", "by letter"
        EMAIL = "email", "by email"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="complaints",
    )  # null: somebody we hold no record of, or erased since
    from_whom = models.CharField("who complains", max_length=120, blank=True)
    how = models.CharField("how it came", max_length=10, choices=How)
    received_on = models.DateField()
    words = models.TextField("what they said, in their words", max_length=4000)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )  # null: made on the site
    acknowledged_on = models.DateField(null=True, blank=True)  # null: not yet
    outcome = models.TextField("what we did, and told them", max_length=4000, blank=True)
    closed_on = models.DateField(null=True, blank=True)  # null: open

    class Meta:
        ordering = ["-received_on", "-pk"]

    def __str__(self):
        return f"Complaint of {self.received_on:%d %B %Y}"

    @property
    def acknowledge_by(self) -> date:
        return self.received_on + ACKNOWLEDGED_WITHIN


class ConcernQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def on_file(self):
        """Those of which no lead has said that they may go with the record."""
        return self.filter(may_go_at=None)


class Concern(models.Model):
    """Something worrying about a learner. Leads read it and nobody else: not whoever wrote it."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="concerns"
    )
    about = models.CharField(max_length=200, blank=True)  # such as the session it was seen at
    words = models.TextField(max_length=4000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since
    written_at = models.DateTimeField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: nobody yet, or erased since
    read_at = models.DateTimeField(null=True)  # null: it waits
    what_was_done = models.TextField(max_length=4000, blank=True)
    may_go_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: it stays, or erased since
    may_go_at = models.DateTimeField(null=True)  # null: it stays, and the learner's record too

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return f"Concern of {self.written_at:%d %B %Y}"


class Merge(models.Model):
    """Two records that were one person. `moved` holds all it takes to take the merge back."""

    kept = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="merges"
    )
    gone = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)  # null: it stands
    moved = models.JSONField()

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"Merge of {self.at:%d %B %Y}"


class ErasedPerson(models.Model):
    """What counts of somebody who was erased: no name, and no way back to them."""

    erased_on = models.DateField()
    was_learner = models.BooleanField()
    was_volunteer = models.BooleanField()
    lessons_begun = models.PositiveIntegerField()
    lessons_finished = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "erased people"

    def __str__(self):
        return f"Erased {self.erased_on:%d %B %Y}"
