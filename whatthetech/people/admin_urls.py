"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import cards, letting_in

app_name = "desk"

urlpatterns = [
    path("cards/", cards.make_card_batch, name="make_card_batch"),
    path("cards/class/", cards.begin_class, name="begin_class"),
    path("people/<int:pk>/card/", cards.make_new_card, name="make_new_card"),
    path("people/<int:pk>/sign-in/", letting_in.let_in, name="let_in"),
]
