"""Ways out of the admin for whoever has a page of their own on the site."""

from django.urls import reverse
from wagtail.admin.menu import MenuItem

from whatthetech.people.models import VOLUNTEERS


class OfVolunteers(MenuItem):
    def is_shown(self, request):
        return request.user.groups.filter(name=VOLUNTEERS).exists()


def offer_my_page():
    return OfVolunteers(
        "My page", reverse("people:volunteering"), name="my-page", icon_name="user", order=50
    )
