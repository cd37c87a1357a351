"""The rules of booking: the numbers that are a judgement, each with what it means."""

from django import forms
from django.core.validators import MinValueValidator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import registry

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.wording import listed
from whatthetech.scheduling import booking_rules
from whatthetech.scheduling.models import BookingRules

LATEST = 10
MEANS = {
    "walk_ins_one_in": "With 6, a session for 12 keeps 2 seats for whoever comes without booking."
    " With a large number none is kept.",
    "message_hours": "So long a freed seat is kept for whoever we write to. Then we ask the next.",
    "telephone_attempts": "So often we ring before the seat goes to the next.",
    "telephone_working_days": "Or so long, whichever comes first. Weekends do not count.",
    "letter_working_days": "A letter takes its time.",
    "telephone_only_hours": "Nobody reads an email in time: we ring everybody.",
    "offers_at_most": "They go to the back of the list after each, and off it after the last.",
    "undo_minutes": "So long “Undo” stands on the page after a place was given up.",
    "late_withdrawal_hours": "Later than this we ask why, and somebody looks for a substitute.",
}
LARGEST = 1000


class BookingRulesForm(forms.ModelForm):
    class Meta:
        model = BookingRules
        fields = list(MEANS)
        help_texts = MEANS

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            least, field.label = least_of(name), field.label.capitalize()
            sentence = f"Type a whole number from {least} to {LARGEST:,}."
            field.max_value = LARGEST
            field.error_messages = dict.fromkeys(field.error_messages, sentence)
            field.validators = [between(least, LARGEST, sentence)]


def least_of(name: str) -> int:
    """As the model has it."""
    validators = BookingRules._meta.get_field(name).validators
    return max(one.limit_value for one in validators if isinstance(one, MinValueValidator))


def between(least: int, most: int, sentence: str):
    def check(number):
        if not least <= number <= most:
            raise forms.ValidationError(sentence)

    return check


@coordinators_only
@require_http_methods(["GET", "POST"])
def change_booking_rules(request):
    rules = BookingRules.now_in_force()
    form = BookingRulesForm(request.POST or None, instance=rules)
    if request.method == "POST" and form.is_valid():
        changed = booking_rules.change_booking_rules(
            numbers=form.cleaned_data, by=request.user, now=timezone.now()
        )
        said = "The rules are kept. Every session to come goes by them now."
        messages.success(request, said if changed else "Nothing was changed.")
        return redirect("programme:change_booking_rules")
    context = {
        "form": form,
        "history": _history(rules),
        "header_title": "Rules of booking",
        "header_icon": "cogs",
        "breadcrumbs_items": trail("Rules of booking"),
    }
    return render(request, "scheduling/desk/change_booking_rules.html", context)


def _history(rules: BookingRules) -> list[tuple]:
    """When, who, and which numbers: the latest first."""
    if rules.pk is None:
        return []
    entries = registry.get_logs_for_instance(rules).select_related("user")
    latest = entries.order_by("-timestamp")[:LATEST]
    return [(one.timestamp, one.user, listed(one.data.get("what", []))) for one in latest]


class RulesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("scheduling.change_bookingrules")  # no query


def offer_rules():
    return RulesMenuItem(
        "Rules of booking",
        reverse("programme:change_booking_rules"),
        name="booking-rules",
        icon_name="cogs",
        order=580,
    )
