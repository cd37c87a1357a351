"""What a round is scored by."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0004_pairs"),
    ]

    operations = [
        migrations.CreateModel(
            name="PairingWeights",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "known",
                    models.PositiveSmallIntegerField(
                        default=300,
                        help_text="The volunteer has helped this learner before.",
                        verbose_name="knows them",
                    ),
                ),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        default=200,
                        help_text="How many of the learner’s sessions the volunteer can come to.",
                        verbose_name="times",
                    ),
                ),
                (
                    "skills",
                    models.PositiveSmallIntegerField(
                        default=200,
                        help_text=(
                            "What the learner wants to learn and the volunteer can teach; what few"
                            " can teach counts for more."
                        ),
                        verbose_name="skills",
                    ),
                ),
                (
                    "device",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="The volunteer knows the learner’s devices.",
                        verbose_name="device",
                    ),
                ),
                (
                    "language",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="They share the learner’s first language.",
                        verbose_name="first language",
                    ),
                ),
                (
                    "communication",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text=(
                            "The volunteer can do what helps the learner with hearing, sight or"
                            " pace."
                        ),
                        verbose_name="what helps",
                    ),
                ),
                (
                    "reliability",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="How often the volunteer came when expected.",
                        verbose_name="reliability",
                    ),
                ),
                (
                    "interests",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="They have an interest in common.",
                        verbose_name="interests",
                    ),
                ),
                (
                    "enough_percent",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text=(
                            "Of the learner’s next sessions, how many the volunteer must be able"
                            " to come to."
                        ),
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="sessions they must share, percent",
                    ),
                ),
                (
                    "sessions_ahead",
                    models.PositiveSmallIntegerField(
                        default=6,
                        help_text="How many of the learner’s next sessions are looked at.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="sessions looked ahead",
                    ),
                ),
                (
                    "experienced_after",
                    models.PositiveSmallIntegerField(
                        default=6,
                        help_text="After how many sessions a volunteer counts as experienced.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="sessions until a volunteer is experienced",
                    ),
                ),
            ],
            options={
                "verbose_name": "weights of pairing",
                "verbose_name_plural": "weights of pairing",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("enough_percent__range", (1, 100))),
                        name="enough_is_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("experienced_after__gte", 1), ("sessions_ahead__gte", 1)
                        ),
                        name="some_sessions_count",
                    ),
                ],
            },
        ),
    ]
