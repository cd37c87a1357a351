"""Addresses by which staff come in, below /admin/ and before Wagtail's own."""

from django.urls import path

from whatthetech.people.admin_views import joining, second_factor, signing_in

app_name = "staff"

urlpatterns = [
    path("login/", signing_in.sign_in, name="sign_in"),
    path("join/", joining.join, name="join"),
    path("join/<str:token>/", joining.open_invitation, name="open_invitation"),
    path("invitation-ended/", joining.invitation_ended, name="invitation_ended"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/code/", second_factor.give_code, name="give_code"),
    path(
        "second-factor/set-up/",
        second_factor.set_up_second_factor,
        name="set_up_second_factor",
    ),
    path(
        "second-factor/recovery-codes/",
        second_factor.new_recovery_codes,
        name="new_recovery_codes",
    ),
    path(
        "second-factor/turn-off/",
        second_factor.turn_off_second_factor,
        name="turn_off_second_factor",
    ),
]
