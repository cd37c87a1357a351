"""Posting from a page that is the same for everybody.

Such a page can't carry a token of one reader's own, so its few forms (a display choice,
a device, "I'm stuck") are kept from other sites by what the browser says of where the
request came from. Nothing personal may be changed this way: docs/adr/0004.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


def same_site_post(view):
    """POST only, and only from a page of our own. Old browsers that say nothing are let in."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if comes_from_elsewhere(request):
            return HttpResponseForbidden("This form can only be sent from our own pages.")
        return view(request, *args, **kwargs)

    return csrf_exempt(require_POST(guarded))


def comes_from_elsewhere(request) -> bool:
    fetch_site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    other_origin = origin not in ("", "null") and urlsplit(origin).netloc != request.get_host()
    return other_origin or fetch_site not in ("same-origin", "none")


def back_to(request, default: str = "/") -> HttpResponseRedirect:
    """To the page the form stood on: only ever a page of our own."""
    wanted = request.POST.get("next", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if ours else default)
