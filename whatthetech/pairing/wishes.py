"""What the rules and the score know of people and sessions: plain facts, read from no database.

`number` is whatever the caller tells people and sessions apart by.
"""

from dataclasses import dataclass, field
from datetime import date

HOME_VISIT, GROUP, ONE_TO_ONE = "home visit", "group", "one to one"


@dataclass(frozen=True)
class Meeting:
    """A session at which the two could meet."""

    number: int
    on: date
    venue: str = ""
    setting: str = GROUP
    is_step_free: bool = True
    lead_in_sight: bool = True  # a named lead sees whoever sits one to one
    other_adult_helps: bool = True  # at the same table, besides the volunteer


@dataclass(frozen=True)
class LearnerWish:
    number: int
    meetings: frozenset[int]  # for a term the next six they want; for a session that one
    is_active: bool = True
    has_agreed: bool = True  # to be paired
    venues_out_of_reach: frozenset[str] = frozenset()
    needs_step_free: bool = False
    languages: frozenset[str] = frozenset({"en"})
    first_language: str = ""
    interpreter_booked: bool = False
    helper_must_be: str = ""  # "" where it doesn't matter to them
    needs_experienced_helper: bool = False
    is_first_timer: bool = False
    devices: frozenset[str] = frozenset()
    helper_must_know_device: bool = False
    goals: frozenset[str] = frozenset()  # courses they want to learn
    what_helps: frozenset[str] = frozenset()  # with hearing, sight, pace
    interests: frozenset[str] = frozenset()
    helped_by: frozenset[int] = frozenset()  # volunteers of before
    priority: int = 1  # 1 + rounds passed over + weeks waiting


@dataclass(frozen=True)
class VolunteerOffer:
    number: int
    meetings: frozenset[int]
    is_active: bool = True
    cleared_until: dict[str, date] = field(default_factory=dict)  # by setting, the last good day
    venues_out_of_reach: frozenset[str] = frozenset()
    needs_step_free: bool = False
    languages: frozenset[str] = frozenset({"en"})
    gender: str = ""
    is_under_18: bool = False
    is_experienced: bool = True
    is_first_timer: bool = False
    devices: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()  # courses they can teach
    good_with: frozenset[str] = frozenset()  # of what helps
    interests: frozenset[str] = frozenset()
    reliability: int = 100  # of 100 sessions promised, how many they came to
    places_in_session: int = 1
    places_in_week: int = 1
    places_in_all: int = 1

    @property
    def places(self) -> int:
        """How many learners they can still take."""
        return max(0, min(self.places_in_session, self.places_in_week, self.places_in_all))


@dataclass(frozen=True)
class Circumstances:
    """What is neither the learner's nor the volunteer's."""

    meetings: dict[int, Meeting]
    kept_apart: frozenset[tuple[int, int]] = frozenset()  # (learner, volunteer), by number
    pinned: dict[int, int] = field(default_factory=dict)  # {learner: volunteer}
    enough_percent: int = 60  # of the meetings a learner wants; a default, for coordinators to set
