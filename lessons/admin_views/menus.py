"""The admin's menu in this room's words, and no longer than it need be."""

LABELS = {"explorer": "Lessons", "images": "Pictures", "documents": "Recordings"}


def in_our_words(request, items) -> None:
    for item in items:
        item.label = LABELS.get(item.name, item.label)


def without_news_of_wagtail(request, items) -> None:
    items[:] = [item for item in items if not item.name.startswith("whats-new-in-wagtail")]
