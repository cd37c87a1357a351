"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import inviting, resetting_second_factors

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
    path("second-factors/", resetting_second_factors.second_factors, name="second_factors"),
    path(
        "second-factors/<int:pk>/take-away/",
        resetting_second_factors.reset_second_factor,
        name="reset_second_factor",
    ),
]
