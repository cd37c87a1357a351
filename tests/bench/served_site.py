"""The starter course as `make serve` serves it, in a folder that is thrown away afterwards."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HOUSE = Path(__file__).resolve().parent.parent.parent
FIRST_STEP = "/learn/staying-safe/spot-and-report-a-scam/1/?on=android"
READY_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class Site:
    address: str
    server: subprocess.Popen  # gunicorn; its workers are its children


def prepare(folder: str) -> None:
    """Migrate, load and collect into the folder. Sets this process's environment for good."""
    for name in ("ALLOWED_HOSTS", "BEHIND_PROXY", "CACHE_URL", "DATABASE_URL", "EMAIL_HOST", "HTTPS"):
        os.environ[name] = ""  # the default, whatever .env says
    os.environ.update(
        DJANGO_SETTINGS_MODULE="whatthetech.settings",
        DEBUG="false",
        SECRET_KEY=secrets.token_hex(40),
        SITE_ADDRESS="http://127.0.0.1",
        DATA_DIR=folder,
        PAGE_CACHE_SECONDS="600",
        LOG_LEVEL="ERROR",
    )
    for command in ("migrate", "load_starter_course", "collectstatic --no-input"):
        run = [sys.executable, "manage.py", *command.split()]
        if subprocess.run(run, cwd=HOUSE, stdout=subprocess.DEVNULL).returncode:  # noqa: S603
            raise SystemExit(f"{command} failed, and said why.")


@contextmanager
def served() -> Iterator[Site]:
    """The site in front of two workers with four threads each, as in the Makefile."""
    port = _free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "tests.bench.wsgi", "--no-control-socket"]
    arguments = f"--bind 127.0.0.1:{port} --workers 2 --threads 4 --log-level warning".split()
    server = subprocess.Popen([*gunicorn, *arguments], cwd=HOUSE)  # noqa: S603
    try:
        site = Site(f"http://127.0.0.1:{port}", server)
        _wait_until_ready(site)
        yield site
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(site: Site) -> None:
    until = time.monotonic() + READY_WITHIN_SECONDS
    while site.server.poll() is None and time.monotonic() < until:
        try:
            return urlopen(f"{site.address}/health/ready", timeout=5).close()  # noqa: S310
        except URLError:
            time.sleep(0.2)
    raise SystemExit("The site did not start; gunicorn's own words stand above.")
