"""One account, two threads, an editor and a writer over the real code; and the rules as they see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from publisher.delivery import deliver as delivering
from publisher.delivery import fence, reconcile, send
from publisher.delivery.claim import OPEN
from publisher.delivery.clock_skew import boot_time
from publisher.delivery.deliver import deliver
from publisher.delivery.tick import tick
from publisher.followup.continue_thread import go_on
from publisher.followup.edit_remaining import mend_post
from publisher.followup.errors import FollowupError
from publisher.followup.resolve_unknown import it_is_not_there, it_is_there
from publisher.followup.take_down import take_down
from publisher.networks import registry
from publisher.review.approve import approve, cancel
from publisher.review.edit import edit_post
from publisher.review.errors import Closed
from publisher.schedule.pause import Scope, in_force, pause, resume, threads_in
from publisher.thread.models import Account, Call, Newsroom, Pause, Person, Thread
from publisher.thread.states import Goal
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.conftest import Clock
from tests.model.imagined import Imagined, Shown

#: Where a worker can die or fall asleep, before or after it.
PLACES: dict[str, tuple[Any, str]] = {
    "claim": (delivering, "claim_to_send"),
    "preflight": (delivering, "preflight"),
    "fence": (send, "fence"),
    "receipt": (send, "record_success"),
    "failure": (send, "record_failure"),
    "settle": (delivering, "settle"),
    "doubt": (reconcile, "move_post"),
    "look": (reconcile, "_look"),
    "end": (delivering, "finish_thread"),
    "release": (delivering, "release_claim"),
}
#: Where nobody has anything to do any more, or only an editor has.
AT_REST = frozenset({T.POSTED, T.CANCELLED, T.MISSED, T.IN_REVIEW, T.NEEDS_EDITOR, T.TAKEN_DOWN})


class Died(BaseException):
    """Stands for a worker that was killed: nothing in the publisher catches it."""


@dataclass
class Desk:
    """What is done to it, and what must hold whatever is done."""

    clock: Clock
    patch: pytest.MonkeyPatch
    house: Newsroom = field(default_factory=builders.newsroom)
    stops: dict[int, int] = field(default_factory=dict)
    gone: dict[int, int] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)
    versions: int = 0
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock.ahead = timedelta()
        self.network = Imagined(self.clock.now, self.landed)
        self.patch.setitem(registry.NETWORKS, "x", self.network.network())
        turned = lambda: boot_time() + self.clock.ahead.total_seconds()  # noqa: E731 - said in a line
        self.patch.setattr(fence, "boot_time", turned)
        self.patch.setattr(send, "Window", lambda: fence.Window(opened=turned()))
        self.account: Account = builders.account(self.house)
        self.editor: Person = builders.person(house=self.house)
        self.writer: Person = builders.person(house=self.house)
        self.pks = [self._written(name).pk for name in "AB"]

    def _written(self, name: str) -> Thread:
        words = (f"{name} one", f"{name} two", f"{name} three")
        return builders.thread_in_review(
            self.house, *words, account=self.account, cards=name == "A"
        )

    def thread(self, t: int) -> Thread:
        return Thread.objects.select_related("account__newsroom", "approved").get(pk=self.pks[t])

    # What people do.

    def approve(self, t: int, minutes: int = 0) -> None:
        thread = self.thread(t)
        when: dict[str, Any] = {"now": True}
        if minutes:
            when = {"at": self.clock.now() + timedelta(minutes=minutes)}
        with suppress(Closed):
            approve(thread, rev=thread.rev, who=self.editor, **when)

    def edit(self, t: int, position: int) -> None:
        thread, self.versions = self.thread(t), self.versions + 1
        body = f"{'AB'[t]} {position} mended {self.versions}"
        with suppress(Closed):
            edit_post(thread, rev=thread.rev, position=position, body=body, who=self.writer)

    def mend(self, t: int, position: int) -> None:
        """Other words for a post that is not out, once the thread has begun."""
        thread, self.versions = self.thread(t), self.versions + 1
        body = f"{'AB'[t]} {position} mended {self.versions}"
        with suppress(FollowupError):
            mend_post(thread, position, body=body, rev=thread.rev, who=self.writer)
        self._step_aside(t)

    def go_on(self, t: int) -> None:
        thread = self.thread(t)
        with suppress(FollowupError):
            go_on(thread, rev=thread.rev, who=self.editor, epoch=thread.epoch)

    def answer(self, t: int) -> None:
        """Say of an unclear post what the network shows."""
        thread = self.thread(t)
        post = thread.posts.filter(state__in=OPEN).first()
        call = post.calls.filter(kind=Call.Kind.POST).latest("id") if post else None
        if post is None or call is None:
            return
        seen = next((each for each in self.network.shown if each.text == call.body["text"]), None)
        how: dict[str, Any] = {"who": self.editor, "epoch": thread.epoch}
        with suppress(FollowupError):
            if seen:
                it_is_there(thread, post.position, url=f"/{seen.remote_id}", **how)
            else:
                it_is_not_there(thread, post.position, **how)

    def take_down(self, t: int) -> None:
        with suppress(FollowupError):
            take_down(self.thread(t), who=self.editor)
            stops = Call.objects.filter(kind=Call.Kind.POST, thread=self.pks[t]).count()
            self.gone.setdefault(self.pks[t], stops)

    def _step_aside(self, t: int) -> None:
        if self.thread(t).state == T.NEEDS_EDITOR:
            self.aside.add(self.pks[t])

    def cancel(self, t: int) -> None:
        thread = self.thread(t)
        with suppress(Closed):
            cancel(thread, rev=thread.rev, who=self.editor)

    def pause(self, scope: str, t: int) -> None:
        what: dict[str, Any] = {
            Scope.ACCOUNT: {"account": self.account},
            Scope.THREAD: {"thread": self.thread(t)},
        }
        row = pause(self.house, who=self.editor, scope=scope, **what.get(scope, {}))
        self.stops.setdefault(row.pk, self.intents(row))
        if scope == Scope.THREAD:
            self.aside.add(self.pks[t])

    def resume(self) -> None:
        for row in in_force(self.house)[:1]:
            resume(row, who=self.editor)

    def intents(self, row: Pause) -> int:
        return Call.objects.filter(kind=Call.Kind.POST, thread__in=threads_in(row)).count()

    # What workers do.

    def work(self) -> None:
        """Take every hint of a tick."""
        for hint in tick():
            deliver(hint.thread_id)

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.network.catch_up()

    @contextmanager
    def at(self, place: str, *, after: bool, act: Callable[[], None]) -> Iterator[None]:
        """Let something happen once, when a worker comes to a place."""
        where, name = PLACES[place]
        real, acts = getattr(where, name), [act]

        def met(*given: Any, **more: Any) -> Any:
            if acts and not after:
                acts.pop()()
            answer = real(*given, **more)
            if acts and after:
                acts.pop()()
            return answer

        with self.patch.context() as patched:
            patched.setattr(where, name, met)
            yield

    def die(self) -> None:
        raise Died

    # What must hold.

    def landed(self, post: Shown) -> None:
        """A post appears: of a thread whose turn it is, as it was approved."""
        thread = self.thread("AB".index(post.text[0]))
        seals = (each.seal for each in thread.revisions.all())
        if post.text not in {each["text"] for seal in seals if seal for each in seal["posts"]}:
            self.broken.append(f"{post.text!r} was not approved")
        others = (self.thread(t) for t, pk in enumerate(self.pks) if pk != thread.pk)
        self.broken += [f"{post.text!r} came between" for each in others if self.under_way(each)]
        self.aside.discard(thread.pk)

    def under_way(self, thread: Thread) -> bool:
        out = len(self.out(thread))
        going = thread.state == T.SENDING and thread.goal == Goal.OUT
        return going and thread.pk not in self.aside and 0 < out < thread.posts.count()

    def out(self, thread: Thread) -> list[Shown]:
        name = "AB"[self.pks.index(thread.pk)]
        return [post for post in self.network.shown if post.text.startswith(name)]

    def check(self) -> None:
        """Every rule that can be seen from outside, at this moment."""
        assert not self.broken
        twice = {
            text: n for text, n in Counter(p.text for p in self.network.shown).items() if n > 1
        }
        assert not twice
        for row in in_force(self.house):
            assert self.intents(row) == self.stops.get(row.pk, self.intents(row))
        for t in range(len(self.pks)):
            self._check_thread(self.thread(t))

    def _check_thread(self, thread: Thread) -> None:
        out = self.out(thread)
        if thread.goal == Goal.GONE:
            self._check_gone(thread, out)
            return
        assert [post.reply_to for post in out] == [None, *(post.remote_id for post in out)][
            : len(out)
        ]
        known = set(thread.posts.filter(state="posted").values_list("remote_id", flat=True))
        assert known <= {post.remote_id for post in out}
        if thread.state == T.POSTED:
            assert known == {post.remote_id for post in out}
            assert len(out) == thread.posts.count()
        if thread.state in {T.CANCELLED, T.IN_REVIEW, T.SCHEDULED}:
            assert not out

    def _check_gone(self, thread: Thread, out: list[Shown]) -> None:
        sent = Call.objects.filter(kind=Call.Kind.POST, thread=thread).count()
        assert sent == self.gone[thread.pk]
        assert thread.state != T.TAKEN_DOWN or not out

    def settle(self, rounds: int = 40) -> None:
        """Let everything come to rest: no faults any more, no pauses, and time goes on."""
        self.network.next_sends.clear()
        self.network.next_reads.clear()
        for row in in_force(self.house):
            resume(row, who=self.editor)
        while rounds and not self.rests():
            self.work()
            self.wait(self._until_the_next())
            self.check()
            rounds -= 1
        assert self.rests()

    def _until_the_next(self) -> float:
        wakes = Thread.objects.filter(pk__in=self.pks, wake_at__isnull=False).order_by("wake_at")
        first = wakes.values_list("wake_at", flat=True).first()
        return max(0.0, (first - self.clock.now()).total_seconds()) + 0.01 if first else 1.0

    def rests(self) -> bool:
        return all(self._rests(self.thread(t)) for t in range(len(self.pks)))

    def _rests(self, thread: Thread) -> bool:
        removing = thread.goal == Goal.GONE and thread.wake_at is not None
        return thread.state in AT_REST and not removing
