"""Registers with Wagtail what viewsets/ and admin_views/ define."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.people import admin_urls
from whatthetech.people.admin_views import inviting, resetting_second_factors, second_factor


@hooks.register("register_admin_urls")
def register_the_desk():
    return [path("desk/", include(admin_urls))]


hooks.register("register_account_menu_item", second_factor.offer_second_factor)
hooks.register("register_settings_menu_item", inviting.offer_invitations)
hooks.register("register_settings_menu_item", resetting_second_factors.offer_second_factors)
