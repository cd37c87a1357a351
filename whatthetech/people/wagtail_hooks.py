"""Registers with Wagtail what viewsets/ and admin_views/ define."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.people import admin_urls
from whatthetech.people.admin_views import cards


@hooks.register("register_admin_urls")
def register_the_desk():
    return [path("desk/", include(admin_urls))]


hooks.register("register_admin_menu_item", cards.offer_cards)
hooks.register("construct_homepage_panels", cards.tell_of_closed_typing)
