"""Where one is at the desk: the links above a page's heading."""

from django.urls import reverse


def trail(here: str, *before: tuple[str, str]) -> list[dict]:
    """Home, then `before` (label and the name of its address), then this page."""
    links = [("Home", "wagtailadmin_home"), *before]
    return [
        *({"url": reverse(name), "label": label} for label, name in links),
        {"url": "", "label": here},
    ]
