"""A picture of a volunteer, if they like, for the learners whom they help."""

from django.db import models

from whatthetech.people.models import VolunteerProfile


class Portrait(models.Model):
    """Kept here and not among the site's pictures: those may be seen by everybody."""

    volunteer = models.OneToOneField(
        VolunteerProfile, on_delete=models.CASCADE, related_name="portrait"
    )
    jpeg = models.BinaryField()  # a small square, without what a camera wrote into the file
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = "picture of a volunteer"
        verbose_name_plural = "pictures of volunteers"

    def __str__(self):
        return f"Picture of {self.volunteer}"
