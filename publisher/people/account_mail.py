"""Links by mail, where a mail server is set up."""

from __future__ import annotations

import smtplib

import structlog
from django.conf import settings
from django.core.mail import send_mail

from publisher.thread.models import Newsroom, Person

log = structlog.get_logger()
_JOIN = """{who} invites you to the desk of {newsroom}, as {role}.

Open this address to join. It is yours alone, works once, and ends after seven days:

{link}

If you did not expect this, do nothing.
"""
_BACK = """{who} made you a link to choose a new password at the desk of {newsroom}.

Open this address. It is yours alone, works once, and ends after a day:

{link}

If you did not ask for it, tell another admin: whoever has it can sign in as you.
"""


def post_invitation(newsroom: Newsroom, who: Person, mail: str, role: str, link: str) -> bool:
    """Send the link to whom it is for; whether it could be sent."""
    words = _JOIN.format(who=who, newsroom=newsroom, role=role, link=link)
    return _send(f"Join {newsroom} on the desk", words, mail)


def post_way_back(newsroom: Newsroom, who: Person, mail: str, link: str) -> bool:
    """Send a link for a new password to whom it is for; whether it could be sent."""
    words = _BACK.format(who=who, newsroom=newsroom, link=link)
    return _send(f"A new password for the desk of {newsroom}", words, mail)


def _send(subject: str, words: str, mail: str) -> bool:
    if not settings.MAIL_URL:
        return False
    try:
        return bool(send_mail(" ".join(subject.split()), words, None, [mail]))
    except (smtplib.SMTPException, OSError) as error:
        log.warning("link not mailed", why=type(error).__name__)
        return False
