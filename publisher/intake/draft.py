"""Make a thread's first version: read the explainer, split it, draw its cards."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain
from typing import Any, cast

import structlog
from django.conf import settings
from django.db import transaction

from cards import CardError, Theme
from publisher.explainer import Explainer, ExplainerError
from publisher.explainer.model import SourceKind
from publisher.intake import embargo_time
from publisher.outside.errors import is_passing
from publisher.outside.work import read, split
from publisher.split import SplitError
from publisher.thread.card_drawing import behind_of, drawn_posts, look_of
from publisher.thread.card_specs import spread_pictures
from publisher.thread.clock import now
from publisher.thread.counting import limits_of
from publisher.thread.models import Revision, Thread
from publisher.thread.revision_content import content_of
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_thread

log = structlog.get_logger()
_UNEXPECTED = "The publisher could not make this thread. Its keepers find the cause in the log."

#: For so long a machine that is too busy for a thread is tried again by itself.
_TRIED_FOR = timedelta(minutes=10)


def draft_thread(thread_id: int) -> None:
    """Make the first version of a thread that is being drafted; a second call changes nothing."""
    rows = Thread.objects.select_related("article__newsroom", "account__newsroom")
    thread = rows.filter(pk=thread_id, state=T.DRAFTING).first()
    if thread is None:
        return
    try:
        content = build_content(thread)
    except (ExplainerError, SplitError, CardError) as error:
        if is_passing(error) and now() < thread.changed_at + _TRIED_FOR:
            # It is due again already: the clock gives its hint until the thread is made.
            log.warning("a draft waits for this machine", thread=thread.pk, why=str(error))
        else:
            _break(thread, str(error))
    except Exception:
        log.exception("a draft failed", thread=thread.pk)
        _break(thread, _UNEXPECTED)
    else:
        _keep(thread, content)


def build_content(thread: Thread) -> dict[str, Any]:
    """The content of a fresh version. Raises ExplainerError or SplitError."""
    limits = limits_of(thread)
    kind = cast("SourceKind", thread.article.kind)
    article = thread.article
    explainer = read(article.source, kind=kind, largest=settings.SOURCE_LIMIT, address=article.link)
    made = split(explainer, limits, **_choices(thread))
    made.ledger.check()
    behind = behind_of(thread.article)
    pictures, missing = drawn_posts(made.posts, theme_of(thread), behind)
    content = content_of(explainer, made, pictures, limits, thread.theme)
    content["replies"] = thread.replies
    for post, warnings in zip(content["posts"], missing, strict=True):
        post["warnings"] += warnings
    _, over = spread_pictures([list(chain(*each)) for each in pictures], limits.pictures)
    if over:
        content["warnings"].append(f"{over} cards found no place: a post takes {limits.pictures}.")
    return content | _held(thread, explainer)


def _held(thread: Thread, explainer: Explainer) -> dict[str, Any]:
    """What lines of the source hold it back, and until when."""
    zone, received = thread.account.newsroom.zone, thread.article.added_at
    found = embargo_time.resolve_embargo(explainer.embargoes, zone, received)
    return {"embargo": embargo_time.embargo_as_json(explainer.embargoes, found)} if found else {}


def theme_of(thread: Thread) -> Theme:
    """The thread's theme, with the newsroom's name on it."""
    return look_of(thread.theme, thread.account.newsroom)


def _choices(thread: Thread) -> dict[str, Any]:
    return {
        "style": thread.style,
        "number_as": thread.numbering or None,
        "link": thread.article.link,
        "sign_off": thread.account.newsroom.sign_off,
    }


def _keep(thread: Thread, content: dict[str, Any]) -> None:
    rev = thread.rev + 1
    # An embargo that somebody has set already stands, unless the source's is later.
    until = embargo_time.until_of(content)
    not_before = max(filter(None, (until, thread.not_before)), default=None)
    try:
        with transaction.atomic():
            move_thread(
                thread,
                T.IN_REVIEW,
                guard={"rev": thread.rev},
                rev=rev,
                wake_at=None,
                not_before=not_before,
                why="drafted",
            )
            Revision.objects.create(
                thread=thread,
                rev=rev,
                content=content,
                made_by=thread.made_by,
                why="Made from the explainer",
            )
    except Overtaken:
        log.info("another worker was quicker", thread=thread.pk)


def _break(thread: Thread, why: str) -> None:
    try:
        with transaction.atomic():
            move_thread(thread, T.BROKEN, why=why, wake_at=None)
            Thread.objects.filter(pk=thread.pk).update(why=why)
    except Overtaken:
        log.info("another worker was quicker", thread=thread.pk)
