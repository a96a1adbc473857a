"""Reading an account's own posts, and looking among them for one that may be there. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from publisher.networks.alike import nearly_same, same_words
from publisher.networks.base import Absent, Found, Seen, There, Unclear, Wanted


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a timeline; `flaw` says why it cannot be relied on.

    `ids` are all it shows, retweets too; `seen` are the account's own words.
    """

    ids: frozenset[str] = frozenset()
    seen: tuple[Seen, ...] = ()
    following: str | None = None
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Own posts, newest first; `flaw` is empty when all of them were read."""

    seen: tuple[Seen, ...] = ()
    ids: frozenset[str] = frozenset()
    flaw: str = ""


def page(body: Any, site: str) -> Page:
    """Read one answer of `GET /2/users/:id/tweets`; `site` is where posts have their address."""
    if not isinstance(body, dict) or not isinstance(body.get("meta"), dict):
        return Page(flaw="X's answer is not a page of posts")
    if body.get("errors"):
        return Page(flaw="X left something out of its answer")
    listed, meta = body.get("data") or [], body["meta"]
    if not isinstance(listed, list) or meta.get("result_count") != len(listed):
        return Page(flaw="X's answer is shorter than X says")
    try:
        ids = frozenset(str(int(post["id"])) for post in listed)
        own = tuple(seen_of(post, site) for post in listed if not _is_retweet(post))
    except (KeyError, TypeError, AttributeError, ValueError):
        return Page(flaw="X's answer holds something that is no post")
    return Page(ids, own, meta.get("next_token"))


def gather(pages: Iterable[Page]) -> Timeline:
    """Put pages together, up to the first that cannot be relied on."""
    read: list[Page] = []
    for each in pages:
        read.append(each)
        if each.flaw:
            break
    seen = sorted(chain.from_iterable(each.seen for each in read), key=_age, reverse=True)
    ids = frozenset[str]().union(*(each.ids for each in read))
    return Timeline(tuple(seen), ids, read[-1].flaw if read else "nothing was read")


def _age(seen: Seen) -> int:
    return int(seen.remote_id)


def seen_of(post: Mapping[str, Any], site: str) -> Seen:
    """One post of X's JSON. Raises KeyError, TypeError, AttributeError or ValueError for what is none."""
    remote_id = str(int(post["id"]))
    text = (post.get("note_tweet") or post)["text"]
    return Seen(
        remote_id=remote_id,
        url=f"{site}/status/{remote_id}",
        text=html.unescape(text),
        reply_to=_referenced(post, "replied_to"),
        media_keys=tuple((post.get("attachments") or {}).get("media_keys") or ()),
    )


def _referenced(post: Mapping[str, Any], how: str) -> str | None:
    named = (each["id"] for each in post.get("referenced_tweets") or () if each["type"] == how)
    return next(map(str, named), None)


def _is_retweet(post: Mapping[str, Any]) -> bool:
    return _referenced(post, "retweeted") is not None


def judge(wanted: Wanted, timeline: Timeline) -> Found:
    """Say whether the post is there, proved absent, or for an editor to look at."""
    if timeline.flaw:
        return Unclear(f"The account's posts could not be read to the end: {timeline.flaw}.")
    since = int(wanted.since or 0)
    others = [each for each in timeline.seen if each.remote_id not in wanted.known]
    later = [each for each in others if int(each.remote_id) > since]
    ours = _by_picture(wanted, later) or _by_words(wanted, later)
    if len(ours) > 1:
        return Unclear(f"{len(ours)} posts of the account look like it: {_addresses(ours)}")
    if ours:
        return _adopt(wanted, ours[0])
    akin = [each for each in later if _is_akin(wanted, each)]
    if akin:
        return Unclear(f"A post of the account comes close to it: {_addresses(akin)}")
    if since and wanted.since not in timeline.ids:
        return Unclear(f"X does not show the post before it ({since}), so it may hide more.")
    return Absent()


def _adopt(wanted: Wanted, found: Seen) -> Found:
    if found.reply_to == wanted.reply_to:
        return There(found)
    return Unclear(f"Its picture is on X, but in another place than approved: {found.url}")


def _is_akin(wanted: Wanted, each: Seen) -> bool:
    """Any reply to the same parent; a root only when it reads nearly the same."""
    if each.reply_to != wanted.reply_to:
        return False
    return wanted.reply_to is not None or nearly_same(each.text, wanted.text)


def _by_picture(wanted: Wanted, seen: Sequence[Seen]) -> list[Seen]:
    ids = set(wanted.media_ids)
    return [each for each in seen if ids & {key.rsplit("_", 1)[-1] for key in each.media_keys}]


def _by_words(wanted: Wanted, seen: Sequence[Seen]) -> list[Seen]:
    placed = [each for each in seen if each.reply_to == wanted.reply_to]
    return [each for each in placed if same_words(each.text, wanted.text)]


def _addresses(posts: Iterable[Seen]) -> str:
    return ", ".join(each.url for each in posts)
