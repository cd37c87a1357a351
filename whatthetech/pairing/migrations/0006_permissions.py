"""Coordinators propose, publish, pin and forbid; leads see why two are kept apart."""

from django.db import migrations

COORDINATORS, LEADS = "Coordinators", "Safeguarding leads"
MAY = {
    COORDINATORS: {
        "round": ["add_round", "view_round", "publish_round"],
        "pin": ["add_pin", "change_pin", "view_pin"],
        "ban": ["add_ban", "change_ban", "view_ban"],
        "pairing": ["view_pairing", "change_pairing"],
        "pairingweights": ["add_pairingweights", "change_pairingweights", "view_pairingweights"],
    },
    LEADS: {
        "round": ["view_round"],
        "ban": ["view_ban", "see_reason_of_ban"],
        "pairing": ["view_pairing"],
    },
}


def make(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, may in MAY.items():
        group, _ = Group.objects.get_or_create(name=name)
        for model, codenames in may.items():
            for codename in codenames:
                group.permissions.add(permission(apps, model, codename))


def permission(apps, model: str, codename: str):
    """Made here if need be: Django makes them only after all the migrations."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="pairing", model=model
    )
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )[0]


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0005_weights"),
        ("people", "0009_leads_and_lists"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
