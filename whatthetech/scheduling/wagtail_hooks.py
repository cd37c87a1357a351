"""Registers with Wagtail what viewsets/ and admin_views/ define, and the parts of other pages."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.people.parts import CALL, CARD, DESK, HELP, ME, VOLUNTEER
from whatthetech.scheduling import admin_urls, history_words, register_parts
from whatthetech.scheduling.admin_views import (
    calling,
    confirming_shifts,
    menus,
    records,
    rules,
    tasks,
)
from whatthetech.scheduling.views import helping, practised, recording
from whatthetech.scheduling.views.my_sessions import my_sessions
from whatthetech.scheduling.viewsets.attendance import AttendanceViewSet
from whatthetech.scheduling.viewsets.bookings import BookingViewSet
from whatthetech.scheduling.viewsets.closed_days import ClosedDayViewSet
from whatthetech.scheduling.viewsets.offers import OfferViewSet
from whatthetech.scheduling.viewsets.series import SeriesViewSet
from whatthetech.scheduling.viewsets.sessions import SessionViewSet
from whatthetech.scheduling.viewsets.shifts import ShiftViewSet
from whatthetech.scheduling.viewsets.terms import TermViewSet
from whatthetech.scheduling.viewsets.venues import VenueViewSet
from whatthetech.scheduling.viewsets.waiting_list import WaitingListViewSet

hooks.register(ME, my_sessions)
hooks.register(ME, practised.show_practised)
hooks.register(HELP, register_parts.offer_to_send, order=-5)
hooks.register(HELP, register_parts.offer_register)
hooks.register(HELP, recording.show_records_to_write, order=10)
hooks.register(HELP, helping.show_my_sessions, order=20)
hooks.register(CARD, register_parts.offer_to_add)
hooks.register(CALL, calling.show_sessions)
hooks.register(CALL, confirming_shifts.show_on_call)
hooks.register(CALL, records.show_on_call)
hooks.register(VOLUNTEER, confirming_shifts.show_on_volunteer)
hooks.register(DESK, tasks.show_tasks)
hooks.register("construct_homepage_panels", confirming_shifts.show_shifts)
hooks.register("register_admin_menu_item", menus.offer_sessions)
hooks.register("register_sessions_menu_item", menus.offer_calendar)
hooks.register("register_sessions_menu_item", menus.offer_tasks)
hooks.register("register_people_menu_item", confirming_shifts.offer_shifts)
hooks.register("register_settings_menu_item", rules.offer_rules)
hooks.register("register_log_actions", history_words.register)


@hooks.register("register_admin_viewset")
def register_lists():
    return [
        SessionViewSet(),
        VenueViewSet(),
        TermViewSet(),
        ClosedDayViewSet(),
        ShiftViewSet(),
        BookingViewSet(),
        SeriesViewSet(),
        WaitingListViewSet(),
        OfferViewSet(),
        AttendanceViewSet(),
    ]


@hooks.register("register_admin_urls")
def register_the_programme():
    return [path("desk/", include(admin_urls))]
