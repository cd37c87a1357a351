"""The calendar at the desk: a month by weeks, or as a list."""

from datetime import date, datetime

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.widgets.button import HeaderButton

from whatthetech.people.access import desk_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.models import COORDINATORS, Weekday
from whatthetech.scheduling.clock_inputs import YEARS
from whatthetech.scheduling.models import Venue
from whatthetech.scheduling.month import month_of


@desk_only
@require_safe
def calendar(request):
    """`?month=2026-10&venue=3&as=list`; what says nothing is this month, everywhere, by weeks."""
    today = timezone.localdate()
    venues = list(Venue.objects.all())
    venue = next((one for one in venues if str(one.pk) == request.GET.get("venue")), None)
    may_change = request.user.is_in(COORDINATORS)
    context = {
        "month": month_of(_month(request, today), today=today, venue=venue),
        "today": today,
        "weekdays": [day.label for day in Weekday],
        "venues": venues,
        "venue": venue,
        "is_list": request.GET.get("as") == "list",
        "may_change": may_change,
        "header_title": "Calendar",
        "header_icon": "date",
        "breadcrumbs_items": trail("Calendar"),
        "header_buttons": _ways_to_add() if may_change else [],
    }
    return render(request, "scheduling/desk/calendar.html", context)


def _month(request, today: date) -> date:
    """Its first day."""
    try:
        asked = datetime.strptime(request.GET.get("month", ""), "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return asked if asked.year in YEARS else today.replace(day=1)


def _ways_to_add() -> list[HeaderButton]:
    return [
        HeaderButton(
            "Set up a series", reverse("programme:set_up_series"), icon_name="plus", priority=1
        ),
        HeaderButton(
            "Add a session", reverse("programme:add_session"), icon_name="plus", priority=2
        ),
    ]
