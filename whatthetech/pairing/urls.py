"""Addresses of who helps whom, for learners and volunteers."""

from django.urls import path

from whatthetech.pairing.views import changing, preparing

app_name = "pairing"

urlpatterns = [
    path("help/prepare/", preparing.prepare, name="prepare"),
    path("help/prepare/<int:pk>/print/", preparing.print_preparation, name="print_preparation"),
    path("help/prepare/<int:pk>/stuck/<int:stuck_pk>/seen-to/", preparing.see_to, name="see_to"),
    path("me/another-volunteer/", changing.ask_to_change, name="ask_to_change"),
]
