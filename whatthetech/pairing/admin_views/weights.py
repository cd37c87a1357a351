"""What a round is scored by: each number with its meaning, and who changed it when."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import ModelLogEntry

from whatthetech.pairing.admin_views.headings import headings
from whatthetech.pairing.desk_forms import ChangeWeightsForm
from whatthetech.pairing.models import PairingWeights
from whatthetech.pairing.models.weights import MOST_POINTS
from whatthetech.pairing.scoring import PARTS
from whatthetech.pairing.weighing import change_weights as keep_weights
from whatthetech.people.access import coordinators_only

MOST_CHANGES = 50


@dataclass(frozen=True)
class Changed:
    at: datetime
    by: object  # None: erased since
    what: list[str]  # “times: 200, now 150”


@coordinators_only
@require_http_methods(["GET", "POST"])
def change_weights(request):
    posted = request.POST if request.method == "POST" else None
    form = ChangeWeightsForm(posted, instance=PairingWeights.now_in_force())
    if form.is_valid():
        try:
            keep_weights(values=form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Kept. The next proposal counts so.")
            return redirect("pairing_desk:change_weights")
    context = {
        "form": form,
        "points": [form[part] for part in PARTS],
        "rest": [field for field in form if field.name not in PARTS],
        "most": MOST_POINTS,
        "history": history(),
        **headings("Weights"),
    }
    return render(request, "pairing/desk/weights.html", context)


def history() -> list[Changed]:
    """The newest first."""
    weights = PairingWeights.objects.order_by("pk").first()
    if weights is None:
        return []
    entries = ModelLogEntry.objects.for_instance(weights).select_related("user")
    return [
        Changed(entry.timestamp, entry.user, in_words(entry.data.get("changed", {})))
        for entry in entries.order_by("-timestamp", "-pk")[:MOST_CHANGES]
    ]


def in_words(changed: dict[str, list[int]]) -> list[str]:
    names = {field.name: field.verbose_name for field in PairingWeights._meta.local_fields}
    return [f"{names.get(name, name)}: {was}, now {now}" for name, (was, now) in changed.items()]
