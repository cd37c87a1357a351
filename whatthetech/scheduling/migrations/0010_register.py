"""Who helps whom on the day, and what phones kept and sent of the register."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0009_who_may"),
    ]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="helper",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="helped",
                to="scheduling.volunteershift",
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="marked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="SentTap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("sent_at", models.DateTimeField()),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent_taps",
                        to="scheduling.learningsession",
                    ),
                ),
            ],
            options={
                "ordering": ["sent_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "key"), name="a_tap_is_done_once")
                ],
            },
        ),
    ]
