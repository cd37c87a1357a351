"""A served site with the whole starter course, and somebody at a phone who reads it."""

from contextlib import closing

import pytest

from tests.journeys.reader import Reader, Watch
from tests.journeys.serving import KeptDatabase, Site, own_database


def pytest_collection_modifyitems(config, items):
    if config.getoption("--database") == "sqlite":
        return
    why = pytest.mark.skip(reason="journeys are walked on SQLite; leave them out: -m 'not browser'")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(why)


@pytest.fixture(scope="package")
def site(django_db_blocker, tmp_path_factory):
    """The server, with the starter course and the demonstration people loaded once."""
    from lessons.starter.loader import load_starter_course, read_starter_course
    from whatthetech.people.demonstration import load_demonstration

    file = tmp_path_factory.mktemp("journeys") / "site.sqlite3"
    with django_db_blocker.unblock(), own_database(file):
        list(load_starter_course(read_starter_course()))
        load_demonstration()
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


@pytest.fixture(scope="session")
def base_url():
    """In place of pytest-playwright's, of which pytest 9.2 warns. Each context gets its own."""


@pytest.fixture(scope="session")
def a_phone(browser_context_args):
    """Playwright's arguments for a small, cheap phone."""
    return {
        **browser_context_args,
        "viewport": {"width": 360, "height": 740},
        "locale": "en-GB",
        "timezone_id": "Europe/London",
    }


@pytest.fixture
def new_reader(site, browser, a_phone, database_put_back):
    """Makes readers, each on a device of their own; at the end nothing may have gone wrong."""
    readers = []

    def make(*, with_script=True, **device) -> Reader:
        arguments = a_phone | {"base_url": site.address, "java_script_enabled": with_script}
        context = browser.new_context(**(arguments | device))
        readers.append(Reader(context, watch=Watch(context, site.address), with_script=with_script))
        return readers[-1]

    yield make
    for reader in readers:
        reader.settle()
        reader.context.close()
    assert [seen for reader in readers for seen in reader.watch.troubles] == []


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def reader(request, new_reader):
    return new_reader(with_script=request.param)


@pytest.fixture
def reader_with_script(new_reader):
    return new_reader(with_script=True)
