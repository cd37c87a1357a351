"""Addresses of sessions, for learners and volunteers."""

from django.urls import path

from whatthetech.scheduling.views import drop_in, register, send_register

app_name = "scheduling"

urlpatterns = [
    # --- The register, at the door ---
    path("help/register/worker.js", send_register.register_worker, name="register_worker"),
    path("help/register/<int:pk>/", register.register, name="register"),
    path("help/register/<int:pk>/mark/", register.mark_attendance, name="mark_attendance"),
    path("help/register/<int:pk>/undo/", register.undo_attendance, name="undo_attendance"),
    path("help/register/<int:pk>/who/", drop_in.find_at_the_door, name="find_at_the_door"),
    path("help/register/<int:pk>/add/", drop_in.drop_in, name="drop_in"),
    path(
        "help/register/<int:pk>/add-new/",
        drop_in.drop_in_somebody_new,
        name="drop_in_somebody_new",
    ),
    path(
        "help/register/<int:pk>/helper/<int:booking_pk>/",
        register.say_who_helps,
        name="say_who_helps",
    ),
    path("help/register/<int:pk>/print/", register.print_register, name="print_register"),
    path("help/register/<int:pk>/send/", send_register.send_register, name="send_register"),
]
