"""How a booking stood when its session was cancelled: a session that comes back has it again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0012_days_we_are_open"),
    ]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="ended_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("booked", "booked"),
                    ("waiting", "on the waiting list"),
                    ("offered", "offered a seat"),
                    ("cancelled", "cancelled"),
                    ("attended", "came"),
                    ("missed", "did not come"),
                ],
                default="",
                max_length=10,
            ),
            preserve_default=False,
        ),
    ]
