"""From an invitation's link to a member of staff."""

from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from whatthetech.people.access import open_to_everybody
from whatthetech.people.invitations import (
    InvitationEnded,
    WorksHereAlready,
    accept_invitation,
    find_invitation,
    link_digest,
)
from whatthetech.people.models import User
from whatthetech.people.staff_forms import JoinForm

ASKED = "invitation_opened"  # in the session: the digest of the link that was opened

STAFF_BACKEND = "whatthetech.people.backends.PersonBackend"


@open_to_everybody
@require_safe
def open_invitation(request, token):
    """The link of the email. It leads at once to a clean address, as a card's link does.

    So the token stays in no history, and no browser sends it on.
    """
    request.session[ASKED] = link_digest(token)
    if not request.user.is_authenticated:
        request.session.set_expiry(0)
    response = redirect("staff:join")
    response["Referrer-Policy"] = "no-referrer"
    return response


@open_to_everybody
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def join(request):
    """Choose a password. Then they are signed in, and led to the second factor."""
    now, digest = timezone.now(), request.session.get(ASKED, "")
    try:
        invitation = find_invitation(digest, now=now)
        form = JoinForm(newcomer_of(invitation), request.POST or None)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["new_password1"]
            person = accept_invitation(digest=digest, password=password, now=now)
            return _let_in(request, person)
    except (InvitationEnded, WorksHereAlready):
        return redirect("staff:invitation_ended")
    return render(request, "people/staff/join.html", {"form": form, "invitation": invitation})


def newcomer_of(invitation) -> User:
    """Not a row: what a password is compared with, so that it isn't somebody's own name."""
    names = {"first_name": invitation.first_name, "last_name": invitation.last_name}
    return User(email=invitation.email, **names)


def _let_in(request, person):
    request.session.flush()  # nothing comes along of whoever was here before
    login(request, person, backend=STAFF_BACKEND)
    request.session.set_expiry(0)
    return redirect("staff:set_up_second_factor")


@open_to_everybody
@require_safe
def invitation_ended(request):
    return render(request, "people/staff/invitation_ended.html")
