"""What people and newsrooms choose of what is told: one's own mail, and the newsroom's webhook."""

from __future__ import annotations

import secrets

import httpx
from django.conf import settings
from django.db import transaction

from publisher.accounts.models import Membership, Newsroom, Person
from publisher.notifications.errors import BadHook
from publisher.notifications.events import Occasion
from publisher.notifications.outbox import THE_HOOK
from publisher.notifications.webhook import KEY, Hook, has_hook, seal_hook
from publisher.thread.clock import now
from publisher.thread.models import Notice
from publisher.thread.transitions import record_move

SUBJECT = "notices"
LONGEST = 500


def mail_me(newsroom: Newsroom, person: Person, *, on: bool) -> None:
    """Turn one's own mail on or off."""
    rows = Membership.objects.filter(newsroom=newsroom, person=person, mailed=not on)
    if rows.update(mailed=on):
        after = "wants to be mailed" if on else "wants no mail"
        record_move(newsroom, SUBJECT, "", after, who=person)


def set_hook(newsroom: Newsroom, url: str, *, who: Person) -> str:
    """Send messages there from now on. Returns the secret that signs them. Raises BadHook."""
    hook = Hook(_address(url), secrets.token_urlsafe(24))
    _keep(newsroom, seal_hook(hook), "set the webhook", who)
    return hook.secret


def remove_hook(newsroom: Newsroom, *, who: Person) -> None:
    if has_hook(newsroom):
        _keep(newsroom, "", "removed the webhook", who)


def send_test(newsroom: Newsroom, *, who: Person) -> list[Notice]:
    """Ask for a message by every way there is: to oneself by mail, and to the webhook."""
    ways = [(Notice.Channel.MAIL, who.email)] if settings.MAIL_URL else []
    ways += [(Notice.Channel.HOOK, THE_HOOK)] if has_hook(newsroom) else []
    if not ways:
        return []
    move, moment = record_move(newsroom, SUBJECT, "", "asked for a test message", who=who), now()
    rows = [
        Notice(
            newsroom=newsroom,
            move=move,
            kind=Occasion.TEST,
            channel=channel,
            address=address,
            made_at=moment,
            wake_at=moment,
        )
        for channel, address in ways
    ]
    return Notice.objects.bulk_create(rows)


def _keep(newsroom: Newsroom, kept: str, after: str, who: Person) -> None:
    with transaction.atomic():
        row = Newsroom.objects.select_for_update(no_key=True).get(pk=newsroom.pk)
        row.settings = {**row.settings, KEY: kept}
        row.save(update_fields=["settings"])
        record_move(newsroom, SUBJECT, "", after, who=who)
    newsroom.settings = row.settings


def _address(typed: str) -> str:
    try:
        url = httpx.URL(typed.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise BadHook("it is not written as an address.") from error
    if url.scheme != "https" and not settings.FETCH_PRIVATE:
        raise BadHook("it has to begin with https://, so that nobody reads along.")
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise BadHook(
            "it begins with https:// and names a site, without a name or password before."
        )
    if url.port is not None and not settings.FETCH_PRIVATE:
        raise BadHook("it names a port: only a site’s usual one is written to.")
    if len(str(url)) > LONGEST:
        raise BadHook(f"it is longer than {LONGEST} characters.")
    return str(url)
