"""Addresses of sessions, for learners and volunteers."""

from django.urls import path

from whatthetech.scheduling.views import asking, booking, cancelling, choosing, waiting
from whatthetech.scheduling.views import drop_in, register, send_register

app_name = "scheduling"

urlpatterns = [
    path("sessions/", choosing.sessions, name="sessions"),
    path("sessions/<int:pk>/", choosing.session, name="session"),
    path("sessions/<int:pk>/book/", booking.book, name="book"),
    path("sessions/<int:pk>/bring/", booking.bring_somebody, name="bring_somebody"),
    path("sessions/<int:pk>/booked/", booking.booked, name="booked"),
    path("sessions/<int:pk>/print/", booking.print_booking, name="print_booking"),
    path("sessions/<int:pk>/ask/", asking.ask_for_seat, name="ask_for_seat"),
    path("sessions/<int:pk>/asked/", asking.seat_asked, name="seat_asked"),
    path("sessions/seat/<int:pk>/cancel/", cancelling.cancel_booking, name="cancel_booking"),
    path("sessions/seat/<int:pk>/cancelled/", cancelling.cancelled, name="cancelled"),
    path("sessions/seat/<int:pk>/undo/", cancelling.undo_cancel, name="undo_cancel"),
    path("sessions/offer/<int:pk>/accept/", waiting.accept_offer, name="accept_offer"),
    path("sessions/offer/<int:pk>/decline/", waiting.decline_offer, name="decline_offer"),
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
