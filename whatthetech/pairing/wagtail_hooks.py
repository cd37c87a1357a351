"""Registers with Wagtail what admin_views/ defines, and the parts of other pages."""

from django.urls import include, path
from wagtail import hooks

from lessons.views.getting_help import WHO_SEES
from whatthetech.pairing import admin_urls
from whatthetech.pairing.admin_views import changes, menus
from whatthetech.pairing.views import portraits, preparing, who_helps_me
from whatthetech.people.parts import CALL, HELP, ME, VOLUNTEER

hooks.register(HELP, preparing.show_whom_i_meet, order=5)
hooks.register(HELP, portraits.offer_picture, order=40)
hooks.register(ME, who_helps_me.show_who_helps_me, order=5)
hooks.register(WHO_SEES, who_helps_me.say_who_sees_stuck, order=0)


# --- The desk ------------------------------------------------------------------------------


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
hooks.register(VOLUNTEER, changes.show_on_volunteer)
