"""The site as it is really served, in a thread of the tests: kept pages first, then Django."""

import sqlite3
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from django.test.testcases import LiveServerThread


class Site:
    """A server on a free port. Its pages and files come through `whatthetech.wsgi` alone."""

    def __init__(self):
        # Without collectstatic, WhiteNoise finds each stylesheet and script where it is written.
        with override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True):
            from whatthetech.wsgi import application
        # Django's live server makes a bare handler of its own; ours answers in its place.
        self._thread = LiveServerThread("127.0.0.1", static_handler=lambda _bare: application)
        self._thread.daemon = True

    def __enter__(self):
        self._thread.start()
        self._thread.is_ready.wait()
        if self._thread.error:
            raise self._thread.error
        self.address = f"http://127.0.0.1:{self._thread.port}"
        return self

    def __exit__(self, *_error):
        self._thread.terminate()


@contextmanager
def own_database(file: Path):
    """A migrated database in this file, for this thread and every thread of the server.

    pytest-django's lives in one connection and one transaction a test: no use to a browser,
    which asks for several things at once.
    """
    settings = connections.settings["default"]
    was, name = connections["default"], settings["NAME"]
    settings["NAME"] = str(file)
    connections["default"] = connections.create_connection("default")
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connections["default"].close()
        connections["default"], settings["NAME"] = was, name


class KeptDatabase:
    """All of the database as it is now, to be put back as often as one likes.

    SQLite copies itself page by page, search index and all, in 2 ms, and every open
    connection sees it; flush and deserialise take 800 ms for the starter course.
    """

    def __init__(self):
        connection.ensure_connection()
        self._copy = sqlite3.connect(":memory:")
        connection.connection.backup(self._copy)

    def put_back(self):
        self._copy.backup(connection.connection)
        cache.clear()  # pages and the site's root, which were made of what stood there before

    def close(self):
        self._copy.close()
