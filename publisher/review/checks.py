"""Words to check: what an editor should look at before a thread goes out at its time.

Only a card that says something else than its thread, and what the network is sure to refuse, block an
approval. “It is right as it is” is kept as a Move of the version, by a key over the words of the post,
so that an edit of that post asks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2s
from typing import Any

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.delivery.refusal_checks import Near, judge_posts, of_posts
from publisher.explainer.quoting import quote_words
from publisher.networks import links
from publisher.networks.prices import Prices
from publisher.networks.text_match import reduce_to_letters
from publisher.review.check import REFUSED, Check, CheckContext, Look
from publisher.review.edit import newest_of
from publisher.review.errors import NoSuchCheck
from publisher.review.permissions import require_permission
from publisher.review.pointing import build_pointer_offer
from publisher.review.worded import Wording, find_card_cautions
from publisher.schedule.agenda import Agenda, load_agendas
from publisher.schedule.budget import Ahead, find_shortfall, pictures_ahead
from publisher.schedule.cost import prices_of
from publisher.split import Caution
from publisher.split.quotations import is_quoted
from publisher.split.relative_dates import judge_time_words
from publisher.thread.agreeing import find_clashes, has_edits
from publisher.thread.card_questions import seen_of
from publisher.thread.counting import limits_of
from publisher.thread.duplicate_posts import (
    find_duplicate_calls,
    likeness_of,
    says_the_same,
    sent_alike,
)
from publisher.thread.models import Call, Move, Revision, Thread
from publisher.thread.transitions import CHECK, RIGHT, record_move
from publisher.web.templatetags.desk import format_count, full

#: Alt texts shorter than this many letters repeat nothing worth hearing of.
FEW = 20


def list_checks(
    thread: Thread,
    revision: Revision,
    posted: datetime,
    beside: CheckContext | None = None,
    content: Mapping[str, Any] | None = None,
) -> list[Check]:
    """All there is to look at if this version goes out then, in the order of the posts.

    What stands `beside` it is read unless it is given; `content` is what it says, opened.
    """
    look = Look(thread, revision, posted, content)
    beside = beside or _beside(look)
    refused = list(_refused(look, beside.near))
    sure = {each.position for each in refused}
    twins_ = (each for each in _twins(look, beside.alike) if each.position not in sure)
    against = (*refused, *twins_, *_budget(look, beside.agenda))
    found = [*_found(look), *against]
    keyed = (replace(each, key=_key(each, look)) for each in found)
    known = (_judged(each, beside.right.get(each.key)) for each in keyed)
    return sorted(known, key=lambda each: (each.position, each.start, each.kind))


def still_to_check(
    thread: Thread, content: Mapping[str, Any], posted: datetime, right: Mapping[str, Move]
) -> int:
    """How many there are in the words of these posts, for a list of threads: nothing is read for it.

    Words that went out before and the account's budget are looked for on the thread's own page.
    """
    look = Look(thread, Revision(content=content), posted)
    keys = (_key(each, look) for each in _found(look))
    return sum(key not in right or right[key].after != RIGHT for key in keys)


def found_right(threads: Iterable[Thread]) -> dict[int, dict[str, Move]]:
    """The newest word on each key, for each of these threads."""
    rows = Move.objects.filter(thread__in=list(threads), subject="check")
    known: dict[int, list[Move]] = {}
    for move in rows.select_related("who").order_by("id"):
        known.setdefault(move.thread_id or 0, []).append(move)
    return {thread: newest_words(moves) for thread, moves in known.items()}


def newest_words(moves: Iterable[Move]) -> dict[str, Move]:
    """The newest word on each key among a thread's moves, which come oldest first."""
    return {move.before: move for move in moves if move.subject == "check"}


def _beside(look: Look) -> CheckContext:
    account, thread = look.thread.account, look.thread
    return CheckContext(
        load_agendas([account], look.posted)[account.pk],
        sent_alike([account.pk], (post["text"] for post in look.posts)),
        found_right([thread]).get(thread.pk, {}),
    )


def find_right(
    thread: Thread, *, rev: int, key: str, posted: datetime, who: Person, right: bool = True
) -> Check:
    """Keep that somebody looked at this and found it right, or wants it looked at again.

    Raises NotAllowed, Stale, Closed or NoSuchCheck; twice changes nothing.
    """
    require_permission(who, thread.account.newsroom, Act.EDIT)
    with transaction.atomic():
        Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
        newest = newest_of(thread, rev)
        check = next(
            (each for each in list_checks(thread, newest, posted) if each.key == key), None
        )
        if check is None or check.kind == REFUSED:
            raise NoSuchCheck
        if bool(check.by) != right:
            after, house = RIGHT if right else CHECK, thread.account.newsroom
            where = f"{quote_words(check.named)} in post {check.position}"
            record_move(house, "check", key, after, thread=thread, who=who, why=where)
    return check


def list_open_checks(found: Iterable[Check]) -> list[Check]:
    """Those nobody has found right as they are."""
    return [each for each in found if not each.by]


def _found(look: Look) -> Iterator[Check]:
    """What is found in the version alone."""
    yield from (
        *_in_words(look),
        *_on_cards(look),
        *_clashing(look),
        *_linked(look),
        *_repeats(look),
    )


def _in_words(look: Look) -> Iterator[Check]:
    for position, post in enumerate(look.posts, 1):
        for given in post["warnings"]:
            check = Check(
                position, given["kind"], given["why"], given["words"], given["start"], given["end"]
            )
            judged = _on_its_day(check, post["body"], look) if check.kind == "stale" else check
            if judged:
                yield judged


def _on_its_day(check: Check, body: str, look: Look) -> Check | None:
    judged = judge_time_words(
        check.words,
        look.thread.article.published_on,
        look.day,
        quoted=is_quoted(body, check.start, check.end),
    )
    if judged is None:
        return None
    mended = body[: check.start] + judged.instead + body[check.end :] if judged.instead else ""
    return replace(check, why=judged.why, instead=judged.instead, mended=mended)


def _on_cards(look: Look) -> Iterator[Check]:
    """What is doubtful on cards and in alt texts, where the post does not say it too."""
    for wording, caution in find_card_cautions(look.posts, limits_of(look.thread)):
        check = _on_card(wording, caution, look)
        if check:
            why = f"On {wording.where}: {check.why[:1].lower()}{check.why[1:]}"
            # Its words do not stand in the post's text, where they could be marked.
            yield replace(check, why=why, start=0, end=0)


def _on_card(wording: Wording, caution: Caution, look: Look) -> Check | None:
    start, end = caution.start, caution.end
    words = wording.text[start:end]
    check = Check(
        wording.position,
        caution.kind,
        caution.words,
        words,
        start,
        end,
        card=wording.card,
        on=wording,
    )
    return _on_its_day(check, wording.text, look) if caution.kind == "stale" else check


def _clashing(look: Look) -> Iterator[Check]:
    """Cards that say something else than the thread; where nothing was changed there are none."""
    if not has_edits(look.posts) or "ledger" not in look.revision.content:
        return
    seen = seen_of(look.thread.article)
    for clash in find_clashes(look.opened, seen=seen):
        why = clash.sentence
        yield Check(clash.position, "clash", why, card=clash.card, key=clash.key, clash=clash)


def _linked(look: Look) -> Iterator[Check]:
    """A link costs where the network asks more for it; one in a thread is what followers need."""
    prices = prices_of(look.thread.account.network)
    if prices is None or prices.link <= prices.post:
        return
    first = 0
    for position, post in enumerate(look.posts, 1):
        if not (found := links.find_links(post["body"])):
            continue
        if first:
            yield _link(position, first, post["body"], found[0], prices)
        first = first or position


def _link(position: int, first: int, body: str, link: links.FoundLink, prices: Prices) -> Check:
    words = body[link.start : link.end]
    more = prices.link - prices.post
    why = (
        f"Post {first} has a link already, and a post with one costs ${more:f} more: "
        "take this one out unless followers need it."
    )
    return Check(position, "link again", why, words, link.start, link.end)


def _repeats(look: Look) -> Iterator[Check]:
    """One line for all cards whose words are those of their post: a screen reader says both."""
    twice = [n for n, post in enumerate(look.posts, 1) if _says_twice(post)]
    if twice:
        what = "This card repeats its post" if len(twice) == 1 else "These cards repeat their posts"
        why = f"{what}: who listens hears the words twice. Shorten the post, or drop the card."
        yield Check(twice[0], "repeats", why, also=tuple(twice[1:]))


def _says_twice(post: Mapping[str, Any]) -> bool:
    body = reduce_to_letters(post["body"]).casefold()
    if len(body) < FEW:
        return False
    return any(body in reduce_to_letters(card["alt"]).casefold() for card in post["cards"])


def _refused(look: Look, near: Near | None) -> Iterator[Check]:
    if look.thread.begun_at:
        return
    for each in judge_posts(look.thread, of_posts(look.posts), look.posted, near):
        at = look.posts[each.position - 1]["body"].find(each.words)
        words, start = (each.words, at) if each.words and at >= 0 else ("", 0)
        kind = REFUSED if each.stops else "twin"
        check = Check(each.position, kind, each.why, words, start, start + len(words))
        if each.stops and each.told_by and each.position == 1:
            limits = limits_of(look.thread)
            check = replace(
                check, **build_pointer_offer(str(look.thread.article), each.told_by, limits)
            )
        yield check


def _twins(look: Look, alike: Sequence[Call]) -> Iterator[Check]:
    texts = [post["text"] for post in look.posts]
    known = find_duplicate_calls(look.thread, texts, look.posted, alike)
    for position, text in enumerate(texts, 1) if known else ():
        if call := known.get(likeness_of(text) or ""):
            yield Check(position, "twin", _twin(call, text, look))


def _twin(call: Call, text: str, look: Look) -> str:
    headline = call.thread.article if call.thread else "another thread"
    where = f"went out {full(call.started_at, look.wall)} in {quote_words(str(headline))}"
    if says_the_same(call, text):
        return f"These words {where}: the network may refuse them. Say them otherwise."
    return f"Words like these {where}: see that they are another post."


def _budget(look: Look, agenda: Agenda) -> Iterator[Check]:
    account, thread = look.thread.account, look.thread
    posts, pictures = len(look.posts), sum(len(post["cards"]) for post in look.posts)
    before = agenda.promised(look.posted, thread.pk)
    theirs = pictures_ahead(account, agenda, look.posted, thread.pk) if pictures else []
    ahead = Ahead(theirs, agenda.handed)
    short_ = find_shortfall(
        account, posts + before, pictures, pictures, at=look.posted, ahead=ahead
    )
    if short_:
        until = full(short_.until, look.wall)
        others = f", beside {_sizes(before, len(theirs))} of other threads" if before else ""
        all_ = f"{_sizes(posts, pictures)}{others}"
        yield Check(
            1,
            "budget",
            f"The account may not take {all_} at that time: choose one after {until}.",
        )


def _sizes(posts: int, pictures: int) -> str:
    sizes = [
        format_count(posts, "post", "posts"),
        format_count(pictures, "card", "cards") if pictures else "",
    ]
    return " and ".join(filter(None, sizes))


def _key(check: Check, look: Look) -> str:
    """What “right as it is” was said of: the post's words, and for days the day it goes out."""
    if check.clash:
        return check.clash.key
    about = [check.kind, check.words, str(check.start)]
    about += [check.on.field, check.on.text] if check.on else []
    about += [look.posts[n - 1]["body"] for n in (check.position, *check.also)]
    if check.kind in {"stale", "budget"}:
        about.append(look.day.isoformat())
    if check.kind == "repeats":
        about += [card["alt"] for post in look.posts for card in post["cards"]]
    return blake2s("\0".join(about).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _judged(check: Check, move: Move | None) -> Check:
    if move is None or move.after != RIGHT or check.kind == REFUSED:
        return check
    return replace(check, by=move.who.name if move.who else "", at=move.at)
