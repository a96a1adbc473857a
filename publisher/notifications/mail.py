"""Messages as plain mail."""

from __future__ import annotations

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from publisher.notifications.errors import NoMail
from publisher.notifications.messages import Message
from publisher.thread.models import Notice


def mail_notice(notice: Notice, message: Message) -> None:
    """Hand the message to the mail server. Raises NoMail."""
    letter = EmailMessage(
        message.subject,
        message.text,
        to=[notice.address],
        headers={"Message-ID": _name(notice), "Auto-Submitted": "auto-generated"},
    )
    try:
        letter.send()
    except (OSError, smtplib.SMTPException) as error:
        raise NoMail(_why(error)) from error


def _name(notice: Notice) -> str:
    # A mail that is sent again after a worker died has the same name: readers show it once.
    host = urlsplit(settings.PUBLIC_URL).hostname
    return f"<notice-{notice.pk}-{settings.INSTALL_ID[:12]}@{host}>"


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return str(error) or type(error).__name__
