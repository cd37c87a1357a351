"""What people add to every page."""

from whatthetech.people.signing_in import COOKIE


def signed_in(request):
    """Template context: `is_signed_in`. Not who: public pages are the same for everybody."""
    return {"is_signed_in": COOKIE in request.COOKIES}
