"""Registers with Wagtail what viewsets/ and admin_views/ define."""

from django.urls import include, path
from wagtail import hooks

from lessons.views.getting_help import WHO_SEES
from whatthetech.people import admin_urls, history_words
from whatthetech.people.admin_views import (
    concerns,
    home,
    inviting,
    menus,
    reporting_look_ups,
    resetting_second_factors,
    second_factor,
    stuck,
)
from whatthetech.people.viewsets.complaints import ComplaintViewSet
from whatthetech.people.viewsets.concerns import ConcernViewSet
from whatthetech.people.viewsets.learners import LearnerViewSet
from whatthetech.people.viewsets.volunteers import VolunteerViewSet

hooks.register("register_admin_menu_item", menus.offer_call_desk)
hooks.register("register_admin_menu_item", menus.offer_people)
hooks.register("register_admin_menu_item", menus.offer_my_page)
hooks.register("register_people_menu_item", menus.offer_cards)
hooks.register("register_account_menu_item", second_factor.offer_second_factor)
hooks.register("register_settings_menu_item", inviting.offer_invitations)
hooks.register("register_settings_menu_item", resetting_second_factors.offer_second_factors)
hooks.register("register_reports_menu_item", reporting_look_ups.offer_report)
hooks.register("register_log_actions", history_words.register)
hooks.register("construct_homepage_panels", home.show_desk)
hooks.register(WHO_SEES, stuck.say_that_we_see, order=100)
hooks.register("construct_homepage_panels", concerns.show_concerns)


@hooks.register("register_admin_viewset")
def register_lists():
    return [LearnerViewSet(), VolunteerViewSet(), ComplaintViewSet(), ConcernViewSet()]


@hooks.register("register_admin_urls")
def register_the_desk():
    return [path("desk/", include(admin_urls))]
