"""Registers with Wagtail what viewsets/ and admin_views/ define."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.people import admin_urls
from whatthetech.people.viewsets.complaints import ComplaintViewSet


@hooks.register("register_admin_viewset")
def register_complaints():
    return ComplaintViewSet()


@hooks.register("register_admin_urls")
def register_the_desk():
    return [path("desk/", include(admin_urls))]
