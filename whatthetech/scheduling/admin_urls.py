"""Addresses of the desk's pages about sessions in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.scheduling.admin_views import changing, closing, rules, setting_up, term_calendar

app_name = "programme"

urlpatterns = [
    path("calendar/", term_calendar.calendar, name="calendar"),
    path("series/new/", setting_up.set_up_series, name="set_up_series"),
    path("sessions/new/", setting_up.add_session, name="add_session"),
    path("sessions/<int:pk>/change/", changing.change_session, name="change_session"),
    path("sessions/<int:pk>/cancel/", changing.cancel_session, name="cancel_session"),
    path("terms/<int:pk>/bank-holidays/", closing.bank_holidays, name="bank_holidays"),
    path("closed-days/<int:pk>/confirm/", closing.confirm_closed_day, name="confirm_closed_day"),
    path("closed-days/<int:pk>/dismiss/", closing.dismiss_closed_day, name="dismiss_closed_day"),
    path("booking-rules/", rules.change_booking_rules, name="change_booking_rules"),
]
