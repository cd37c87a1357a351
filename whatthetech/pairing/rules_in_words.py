"""The funnel of hard rules, as a coordinator reads it: “2 could help if Tuesday is possible”."""

from whatthetech.pairing.eligibility import RULES
from whatthetech.people.models import Weekday

SENTENCES = {rule.code: rule.sentence for rule in RULES}
# What would have to be otherwise, after “2 volunteers could help”.
IF = {
    "H1": "if they took part again",
    "H2": "once they are cleared for these sessions",
    "H3": "if more of their times fitted",
    "H4": "at a place that both can get to, without steps",
    "H5": "if an interpreter came, or they shared a language",
    "H6": "if they had a place left",
    "H8": "if it could be somebody of another gender",
    "H9": "if another adult helped beside them",
    "H10": "if it need not be somebody with experience",
    "H11": "if they knew the device",
    "H12": "if the pin went",
}
NOBODY_NEAR = "Nobody is one step away: with every volunteer two things or more are in the way."
MOST_TIMES = 3


def lack(code: str) -> str:
    return f"{SENTENCES[code]} ({code})"


def could_help(near: dict[str, dict]) -> list[str]:
    """From a funnel; at least one sentence. To be kept apart is told last: it is no way out."""
    said = [sentence for code, told in near.items() for sentence in _of_rule(code, told)]
    if apart := len(near.get("H7", {}).get("volunteers", ())):
        said.append(f"{_volunteers(apart)} would do, and {_is_are(apart)} not to be paired so.")
    return said or [NOBODY_NEAR]


def _of_rule(code: str, told: dict) -> list[str]:
    if code == "H7":
        return []
    if times := told.get("times"):
        return [
            f"{_volunteers(len(who))} could help if {_time(weekday, part)} is possible."
            for weekday, part, who in times[:MOST_TIMES]
        ]
    return [f"{_volunteers(len(told['volunteers']))} could help {IF[code]}."]


def _time(weekday: int, part: str) -> str:
    """“Tuesday morning”."""
    return f"{Weekday(weekday).label} {part}"


def _volunteers(count: int) -> str:
    return "1 volunteer" if count == 1 else f"{count} volunteers"


def _is_are(count: int) -> str:
    return "is" if count == 1 else "are"
