"""What coordinators and leads may do with venues, terms and sessions at the desk.

What bookings hang on is not deleted: sessions and series are cancelled or changed by deeds.
"""

from django.db import migrations

COORDINATORS, LEADS = "Coordinators", "Safeguarding leads"
EVERYTHING = ["add", "change", "delete", "view"]
MAY = {
    COORDINATORS: {
        "venue": EVERYTHING,
        "room": EVERYTHING,
        "term": EVERYTHING,
        "closedday": EVERYTHING,
        "sessionseries": ["add", "change", "view"],
        "learningsession": ["add", "change", "view"],
        "volunteershift": ["view"],
        "booking": ["view"],
        "bookingrules": ["change", "view"],
    },
    LEADS: {"learningsession": ["view"]},
}


def allow(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, may in MAY.items():
        group, _ = Group.objects.get_or_create(name=name)
        for model, deeds in may.items():
            for deed in deeds:
                group.permissions.add(permission(apps, model, f"{deed}_{model}"))


def permission(apps, model: str, codename: str):
    """Made here if need be: Django makes them only after all the migrations."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="scheduling", model=model
    )
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )[0]


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0008_no_answers"),
        ("people", "0009_leads_and_lists"),
    ]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
