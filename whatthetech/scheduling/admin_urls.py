"""Addresses of the desk's pages about sessions in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.scheduling.admin_views import confirming_shifts

app_name = "programme"

urlpatterns = [
    path("shifts/", confirming_shifts.shifts_to_confirm, name="shifts_to_confirm"),
    path("shifts/<int:pk>/confirm/", confirming_shifts.confirm_shift, name="confirm_shift"),
    path("shifts/<int:pk>/withdraw/", confirming_shifts.withdraw_shift, name="withdraw_shift"),
    path(
        "volunteers/<int:pk>/shifts/",
        confirming_shifts.shifts_of_volunteer,
        name="shifts_of_volunteer",
    ),
    path("volunteers/<int:pk>/shifts/offer/", confirming_shifts.offer_shift, name="offer_shift"),
]
