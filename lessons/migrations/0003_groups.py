"""Volunteers write lessons; coordinators publish them and keep everything in the room."""

from django.db import migrations

VOLUNTEERS, COORDINATORS = "Volunteers", "Coordinators"
ADMIN = ("wagtailadmin", "admin", ["access_admin"])
COORDINATORS_MAY = [
    ADMIN,
    ("lessons", "glossaryterm", ["add", "change", "delete", "view"]),
    ("lessons", "safetywarning", ["add", "change", "delete", "view"]),
    ("lessons", "helpline", ["change"]),
    ("wagtailredirects", "redirect", ["add", "change", "delete", "view"]),
]
PAGES = {
    VOLUNTEERS: ("learn", ["add"]),  # add alone: edit one's own, and not publish
    COORDINATORS: ("home", ["add", "change", "publish", "lock", "unlock", "bulk_delete"]),
}
FILES = {VOLUNTEERS: ["add", "choose"], COORDINATORS: ["add", "change", "choose"]}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    volunteers = Group.objects.create(name=VOLUNTEERS)
    coordinators = Group.objects.create(name=COORDINATORS)

    volunteers.permissions.set(permissions(apps, *ADMIN))
    for what in COORDINATORS_MAY:
        coordinators.permissions.add(*permissions(apps, *what))
    for group in (volunteers, coordinators):
        allow_pages(apps, group, *PAGES[group.name])
        allow_files(apps, group, FILES[group.name])


def permissions(apps, app: str, model: str, deeds: list[str]) -> list:
    """Made here if need be: Django makes them only after all the migrations."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    Permission = apps.get_model("auth", "Permission")
    names = [deed if deed == "access_admin" else f"{deed}_{model}" for deed in deeds]
    return [
        Permission.objects.get_or_create(
            content_type=kind, codename=name, defaults={"name": f"Can {name.replace('_', ' ')}"}
        )[0]
        for name in names
    ]


def allow_pages(apps, group, slug: str, deeds: list[str]) -> None:
    page = apps.get_model("wagtailcore", "Page").objects.get(slug=slug, depth__lte=3)
    Allowed = apps.get_model("wagtailcore", "GroupPagePermission")
    for permission in permissions(apps, "wagtailcore", "page", deeds):
        Allowed.objects.create(group=group, page=page, permission=permission)


def allow_files(apps, group, deeds: list[str]) -> None:
    everything = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    Allowed = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for permission in permissions(apps, app, model, deeds):
            Allowed.objects.create(group=group, collection=everything, permission=permission)


class Migration(migrations.Migration):
    dependencies = [
        ("lessons", "0002_first_pages"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
