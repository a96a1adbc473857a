"""The pages for people: who is here, what an account said, one thread as a follower reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from publisher.rehearsal import media, practice_accounts, practice_posts
from publisher.rehearsal.network import PracticeNetwork
from publisher.rehearsal.practice_accounts import PracticeAccount
from publisher.rehearsal.practice_posts import KeptPost, Range
from publisher.rehearsal.store import as_id
from publisher.rehearsal.tweet_length import find_links
from publisher.rehearsal.wsgi_http import Answer, Request, as_text

HERE = Path(str(files("publisher.rehearsal")))
ENGINE = Engine(dirs=[str(HERE / "templates")], autoescape=True)
KEEP = "private, max-age=86400"
#: Threads on an account's page.
MOST_THREADS = 100

Page = Callable[..., Answer | None]


@dataclass(frozen=True)
class PostPiece:
    """A part of a text; `url` is empty when it is no link."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class PostView:
    """A post as a page shows it; `iso` and `clock` are its time here."""

    post: KeptPost
    pieces: tuple[PostPiece, ...]
    iso: str
    clock: str
    day: str
    beside: int = 0


@dataclass(frozen=True)
class ThreadEntry:
    """A thread in the list of an account: its first post and how many there are."""

    first: PostView
    count: str


def answer_page_request(network: PracticeNetwork, request: Request) -> Answer:
    """Answer with a page, or with 404 in words."""
    if request.method not in {"GET", "HEAD"}:
        return as_text("These pages are for reading.", 405)
    for path, page in _PAGES:
        found = path.fullmatch(request.path)
        answered = page(network, **found.groupdict()) if found else None
        if answered:
            return answered
    return render_page("missing.html", 404)


def render_page(
    template: str, status: int = 200, *, headers: Mapping[str, str] | None = None, **values: Any
) -> Answer:
    """A page of this network."""
    context = Context(values, use_l10n=False, use_tz=False)
    body = ENGINE.get_template(template).render(context)
    shape = {"content-type": "text/html; charset=utf-8", **(headers or {})}
    return Answer(status, body.encode(), shape)


def _home(network: PracticeNetwork) -> Answer:
    return render_page("home.html", accounts=practice_accounts.list_accounts(network.store))


def _account(network: PracticeNetwork, handle: str) -> Answer | None:
    account = practice_accounts.by_handle(network.store, handle)
    if account is None:
        return None
    roots = practice_posts.list_posts(
        network.store, account.id, Range(roots_only=True, most=MOST_THREADS)
    )
    entries = [_entry(network, account, root) for root in roots]
    return render_page("account.html", account=account, entries=entries)


def _entry(network: PracticeNetwork, account: PracticeAccount, root: KeptPost) -> ThreadEntry:
    count = practice_posts.count_live_posts(network.store, account.id, root.conversation)
    return ThreadEntry(_said(root), "1 post" if count == 1 else f"{count} posts")


def _thread(network: PracticeNetwork, handle: str, number: str) -> Answer | None:
    account = practice_accounts.by_handle(network.store, handle)
    post = practice_posts.any_post(network.store, as_id(number))
    if account is None or post is None or post.account != account.id:
        return None
    listed = practice_posts.list_conversation(network.store, account.id, post.conversation)
    left = sum(each.deleted is None for each in listed)
    count = "1 post" if left == 1 else f"{left} posts"
    thread = [_said(each, beside=depth) for each, depth in _as_read(listed)]
    return render_page("thread.html", account=account, thread=thread, count=count)


def _as_read(listed: list[KeptPost]) -> list[tuple[KeptPost, int]]:
    """The chain goes on with the first reply; every later one stands under what it answers.

    With each post comes how deep it stands beside the chain.
    """
    replies: dict[int | None, list[KeptPost]] = {}
    for post in listed:
        replies.setdefault(post.parent, []).append(post)
    roots = [post for post in listed if post.parent not in {each.id for each in listed}]
    ordered, waiting = [], [(post, 0) for post in reversed(roots)]
    while waiting:
        post, depth = waiting.pop()
        ordered.append((post, depth))
        answers = replies.get(post.id, [])
        waiting += [(each, depth) for each in answers[:1]]
        waiting += [(each, depth + 1) for each in reversed(answers[1:])]
    return ordered


def _media(network: PracticeNetwork, number: str) -> Answer | None:
    found = media.read_upload_data(network.store, as_id(number))
    if found is None:
        return None
    kind, data = found
    return Answer(200, data, {"content-type": kind, "cache-control": KEEP})


def _style(_network: PracticeNetwork) -> Answer:
    return _static("timeline.css", "text/css; charset=utf-8")


def _sign(_network: PracticeNetwork) -> Answer:
    return _static("sign.svg", "image/svg+xml")


def _type(_network: PracticeNetwork) -> Answer:
    letters = files("fontpkg_inter").joinpath("files", "Inter[opsz,wght].ttf").read_bytes()
    return Answer(200, letters, {"content-type": "font/ttf", "cache-control": KEEP})


def _static(name: str, kind: str) -> Answer:
    return Answer(200, (HERE / "static" / name).read_bytes(), {"content-type": kind})


def _said(post: KeptPost, *, beside: int = 0) -> PostView:
    when = datetime.fromtimestamp(post.at).astimezone()
    day = f"{when.day} {when:%B %Y}"
    iso, clock = when.isoformat("T", "minutes"), f"{when:%H:%M}"
    return PostView(post, tuple(_pieces(post.text)), iso, clock, day, beside)


def _pieces(text: str) -> list[PostPiece]:
    at, pieces = 0, []
    for start, end in find_links(text):
        url = text[start:end]
        full = url if "://" in url else f"http://{url}"
        pieces += [PostPiece(text[at:start]), PostPiece(url, full)]
        at = end
    return [*pieces, PostPiece(text[at:])]


_PAGES: tuple[tuple[re.Pattern[str], Page], ...] = tuple(
    (re.compile(path), page)
    for path, page in (
        (r"/", _home),
        (r"/static/timeline\.css", _style),
        (r"/static/sign\.svg", _sign),
        (r"/static/inter\.ttf", _type),
        (r"/media/(?P<number>[0-9]{1,19})", _media),
        (r"/(?P<handle>[A-Za-z0-9_]{1,15})", _account),
        (r"/(?P<handle>[A-Za-z0-9_]{1,15})/status/(?P<number>[0-9]{1,19})", _thread),
    )
)
