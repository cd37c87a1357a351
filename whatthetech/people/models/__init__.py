"""Who takes part, and what we hold about them."""

from whatthetech.people.models.cards import Card, ClassMode, GuessGate, WaitingDevice, WrongGuess
from whatthetech.people.models.learners import (
    Channel,
    Consent,
    Device,
    Gender,
    Language,
    LearnerProfile,
    WhatHelps,
)
from whatthetech.people.models.person import (
    COORDINATORS,
    LEADS,
    VOLUNTEERS,
    User,
    UserManager,
)
from whatthetech.people.models.records import Complaint, Concern, ErasedPerson, LookUp, Merge
from whatthetech.people.models.staff import Invitation, KnownDevice
from whatthetech.people.models.times import Availability, PartOfDay, WeekAway, Weekday
from whatthetech.people.models.volunteers import (
    CheckDecision,
    ExpiryWarning,
    Setting,
    StepDone,
    VolunteerProfile,
)

__all__ = [
    "COORDINATORS",
    "LEADS",
    "VOLUNTEERS",
    "Availability",
    "Card",
    "Channel",
    "CheckDecision",
    "ClassMode",
    "Complaint",
    "Concern",
    "Consent",
    "Device",
    "ErasedPerson",
    "ExpiryWarning",
    "Gender",
    "GuessGate",
    "Invitation",
    "KnownDevice",
    "Language",
    "LearnerProfile",
    "LookUp",
    "Merge",
    "PartOfDay",
    "Setting",
    "StepDone",
    "User",
    "UserManager",
    "VolunteerProfile",
    "WaitingDevice",
    "WeekAway",
    "Weekday",
    "WhatHelps",
    "WrongGuess",
]
