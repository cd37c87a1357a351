"""Addresses of sessions, for learners and volunteers."""

from django.urls import path

from whatthetech.scheduling.views import asking, booking, cancelling, choosing, waiting

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
]
