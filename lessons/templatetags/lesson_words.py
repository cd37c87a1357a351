"""What the templates of the lessons need beyond Django's own tags."""

import segno
from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe
from wagtail.rich_text import expand_db_html

from lessons.pictures import RENDITION_SPECS
from lessons.tracks import Track

register = template.Library()

DEVICE_NAMES = {
    Track.IPHONE: "an iPhone or iPad",
    Track.ANDROID: "an Android phone or tablet",
    Track.WINDOWS: "a Windows laptop",
}


@register.filter
def rich(html):
    """The editor's HTML, of which only paragraphs and bold are let in when it is saved."""
    return mark_safe(expand_db_html(html))  # noqa: S308


@register.filter
def device_name(track):
    """The device in the middle of a sentence."""
    return DEVICE_NAMES.get(track, "any device")


@register.filter
def day_since(moment) -> str:
    """The day, after the word since: “today”, “yesterday”, “Monday”, “3 November”."""
    day, today = timezone.localdate(moment), timezone.localdate()
    days = (today - day).days
    if days < 2:
        return "yesterday" if days == 1 else "today"
    return f"{day:%A}" if days < 7 else f"{day.day} {day:%B}"


@register.inclusion_tag("components/picture.html")
def picture(picture):
    """A step's picture in sizes that were made when the lesson was published.

    No query, where the step was `illustrated`: its renditions were fetched with the picture.
    """
    image = picture.image
    renditions = [] if image.is_svg() else image.renditions.all()
    made = {rendition.filter_spec: rendition for rendition in renditions}
    return {
        "image": image,
        "alt": picture.alt,
        "webp": [made[spec] for spec in RENDITION_SPECS if "webp" in spec and spec in made],
        "jpeg": [made[spec] for spec in RENDITION_SPECS if "jpeg" in spec and spec in made],
    }


@register.simple_tag
def qr_code(address):
    """The address as a QR code: SVG in the page, level M, with its quiet zone."""
    code = segno.make(address, error="m")
    drawn = code.svg_inline(scale=4, border=4, omitsize=True, title=address, lineclass=None)
    return mark_safe(drawn)  # noqa: S308  (segno escapes the title)
