"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import inviting

app_name = "desk"

urlpatterns = [
    path("invitations/", inviting.invitations, name="invitations"),
    path("invitations/new/", inviting.invite, name="invite"),
    path(
        "invitations/<int:pk>/send-again/",
        inviting.send_invitation_again,
        name="send_invitation_again",
    ),
    path(
        "invitations/<int:pk>/take-back/",
        inviting.take_invitation_back,
        name="take_invitation_back",
    ),
]
