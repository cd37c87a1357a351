"""Settings from the environment: typed, and loud with the mend where one is wrong."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The setting as it stands. Without a default it must be there and not empty."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name}: see .env.example for what it means.")
    return value


def switch(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to true or false.")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number from {least}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Several values parted by commas."""
    value = os.environ.get(name, "").strip() or default
    return [word.strip() for word in value.split(",") if word.strip()]


def load_file(path: os.PathLike) -> None:
    """Read NAME=value lines; what the environment already holds wins."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for number_of_line, line in enumerate(lines, start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().isidentifier():
            raise ImproperlyConfigured(f"{path}, line {number_of_line}: write it as NAME=value.")
        os.environ.setdefault(name.strip(), value.strip().strip("'\""))
