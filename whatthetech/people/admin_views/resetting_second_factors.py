"""For staff who lost their telephone and their recovery codes: a colleague helps."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from whatthetech.people import second_factor as deeds
from whatthetech.people.access import desk_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.models import User
from whatthetech.people.second_factor import may_reset, with_second_factor

ON_A_PAGE = 50


@desk_only
@require_safe
def second_factors(request):
    """Everybody who signs in by password, by name."""
    page = Paginator(staff(), ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "header_title": "Second factors",
        "header_icon": "lock",
        "breadcrumbs_items": trail("Second factors"),
    }
    return render(request, "people/desk/second_factors.html", context)


@desk_only
@require_http_methods(["GET", "POST"])
def reset_second_factor(request, pk):
    """Asks first: whoever rings may not be who they say."""
    person = get_object_or_404(staff(), pk=pk, second_factor_on=True)
    if not may_reset(request.user, person):
        raise PermissionDenied
    if request.method == "POST":
        deeds.reset_second_factor(person=person, by=request.user, now=timezone.now())
        messages.success(request, f"{person} signs in by password now, and sets up a new one.")
        return redirect("desk:second_factors")
    context = {
        "person": person,
        "header_title": "Take away a second factor",
        "header_icon": "lock",
        "breadcrumbs_items": trail("Take away", ("Second factors", "desk:second_factors")),
    }
    return render(request, "people/desk/reset_second_factor.html", context)


def staff():
    people = User.objects.filter(is_active=True).exclude(
        password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    in_order = people.order_by("first_name", "last_name", "pk")
    return with_second_factor(in_order).prefetch_related("groups")


class SecondFactorsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(
            "people.view_learnerprofile"
        )  # as all whom `desk_only` lets in


def offer_second_factors():
    address = reverse("desk:second_factors")
    return SecondFactorsMenuItem(
        "Second factors", address, name="second-factors", icon_name="lock", order=595
    )
