"""“Pairing” in the admin's menu, and what waits on its first page."""

from django.urls import reverse
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component

from whatthetech.pairing.admin_views.changes import waiting
from whatthetech.people.admin_views.menus import ForCoordinators
from whatthetech.people.models import COORDINATORS, LEADS

pairing_menu = Menu(register_hook_name="register_pairing_menu_item")


class ForTheDesk(MenuItem):
    def is_shown(self, request):
        return request.user.is_in(COORDINATORS, LEADS)


class WaitingProposals(Component):
    """A learner asked for somebody else, or a volunteer leaves: a proposal waits for an answer."""

    name, order = "pairing", 45
    template_name = "pairing/desk/home.html"

    def get_context_data(self, parent_context):
        return {"drafts": waiting().select_related("term", "made_by")}


def offer_pairing():
    return SubmenuMenuItem("Pairing", pairing_menu, name="pairing", icon_name="link", order=40)


def offer_rounds():
    return _item("Rounds", "rounds", icon_name="link", order=10)


def offer_cover():
    return _item("If somebody leaves", "cover", icon_name="warning", order=20)


def offer_handovers():
    return _item("Hand learners on", "handovers", icon_name="resubmit", order=30)


def offer_choices():
    address = reverse("pairing_desk:choices")
    return ForTheDesk(
        "Pinned and kept apart", address, name="pairing-choices", icon_name="lock", order=40
    )


def offer_weights():
    return _item("Weights", "change_weights", icon_name="cog", order=50)


def _item(label: str, name: str, **options) -> MenuItem:
    address = reverse(f"pairing_desk:{name}")
    return ForCoordinators(label, address, name=f"pairing-{name}", **options)


def show_waiting(request, panels) -> None:
    if request.user.is_in(COORDINATORS) and waiting().exists():
        panels.append(WaitingProposals())
