"""Addresses of the desk's pages about sessions in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.scheduling.admin_views import (
    at_risk,
    bookings,
    calling,
    changing,
    closing,
    confirming_shifts,
    offers,
    register,
    rules,
    session_bookings,
    setting_up,
    tasks,
    term_calendar,
)

app_name = "programme"

urlpatterns = [
    path("call/<int:pk>/book/<int:session_pk>/", calling.book_place, name="book_place"),
    path("call/<int:pk>/pair/<int:session_pk>/", calling.book_pair, name="book_pair"),
    path("call/<int:pk>/drop-in/<int:session_pk>/", calling.drop_in, name="drop_in"),
    path("bookings/<int:pk>/aloud/", bookings.read_aloud, name="read_aloud"),
    path("bookings/<int:pk>/cancel/", bookings.cancel_booking, name="cancel_booking"),
    path("bookings/<int:pk>/undo/", bookings.undo_cancel, name="undo_cancel"),
    path("bookings/<int:pk>/move/", bookings.move_booking, name="move_booking"),
    path("bookings/<int:pk>/no-answer/", bookings.note_no_answer, name="note_no_answer"),
    path("offers/<int:pk>/accept/", offers.accept_offer, name="accept_offer"),
    path("offers/<int:pk>/decline/", offers.decline_offer, name="decline_offer"),
    path("offers/<int:pk>/attempt/", offers.note_attempt, name="note_attempt"),
    path("sessions/<int:pk>/bookings/", session_bookings.session_bookings, name="session_bookings"),
    path("sessions/<int:pk>/offer/", offers.offer_next_seat, name="offer_next_seat"),
    path("sessions/<int:pk>/at-risk/", at_risk.at_risk, name="at_risk"),
    path("sessions/<int:pk>/bring-in/", at_risk.bring_in, name="bring_in"),
    path("shifts/<int:pk>/share/", at_risk.share_helper, name="share_helper"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/take/", tasks.take_task, name="take_task"),
    path("tasks/<int:pk>/close/", tasks.close_task, name="close_task"),
    path("requests/<int:pk>/answer/", tasks.answer_request, name="answer_request"),
    path("sessions/<int:pk>/register/", register.register, name="register"),
    path("shifts/", confirming_shifts.shifts_to_confirm, name="shifts_to_confirm"),
    path("shifts/<int:pk>/confirm/", confirming_shifts.confirm_shift, name="confirm_shift"),
    path("shifts/<int:pk>/withdraw/", confirming_shifts.withdraw_shift, name="withdraw_shift"),
    path(
        "volunteers/<int:pk>/shifts/",
        confirming_shifts.shifts_of_volunteer,
        name="shifts_of_volunteer",
    ),
    path("volunteers/<int:pk>/shifts/offer/", confirming_shifts.offer_shift, name="offer_shift"),
    path("calendar/", term_calendar.calendar, name="calendar"),
    path("series/new/", setting_up.set_up_series, name="set_up_series"),
    path("sessions/new/", setting_up.add_session, name="add_session"),
    path("sessions/<int:pk>/change/", changing.change_session, name="change_session"),
    path("sessions/<int:pk>/cancel/", changing.cancel_session, name="cancel_session"),
    path("sessions/<int:pk>/bring-back/", changing.bring_back_session, name="bring_back_session"),
    path("terms/<int:pk>/bank-holidays/", closing.bank_holidays, name="bank_holidays"),
    path("closed-days/<int:pk>/confirm/", closing.confirm_closed_day, name="confirm_closed_day"),
    path("closed-days/<int:pk>/dismiss/", closing.dismiss_closed_day, name="dismiss_closed_day"),
    path("booking-rules/", rules.change_booking_rules, name="change_booking_rules"),
]
