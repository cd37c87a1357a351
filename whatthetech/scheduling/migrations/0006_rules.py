"""The numbers of booking that are a judgement."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0005_tasks"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookingRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "walk_ins_one_in",
                    models.PositiveSmallIntegerField(
                        default=6,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="keep one seat for walk-ins in every …",
                    ),
                ),
                (
                    "message_hours",
                    models.PositiveSmallIntegerField(
                        default=24, verbose_name="hours that an offer by email or text is held"
                    ),
                ),
                (
                    "telephone_attempts",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="times we ring about an offer",
                    ),
                ),
                (
                    "telephone_working_days",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="working days that an offer by telephone is held"
                    ),
                ),
                (
                    "letter_working_days",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="working days that an offer by letter is held"
                    ),
                ),
                (
                    "telephone_only_hours",
                    models.PositiveSmallIntegerField(
                        default=48, verbose_name="hours before a session from which we only ring"
                    ),
                ),
                (
                    "offers_at_most",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name=(
                            "offers without an answer before somebody leaves the waiting list"
                        ),
                    ),
                ),
                (
                    "undo_minutes",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="minutes in which a cancellation can be undone"
                    ),
                ),
                (
                    "late_withdrawal_hours",
                    models.PositiveSmallIntegerField(
                        default=48,
                        verbose_name=(
                            "hours before a session from which a volunteer says why they withdraw"
                        ),
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of booking",
                "verbose_name_plural": "rules of booking",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("walk_ins_one_in__gte", 1)),
                        name="walk_ins_are_one_in_some",
                    )
                ],
            },
        ),
    ]
