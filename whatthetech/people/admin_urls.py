"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import volunteers

app_name = "desk"

urlpatterns = [
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
