"""Changing what a round is scored by. Each change stands in Wagtail's history."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from whatthetech.pairing.models import PairingWeights
from whatthetech.people.models import User


@transaction.atomic
def change_weights(*, values: Mapping[str, int], by: User, now: datetime) -> PairingWeights:
    """By column; those not named stay. Rounds that are made keep the weights they were made by.

    Raises ValidationError, whose words say what to change.
    """
    weights = PairingWeights.now_in_force()
    changed = {
        name: [getattr(weights, name), value]
        for name, value in values.items()
        if getattr(weights, name) != value
    }
    for name, value in values.items():
        setattr(weights, name, value)
    weights.full_clean()
    weights.save()
    if changed:
        log(weights, "wagtail.edit", user=by, timestamp=now, data={"changed": changed})
    return weights
