"""Plain text with `**bold**` and blank lines, to and from the editor's rich text."""

import re
from html import escape, unescape

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_PARAGRAPH_END = re.compile(r"</p>|<br\s*/?>")
_BOLD_TAG = re.compile(r"</?(?:b|strong)(?:\s[^>]*)?>")
_ANY_TAG = re.compile(r"<[^>]+>")


def to_rich_text(marked: str) -> str:
    """HTML as the editor stores it: one <p> a paragraph, <b> for bold."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", marked.strip())]
    return "".join(
        "<p>" + _BOLD.sub(r"<b>\1</b>", escape(paragraph, quote=False)) + "</p>"
        for paragraph in paragraphs
        if paragraph
    )


def from_rich_text(html: str) -> str:
    """The same words as plain text, bold marked by `**`."""
    text = _PARAGRAPH_END.sub("\n\n", html)
    text = _ANY_TAG.sub("", _BOLD_TAG.sub("**", text))
    return "\n\n".join(
        " ".join(part.split()) for part in re.split(r"\n\s*\n", unescape(text)) if part.strip()
    )


def has_words(html: str) -> bool:
    return bool(unescape(_ANY_TAG.sub("", html)).strip())


def plain(marked: str) -> str:
    return marked.replace("**", "")
