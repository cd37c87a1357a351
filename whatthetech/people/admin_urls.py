"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import cards, letting_in, volunteers

app_name = "desk"

urlpatterns = [
    path("cards/", cards.make_card_batch, name="make_card_batch"),
    path("cards/class/", cards.begin_class, name="begin_class"),
    path("people/<int:pk>/card/", cards.make_new_card, name="make_new_card"),
    path("people/<int:pk>/sign-in/", letting_in.let_in, name="let_in"),
    path("volunteers/<int:pk>/step/", volunteers.record_step, name="record_step"),
    path("volunteers/<int:pk>/check/", volunteers.decide_check, name="decide_check"),
    path(
        "volunteers/<int:pk>/check/<int:decision_pk>/certificate/",
        volunteers.record_certificate,
        name="record_certificate",
    ),
    path("volunteers/<int:pk>/pause/", volunteers.pause, name="pause"),
    path("volunteers/<int:pk>/come-back/", volunteers.come_back, name="come_back"),
    path("volunteers/<int:pk>/leaving/", volunteers.record_leaving, name="record_leaving"),
    path("people/<int:pk>/volunteer/", volunteers.become_volunteer, name="become_volunteer"),
    path("people/<int:pk>/availability/", volunteers.say_when_free, name="say_when_free"),
]
