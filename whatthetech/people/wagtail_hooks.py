"""Registers with Wagtail what viewsets/ and admin_views/ define."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.people import admin_urls, history_words
from whatthetech.people.admin_views import menus, reporting_look_ups
from whatthetech.people.viewsets.learners import LearnerViewSet

hooks.register("register_admin_menu_item", menus.offer_call_desk)
hooks.register("register_admin_menu_item", menus.offer_people)
hooks.register("register_reports_menu_item", reporting_look_ups.offer_report)
hooks.register("register_log_actions", history_words.register)


@hooks.register("register_admin_viewset")
def register_learners():
    return LearnerViewSet()


@hooks.register("register_admin_urls")
def register_the_desk():
    return [path("desk/", include(admin_urls))]
