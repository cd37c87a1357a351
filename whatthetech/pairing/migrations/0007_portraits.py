import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0006_permissions"),
        ("people", "0009_leads_and_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Portrait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("jpeg", models.BinaryField()),
                ("given_at", models.DateTimeField()),
                (
                    "volunteer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portrait",
                        to="people.volunteerprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of a volunteer",
                "verbose_name_plural": "pictures of volunteers",
            },
        ),
    ]
