"""A day that was proposed as closed, and on which we are open: not to be proposed again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0011_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="closedday",
            name="dismissed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="closedday",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at", None), ("dismissed_at", None), _connector="OR"),
                name="a_day_is_closed_or_open",
            ),
        ),
    ]
