"""Addresses of who helps whom, for learners and volunteers."""

from django.urls import path

from whatthetech.pairing.views import changing, portraits, preparing

app_name = "pairing"

urlpatterns = [
    path("help/prepare/", preparing.prepare, name="prepare"),
    path("help/prepare/<int:pk>/print/", preparing.print_preparation, name="print_preparation"),
    path("help/prepare/<int:pk>/stuck/<int:stuck_pk>/seen-to/", preparing.see_to, name="see_to"),
    path("me/another-volunteer/", changing.ask_to_change, name="ask_to_change"),
    path("me/helper/<int:pk>/picture/", portraits.portrait, name="portrait"),
    path("help/picture/", portraits.give_picture, name="give_picture"),
    path("help/picture/delete/", portraits.take_picture_back, name="take_picture_back"),
]
