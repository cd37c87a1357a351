"""Whole public pages, kept in front of Django: 0 queries and no middleware for a reader.

A page says itself that it is the same for everybody (`Cache-Control: public`). The key
holds all that may still differ: the address, the display, the device, whether a place is
kept, the day (banners tell a lesson's age) and the generation, which changes whenever
something is published. A page made from what was there before carries the older
generation, so it is never served after the change.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache, wraps
from urllib.parse import parse_qsl
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import parse_cookie
from django.utils import timezone

from lessons import device
from lessons.display import Display

GENERATION = "lessons:generation"
PUBLIC = "public, max-age=0, must-revalidate"
VARIES = "Cookie, Accept-Encoding"


def public(response):
    """Mark a response as the same for everybody, and give it an ETag."""
    response["Cache-Control"] = PUBLIC
    response["Vary"] = VARIES
    response["ETag"] = f'W/"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    return response


def remembered(make):
    """What `make` answers, kept in this process until a change begins a new generation.

    So it is never older than a kept page may be. Many requests share the answer: read it, never
    change it. While there is no generation nothing is remembered.
    """
    # 50 lessons on three devices; a lesson takes 70 KB, its steps on a device 30 KB.
    in_generation = lru_cache(maxsize=256)(lambda _generation, *args: make(*args))

    @wraps(make)
    def remember(*args):
        generation = cache.get(GENERATION)
        return in_generation(generation, *args) if generation else make(*args)

    return remember


def forget_pages(**_signal) -> None:
    """Begin a new generation once the change is there for everybody to read."""
    transaction.on_commit(begin_generation)


def begin_generation() -> str:
    generation = uuid4().hex
    cache.set(GENERATION, generation, timeout=None)
    return generation


def forget_on_change() -> None:
    """Whatever a public page is made of begins a new generation when it changes."""
    from django.db.models.signals import post_delete, post_save
    from wagtail.documents import get_document_model
    from wagtail.models import Page
    from wagtail.signals import page_published, page_unpublished, post_page_move

    from lessons import models

    parts = (models.GlossaryTerm, models.SafetyWarning, models.HelpLine, models.Picture)
    for part in (*parts, get_document_model()):
        post_save.connect(forget_pages, sender=part, dispatch_uid=f"changed-{part.__name__}")
        post_delete.connect(forget_pages, sender=part, dispatch_uid=f"gone-{part.__name__}")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_pages, dispatch_uid=f"pages-{id(signal)}")
    for page_type in (Page, *models.OpenPage.__subclasses__()):
        post_delete.connect(forget_pages, sender=page_type, dispatch_uid=f"no-{page_type.__name__}")


@dataclass(frozen=True, slots=True)
class Kept:
    headers: list[tuple[str, str]]
    etag: str
    zipped: bytes  # as nearly every browser takes it


class PageCache:
    """WSGI: answers from the cache where it can, else asks Django and keeps what is public."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        key = cache_key(environ)
        if key is None:
            return self.application(environ, start_response)
        kept = cache.get(key)
        if kept is None:
            answer = _Answer(self.application, environ)
            if not answer.may_be_kept:
                return answer.pass_on(start_response)
            kept = answer.keep()
            cache.set(key, kept, settings.PAGE_CACHE_SECONDS)
        return serve(kept, environ, start_response)


def cache_key(environ) -> str | None:
    """The key of the page asked for, or None where a page of this kind is never kept."""
    query = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    on = dict(query).get("on", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or query != ([("on", on)] if on else []):
        return None
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    parts = (
        # It may be gone: a full cache drops what it likes. Then it must not be one of before.
        cache.get(GENERATION) or begin_generation(),
        timezone.localdate().isoformat(),
        environ.get("HTTP_HOST", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"]),
        environ.get("PATH_INFO", ""),
        on,
        str(Display.read(cookies)),
        device.remembered_track(cookies),
        *(name for name in settings.PAGES_DIFFER_BY if name in cookies),
    )
    return "page:" + hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


class _Answer:
    """What Django answered: status, headers and body, not yet sent."""

    def __init__(self, application, environ):
        self.status, self.headers = "", []
        self.body = application(environ, self._start)
        self.has_body = environ["REQUEST_METHOD"] == "GET"

    def _start(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    @property
    def may_be_kept(self) -> bool:
        named = {name.lower(): value for name, value in self.headers}
        return (
            self.has_body
            and self.status.startswith("200")
            and named.get("cache-control") == PUBLIC
            and "set-cookie" not in named
        )

    def pass_on(self, start_response):
        start_response(self.status, self.headers)
        return self.body

    def keep(self) -> Kept:
        body = b"".join(self.body)
        if hasattr(self.body, "close"):
            self.body.close()
        headers = [pair for pair in self.headers if pair[0].lower() != "content-length"]
        etag = next(value for name, value in headers if name.lower() == "etag")
        return Kept(headers, etag, gzip.compress(body, 6, mtime=0))


def serve(kept: Kept, environ, start_response):
    if kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", kept.headers)
        return [b""]
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        body, headers = kept.zipped, [*kept.headers, ("Content-Encoding", "gzip")]
    else:
        body, headers = gzip.decompress(kept.zipped), kept.headers
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body] if environ["REQUEST_METHOD"] == "GET" else [b""]
