"""Where a request came from."""

from django.conf import settings


def network_address(request) -> str:
    """The caller's address. Behind a proxy of ours: what that proxy saw, the last named.

    Empty where the server was not told, as on a Unix socket.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
