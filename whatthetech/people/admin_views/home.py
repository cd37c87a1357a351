"""The desk on the admin's first page: who is ringing, and what wants doing."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from whatthetech.people.admin_views.stuck import everybody_stuck
from whatthetech.people.expiry import endings
from whatthetech.people.guesses import typing_closed_until
from whatthetech.people.models import COORDINATORS, Complaint


class DeskPanel(Component):
    name, order = "desk", 40
    template_name = "people/desk/home.html"

    def get_context_data(self, parent_context):
        return {
            "closed_until": typing_closed_until(timezone.now()),  # S5
            "endings": endings(timezone.localdate()),
            "complaints": Complaint.objects.filter(acknowledged_on=None, closed_on=None),
            "stuck": everybody_stuck(),
        }


def show_desk(request, panels) -> None:
    if request.user.is_in(COORDINATORS):
        panels.append(DeskPanel())
