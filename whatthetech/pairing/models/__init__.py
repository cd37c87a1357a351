"""Rounds, the pairs that came of them, and what coordinators said about whom."""

from whatthetech.pairing.models.about import (
    AboutLearner,
    AboutVolunteer,
    Interest,
    Interpreter,
    OutOfReach,
)
from whatthetech.pairing.models.choices import Ban, Pin
from whatthetech.pairing.models.pairs import Handover, Pairing, Role
from whatthetech.pairing.models.portraits import Portrait
from whatthetech.pairing.models.rounds import ProposedPair, Round, Unpaired
from whatthetech.pairing.models.weights import PairingWeights

__all__ = [
    "AboutLearner",
    "AboutVolunteer",
    "Ban",
    "Handover",
    "Interest",
    "Interpreter",
    "OutOfReach",
    "Pairing",
    "PairingWeights",
    "Pin",
    "Portrait",
    "ProposedPair",
    "Role",
    "Round",
    "Unpaired",
]
