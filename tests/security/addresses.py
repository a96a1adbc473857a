"""Every address the web process answers, found in its own list, with rows for it to be about."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from publisher.accounts.models import Newsroom
from publisher.accounts.roles import Role
from publisher.people import invitations
from publisher.schedule.pause import pause
from publisher.thread.models import Membership
from tests import builders


def patterns(of: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    for each in get_resolver().url_patterns if of is None else of:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


def path_of(pattern: URLPattern, parts: dict[str, object]) -> str:
    wanted = pattern.pattern.regex.groupindex
    if not pattern.name:
        return f"/{str(pattern.pattern).strip('^$')}"
    return reverse(pattern.name, kwargs={name: parts.get(name, 1) for name in wanted})


def rows(house: Newsroom) -> dict[str, object]:
    """Something of this newsroom for the parts of an address; 1 stands for any other."""
    thread = builders.thread_in_review(house)
    secret = invitations.invite(house, "new@harbour.example", Role.WRITER, who=None)
    stopped = pause(house, who=None, scope="thread", thread=thread)
    member = Membership.objects.filter(newsroom=house).order_by("id").first()
    return {
        "name": thread.public_id,
        "which": thread.account.public_id,
        "position": 1,
        "part": "cards",
        "theme": "dark",
        "sha256": builders.picture().sha256,
        "number": member.pk if member else stopped.pk,
        "secret": secret,
        "kind": "csv",
    }


def paths(house: Newsroom) -> dict[str, str]:
    """Each address by its name."""
    parts = rows(house)
    return {each.name or str(each.pattern): path_of(each, parts) for each in patterns()}
