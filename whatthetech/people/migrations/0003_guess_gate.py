"""The one row that is locked while a card number is tried."""

from django.db import migrations


def make_gate(apps, schema_editor):
    apps.get_model("people", "GuessGate").objects.create()


class Migration(migrations.Migration):
    dependencies = [("people", "0002_cards")]
    operations = [migrations.RunPython(make_gate, migrations.RunPython.noop)]
