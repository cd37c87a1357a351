"""Registers with Wagtail what admin_views/ defines, and the parts of other pages."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.pairing import admin_urls
from whatthetech.pairing.admin_views import changes, menus
from whatthetech.people.parts import CALL


@hooks.register("register_admin_urls")
def register_pairing():
    return [path("desk/pairing/", include(admin_urls))]


hooks.register("register_admin_menu_item", menus.offer_pairing)
hooks.register("register_pairing_menu_item", menus.offer_rounds)
hooks.register("register_pairing_menu_item", menus.offer_cover)
hooks.register("register_pairing_menu_item", menus.offer_handovers)
hooks.register("register_pairing_menu_item", menus.offer_choices)
hooks.register("register_pairing_menu_item", menus.offer_weights)
hooks.register("construct_homepage_panels", menus.show_waiting)
hooks.register(CALL, changes.show_on_call)
