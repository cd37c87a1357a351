"""What people like, and volunteers who can't climb steps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0007_portraits"),
    ]

    operations = [
        migrations.AddField(
            model_name="aboutlearner",
            name="interests",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="aboutvolunteer",
            name="interests",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="aboutvolunteer",
            name="needs_step_free",
            field=models.BooleanField(default=False, verbose_name="needs a place without steps"),
        ),
    ]
