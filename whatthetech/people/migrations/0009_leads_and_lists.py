"""Safeguarding leads, what each group may do at the desk, and the lists people choose from."""

from django.db import migrations

COORDINATORS, LEADS = "Coordinators", "Safeguarding leads"
MAY = {
    COORDINATORS: {
        "learnerprofile": ["add", "change", "view"],
        "volunteerprofile": ["add", "change", "view"],
        "complaint": ["add", "change", "view"],
        "invitation": ["add", "view"],
        "language": ["add", "change", "view"],
    },
    LEADS: {
        "learnerprofile": ["view"],
        "volunteerprofile": ["view"],
        "complaint": ["view"],
        "lookup": ["view"],
    },
}
DEVICES = (
    ("iphone", "iPhone or iPad"),
    ("android", "Android phone or tablet"),
    ("windows", "Windows laptop"),
)
LANGUAGES = (
    ("sq", "Albanian"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("bfi", "British Sign Language"),
    ("bg", "Bulgarian"),
    ("yue", "Cantonese"),
    ("en", "English"),
    ("fr", "French"),
    ("el", "Greek"),
    ("gu", "Gujarati"),
    ("hi", "Hindi"),
    ("it", "Italian"),
    ("ku", "Kurdish"),
    ("zh", "Mandarin"),
    ("ps", "Pashto"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("pa", "Punjabi"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("tl", "Tagalog"),
    ("ta", "Tamil"),
    ("ti", "Tigrinya"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
)


def make(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, may in MAY.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(permission(apps, "wagtailadmin", "admin", "access_admin"))
        for model, deeds in may.items():
            for deed in deeds:
                group.permissions.add(permission(apps, "people", model, f"{deed}_{model}"))
    for model, pairs in (("Device", DEVICES), ("Language", LANGUAGES)):
        rows = apps.get_model("people", model)
        rows.objects.bulk_create(rows(code=code, name=name) for code, name in pairs)


def permission(apps, app: str, model: str, codename: str):
    """Made here if need be: Django makes them only after all the migrations."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )[0]


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_staff_and_waiting_devices"),
        ("lessons", "0003_groups"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
