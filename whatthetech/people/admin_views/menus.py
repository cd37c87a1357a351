"""The call desk first in the menu, then “People”, to which lists of people add themselves."""

from django.urls import reverse
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from whatthetech.people.models import COORDINATORS, VOLUNTEERS

people_menu = Menu(register_hook_name="register_people_menu_item")


class ForCoordinators(MenuItem):
    def is_shown(self, request):
        return request.user.is_in(COORDINATORS)


class OfVolunteers(MenuItem):
    def is_shown(self, request):
        return request.user.is_in(VOLUNTEERS) and not request.user.is_superuser


def offer_call_desk():
    return ForCoordinators(
        "Call desk", reverse("desk:call_desk"), name="call-desk", icon_name="comment", order=10
    )


def offer_people():
    return SubmenuMenuItem("People", people_menu, name="people", icon_name="group", order=20)


def offer_my_page():
    return OfVolunteers(
        "My page", reverse("people:volunteering"), name="my-page", icon_name="user", order=50
    )


def offer_cards():
    return ForCoordinators(
        "Cards", reverse("desk:make_card_batch"), name="cards", icon_name="key", order=50
    )
