"""What was worked on at a session, and what to practise at home; when a term has exams."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lessons", "0006_kept_display"),
        ("people", "0010_concerns"),
        ("scheduling", "0010_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SessionRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=600)),
                ("practise_step", models.CharField(blank=True, max_length=36)),
                ("practise_words", models.CharField(blank=True, max_length=300)),
                ("written_at", models.DateTimeField()),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="record",
                        to="scheduling.booking",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.volunteerprofile",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="session_records",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practise_lesson",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lessons.lessonpage",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "record of a session",
                "verbose_name_plural": "records of sessions",
                "ordering": ["-written_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StepWorkedOn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=36)),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lessons.lessonpage",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="worked_on",
                        to="scheduling.sessionrecord",
                    ),
                ),
            ],
            options={
                "verbose_name": "step worked on",
                "verbose_name_plural": "steps worked on",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record", "lesson", "step"), name="a_step_is_worked_on_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step", ""), _negated=True),
                        name="a_step_worked_on_is_named",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="term",
            name="exams_begin_on",
            field=models.DateField(
                blank=True,
                help_text="Volunteers are asked in time whether they can come.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="exams_end_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exams_begin_on", None), ("exams_end_on", None)),
                    models.Q(
                        ("exams_begin_on__isnull", False),
                        ("exams_end_on__gte", models.F("exams_begin_on")),
                        ("exams_end_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="exams_end_after_they_begin",
            ),
        ),
    ]
