"""The admin in our words and our look, its menus no longer than they need be."""

from django.templatetags.static import static
from django.utils.html import format_html

LABELS = {"explorer": "Lessons", "images": "Pictures", "documents": "Recordings"}


def in_our_words(request, items) -> None:
    for item in items:
        item.label = LABELS.get(item.name, item.label)


def without_news_of_wagtail(request, items) -> None:
    items[:] = [item for item in items if not item.name.startswith("whats-new-in-wagtail")]


def our_look() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
