"""“Sessions” in the admin's menu, to which the lists about sessions add themselves."""

from django.urls import reverse
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from whatthetech.people.admin_views.menus import ForCoordinators
from whatthetech.people.models import COORDINATORS, LEADS

sessions_menu = Menu(register_hook_name="register_sessions_menu_item")


class ForTheDesk(MenuItem):
    def is_shown(self, request):
        return request.user.is_in(COORDINATORS, LEADS)


def offer_sessions():
    return SubmenuMenuItem("Sessions", sessions_menu, name="sessions", icon_name="date", order=30)


def offer_tasks():
    return ForCoordinators(
        "What wants doing", reverse("programme:tasks"), name="tasks", icon_name="tasks", order=15
    )


def offer_calendar():
    return ForTheDesk(
        "Calendar", reverse("programme:calendar"), name="calendar", icon_name="calendar", order=10
    )
