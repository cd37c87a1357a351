"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import (
    cards,
    erasing,
    giving_copies,
    letting_in,
    merging,
    volunteers,
)

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
    path("people/<int:pk>/copy/", giving_copies.export_person, name="export_person"),
    path(
        "people/<int:pk>/copy.json",
        giving_copies.export_person_as_data,
        name="export_person_as_data",
    ),
    path("people/<int:pk>/erase/", erasing.erase_person, name="erase_person"),
    path("people/<int:pk>/merge/", merging.merge, name="merge"),
    path("merges/<int:pk>/undo/", merging.undo_merge, name="undo_merge"),
]
