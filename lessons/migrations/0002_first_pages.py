"""Home, the library at /learn/ and the page about sessions, in place of Wagtail's welcome page.

And the help line, which is on every page, so that reading one never has to make it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

SESSIONS = (
    "<p>Every week, a friendly student sits down beside you and helps you with your own phone,"
    " tablet or laptop. It is free. Nobody will rush you.</p>"
    "<h2>Where</h2><p>The Edward Woods Centre, and the Invention Rooms, both near White City.</p>"
    "<h2>When</h2><p>Each session lasts an hour and a half. Ring us, and we will tell you the"
    " next one and keep a place for you.</p>"
    "<h2>What to bring</h2><p>Your own device and its charger. Your glasses or hearing aid, if you"
    " use them. If you have no device, we can lend you one for the session.</p>"
)


def make_pages(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2, slug="home").delete()

    home = make(apps, "HomePage", root.path + "0001", title="What the Tech!?", slug="home")
    make(
        apps, "LibraryPage", home.path + "0001", parent=home, title="Learn at home", slug="learn",
        introduction="Each lesson is a few small steps. Go as slowly as you like.",
    )  # fmt: skip
    make(
        apps, "InformationPage", home.path + "0002", parent=home, title="Come to a session",
        slug="sessions", body=SESSIONS,
    )  # fmt: skip
    Page.objects.filter(pk=root.pk).update(numchild=1)
    Page.objects.filter(pk=home.pk).update(numchild=2)
    Site.objects.all().delete()
    address = urlsplit(settings.SITE_ADDRESS)
    Site.objects.create(
        hostname=address.hostname,
        port=address.port or (443 if address.scheme == "https" else 80),
        root_page_id=home.pk,
        is_default_site=True,
        site_name="What the Tech!?",
    )
    apps.get_model("lessons", "HelpLine").objects.create()


def make(apps, model: str, path: str, *, parent=None, title: str, slug: str, **fields):
    """A page at a place in the tree. Historical models have none of the tree's own methods."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="lessons", model=model.lower()
    )
    return apps.get_model("lessons", model).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=kind,
        path=path,
        depth=len(path) // 4,
        numchild=0,
        url_path=(parent.url_path if parent else "/") + f"{slug}/",
        show_in_menus=True,
        locale_id=apps.get_model("wagtailcore", "Locale").objects.order_by("pk").first().pk,
        **fields,
    )


class Migration(migrations.Migration):
    dependencies = [("lessons", "0001_lessons")]
    operations = [migrations.RunPython(make_pages, migrations.RunPython.noop)]
