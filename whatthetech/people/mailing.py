"""Plain emails to staff, sent once what they tell of is sure."""

import logging

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


class MailNotSent(Exception):
    """The mail server did not take it. What the email was about has been kept."""


def mail_on_commit(*, to: str, subject: str, template: str, context: dict, must=False) -> None:
    """With `must`, the commit raises MailNotSent; else a lost email is noted and no more.

    The log gets no address.
    """
    words = render_to_string(template, context)

    def send():
        try:
            send_mail(subject, words, None, [to])
        except OSError as error:  # every SMTPException is one
            logger.error("An email was not sent: %s, %s", template, type(error).__name__)
            if must:
                raise MailNotSent from None

    transaction.on_commit(send)
