"""The whole way by itself: add, split, draw, approve as a second person, post, read it back."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path

import django

from publisher.launcher.errors import Incomplete, UpError
from publisher.launcher.supervisor import Stack

django.setup()

from publisher.accounts.models import Account  # noqa: E402 - rows need Django set up
from publisher.accounts.roles import Role  # noqa: E402
from publisher.delivery.clients import client_for  # noqa: E402
from publisher.intake.add import add_article, sample_text  # noqa: E402
from publisher.launcher import bootstrap, demo_check  # noqa: E402
from publisher.outside.work import read  # noqa: E402
from publisher.review.approve import approve  # noqa: E402
from publisher.review.errors import DeskError  # noqa: E402
from publisher.schedule.local_time import GRACE  # noqa: E402
from publisher.thread.clock import now  # noqa: E402
from publisher.thread.models import Picture, Thread  # noqa: E402
from publisher.thread.seal import SealedPost, open_seal  # noqa: E402
from publisher.thread.states import PostState, ThreadState  # noqa: E402
from publisher.web.templatetags.desk import Wall, full  # noqa: E402

Say = Callable[[str], None]
Wait = Callable[[Callable[[], bool], Thread], None]
PATIENCE = 120.0
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


def run_demo(stack: Stack, text: bytes | None, say: Say) -> int:
    """Run the demo; 0 only when every post is there once, in order, with its card and alt text."""
    started = time.monotonic()
    source = sample_text().encode() if text is None else text
    read(source)  # what is no explainer is refused before anything starts
    account = _begin(stack, say)
    wait = _patience(stack)
    thread = _make(account, source, say, wait)
    _approve(thread, say)
    _wait_until_out(thread, say, wait)
    posts = _sealed(thread)
    demo_check.check_timeline(client_for(account).recent(), posts, stack.rehearsal_url, stack.home)
    say("  5  read back: every post is there once, in order, with its card and alt text\n")
    _show(thread, posts, say)
    say(f"Pictures: {save_cards(posts, stack.home / 'cards')}")
    say(f"Took {time.monotonic() - started:.1f} s. The rehearsal network ends with the demo;")
    say("`./run up` starts one that stays, with a desk to approve on.")
    return 0


def _begin(stack: Stack, say: Say) -> Account:
    say("A demo, in a throwaway folder, on a practice network nobody outside sees.\n")
    stack.start_valkey()
    stack.start_rehearsal()
    bootstrap.make_tables()
    house = bootstrap.ensure_newsroom()
    handle = f"demo{secrets.token_hex(4)}"
    account = bootstrap.rehearsal_account(house, stack.rehearsal_url, stack.home, handle)
    stack.start_worker()
    say("  1  started: Valkey, a Celery worker with its clock, the rehearsal network")
    return account


def _make(account: Account, source: bytes, say: Say, wait: Wait) -> Thread:
    writer = bootstrap.new_person(account.newsroom, "Writer", Role.WRITER).person
    article = add_article(account.newsroom, source, who=writer)
    thread = Thread.objects.get(article=article)
    wait(lambda: thread.state != ThreadState.DRAFTING, thread)
    if thread.state == ThreadState.BROKEN:
        raise UpError(thread.why)
    content = thread.revisions.get(rev=thread.rev).content
    cards = sum(len(post["cards"]) for post in content["posts"])
    say(f"  2  split into {len(content['posts'])} posts, {cards} cards drawn: {article.headline}")
    return thread


def _approve(thread: Thread, say: Say) -> None:
    editor = bootstrap.new_person(thread.account.newsroom, "Editor", Role.EDITOR).person
    try:
        approve(thread, rev=thread.rev, who=editor, now=True)
    except DeskError as error:
        raise Incomplete(str(error)) from error
    seal = thread.revisions.get(rev=thread.rev).seal_hash
    say(f"  3  version {thread.rev} approved by a second person, sealed as {seal[:12]}…")
    if (start := thread.start) and start > now() + GRACE:
        until = full(start, Wall(thread.account.newsroom.zone, now()))
        raise Incomplete(
            f"Its embargo ends {until}. Nothing goes out before, so the demo ends here."
        )


def _wait_until_out(thread: Thread, say: Say, wait: Wait) -> None:
    total, told = thread.posts.count(), -1

    def out() -> bool:
        nonlocal told
        done = thread.posts.filter(state=PostState.POSTED).count()
        if done != told:
            print(f"\r  4  {done} of {total} posts out ", end="", flush=True)  # noqa: T201 - progress
        told = done
        return thread.state not in (ThreadState.SCHEDULED, ThreadState.SENDING)

    wait(out, thread)
    say("")
    if thread.state != ThreadState.POSTED:
        raise Incomplete(f"The thread stopped: {thread.why or thread.state}")


def _patience(stack: Stack) -> Wait:
    def wait(done: Callable[[], bool], thread: Thread) -> None:
        until = time.monotonic() + PATIENCE
        while not done():
            if ended := stack.ended():
                raise UpError(f"The {ended} has ended. Its words are in {stack.log(ended)}.")
            if time.monotonic() > until:
                raise UpError(
                    f"Nothing came of it in {PATIENCE:.0f} s. Look at {stack.log('worker')}."
                )
            time.sleep(0.1)
            thread.refresh_from_db()

    return wait


def _sealed(thread: Thread) -> list[SealedPost]:
    thread.refresh_from_db()
    return open_seal(thread.approved, thread.account) if thread.approved else []


def _show(thread: Thread, posts: list[SealedPost], say: Say) -> None:
    urls = thread.posts.order_by("position").values_list("url", flat=True)
    for post, url in zip(posts, urls, strict=True):
        say(f"{url}\n{post.text}")
        say("".join(f"[card: {picture.alt}]\n" for picture in post.pictures))


def save_cards(posts: list[SealedPost], folder: Path) -> Path:
    """Write the cards as files, named by the place of their post."""
    folder.mkdir(exist_ok=True)
    for post in posts:
        for order, picture in enumerate(post.pictures, 1):
            name = f"{post.position:02}-{order}.{_ENDINGS[picture.media_type]}"
            row = Picture.objects.get(pk=picture.sha256)
            (folder / name).write_bytes(bytes(row.content))
    return folder
