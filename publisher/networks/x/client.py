"""X: one account, spoken to through tweepy.

What it costs, limits and gets wrong is in `docs/networks.md`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
import tweepy

from publisher.networks.base import (
    AccountRefused,
    Door,
    Found,
    Gone,
    Identity,
    Network,
    NetworkError,
    NotApplied,
    Outgoing,
    ParentMissing,
    Refused,
    SeenPost,
    Sent,
    SoughtPost,
    TryLater,
    Unclear,
    Uploaded,
)
from publisher.networks.x import consent
from publisher.networks.x.errors import PAUSE, inconclusive_error
from publisher.networks.x.field_names import in_turn, passed_over, remember_names
from publisher.networks.x.lookup import AT_ONCE, Lookup, parse_lookup, parse_single_lookup
from publisher.networks.x.response import ApiAnswer
from publisher.networks.x.session import HOMES, Session, parse_response, quiet_loggers
from publisher.networks.x.timeline import (
    Timeline,
    TimelinePage,
    join_pages,
    judge_presence,
    parse_page,
)

#: The four secrets of OAuth 1.0a; the other way is `bearer_token`, an OAuth 2 user token.
SIGNING = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")

#: Seconds X keeps an uploaded picture, where it does not say so itself.
MEDIA_LIFE = 86_400.0

#: X shows 3,200 posts of an account and no more: 32 pages of 100.
PAGES = 32

#: Who may answer: our word, and X's. A reply has none: the root decides for the thread.
REPLIES = {"everyone": None, "following": "following", "mentioned": "mentionedUsers"}

#: Where X shows its posts to people, beside x.com itself.
SITES = frozenset({"x.com", "www.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"})

RECONNECT = "Connect the account again."

_STATUS = re.compile(r"/status/([0-9]{1,19})(?:/|\Z)")


class XApi(tweepy.Client):  # type: ignore[misc]
    """tweepy with the door's session, and with whichever secrets the door has."""

    def __init__(self, door: Door) -> None:
        super().__init__(**_secrets(door.secrets), return_type=requests.Response)
        self.session = Session(door)

    def request(
        self,
        method: str,
        route: str,
        params: Any = None,
        json: Any = None,
        user_auth: bool = True,  # noqa: ARG002 (tweepy passes it; the secrets decide)
    ) -> requests.Response:
        """Every call of tweepy comes through here."""
        quiet_loggers()
        signed = self.bearer_token is None
        answer: requests.Response = super().request(method, route, params, json, signed)
        return answer


def _secrets(secrets: Mapping[str, str]) -> dict[str, str]:
    """Choose a way to sign in; raises AccountRefused when neither is whole."""
    given = {name: value.strip() for name, value in secrets.items() if value.strip()}
    if odd := [name for name, value in given.items() if not _is_token(value)]:
        raise AccountRefused(f"The account's {odd[0]} is no token.", advice=RECONNECT)
    if all(name in given for name in SIGNING):
        return {name: given[name] for name in SIGNING}
    if "bearer_token" in given:
        return {"bearer_token": given["bearer_token"]}
    missing = ", ".join(name for name in SIGNING if name not in given)
    raise AccountRefused(
        f"The account's secrets are not complete: {missing} missing, and no bearer_token.",
        advice=RECONNECT,
    )


def _is_token(value: str) -> bool:
    return value.isascii() and value.isprintable() and " " not in value


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdigit()


class XClient:
    """One account on X; see `publisher.networks.base.Client`."""

    def __init__(self, door: Door) -> None:
        self._line = XApi(door)
        self._user_id = door.user_id
        self._base = door.base_url.rstrip("/")
        self._home = "https://x.com" if self._base in HOMES else self._base
        self._site = f"{self._home}/{door.handle or 'i'}"

    def identity(self) -> Identity:
        """Who the credentials belong to."""
        me = _told(self._line.get_me(), "id", "username", "name", reading=True)
        handle = me.data["username"]
        return Identity(me.data["id"], handle, me.data["name"], f"{self._home}/{handle}")

    def upload(self, picture: bytes, media_type: str) -> Uploaded:
        """Hand over a picture of at most 5 MB; X finds out by itself of which kind it is."""
        del media_type
        media = base64.b64encode(picture).decode("ascii")
        asked = {"media": media, "media_category": "tweet_image"}
        told = _told(self._line.request("POST", "/2/media/upload", json=asked), "id")
        lives = told.data.get("expires_after_secs")
        return Uploaded(told.data["id"], float(lives) if isinstance(lives, int) else MEDIA_LIFE)

    def describe(self, media_id: str, alt: str) -> None:
        """Set the alt text, up to 1,000 characters."""
        asked = {"id": media_id, "metadata": {"alt_text": {"text": alt}}}
        _told(self._line.request("POST", "/2/media/metadata", json=asked))

    def body(self, outgoing: Outgoing) -> dict[str, Any]:
        """The exact body of `POST /2/tweets`."""
        body: dict[str, Any] = {"text": outgoing.text}
        if outgoing.media_ids:
            body["media"] = {"media_ids": list(outgoing.media_ids)}
        if outgoing.reply_to is not None:
            return body | {"reply": {"in_reply_to_tweet_id": outgoing.reply_to}}
        who = _who_replies(outgoing.replies)
        return body | ({"reply_settings": who} if who else {})

    def send(self, body: Mapping[str, Any]) -> Sent:
        """Post once."""
        try:
            told = _told(self._line.request("POST", "/2/tweets", json=dict(body)), "id")
        except Refused as refused:
            raise _about_parent(refused, body) from refused
        remote_id = told.data["id"]
        return Sent(remote_id, f"{self._site}/status/{remote_id}", told.budget())

    def newest(self) -> str | None:
        """The id of the newest own post."""
        for each in self._pages(max_results=5):
            if each.flaw:
                raise _unread(each.flaw)
            if each.ids:
                return max(each.ids, key=int)
        return None

    def recent(self) -> list[SeenPost]:
        """Own posts of the last seven days, newest first."""
        week_ago = datetime.now(UTC) - timedelta(days=7)
        timeline = join_pages(self._pages(start_time=f"{week_ago:%Y-%m-%dT%H:%M:%SZ}"))
        if timeline.flaw:
            raise _unread(timeline.flaw)
        return list(timeline.seen)

    def find(self, wanted: SoughtPost) -> Found:
        """Read back after an unclear answer; raises when X cannot be read just now.

        One `Absent` is not enough to send again: X's timelines lag.
        """
        if wanted.since is not None and not _is_id(wanted.since):
            return Unclear(f"{wanted.since!r} is no post of X.")
        return judge_presence(wanted, self._since(wanted.since))

    def id_at(self, address: str) -> str | None:
        """The number in ".../status/NUMBER", on X's own sites or where this account rehearses."""
        typed = address.strip()
        try:
            parts = urlsplit(typed if "//" in typed else f"//{typed}")
        except ValueError:
            return None
        home = urlsplit(self._home).netloc
        named = _STATUS.search(parts.path)
        ours = parts.netloc in (SITES if home in SITES else {home})
        return named[1] if named and ours else None

    def look(self, remote_id: str) -> SeenPost | None:
        """One own post, or None where X has no such post of this account."""
        if not _is_id(remote_id):
            return None
        try:
            told = self._ask(f"/2/tweets/{remote_id}", author=True)
        except Gone:
            return None
        found = self._found(parse_single_lookup(told.body, remote_id, self._whose(), self._site))
        return found.seen.get(remote_id)

    def read(self, ids: Sequence[str]) -> dict[str, SeenPost]:
        """Own posts by id, a hundred a call; raises when X does not say of each what became of it."""
        parts = [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
        return {key: seen for part in parts for key, seen in self._read(part).items()}

    def _read(self, ids: Sequence[str]) -> Mapping[str, SeenPost]:
        told = self._ask("/2/tweets", {"ids": ",".join(ids)}, author=True, alts=True)
        return self._found(parse_lookup(told.body, ids, self._whose(), self._site)).seen

    def _found(self, found: Lookup) -> Lookup:
        if found.flaw:
            raise _unread(found.flaw)
        return found

    def _whose(self) -> str:
        return self._user_id or self.identity().user_id

    def _ask(self, route: str, asked: Mapping[str, Any] | None = None, **what: bool) -> ApiAnswer:
        """Read by the names X takes there: where it refuses them or passes them over, by the others."""
        first: NetworkError | ApiAnswer | None = None
        for names in in_turn(self._base):
            query = {**(asked or {}), **names.query(**what)}
            try:
                told = parse_response(self._line.request("GET", route, query))
            except NotApplied as refused:
                if refused.status != 400:  # noqa: PLR2004 (what X answers to names it does not know)
                    raise
                first = first or refused
                continue
            if not passed_over(names, told.body):
                remember_names(self._base, names)
                return told
            first = first if isinstance(first, ApiAnswer) else told
        if isinstance(first, ApiAnswer):
            return first
        raise first or _unread("X takes no names for what is asked")

    def remove(self, remote_id: str) -> None:
        """Delete a post; one that is gone already is no error."""
        try:
            told = parse_response(self._line.delete_tweet(remote_id))
        except Gone:
            return
        if "resource-not-found" in told.kinds and not told.data:
            return
        if not told.data:
            raise inconclusive_error(
                told.words or "X did not say whether it deleted the post.", told.status
            )
        if told.data.get("deleted") is not True:
            raise Refused(
                "X did not delete it.", status=told.status, advice="Delete it on X by hand."
            )

    def _since(self, anchor: str | None) -> Timeline:
        # One below the anchor, so that X has to show the anchor: a sign that it shows the rest.
        return join_pages(self._pages(**({"since_id": int(anchor) - 1} if anchor else {})))

    def _pages(self, max_results: int = 100, **span: Any) -> Iterator[TimelinePage]:
        token: dict[str, str] = {}
        for _ in range(PAGES):
            found = self._page(max_results=max_results, **span, **token)
            yield found
            if found.following is None:
                return
            token = {"pagination_token": found.following}
        yield TimelinePage(flaw=f"there are more than {PAGES} pages of posts since")

    def _page(self, **span: Any) -> TimelinePage:
        told = self._ask(f"/2/users/{self._whose()}/tweets", span)
        if told.body is None:
            raise _unread("X's answer is no JSON")
        return parse_page(told.body, self._site)


def _told(response: requests.Response, *names: str, reading: bool = False) -> ApiAnswer:
    """Read a 2xx that must have these texts under "data"; without them nobody knows what was done."""
    answer = parse_response(response)
    told = [answer.data.get(name) for name in names]
    named = all(isinstance(each, str) and each for each in told)
    if answer.data and named and _is_id(answer.data.get("id", "0")):
        return answer
    said = answer.words or f"X answered {answer.status} without saying what it did."
    raise inconclusive_error(said, answer.status, reading=reading)


def _who_replies(replies: str) -> str | None:
    if replies not in REPLIES:
        raise Refused(f"X knows no replies from {replies!r}; it knows {', '.join(REPLIES)}.")
    return REPLIES[replies]


def _about_parent(refused: Refused, body: Mapping[str, Any]) -> Refused:
    """A post that is not found can only be the one replied to."""
    if isinstance(refused, Gone) or "in_reply_to_tweet_id" in refused.said:
        kind = ParentMissing if "reply" in body else Refused
        advice = (
            "The post it replies to is gone from X: continue elsewhere or close the thread out."
        )
        return kind(refused.said, status=refused.status, advice=advice)
    return refused


def _unread(flaw: str) -> NotApplied:
    return TryLater(f"The account's posts could not be read: {flaw}.", after=PAUSE)


def connect(door: Door) -> XClient:
    """Open an account; raises AccountRefused for a wrong address or missing secrets."""
    return XClient(door)


X = Network(
    name="x",
    title="X",
    home=HOMES[0],
    connect=connect,
    keys={
        "consumer_key": "API key",
        "consumer_secret": "API key secret",
        "access_token": "Access token",
        "access_token_secret": "Access token secret",
    },
    app=SIGNING[:2],
    consent=consent.connect,
)
