"""Registers with Wagtail what viewsets/ and admin_views/ define, and the parts of other pages."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.people.parts import CALL, HELP, ME, VOLUNTEER
from whatthetech.scheduling import admin_urls
from whatthetech.scheduling.admin_views import confirming_shifts, records
from whatthetech.scheduling.views import helping, practised, recording


@hooks.register("register_admin_urls")
def register_the_programme():
    return [path("desk/", include(admin_urls))]


# --- Shifts, and what was done at a session ---

hooks.register(HELP, recording.show_records_to_write, order=10)
hooks.register(HELP, helping.show_my_sessions, order=20)
hooks.register(ME, practised.show_practised)
hooks.register(CALL, confirming_shifts.show_on_call)
hooks.register(CALL, records.show_on_call)
hooks.register(VOLUNTEER, confirming_shifts.show_on_volunteer)
hooks.register("register_people_menu_item", confirming_shifts.offer_shifts)
hooks.register("construct_homepage_panels", confirming_shifts.show_shifts)
