"""Who may approve a version where the house wants a second person: the one rule, asked everywhere.

Whoever had a hand in it since somebody else approved it may not. Hands are read off the versions
(`hands`), and off the moves that lifted or moved the embargo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from publisher.accounts.editor_names import Editors, read_editors
from publisher.accounts.models import Newsroom, Person
from publisher.accounts.policy import bound_until
from publisher.accounts.rights import count_of_editors
from publisher.accounts.seen_links import (
    Opened,
    add_openers,
    are_tied,
    find_possible_makers,
    links_in,
)
from publisher.thread.hands import NONE, HandedVersion, People
from publisher.thread.models import Move, Post, Revision, Thread
from publisher.thread.remembered import hands_in
from publisher.thread.states import PostState, ThreadState
from publisher.thread.transitions import EMBARGO

#: Who did something that counts, and when.
Done = Sequence[tuple[People, datetime]]
#: Why somebody is barred who never saw it.
_LINKED = (
    "Whoever chose a password by a link that its maker has seen counts as the maker too, until the "
    "next one comes by mail, from another admin, or from the machine itself; what she wrote before "
    "that stays the maker’s too."
)
#: So many are named who could be asked.
ASKED = 3
#: These posts are out, or were: nobody approves them any more.
_OUT = (PostState.POSTED, PostState.REMOVING, PostState.REMOVED)


@dataclass(frozen=True, slots=True)
class ReadRows:
    """What was read of some threads already: all versions, and the moves of `moves_of` in their order.

    `posts` are all of the threads that have begun, where they were read too.
    """

    versions: Iterable[Revision]
    moves: Iterable[Move]
    posts: Iterable[Post] | None = None


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is read of some threads, by thread; `approvals` are those who approved, by version."""

    versions: Mapping[int, list[Revision]]
    approvals: Mapping[tuple[int, int], set[int]]
    embargoes: Mapping[int, list[Move]]
    out: Mapping[int, set[int]] = field(default_factory=dict)


def _anew(newsroom: Newsroom) -> tuple[Newsroom, int]:
    """It and how many may approve here, by one reading of the rows: they may have changed."""
    rows = Newsroom.objects.filter(pk=newsroom.pk)
    read = rows.annotate(approving=count_of_editors("pk")).get()
    return read, read.approving or 0


def find_barred_approvers(
    revision: Revision,
    newsroom: Newsroom,
    *,
    approving: int | None = None,
    among: Collection[int] | None = None,
    given: ReadRows | None = None,
) -> People:
    """The keys of all who may not approve this version; none where the rule does not hold.

    `approving` is how many may approve here, where that is known; `among` are the only posts that
    count, by place from 1: without it all that are not out.
    """
    found = barred_from([revision], newsroom, approving=approving, among=among, given=given)
    return found[revision.thread_id]


def barred_from(
    revisions: Sequence[Revision],
    newsroom: Newsroom,
    *,
    approving: int | None = None,
    among: Collection[int] | None = None,
    given: ReadRows | None = None,
) -> dict[int, People]:
    """The same of versions of several threads, by thread, in a few queries."""
    nobody = dict.fromkeys((each.thread_id for each in revisions), NONE)
    if not revisions:
        return nobody
    house, able = _anew(newsroom) if approving is None else (newsroom, approving)
    until, links = bound_until(house, able), links_in(house)
    if until is None:
        return nobody
    rows = _read(revisions, given)
    done = {each.thread_id: _done(each, rows, until, among, links) for each in revisions}
    return {thread: _hands_of(each) | _others(each, links) for thread, each in done.items()}


def has_worked_on(person: Person, newsroom: Newsroom) -> Q:
    """A column of threads: whether she, or who may be she, ever had a hand in it. Only these can be barred."""
    same = find_possible_makers(newsroom, person.pk)
    versions = Revision.objects.filter(thread=OuterRef("pk"), made_by__in=same)
    moves = Move.objects.filter(thread=OuterRef("pk"), subject=EMBARGO, who__in=same)
    own = Q(made_by__in=same) | Q(article__added_by__in=same)
    return own | Q(Exists(versions)) | Q(Exists(moves))


def whom_to_ask(newsroom: Newsroom, without: People, able: Editors | None = None) -> str:
    """Who may approve here and is none of these, as a sentence; who is `able` to is read unless given."""
    able = read_editors(newsroom) if able is None else able
    linked = f" {_LINKED}" if are_tied(newsroom, without) else ""
    return f"{_whom_to_ask(able, without)}{linked}"


def _whom_to_ask(able: Editors, without: People) -> str:
    names = [name for person, name in able if person not in without]
    if names:
        return f"Ask {_one_of(names[:ASKED])}."
    if len(able) == 1:
        return (
            "Nobody else may approve here any more, but somebody could when it was written: let "
            "somebody in who may, or take your change out."
        )
    return "Everybody who may approve here worked on it: one of them can take their change out."


def _one_of(names: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def moves_of(threads: Collection[int | Thread]) -> QuerySet[Move]:
    """The moves that tell who approved, and what was done to embargoes."""
    rows = Move.objects.filter(
        thread__in=threads, subject__in=("thread", EMBARGO), who__isnull=False
    )
    return rows.order_by("id")


def _read(revisions: Sequence[Revision], given: ReadRows | None) -> _Rows:
    threads = [each.thread_id for each in revisions]
    versions: dict[int, list[Revision]] = defaultdict(list)
    rows = Revision.objects.filter(thread__in=threads).defer("seal")
    for row in given.versions if given else rows:
        versions[row.thread_id].append(row)
    for listed in versions.values():
        listed.sort(key=lambda row: row.rev)
    approvals: dict[tuple[int, int], set[int]] = defaultdict(set)
    embargoes: dict[int, list[Move]] = defaultdict(list)
    for move in given.moves if given else moves_of(threads):
        thread = move.thread_id or 0
        if move.subject == EMBARGO:
            embargoes[thread].append(move)
        elif move.after == ThreadState.APPROVED and move.who_id:
            approvals[thread, move.rev or 0].add(move.who_id)
            # An embargo that was approved as it is has nobody's hand on it any more.
            embargoes[thread].clear()
    return _Rows(versions, approvals, embargoes, _out(revisions, given.posts if given else None))


def _out(revisions: Sequence[Revision], posts: Iterable[Post] | None) -> dict[int, set[int]]:
    begun = [each.thread_id for each in revisions if each.thread.begun_at]
    found: dict[int, set[int]] = defaultdict(set)
    if begun and posts is None:
        posts = Post.objects.filter(thread__in=begun, state__in=_OUT).only(
            "thread", "position", "state"
        )
    for post in posts or ():
        if post.state in _OUT:
            found[post.thread_id].add(post.position)
    return found


def _hands_of(done: Done) -> People:
    return frozenset().union(*(who for who, _ in done))


def _others(done: Done, links: Mapping[int, Opened]) -> People:
    """Who may be one of these, as far as is known."""
    found = ((key, each) for key, each in links.items() if each.inside)
    return frozenset(key for key, each in found if any(each.covers(*step) for step in done))


def _done(
    revision: Revision,
    rows: _Rows,
    until: datetime,
    among: Collection[int] | None,
    links: Mapping[int, Opened],
) -> Done:
    """Of versions made after `until` no hand counts: the rule bound nobody by then."""
    thread = revision.thread
    earlier = [row for row in rows.versions[thread.pk] if row.rev < revision.rev]
    versions = [_version(row, thread, rows) for row in (*earlier, revision)]
    embargo = _moved(rows.embargoes.get(thread.pk, ()), thread, until, rows)
    moved = [(add_openers(links, who, at), at) for who, at in embargo]
    wrote = hands_in(versions, _among(revision, rows, among))
    made = {row.rev: row.made_at for row in (*earlier, revision)}
    by = {each.rev: each.by for each in versions}
    bound = [rev for rev in sorted(wrote) if made[rev] <= until]
    words = [(add_openers(links, by[rev], made[rev]), made[rev]) for rev in bound]
    # Words somebody else has approved as they are: what was done to the embargo since is all there is.
    return moved if moved and versions[-1].approved_by - _hands_of(words) else [*words, *moved]


def _version(row: Revision, thread: Thread, rows: _Rows) -> HandedVersion:
    by = {row.made_by_id}
    if row.rev == 1:
        by |= {thread.made_by_id, thread.article.added_by_id}
    approved = {row.sealed_by_id} | rows.approvals.get((thread.pk, row.rev), set())
    return HandedVersion(row.rev, _known(by), row.content, _known(approved))


def _known(people_: Iterable[int | None]) -> People:
    return frozenset(each for each in people_ if each)


def _among(
    revision: Revision, rows: _Rows, among: Collection[int] | None
) -> Collection[int] | None:
    if among is not None or not revision.thread.begun_at:
        return among
    # With the end, which tells what was cut there.
    places = range(1, len(revision.content["posts"]) + 2)
    return set(places) - rows.out.get(revision.thread_id, set())


def format_embargo(moment: datetime | None) -> str:
    """An embargo as a move says it; empty for none."""
    return moment.astimezone(UTC).isoformat() if moment else ""


def _moved(moves: Sequence[Move], thread: Thread, until: datetime, rows: _Rows) -> Done:
    """Who gave it the embargo it has since the last approval, unless somebody approved just that."""
    approved = any(each == thread.pk for each, _ in rows.approvals)
    if not moves or (approved and moves[0].before == format_embargo(thread.not_before)):
        return []
    now_ = [move for move in _kept(moves) if move.after == format_embargo(thread.not_before)]
    return [(_known([move.who_id]), move.at) for move in now_ if move.at <= until]


def _kept(moves: Sequence[Move]) -> list[Move]:
    """Without what somebody changed and then took back herself, with nobody between."""
    kept = list[Move]()
    for move in moves:
        at = len(kept)
        while at and kept[at - 1].who_id == move.who_id and kept[at - 1].before != move.after:
            at -= 1
        own = at and kept[at - 1].who_id == move.who_id
        kept = kept[: at - 1] if own else [*kept, move]
    return kept
