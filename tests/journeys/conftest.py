"""A served site with the whole starter course, and somebody at a phone who reads it."""

from contextlib import closing
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import reading
from tests.journeys.serving import KeptDatabase, Site, own_database

# Playwright's own five seconds are too few for the editor's preview on a busy machine.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(config, items):
    if config.getoption("--database") == "sqlite":
        return
    why = pytest.mark.skip(reason="journeys are walked on SQLite; leave them out: -m 'not browser'")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(why)


@pytest.fixture(scope="package")
def site(django_db_blocker, tmp_path_factory):
    """The server, with the starter course and the demonstration staff loaded once."""
    from lessons.starter.loader import load_starter_course, read_starter_course
    from whatthetech.people.demonstration import load_staff

    file = tmp_path_factory.mktemp("journeys") / "site.sqlite3"
    with django_db_blocker.unblock(), own_database(file):
        list(load_starter_course(read_starter_course()))
        load_staff()
        with Site() as site, closing(KeptDatabase()) as site.as_loaded:
            yield site


@pytest.fixture(autouse=True)
def database_put_back(request):
    """What a journey wrote is gone before the next begins."""
    if "site" not in request.fixturenames:
        yield
        return
    site = request.getfixturevalue("site")
    yield
    site.as_loaded.put_back()


@pytest.fixture(scope="package")
def make_reader(site, browser):
    """`with make_reader() as reader`: somebody with a small phone, or what else is asked for."""
    return partial(reading, browser, site.address)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def reader(request, make_reader, database_put_back):
    with make_reader(with_script=request.param) as reader:
        yield reader


@pytest.fixture
def reader_with_script(make_reader, database_put_back):
    with make_reader() as reader:
        yield reader


@pytest.fixture(scope="session")
def base_url():
    """In place of pytest-playwright's, of which pytest 9.2 warns. Each context gets its own."""
