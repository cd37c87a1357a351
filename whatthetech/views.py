"""What belongs to no room: whether the site is well, pictures' files, and lost pages."""

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from django.views.static import serve

A_YEAR = 60 * 60 * 24 * 365


@never_cache
@require_safe
def health_live(request):
    """The process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def health_ready(request):
    """The database and the cache answer too; 503 where they don't."""
    try:
        connection.ensure_connection()
        cache.get("health")
    except (DatabaseError, OSError):
        return HttpResponse("not ready\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


# A drawing carries its colours as attributes and may do nothing else.
@csp({"default-src": [NONE], "sandbox": True})
@require_safe
def media(request, path):
    """Pictures and recordings. A file's name changes with its content, so it may be kept."""
    send = gzip_page(serve) if path.endswith(".svg") else serve  # the others are compressed already
    response = send(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def not_found(request, exception):
    return render(request, "404.html", status=404)


def went_wrong(request):
    """Without the database and the reader's cookies: they may be what went wrong."""
    return HttpResponse(render_to_string("500.html"), status=500)
