"""POST, GET and DELETE of posts, and what an account said."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from publisher.rehearsal import accounts, asking, generations, judging, posts, shown
from publisher.rehearsal.accounts import Account
from publisher.rehearsal.network import Network
from publisher.rehearsal.posts import Post
from publisher.rehearsal.problems import Forbidden, NotFound, missing_post
from publisher.rehearsal.shown import Asked
from publisher.rehearsal.web import Answer, Request, as_json


def create(network: Network, account: Account, request: Request) -> Answer:
    """Answer POST /2/tweets."""
    asking.nothing(request.query)
    body = judging.checked(request)
    with network.store.write() as db:
        post = posts.insert(db, account, judging.judge(network.settings, db, account, body))
    network.faults.applied(account.handle)
    where = f"https://api.x.com/2/tweets/{post.id}"
    anew = network.settings.renamed or not network.settings.old_names
    return _answered({"data": shown.receipt(post)}, anew, 201, {"location": where})


def _answered(
    body: dict[str, Any], anew: bool, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    return as_json(generations.anew(body) if anew else body, status, headers)


def lookup(network: Network, _account: Account, request: Request) -> Answer:
    """Answer GET /2/tweets/:id; X says "not found" with status 200."""
    wanted = asking.asked(request.query, network.settings)
    number = _path_id(request)
    post = posts.live(network.store.connection, number)
    if post is None or post.at > _shown_until(network):
        return _answered({"errors": [missing_post(str(number))]}, wanted.anew)
    body: dict[str, Any] = {"data": shown.whole(network.store, post, wanted)}
    host = request.headers.get("host", "")
    if found := shown.includes(network.store, [post], wanted, host):
        body["includes"] = found
    if lost := _unshown(network, [post], wanted):
        body["errors"] = lost
    return _answered(body, wanted.anew)


def several(network: Network, _account: Account, request: Request) -> Answer:
    """Answer GET /2/tweets: the posts of these ids, and an error for each that is not there."""
    wanted = asking.asked(request.query, network.settings, also=frozenset({"ids"}))
    until, db = _shown_until(network), network.store.connection
    found = {number: posts.live(db, number) for number in asking.ids(request.query)}
    there = [post for post in found.values() if post and post.at <= until]
    seen = {post.id for post in there}
    missing = [missing_post(str(number), "ids") for number in found if number not in seen]
    missing += _unshown(network, there, wanted)
    body: dict[str, Any] = {"errors": missing} if missing else {}
    if there:
        body["data"] = [shown.whole(network.store, post, wanted) for post in there]
    if brought := shown.includes(network.store, there, wanted, request.headers.get("host", "")):
        body["includes"] = brought
    return _answered(body, wanted.anew)


def _unshown(network: Network, shown_posts: list[Post], wanted: Asked) -> list[dict[str, Any]]:
    """What X says of posts that those shown refer to, and that are not there to come along."""
    if "referenced_tweets.id" not in wanted.expansions or not wanted.placed:
        return []
    parents = dict.fromkeys(post.parent for post in shown_posts if post.parent)
    gone = [each for each in parents if posts.live(network.store.connection, each) is None]
    name = "referenced_posts" if wanted.anew else "referenced_tweets.id"
    return [missing_post(str(each), name) for each in gone]


def remove(network: Network, account: Account, request: Request) -> Answer:
    """Answer DELETE /2/tweets/:id."""
    asking.nothing(request.query)
    post = posts.live(network.store.connection, _path_id(request))
    if post is None:
        raise NotFound("Could not find the Tweet to delete.")
    if post.account != account.id:
        raise Forbidden("You are not authorized to delete this Tweet.")
    posts.delete(network.store, account, post)
    return as_json({"data": {"deleted": True}})


def timeline(network: Network, _account: Account, request: Request) -> Answer:
    """Answer GET /2/users/:id/tweets, newest first."""
    wanted = asking.asked(request.query, network.settings, also=asking.PAGING)
    owner = asking.number(request.path.split("/")[3], "id")
    if accounts.by_id(network.store, owner) is None:
        raise NotFound(f"Could not find user with id: [{owner}].")
    span = asking.ranged(request.query)
    span = replace(span, end=min(span.end, _shown_until(network)))
    found = posts.listed(network.store, owner, span)
    page = found[: span.most - 1]
    body: dict[str, Any] = {"meta": _meta(page, more=len(found) == span.most)}
    if page:
        body["data"] = [shown.whole(network.store, post, wanted) for post in page]
    if brought := shown.includes(network.store, page, wanted, request.headers.get("host", "")):
        body["includes"] = brought
    if lost := _unshown(network, page, wanted):
        body["errors"] = lost
    return _answered(body, wanted.anew)


def me(network: Network, account: Account, request: Request) -> Answer:
    """Answer GET /2/users/me."""
    wanted = asking.asked(request.query, network.settings, people=True)
    return as_json({"data": shown.person(account, wanted.user)})


def _meta(page: list[Post], *, more: bool) -> dict[str, Any]:
    meta: dict[str, Any] = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": str(page[0].id), "oldest_id": str(page[-1].id)}
    if page and more:
        meta["next_token"] = asking.token(page[-1].id)
    return meta


def _shown_until(network: Network) -> float:
    return time.time() - network.settings.read_lag


def _path_id(request: Request) -> int:
    return asking.number(request.path.rsplit("/", 1)[1], "id")
