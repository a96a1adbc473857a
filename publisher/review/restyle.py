"""Tell the whole thread another way: style, numbers, order of sections, who may reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings

from cards import CardError
from publisher.accounts.models import Person
from publisher.explainer import Explainer, ExplainerError
from publisher.explainer.model import SourceKind
from publisher.intake import embargo_time
from publisher.networks.limits import Limits
from publisher.outside.work import read
from publisher.review.edit import apply_change
from publisher.review.shape.errors import NotSplit
from publisher.review.shape.merge_resplit import build_resplit_content
from publisher.review.shape.opened_content import Content, settle_content
from publisher.review.shape.resplit import ResplitOrder, split_again
from publisher.review.shape.resplit_options import number_as, reply_as
from publisher.split import SplitError
from publisher.thread.card_drawing import behind_of, drawn_posts, look_of
from publisher.thread.models import Revision, Thread


@dataclass(frozen=True, slots=True)
class Telling:
    """What an editor chose; `again` splits even where the choices are as they were."""

    style: str
    numbering: str
    newest_first: bool
    replies: str
    again: bool = False


def restyle_thread(thread: Thread, *, rev: int, wanted: Telling, who: Person) -> Revision:
    """Save the thread so told, with every change by hand that finds a place.

    Raises NotSplit, NoSuchChoice, TooLong, NotAllowed, Stale, Closed or Unchanged.
    """

    def shape(content: Content, limits: Limits) -> Content:
        content = number_as(reply_as(content, wanted.replies), wanted.numbering)
        before = (content["style"], content["newest_first"])
        same = before == (wanted.style, wanted.newest_first)
        if same and not wanted.again and _fits(content, limits):
            return content
        return _split(thread, content, limits, wanted)

    why = "Split again" if wanted.again else "Told another way"
    return apply_change(thread, rev=rev, shape=shape, who=who, why=why)


def list_edited_positions(content: Content) -> list[int]:
    """The posts of a version that an editor changed, by number."""
    return [n for n, post in enumerate(content["posts"], 1) if post.get("hand")]


def _fits(content: Content, limits: Limits) -> bool:
    return all(post["weight"] <= limits.limit for post in settle_content(content, limits)["posts"])


def _split(thread: Thread, content: Content, limits: Limits, wanted: Telling) -> Content:
    article, newsroom = thread.article, thread.account.newsroom
    order = ResplitOrder(
        wanted.style, wanted.numbering, wanted.newest_first, article.link, newsroom.sign_off
    )
    try:
        kind = cast("SourceKind", article.kind)
        explainer = read(
            article.source, kind=kind, largest=settings.SOURCE_LIMIT, address=article.link
        )
        again = split_again(content, explainer, limits, order)
        look = look_of(content.get("theme") or thread.theme, newsroom)
        pictures, missing = drawn_posts(again.draft.posts, look, behind_of(article))
    except (ExplainerError, SplitError, CardError) as error:
        raise NotSplit(str(error)) from error
    told = build_resplit_content(content, explainer, again, pictures, limits) | _held(
        thread, content, explainer
    )
    return _warned(told, missing)


def _held(thread: Thread, content: Content, explainer: Explainer) -> Content:
    """What lines hold the text back, where its versions do not say it yet: then an editor reads them.

    Versions made before such lines were looked for told them as words.
    """
    if "embargo" in content:
        return {}
    zone = thread.account.newsroom.zone
    found = embargo_time.resolve_embargo(explainer.embargoes, zone, thread.article.added_at)
    if found is None:
        return {}
    return {"embargo": embargo_time.embargo_as_json(explainer.embargoes, found) | {"asks": True}}


def _warned(content: Content, missing: Sequence[Sequence[dict[str, Any]]]) -> Content:
    pairs = zip(content["posts"], missing, strict=True)
    posts = [post | {"warnings": [*post["warnings"], *more]} for post, more in pairs]
    return content | {"posts": posts}
