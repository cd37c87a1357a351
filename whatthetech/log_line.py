"""A line of the log: nothing in it opens a card or lets somebody join, or says who it is about."""

import logging
import re

# A card's number, or most of one, however it is spaced; and the secret end of a link: a card's,
# an invitation's, a new password's.
_NUMBER = re.compile(r"\d(?:[ .-]?\d){10,}")
_LINK = re.compile(r"(/card/q/|/admin/join/|/password_reset/confirm/[^\s/'\"]+/)[^\s/'\"]+")
_EMAIL = re.compile(r"[^\s@'\"<>()=,;:]+@[^\s@'\"<>()=,;:]+\.\w+")
# What PostgreSQL says of a row that it refuses: “Key (email)=(…)”, “Failing row contains (…)”.
_ROW = re.compile(
    r"(Key \([^)]*\)=|Failing row contains )\(.*?\)(?=\.?(?: already|\n|\Z))", re.DOTALL
)

_HIDDEN = (
    (_LINK, r"\1[link]"),
    (_EMAIL, "[email]"),
    (_ROW, r"\1([row])"),
    (_NUMBER, "[number]"),
)


class LogLine(logging.Formatter):
    """Hides them wherever they stand: in the address, the message or a traceback."""

    def format(self, record):
        line = super().format(record)
        for pattern, shown in _HIDDEN:
            line = pattern.sub(shown, line)
        return line
