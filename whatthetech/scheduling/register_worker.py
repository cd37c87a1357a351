"""The register's service worker: a file of ours, served below the addresses it answers for."""

from pathlib import Path

from django.conf import settings

SCRIPT = Path(settings.BASE_DIR) / "static" / "js" / "register_worker.js"


def worker_script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
