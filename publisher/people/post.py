"""An invitation by mail, where a mail server is set up."""

from __future__ import annotations

import smtplib

import structlog
from django.conf import settings
from django.core.mail import send_mail

from publisher.thread.models import Newsroom, Person

log = structlog.get_logger()
_WORDS = """{who} invites you to the desk of {newsroom}, as {role}.

Open this address to join. It is yours alone, works once, and ends after seven days:

{link}

If you did not expect this, do nothing.
"""


def post_invitation(newsroom: Newsroom, who: Person, mail: str, role: str, link: str) -> bool:
    """Send the link to whom it is for; whether it could be sent."""
    if not settings.MAIL_URL:
        return False
    words = _WORDS.format(who=who, newsroom=newsroom, role=role, link=link)
    try:
        return bool(send_mail(f"Join {newsroom} on the desk", words, None, [mail]))
    except (smtplib.SMTPException, OSError) as error:
        log.warning("invitation not mailed", why=type(error).__name__)
        return False
