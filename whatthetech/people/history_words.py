"""What a person's history says: what was done, and which fields changed. No values."""

from wagtail.log_actions import LogFormatter

DONE = {
    "people.add_learner": ("Add a learner", "Added"),
    "people.record_consent": ("Consent", "Agreed that we keep what helps"),
    "people.withdraw_consent": ("Consent taken back", "Took consent back: what helps is deleted"),
    "people.refuse_consent": ("Consent refused", "Asked about what helps, and said no"),
    "people.keep_what_helps": ("What helps", "What helps was written down"),
}


class Changed(LogFormatter):
    label = "Change details"

    def format_message(self, log_entry):
        return f"Changed: {', '.join(log_entry.data.get('fields', ()))}"


class ChangedPath(LogFormatter):
    label = "Change of the path"

    def format_message(self, log_entry):
        return log_entry.data["what"].capitalize()


def register(actions) -> None:
    for action, (label, message) in DONE.items():
        actions.register_action(action, label, message)
    actions.register_action("people.change_learner")(Changed)
    actions.register_action("people.changed")(ChangedPath)
