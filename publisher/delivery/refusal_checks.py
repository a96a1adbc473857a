"""What is sure to be refused of a thread, before it is approved and again before its first post.

By the network's limits; by what this account, or another one of the network, has sent of late or is
to send; and by what the account's trial was told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Length

from publisher.accounts.models import Account
from publisher.delivery.account_trial_steps import TrialStep
from publisher.delivery.claim import going_out
from publisher.networks.refusals import Going, Refusal, ShownPicture, known_refusals
from publisher.networks.text_match import same_text
from publisher.split.numbering import strip_number
from publisher.thread.counting import limits_of
from publisher.thread.duplicate_posts import WHILE, likeness_of
from publisher.thread.models import Call, Picture, Post, Thread
from publisher.thread.seal import SealedPost
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T

#: Told by another account.
ELSEWHERE = "second account"
#: Where posts that wait will go out unless somebody stops them.
_TO_GO = (T.APPROVED, T.SCHEDULED, T.SENDING, T.NEEDS_EDITOR)
#: The words that a post was sent with: its thread may have no approved version any more.
_SENT = Subquery(
    Call.objects.filter(post=OuterRef("pk"), kind=Call.Kind.POST)
    .order_by("-pk")
    .values(words=KT("body__text"))[:1]
)
_WAITING = (PostState.WAITING, PostState.INTENT, PostState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Near:
    """What was read for it: posts of words like these, and the accounts that may not answer themselves."""

    alike: Sequence[Post]
    mute: frozenset[int]

    def before(self, thread: Thread, moment: datetime) -> Near:
        """Only what is out or begun, or goes before this thread unless it is stopped: of two, one goes out."""
        threads = {post.thread_id: post.thread for post in self.alike}.values()
        rivals = [each.pk for each in threads if not each.begun_at and _turn(each) < _turn(thread)]
        going = going_out(moment).filter(pk__in=rivals) if rivals else Thread.objects.none()
        first = set(going.values_list("pk", flat=True))
        first |= {each.pk for each in threads if each.begun_at}
        return Near([post for post in self.alike if post.thread_id in first], self.mute)


def _turn(thread: Thread) -> tuple[datetime, int]:
    return (thread.start or thread.made_at, thread.pk)


def find_refusals(
    thread: Thread, posts: Sequence[Going], moment: datetime, near: Near | None = None
) -> list[Refusal]:
    """Everything that would be refused if these posts go out at that moment, in their order.

    What lies `near` is read unless it is given.
    """
    return [each for each in judge_posts(thread, posts, moment, near) if each.stops]


def judge_posts(
    thread: Thread, posts: Sequence[Going], moment: datetime, near: Near | None = None
) -> list[Refusal]:
    """The same, and what stops nothing but has to be looked at."""
    limits = limits_of(thread)
    near = near or near_by([thread.account], (post.text for post in posts), moment)
    found = known_refusals(posts, limits)
    if limits.once:
        found += _twins(thread, posts, near.alike, moment)
    if thread.account_id in near.mute:
        found += _no_answers(thread, posts)
    return sorted(found, key=lambda each: each.position)


def near_by(accounts: Sequence[Account], texts: Iterable[str], moment: datetime) -> Near:
    """Read, for threads of these accounts with these texts, what could have them refused."""
    named = [each.pk for each in accounts]
    last = _answers().filter(account__in=named).order_by("pk").values_list("account_id", "outcome")
    mute = frozenset(each for each, came in dict(last).items() if came == Call.Outcome.REFUSED)
    return Near(find_duplicate_posts(texts, moment), mute)


def trial_answer_column() -> dict[str, Subquery]:
    """How the last trial of a thread's account came by its answer to itself, as a column of threads."""
    last = _answers().filter(account=OuterRef("account")).order_by("-pk")
    return {"answered": Subquery(last.values("outcome")[:1])}


def near_of(threads: Iterable[Thread], texts: Iterable[str], moment: datetime) -> Near:
    """The same of threads that were read with this column."""
    refused = (each for each in threads if vars(each).get("answered") == Call.Outcome.REFUSED)
    return Near(find_duplicate_posts(texts, moment), frozenset(each.account_id for each in refused))


def _answers() -> QuerySet[Call]:
    tried = Call.objects.filter(
        thread__isnull=True, kind=Call.Kind.POST, body__step=TrialStep.REPLY
    )
    return tried.exclude(outcome="")


def of_content(content: Mapping[str, Any]) -> list[Going]:
    """The posts of a version, as they would be sent, and how large their pictures are."""
    posts = content["posts"]
    return of_posts(posts, _sizes(card["sha256"] for post in posts for card in post["cards"]))


def of_posts(
    posts: Sequence[Mapping[str, Any]], sizes: Mapping[str, int] | None = None
) -> list[Going]:
    """The same of a version's posts, without reading anything."""
    going = [(n, post) for n, post in enumerate(posts, 1) if not post.get("dropped")]
    return [
        Going(n, post["text"], tuple(_shown(card, sizes or {}) for card in post["cards"]))
        for n, post in going
    ]


def of_seal(posts: Iterable[SealedPost]) -> list[Going]:
    """The posts of a seal. Their pictures were looked at when it was made, and cannot be others."""
    return [Going(post.position, post.text) for post in posts]


def _shown(card: Mapping[str, Any], sizes: Mapping[str, int]) -> ShownPicture:
    return ShownPicture(card["alt"], card["media_type"], sizes.get(card["sha256"]))


def _sizes(names: Iterable[str]) -> dict[str, int]:
    wanted = set(names)
    if not wanted:
        return {}
    rows = Picture.objects.filter(pk__in=wanted).annotate(size=Length("content"))
    return dict(rows.values_list("pk", "size"))


def _twins(
    thread: Thread, posts: Sequence[Going], alike: Sequence[Post], moment: datetime
) -> list[Refusal]:
    found = list(_each_twin(thread, posts, alike, moment))
    told_there = any(each.code == ELSEWHERE and each.stops for each in found)
    # An ending alone is the house's; where more is told there, the whole thread is.
    return [
        replace(each, stops=each.stops or (told_there and each.code == ELSEWHERE)) for each in found
    ]


def _each_twin(
    thread: Thread, posts: Sequence[Going], alike: Sequence[Post], moment: datetime
) -> Iterator[Refusal]:
    known: dict[str, list[Post]] = {}
    last = max((post.position for post in posts), default=0)
    going = {post.position for post in posts}
    for twin in alike:
        if _is_near(thread, twin, moment) and not _goes_itself(thread, twin, going):
            known.setdefault(twin.likeness or "", []).append(twin)
    for post in posts if known else ():
        twins = known.get(likeness_of(post.text) or "", ())
        ends = post.position == last > 1 and not thread.ended_at
        said = [each for twin in twins if (each := _twin(thread, post, twin, ends=ends))]
        # The first that stops it, or else the first to look at.
        yield from sorted(said, key=lambda each: not each.stops)[:1]


def _is_near(thread: Thread, twin: Post, moment: datetime) -> bool:
    """Whether it is on an account like this one, within the days that count."""
    ours, theirs = thread.account, twin.thread.account
    alike = (theirs.network, theirs.rehearsal) == (ours.network, ours.rehearsal)
    at = twin.posted_at or twin.thread.due_at or moment
    return alike and abs(at - moment) < WHILE


def _goes_itself(thread: Thread, twin: Post, going: Collection[int]) -> bool:
    """Whether it is one of those that are judged: they are compared with each other by their words."""
    own = twin.thread_id == thread.pk
    return own and (twin.state == PostState.WAITING or twin.position in going)


def find_duplicate_posts(texts: Iterable[str], moment: datetime) -> list[Post]:
    """Posts of words like these, out of late or to go out, those that are out first."""
    waits = Q(state__in=_WAITING, thread__state__in=_TO_GO)
    out = Q(state=PostState.POSTED, posted_at__gt=moment - WHILE)
    wanted = {likeness_of(text) for text in texts} - {None}
    rows = Post.objects.filter(waits | out, likeness__in=wanted) if wanted else Post.objects.none()
    told = rows.annotate(sent=_SENT).select_related(
        "thread__account", "thread__article", "thread__approved"
    )
    told = told.defer("thread__article__source", "thread__approved__content")
    return sorted(told, key=lambda post: (post.state != PostState.POSTED, post.pk))


def _twin(thread: Thread, post: Going, twin: Post, *, ends: bool) -> Refusal | None:
    """What the other post means for this one, which `ends` its thread or does not.

    On the same account other numbers make them other words.
    """
    network, text = thread.account.network.title(), _text(twin)
    out = twin.state == PostState.POSTED
    if twin.thread.account.remote_user_id != thread.account.remote_user_id:
        return _elsewhere(thread, post, twin, text, ends=ends)
    if not same_text(text, post.text):
        return None
    if twin.thread_id == thread.pk:
        said = f"Post {twin.position} says these words already"
        why = f"{said}, and {network} takes them from an account once: say them otherwise."
        return Refusal(post.position, "twin", why, sure=out)
    where = f"in “{twin.thread.article}”"
    said = f"went out {where}" if out else f"are to go out {where}"
    why = f"These words {said}, and {network} takes them from an account once: say them otherwise."
    return Refusal(post.position, "twin", why, sure=out)


def _elsewhere(thread: Thread, post: Going, twin: Post, text: str, *, ends: bool) -> Refusal:
    """The same on another account, where only the words count; an unknown text counts as these."""
    network, theirs = thread.account.network.title(), twin.thread.account
    out = twin.state == PostState.POSTED
    house = theirs.newsroom_id == thread.account.newsroom_id
    who = f"@{theirs.handle}" if house else "another account of this installation"
    does = "has posted" if out else "is to post"
    who = f"{who[0].upper()}{who[1:]} {does}"
    if text and not same_text(strip_number(text), strip_number(post.text)):
        why = f"{who} words like these: see that they are another post."
        return Refusal(post.position, "alike", why, sure=False, stops=False)
    why = f"{who} these words, and {network} allows them to one account: say them otherwise."
    stops = not (ends and _ends(twin))
    told_by = theirs.handle if house else ""
    return Refusal(post.position, ELSEWHERE, why, sure=out, stops=stops, told_by=told_by)


def _ends(post: Post) -> bool:
    """Whether it is the last of its thread; replies to posts beside it are none of its chain."""
    seal = (post.thread.approved.seal if post.thread.approved else None) or {}
    chain = (each for each in seal.get("posts", ()) if each["reply_to"] == each["position"] - 1)
    return post.position == max((each["position"] for each in chain), default=0)


def _text(post: Post) -> str:
    if post.state != PostState.WAITING and (sent := vars(post)["sent"]):
        return str(sent)
    seal = post.thread.approved.seal if post.thread.approved else None
    posts = (seal or {}).get("posts", ())
    return next((each["text"] for each in posts if each["position"] == post.position), "")


def _no_answers(thread: Thread, posts: Sequence[Going]) -> Iterator[Refusal]:
    """All but a root is refused where the account may not answer itself, as its last trial was told."""
    first = next((post for post in posts if post.position > 1), None)
    if first:
        network = thread.account.network.title()
        why = (
            f"In its last trial {network} did not let this account answer its own post: "
            "make it one post, or change the app's tier and try the account again."
        )
        yield Refusal(first.position, "answers", why)
