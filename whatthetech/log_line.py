"""A line of the log: nothing in it opens a card or lets somebody join."""

import logging
import re

# A card's number, or most of one, however it is spaced; and the secret end of a link: a card's,
# an invitation's, a new password's.
_NUMBER = re.compile(r"\d(?:[ .-]?\d){10,}")
_LINK = re.compile(r"(/card/q/|/admin/join/|/password_reset/confirm/[^\s/'\"]+/)[^\s/'\"]+")


class LogLine(logging.Formatter):
    """Hides them wherever they stand: in the address, the message or a traceback."""

    def format(self, record):
        return _NUMBER.sub("[number]", _LINK.sub(r"\1[link]", super().format(record)))
