"""Invitations at the desk: who was invited, and inviting somebody."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import HeaderButton

from whatthetech.people import invitations as deeds
from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.invitations import (
    InvitationEnded,
    MayNotInvite,
    WorksHereAlready,
    groups_open_to,
)
from whatthetech.people.mailing import MailNotSent
from whatthetech.people.models import Invitation
from whatthetech.people.staff_forms import InviteForm

ON_A_PAGE = 50
WORKS_HERE = (
    "Somebody with this email address works here already, or was stopped from signing in."
    " An administrator finds them under Settings, Users."
)
NOT_SENT = (
    "The invitation is kept, but the email did not go out. Press “Send again” in a few minutes."
)
LEADS_ONLY = "Only a safeguarding lead or an administrator can do that with this invitation."
ENDED = "This invitation was used or ended meanwhile."


@coordinators_only
@require_safe
def invitations(request):
    """Newest first."""
    everybody = Invitation.objects.select_related("group", "invited_by").order_by(
        "-invited_at", "-pk"
    )
    page = Paginator(everybody, ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "now": timezone.now(),
        "groups": groups_open_to(request.user),
        "header_title": "Invitations",
        "header_icon": "mail",
        "breadcrumbs_items": trail("Invitations"),
        "header_buttons": [
            HeaderButton("Invite somebody", reverse("desk:invite"), icon_name="plus", priority=1)
        ],
    }
    return render(request, "people/desk/invitations.html", context)


@coordinators_only
@require_http_methods(["GET", "POST"])
def invite(request):
    form = InviteForm(request.POST or None, groups=groups_open_to(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = deeds.invite(**form.cleaned_data, by=request.user, now=timezone.now())
        except WorksHereAlready:
            form.add_error("email", WORKS_HERE)
        except MailNotSent:
            messages.error(request, NOT_SENT)
            return redirect("desk:invitations")
        else:
            messages.success(request, f"The invitation is on its way to {invitation.email}.")
            return redirect("desk:invitations")
    context = {
        "form": form,
        "header_title": "Invite somebody",
        "header_icon": "mail",
        "breadcrumbs_items": trail("Invite somebody", ("Invitations", "desk:invitations")),
    }
    return render(request, "people/desk/invite.html", context)


@coordinators_only
@require_POST
def send_invitation_again(request, pk):
    """A new link. The one before opens nothing any more."""
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        deeds.send_again(invitation=invitation, by=request.user, now=timezone.now())
    except MayNotInvite:
        messages.error(request, LEADS_ONLY)
    except InvitationEnded:
        messages.error(request, ENDED)
    except WorksHereAlready:
        messages.error(request, WORKS_HERE)
    except MailNotSent:
        messages.error(request, NOT_SENT)
    else:
        messages.success(request, f"A new link is on its way to {invitation.email}.")
    return redirect("desk:invitations")


@coordinators_only
@require_POST
def take_invitation_back(request, pk):
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        deeds.take_back(invitation=invitation, by=request.user, now=timezone.now())
    except MayNotInvite:
        messages.error(request, LEADS_ONLY)
    except InvitationEnded:
        messages.error(request, ENDED)
    else:
        messages.success(request, f"The link sent to {invitation.email} opens nothing any more.")
    return redirect("desk:invitations")


class InvitationsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("people.add_invitation")  # no query: it is asked on every page


def offer_invitations():
    return InvitationsMenuItem(
        "Invitations", reverse("desk:invitations"), name="invitations", icon_name="mail", order=590
    )
