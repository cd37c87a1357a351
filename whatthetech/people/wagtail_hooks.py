"""Registers with Wagtail what viewsets/ and admin_views/ define."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.people import admin_urls
from whatthetech.people.admin_views import cards, history, menus
from whatthetech.people.viewsets.complaints import ComplaintViewSet
from whatthetech.people.viewsets.volunteers import VolunteerViewSet

hooks.register("register_log_actions", history.register_changes)
hooks.register("register_admin_menu_item", menus.offer_my_page)
hooks.register("register_admin_menu_item", cards.offer_cards)
hooks.register("construct_homepage_panels", cards.tell_of_closed_typing)


@hooks.register("register_admin_viewset")
def register_lists():
    return [VolunteerViewSet(), ComplaintViewSet()]


@hooks.register("register_admin_urls")
def register_the_desk():
    return [path("desk/", include(admin_urls))]
