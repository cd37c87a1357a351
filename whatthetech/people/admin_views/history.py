"""What the deeds of the desk are called in a record's history."""

from wagtail.log_actions import LogFormatter


def register_changes(actions) -> None:
    @actions.register_action("people.changed")
    class Changed(LogFormatter):
        label = "Change of the path"

        def format_message(self, log_entry):
            return log_entry.data["what"].capitalize()
