"""What a page of the desk says, without its marks."""

import re
from html import unescape


def shown(response) -> str:
    """The words of the page's main part, each space once."""
    assert response.status_code == 200
    page = response.content.decode()
    main = page[page.index("<main") :]
    main = re.sub(r"<script.*?</script>|<template.*?</template>", " ", main, flags=re.DOTALL)
    words = re.sub(r"</?(?:bdi|b|span)\b[^>]*>", "", main)
    words = re.sub(r"<[^>]+>", " ", words)
    return re.sub(r"\s+", " ", unescape(words)).strip()
