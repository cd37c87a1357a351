"""Registers with Wagtail what viewsets/ and admin_views/ define, and the parts of other pages."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.scheduling import admin_urls, history_words
from whatthetech.scheduling.admin_views import menus, rules
from whatthetech.scheduling.viewsets.bookings import BookingViewSet
from whatthetech.scheduling.viewsets.closed_days import ClosedDayViewSet
from whatthetech.scheduling.viewsets.sessions import SessionViewSet
from whatthetech.scheduling.viewsets.shifts import ShiftViewSet
from whatthetech.scheduling.viewsets.terms import TermViewSet
from whatthetech.scheduling.viewsets.venues import VenueViewSet

hooks.register("register_admin_menu_item", menus.offer_sessions)
hooks.register("register_sessions_menu_item", menus.offer_calendar)
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
    ]


@hooks.register("register_admin_urls")
def register_the_programme():
    return [path("desk/", include(admin_urls))]
