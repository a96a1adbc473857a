"""POST, GET and DELETE of posts, and what an account said."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from publisher.rehearsal import (
    generations,
    practice_accounts,
    practice_posts,
    query_params,
    serialise,
    validation,
)
from publisher.rehearsal.network import PracticeNetwork
from publisher.rehearsal.practice_accounts import PracticeAccount
from publisher.rehearsal.practice_posts import KeptPost
from publisher.rehearsal.problems import Forbidden, NotFound, missing_post
from publisher.rehearsal.serialise import WantedFields
from publisher.rehearsal.wsgi_http import Answer, Request, as_json


def create_tweet(network: PracticeNetwork, account: PracticeAccount, request: Request) -> Answer:
    """Answer POST /2/tweets."""
    query_params.reject_parameters(request.query)
    body = validation.validate_body(request)
    with network.store.write() as db:
        post = practice_posts.insert_post(
            db, account, validation.validate_post(network.settings, db, account, body)
        )
    network.faults.applied(account.handle)
    where = f"https://api.x.com/2/tweets/{post.id}"
    anew = network.settings.renamed or not network.settings.old_names
    return _answered({"data": serialise.build_receipt(post)}, anew, 201, {"location": where})


def _answered(
    body: dict[str, Any], anew: bool, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    return as_json(generations.with_new_names(body) if anew else body, status, headers)


def look_up_tweet(network: PracticeNetwork, _account: PracticeAccount, request: Request) -> Answer:
    """Answer GET /2/tweets/:id; X says "not found" with status 200."""
    wanted = query_params.parse_wanted_fields(request.query, network.settings)
    number = _path_id(request)
    post = practice_posts.find_live_post(network.store.connection, number)
    if post is None or post.at > _shown_until(network):
        return _answered({"errors": [missing_post(str(number))]}, wanted.anew)
    body: dict[str, Any] = {"data": serialise.build_post(network.store, post, wanted)}
    host = request.headers.get("host", "")
    if found := serialise.build_includes(network.store, [post], wanted, host):
        body["includes"] = found
    if lost := _unshown(network, [post], wanted):
        body["errors"] = lost
    return _answered(body, wanted.anew)


def look_up_tweets(network: PracticeNetwork, _account: PracticeAccount, request: Request) -> Answer:
    """Answer GET /2/tweets: the posts of these ids, and an error for each that is not there."""
    wanted = query_params.parse_wanted_fields(
        request.query, network.settings, also=frozenset({"ids"})
    )
    until, db = _shown_until(network), network.store.connection
    found = {
        number: practice_posts.find_live_post(db, number)
        for number in query_params.parse_ids(request.query)
    }
    there = [post for post in found.values() if post and post.at <= until]
    seen = {post.id for post in there}
    missing = [missing_post(str(number), "ids") for number in found if number not in seen]
    missing += _unshown(network, there, wanted)
    body: dict[str, Any] = {"errors": missing} if missing else {}
    if there:
        body["data"] = [serialise.build_post(network.store, post, wanted) for post in there]
    if brought := serialise.build_includes(
        network.store, there, wanted, request.headers.get("host", "")
    ):
        body["includes"] = brought
    return _answered(body, wanted.anew)


def _unshown(
    network: PracticeNetwork, shown_posts: list[KeptPost], wanted: WantedFields
) -> list[dict[str, Any]]:
    """What X says of posts that those shown refer to, and that are not there to come along."""
    if "referenced_tweets.id" not in wanted.expansions or not wanted.placed:
        return []
    parents = dict.fromkeys(post.parent for post in shown_posts if post.parent)
    gone = [
        each
        for each in parents
        if practice_posts.find_live_post(network.store.connection, each) is None
    ]
    name = "referenced_posts" if wanted.anew else "referenced_tweets.id"
    return [missing_post(str(each), name) for each in gone]


def delete_tweet(network: PracticeNetwork, account: PracticeAccount, request: Request) -> Answer:
    """Answer DELETE /2/tweets/:id."""
    query_params.reject_parameters(request.query)
    post = practice_posts.find_live_post(network.store.connection, _path_id(request))
    if post is None:
        raise NotFound("Could not find the Tweet to delete.")
    if post.account != account.id:
        raise Forbidden("You are not authorized to delete this Tweet.")
    practice_posts.delete_post(network.store, account, post)
    return as_json({"data": {"deleted": True}})


def read_timeline(network: PracticeNetwork, _account: PracticeAccount, request: Request) -> Answer:
    """Answer GET /2/users/:id/tweets, newest first."""
    wanted = query_params.parse_wanted_fields(
        request.query, network.settings, also=query_params.PAGING
    )
    owner = query_params.parse_id(request.path.split("/")[3], "id")
    if practice_accounts.by_id(network.store, owner) is None:
        raise NotFound(f"Could not find user with id: [{owner}].")
    span = query_params.parse_range(request.query)
    span = replace(span, end=min(span.end, _shown_until(network)))
    found = practice_posts.list_posts(network.store, owner, span)
    page = found[: span.most - 1]
    body: dict[str, Any] = {"meta": _meta(page, more=len(found) == span.most)}
    if page:
        body["data"] = [serialise.build_post(network.store, post, wanted) for post in page]
    if brought := serialise.build_includes(
        network.store, page, wanted, request.headers.get("host", "")
    ):
        body["includes"] = brought
    if lost := _unshown(network, page, wanted):
        body["errors"] = lost
    return _answered(body, wanted.anew)


def look_up_me(network: PracticeNetwork, account: PracticeAccount, request: Request) -> Answer:
    """Answer GET /2/users/me."""
    wanted = query_params.parse_wanted_fields(request.query, network.settings, people=True)
    return as_json({"data": serialise.build_user(account, wanted.user)})


def _meta(page: list[KeptPost], *, more: bool) -> dict[str, Any]:
    meta: dict[str, Any] = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": str(page[0].id), "oldest_id": str(page[-1].id)}
    if page and more:
        meta["next_token"] = query_params.format_page_token(page[-1].id)
    return meta


def _shown_until(network: PracticeNetwork) -> float:
    return time.time() - network.settings.read_lag


def _path_id(request: Request) -> int:
    return query_params.parse_id(request.path.rsplit("/", 1)[1], "id")
