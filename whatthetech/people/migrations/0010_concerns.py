"""Something worrying about a learner, which safeguarding leads alone may read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LEADS = "Safeguarding leads"


def let_leads_read(apps, schema_editor):
    """The permission is made here if need be: Django makes them only after all the migrations."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="people", model="concern"
    )
    view, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="view_concern", defaults={"name": "Can view concern"}
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=LEADS)
    group.permissions.add(view)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_leads_and_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField(max_length=4000)),
                ("written_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("what_was_done", models.TextField(blank=True, max_length=4000)),
                ("may_go_at", models.DateTimeField(null=True)),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "may_go_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-written_at", "-pk"],
            },
        ),
        migrations.RunPython(let_leads_read, migrations.RunPython.noop),
    ]
