"""Sessions, and the series that most of them come from."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0001_places_and_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SessionSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ]
                    ),
                ),
                ("begins", models.TimeField()),
                (
                    "length_minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ]
                    ),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="scheduling.room",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="split_into",
                        to="scheduling.sessionseries",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="scheduling.term",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
                "ordering": ["first_on", "weekday", "begins"],
            },
        ),
        migrations.CreateModel(
            name="LearningSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot_on", models.DateField(blank=True, null=True)),
                ("is_detached", models.BooleanField(default=False)),
                ("starts_at", models.DateTimeField(db_index=True)),
                ("ends_at", models.DateTimeField()),
                (
                    "kept_for_walk_ins",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: as the rules of booking say.", null=True
                    ),
                ),
                ("at_risk_since", models.DateTimeField(editable=False, null=True)),
                ("cancelled_at", models.DateTimeField(editable=False, null=True)),
                ("why_cancelled", models.CharField(blank=True, editable=False, max_length=200)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="scheduling.room",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="scheduling.sessionseries",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="sessionseries",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))),
                name="a_series_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionseries",
            constraint=models.CheckConstraint(
                condition=models.Q(("length_minutes__range", (1, 480))),
                name="a_series_takes_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionseries",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__range", (0, 6))), name="a_series_is_on_a_weekday"
            ),
        ),
        migrations.AddConstraint(
            model_name="learningsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="a_session_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningsession",
            constraint=models.UniqueConstraint(
                fields=("series", "slot_on"), name="one_session_a_slot"
            ),
        ),
        migrations.AddConstraint(
            model_name="learningsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("series", None), ("slot_on", None)),
                    models.Q(
                        models.Q(("series", None), _negated=True),
                        models.Q(("slot_on", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_slot_belongs_to_a_series",
            ),
        ),
    ]
