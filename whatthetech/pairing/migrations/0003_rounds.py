"""Rounds: who would help whom, with all it takes to find the same pairs again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0002_pins_and_bans"),
        ("people", "0009_leads_and_lists"),
        ("scheduling", "0006_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("primary", "their volunteer"), ("reserve", "their reserve")],
                        default="primary",
                        max_length=10,
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody"),
                            ("volunteer leaves", "a volunteer leaves: only their learners move"),
                            ("learner asks", "a learner asks to change: only they move"),
                        ],
                        default="everybody",
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("inputs", models.JSONField()),
                ("seed", models.BigIntegerField()),
                ("weights", models.JSONField()),
                ("solver", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=64)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="scheduling.learningsession",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="scheduling.term",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "permissions": [("publish_round", "Can publish and withdraw rounds")],
            },
        ),
        migrations.CreateModel(
            name="ProposedPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("parts", models.JSONField()),
                ("score", models.PositiveIntegerField()),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposed_pairs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposed_pairs",
                        to="people.volunteerprofile",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="pairing.round",
                    ),
                ),
            ],
            options={
                "ordering": ["learner__first_name", "learner__pk"],
            },
        ),
        migrations.CreateModel(
            name="Unpaired",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("no_candidate", "nobody may help them"),
                            ("contention", "too many need the same few"),
                            ("pin", "a pin is in the way"),
                        ],
                        max_length=12,
                    ),
                ),
                ("explanation", models.JSONField()),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unpaired",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unpaired",
                        to="pairing.round",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "unpaired",
                "ordering": ["learner__first_name", "learner__pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("session__isnull", False), ("term", None)),
                    models.Q(("session", None), ("term__isnull", False)),
                    _connector="OR",
                ),
                name="a_round_is_for_a_term_or_a_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at", None), ("state", "draft"), ("withdrawn_at", None)),
                    models.Q(
                        ("published_at__isnull", False),
                        ("state", "published"),
                        ("withdrawn_at", None),
                    ),
                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_round_changes_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedpair",
            constraint=models.UniqueConstraint(
                fields=("round", "learner"), name="proposed_once_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="unpaired",
            constraint=models.UniqueConstraint(
                fields=("round", "learner"), name="left_out_once_a_round"
            ),
        ),
    ]
