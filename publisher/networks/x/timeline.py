"""Reading an account's own posts, and looking among them for one that may be there. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from publisher.networks.base import Absent, Found, SeenPost, SoughtPost, There, Unclear
from publisher.networks.text_match import maybe_same, nearly_same, same_post, same_words
from publisher.networks.x.field_names import NOTES, POST_TYPES, REFERENCES

#: How X ends a text that it shows in part: three points, and perhaps the way to the rest.
_CUT = re.compile(r"(?:…|\.\.\.)\s*(?:https://t\.co/\w{1,20}\s*)?\Z")
#: How X shows a post that only repeats another; most are shown in part.
_REPEATED = "RT @"
#: What X names a problem by that is about an answer as a whole.
_PROBLEM = ("title", "type", "detail")


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """One page of a timeline; `flaw` says why it cannot be relied on.

    `ids` are all it shows, retweets too; `seen` are the account's own words. `hidden` are posts that
    those shown refer to, and that X says it cannot show.
    """

    ids: frozenset[str] = frozenset()
    seen: tuple[SeenPost, ...] = ()
    following: str | None = None
    flaw: str = ""
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Own posts, newest first; `flaw` is empty when all of them were read."""

    seen: tuple[SeenPost, ...] = ()
    ids: frozenset[str] = frozenset()
    flaw: str = ""
    hidden: frozenset[str] = frozenset()


def parse_page(body: Any, site: str) -> TimelinePage:
    """Read one answer of `GET /2/users/:id/tweets`; `site` is where posts have their address."""
    if not isinstance(body, dict) or not isinstance(body.get("meta"), dict):
        return TimelinePage(flaw="X's answer is not a page of posts")
    listed, meta = body.get("data") or [], body["meta"]
    if not isinstance(listed, list) or meta.get("result_count") != len(listed):
        return TimelinePage(flaw="X's answer is shorter than X says")
    following = meta.get("next_token")
    if not (following is None or (isinstance(following, str) and following)):
        return TimelinePage(flaw="X does not say how its answer goes on")
    try:
        ids = frozenset(parse_post_id(post["id"]) for post in listed)
        own = tuple(seen_of(post, site) for post in listed if not _is_retweet(post))
        beyond = frozenset(named for post in listed for named in _named(post)) - ids
        errors = body.get("errors") or ()
        left_out = [each for each in errors if not _is_beyond(each, beyond)]
        hidden = frozenset(named for each in errors for named in _about(each)) - ids
    except (KeyError, TypeError, AttributeError, ValueError):
        return TimelinePage(flaw="X's answer holds something that is no post")
    if left_out or any(body.get(name) for name in _PROBLEM):
        return TimelinePage(flaw="X left something out of its answer")
    return TimelinePage(ids, own, following, hidden=hidden)


def _is_beyond(error: Mapping[str, Any], beyond: frozenset[str]) -> bool:
    """Whether X only says that it cannot show a post which one of those it shows refers to."""
    about = _about(error)
    referring = str(error.get("parameter") or REFERENCES[0]).startswith(REFERENCES)
    typed = error.get("resource_type", "post") in POST_TYPES
    return bool(about) and about <= beyond and referring and typed


def _about(error: Mapping[str, Any]) -> set[str]:
    return {str(error[name]) for name in ("value", "resource_id") if error.get(name)}


def parse_post_id(given: Any) -> str:
    """An id as X writes it, as text or as a number. Raises TypeError or ValueError for any other."""
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise TypeError(given)
    return str(int(given))


def join_pages(pages: Iterable[TimelinePage]) -> Timeline:
    """Put pages together, up to the first that cannot be relied on."""
    read: list[TimelinePage] = []
    for each in pages:
        read.append(each)
        if each.flaw:
            break
    seen = sorted(chain.from_iterable(each.seen for each in read), key=_age, reverse=True)
    ids = frozenset[str]().union(*(each.ids for each in read))
    hidden = frozenset[str]().union(*(each.hidden for each in read))
    return Timeline(tuple(seen), ids, read[-1].flaw if read else "nothing was read", hidden - ids)


def _age(seen: SeenPost) -> int:
    return int(seen.remote_id)


def seen_of(post: Mapping[str, Any], site: str) -> SeenPost:
    """One post of X's JSON. Raises KeyError, TypeError, AttributeError or ValueError for what is none."""
    remote_id = parse_post_id(post["id"])
    notes = [post[name] for name in NOTES if post.get(name)]
    # An empty one says nothing, and leaves open how the text goes on.
    note = next((each for each in notes if each["text"]), None)
    text = (note or {}).get("text") or post.get("full_text") or post["text"]
    cut = note is None and (bool(notes) or bool(_CUT.search(text)))
    placed = any(isinstance(post.get(name), list) for name in REFERENCES)
    begins = str(post.get("conversation_id")) == remote_id
    return SeenPost(
        remote_id=remote_id,
        url=f"{site}/status/{remote_id}",
        text=html.unescape(text),
        reply_to=_referenced(post, "replied_to"),
        media_keys=_media_keys(post),
        leads=None if cut else _leads((note or post).get("entities")),
        unplaced=not (placed or begins),
        below=not placed and _is_below(post, remote_id),
        cut=cut,
    )


def _media_keys(post: Mapping[str, Any]) -> tuple[str, ...]:
    keys = (post.get("attachments") or {}).get("media_keys") or []
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise TypeError(keys)
    return tuple(keys)


def _leads(entities: Any) -> tuple[str, ...] | None:
    """Where the links of a text lead but for those to its pictures; None where X does not say it of each."""
    urls = entities.get("urls") or () if isinstance(entities, dict) else None
    if not isinstance(urls, list | tuple) or not all(isinstance(each, dict) for each in urls):
        return None
    leads = [each.get("expanded_url") for each in urls if not each.get("media_key")]
    return tuple(leads) if all(isinstance(each, str) and each for each in leads) else None


def _is_below(post: Mapping[str, Any], remote_id: str) -> bool:
    """Whether X says that a post answers something, but not what."""
    begun_by = str(post.get("conversation_id") or remote_id)
    return begun_by != remote_id or bool(post.get("in_reply_to_user_id"))


def _references(post: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return chain.from_iterable(post.get(name) or () for name in REFERENCES)


def _referenced(post: Mapping[str, Any], how: str) -> str | None:
    named = (each["id"] for each in _references(post) if each["type"] == how)
    return next(map(parse_post_id, named), None)


def _named(post: Mapping[str, Any]) -> Iterable[str]:
    return (parse_post_id(each["id"]) for each in _references(post))


def _is_retweet(post: Mapping[str, Any]) -> bool:
    return _referenced(post, "retweeted") is not None


def judge_presence(wanted: SoughtPost, timeline: Timeline) -> Found:
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
    return _not_shown(wanted, timeline, since) or Absent()


def _not_shown(wanted: SoughtPost, timeline: Timeline, since: int) -> Unclear | None:
    """Why there may be more than a timeline shows, if there may."""
    hidden = [each for each in timeline.hidden - wanted.known if int(each) > since]
    if hidden:
        return Unclear(f"X hides a newer post that one it shows refers to ({hidden[0]}).")
    if since and wanted.since not in timeline.ids:
        why = f"X does not show the post before it ({since}), so it may hide more."
        return Unclear(why, lags=True)
    return None


def _adopt(wanted: SoughtPost, found: SeenPost) -> Found:
    if found.reply_to == wanted.reply_to and not found.below:
        return There(found)
    if found.unplaced:
        return Unclear(f"It is on X, which does not say what it answers: {found.url}")
    return Unclear(f"Its picture is on X, but in another place than approved: {found.url}")


def _is_akin(wanted: SoughtPost, each: SeenPost) -> bool:
    """Any reply to the same parent, and the same words in another place.

    What X shows without a place goes by its words: it may be a reply.
    """
    if each.reply_to is None:
        return _may_read(wanted, each)
    return each.reply_to == wanted.reply_to or same_words(each.text, wanted.text)


def _may_read(wanted: SoughtPost, each: SeenPost) -> bool:
    """Whether its words are like ours, or may go on where X does not show them."""
    if nearly_same(each.text, wanted.text):
        return True
    if each.text.startswith(_REPEATED) and not wanted.text.startswith(_REPEATED):
        return False
    return each.cut or maybe_same(each.text, wanted.text)


def _by_picture(wanted: SoughtPost, seen: Sequence[SeenPost]) -> list[SeenPost]:
    ids = set(wanted.media_ids)
    return [each for each in seen if ids & {key.rsplit("_", 1)[-1] for key in each.media_keys}]


def _by_words(wanted: SoughtPost, seen: Sequence[SeenPost]) -> list[SeenPost]:
    placed = [each for each in seen if each.reply_to == wanted.reply_to and not each.below]
    return [each for each in placed if same_post(each, wanted.text)]


def _addresses(posts: Iterable[SeenPost]) -> str:
    return ", ".join(each.url for each in posts)
