"""What the history of a session, a closed day or the rules says was done."""

from uuid import uuid4

from wagtail.log_actions import LogFormatter, log

from whatthetech.people.models import User
from whatthetech.scheduling.models import LearningSession

DONE = {
    "scheduling.begin_series": ("Set up a series", "Set up"),
    "scheduling.set_up_series": ("Set up", "Set up with its series"),
    "scheduling.add_session": ("Add a session", "Added on its own"),
    "scheduling.cancel_session": ("Cancel a session", "Cancelled"),
    "scheduling.bring_back_session": ("Bring back a session", "Goes ahead after all"),
    "scheduling.confirm_closed_day": ("Closed", "We are closed on this day"),
    "scheduling.dismiss_closed_day": ("Open", "We are open on this day"),
}


def write_down(action: str, *, session: LearningSession, by: User | None, **data) -> None:
    """Into the session's history. Each with a number of its own: of several with the same, as one
    press gives them, Wagtail shows the last.
    """
    log(session, action, user=by, uuid=uuid4(), data=data)


class ChangedSession(LogFormatter):
    label = "Change a session"

    def format_message(self, log_entry):
        return f"Moved. It was {log_entry.data['was']}"


class ChangedSeries(LogFormatter):
    label = "Change a series"

    def format_message(self, log_entry):
        return f"Changed. It was {log_entry.data['was']}"


class ChangedRules(LogFormatter):
    label = "Change the rules of booking"

    def format_message(self, log_entry):
        return f"Changed: {', '.join(log_entry.data['what'])}"


def register(actions) -> None:
    for action, (label, message) in DONE.items():
        actions.register_action(action, label, message)
    actions.register_action("scheduling.change_session")(ChangedSession)
    actions.register_action("scheduling.change_series")(ChangedSeries)
    actions.register_action("scheduling.change_booking_rules")(ChangedRules)
