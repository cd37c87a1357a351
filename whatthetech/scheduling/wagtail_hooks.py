"""Registers with Wagtail what viewsets/ and admin_views/ define, and the parts of other pages."""

from django.urls import include, path
from wagtail import hooks

from whatthetech.people.parts import CALL, DESK, ME
from whatthetech.scheduling import admin_urls
from whatthetech.scheduling.admin_views import calling, tasks
from whatthetech.scheduling.views.my_sessions import my_sessions

hooks.register(ME, my_sessions)
hooks.register(CALL, calling.show_sessions)
hooks.register(DESK, tasks.show_tasks)
from whatthetech.people.parts import CARD, HELP
from whatthetech.scheduling import admin_urls, register_parts

hooks.register(HELP, register_parts.offer_register)
hooks.register(CARD, register_parts.offer_to_add)


@hooks.register("register_admin_urls")
def register_the_programme():
    return [path("desk/", include(admin_urls))]
