"""Who helps whom now, who did before, and how somebody is handed on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0003_rounds"),
        ("people", "0009_leads_and_lists"),
        ("scheduling", "0006_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pairing",
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
                ("begun_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "why_ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("moved", "somebody else helps them since"),
                            ("lost", "nobody could be found for them"),
                            ("left", "the volunteer left"),
                            ("asked", "the learner asked to change"),
                            ("handed over", "handed over to the reserve"),
                            ("withdrawn", "the round was withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "ended_by_round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ended",
                        to="pairing.round",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pairings",
                        to="pairing.round",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="scheduling.term",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairings",
                        to="people.volunteerprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair",
                "ordering": ["-begun_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("called_off_at", models.DateTimeField(null=True)),
                (
                    "planned_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="scheduling.learningsession",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="pairing.pairing",
                    ),
                ),
                (
                    "reserve",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pairing.pairing",
                    ),
                ),
            ],
            options={
                "ordering": ["session__starts_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("learner", "term", "role"),
                name="one_live_pair_a_learner",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("learner", "term", "volunteer"),
                name="nobody_is_their_own_reserve",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on", None), ("why_ended", "")),
                    ("ended_on__isnull", False),
                    _connector="OR",
                ),
                name="a_pair_that_lives_has_not_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("begun_on")), _connector="OR"
                ),
                name="a_pair_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("called_off_at", None), ("done_at", None)),
                fields=("pairing",),
                name="handed_over_once",
            ),
        ),
    ]
