"""Addresses of sessions, for learners and volunteers."""

from django.urls import path

from whatthetech.scheduling.views import (
    asking,
    booking,
    cancelling,
    choosing,
    drop_in,
    helping,
    practised,
    recording,
    register,
    send_register,
    waiting,
)

app_name = "scheduling"

OF_A_RECORD = "help/record/<int:pk>/"

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
    # --- Shifts, and what was done at a session ---
    path("help/sessions/", helping.sessions_to_help, name="sessions_to_help"),
    path("help/sessions/<int:pk>/offer/", helping.offer_shift, name="offer_shift"),
    path("help/shifts/", helping.my_shifts, name="my_shifts"),
    path("help/shifts/<int:pk>/", helping.my_shift, name="my_shift"),
    path("help/shifts/<int:pk>/withdraw/", helping.withdraw_shift, name="withdraw_shift"),
    path(OF_A_RECORD, recording.record, name="record"),
    path(OF_A_RECORD + "came/", recording.record_came, name="record_came"),
    path(OF_A_RECORD + "lessons/", recording.choose_lesson, name="choose_lesson"),
    path(OF_A_RECORD + "lessons/<int:lesson_pk>/", recording.tick_steps, name="tick_steps"),
    path(
        OF_A_RECORD + "practise/<int:lesson_pk>/",
        recording.choose_practice,
        name="choose_practice",
    ),
    path(OF_A_RECORD + "note/", recording.write_note, name="write_note"),
    path(OF_A_RECORD + "helper/", recording.say_who_helped, name="say_who_helped"),
    path(OF_A_RECORD + "worry/", recording.raise_concern, name="raise_concern"),
    path(OF_A_RECORD + "worry/sent/", recording.concern_sent, name="concern_sent"),
    path(OF_A_RECORD + "print/", recording.print_record, name="print_record"),
    path("me/practised/", practised.practised, name="practised"),
    path("me/practised/print/", practised.print_practised, name="print_practised"),
]
