"""What happened in the release's newsroom, scene by scene: every state that it can leave behind.

Written for the code that `make` names, and run with no other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from publisher.accounts.models import Person
from publisher.followup.close import close_out
from publisher.followup.down import take_down
from publisher.followup.reply import propose, send_reply
from publisher.followup.tail import drop_post, mend_post
from publisher.intake.add import add
from publisher.intake.draft import draft
from publisher.intake.photo import Lead, kept
from publisher.review.approve import cancel, send_back
from publisher.review.back import go_back
from publisher.review.edit import change, edit_post
from publisher.review.recast import Wanted, recast
from publisher.review.redraw import redraw
from publisher.review.retell import Telling, retell
from publisher.review.shape import cards, posts
from publisher.review.terms import Lasts
from publisher.schedule.pause import Scope, pause, resume
from publisher.thread import now as clock
from publisher.thread.models import Revision, Thread
from publisher.thread.now import now
from publisher.thread.seal import BrokenSeal, opened
from tests.worlds.photos import photo
from tests.worlds.release.doors import doors, house, notices
from tests.worlds.release.newsroom import SHAPE, TOPICS, Desk, World

FAR = timedelta(days=365 * 30)
KEYS = ("SECRET_KEY", "FERNET_KEY", "INSTALL_ID")


def play(network: Any, home: Path, port: int) -> World:
    """All of it, on empty tables; what stands where at the end."""
    call_command("migrate", verbosity=0, interactive=False)
    desk = Desk(network, home, port)
    for scene in (
        people, never_begun, waiting, passed, versions, reshaped, out, half_out, stopped, going,
        taken_down, held, follow_ups, bundle, second_house, house, doors, notices,
    ):  # fmt: skip
        scene(desk)
    _tell(desk)
    connections.close_all()
    return desk.world


def people(desk: Desk) -> None:
    roles = {"ada": "admin", "alf": "admin", "edda": "editor", "egon": "editor"}
    roles |= {"willem": "writer", "bo": "editor", "gone": "editor", "shut": "writer"}
    for name, role in roles.items():
        desk.person(name, desk.house, role)
    desk.person("nora", desk.north, "admin")
    desk.person("niels", desk.north, "editor")
    desk.member("bo", desk.north, "admin")
    Person.objects.filter(pk=desk.people["shut"].pk).update(is_active=False)


def never_begun(desk: Desk) -> None:
    edda, where = desk.people["edda"], desk.account("desk")
    desk.begin("drafting", "tram", where)
    broken = desk.begin("broken", "tram", where)
    Thread.objects.filter(pk=broken.pk).update(theme="autumn")
    draft(broken.pk)
    desk.make("in_review", where=where)
    send_back(desk.make("sent_back", where=where), rev=1, who=edda, why="Say where from.")
    cancel(desk.make("cancelled", where=where), rev=1, who=edda, why="Another paper was first.")
    cancel(desk.approve(desk.make("cancelled_late", where=where)), rev=1, who=edda)
    desk.approve(desk.make("approved", where=where), timeless=True)
    lead = Lead(kept(photo((1200, 675))), "The quay at noon", "Harbour Post/Ines Duarte")
    link = "https://harbour.example/roof"
    desk.approve(desk.make("photo", "school", lead=lead, link=link))


def waiting(desk: Desk) -> None:
    """Approved for a time that comes, whatever has happened to them until then."""
    desk.approve(desk.make("scheduled"), breaking=True)
    desk.approve(desk.make("embargoed"), not_before=now() + FAR)
    desk.approve(desk.make("embargo_over"), not_before=now() + timedelta(seconds=3))
    thread = desk.approve(desk.make("prepared"), at=now() + timedelta(minutes=10))
    desk.run(thread, lambda row: row.prepared_at is not None)
    thread = desk.approve(desk.make("claimed"), now=True)
    desk.run(thread, lambda row: row.prepared_at is not None)
    desk.die(thread, "deliver.after_claim")


def passed(desk: Desk) -> None:
    """One missed; one approved a month ago for that day, and no worker has run since."""
    thread = desk.approve(desk.make("missed"), at=now() + timedelta(seconds=1), late_after=1)
    time.sleep(3)
    desk.run(thread)
    thread, right = desk.make("lapsing"), clock.database_time
    clock.database_time = lambda read=None: right(read) - timedelta(days=30)
    desk.approve(thread, at=now() + timedelta(minutes=1), lasts=Lasts.DAY)
    clock.database_time = right


def versions(desk: Desk) -> None:
    """Sealed after a change by hand, and one whose newest version is not the approved one."""
    who = desk.people["egon"]
    thread = desk.make("worded")
    edit_post(thread, rev=1, position=2, body="Our ferry broke down in March.", who=who)
    desk.approve(thread)
    thread = desk.make("restyled", "tram")
    redraw(thread, rev=1, theme="dark", who=who)
    desk.approve(thread)
    thread = desk.make("told_anew")
    wanted = Telling("brief", "n/N behind", newest_first=False, replies="mentioned")
    retell(thread, rev=1, wanted=wanted, who=who)
    desk.approve(thread)
    thread = desk.make("went_back")
    edit_post(thread, rev=1, position=1, body="Harbour: no ferry today", who=who)
    go_back(thread, rev=2, to=1, who=who)
    desk.approve(thread)
    thread = desk.approve(desk.make("changed_since"))
    edit_post(thread, rev=1, position=1, body="Harbour: no ferry tonight", who=who)


def reshaped(desk: Desk) -> None:
    """Sealed without cards, after posts were cut, merged, moved and left out, with a card by hand."""
    thread = desk.make("cardless")
    for position, number in ((1, 0), (2, 0), (2, 1), (3, 0)):
        _shape(desk, thread, lambda c, _, p=position, n=number: cards.drop(c, p, n))
    desk.approve(thread)
    thread = desk.make("reshaped")
    _shape(desk, thread, lambda c, limits: posts.merge(c, 2, limits))
    _shape(desk, thread, lambda c, limits: posts.cut(c, 2, 40, limits))
    _shape(desk, thread, lambda c, _: posts.move(c, 3, 2))
    _shape(desk, thread, lambda c, _: posts.leave_out(c, 1))
    desk.approve(thread)
    thread = desk.make("recast")
    card = thread.revisions.get(rev=1).content["posts"][1]["specs"][0]
    alts = ["An old ferry, as an editor says it."]
    wanted = Wanted(card["kind"], "The old ferry broke down.", card.get("speaker", ""), alts)
    recast(thread, rev=1, position=2, card=0, wanted=wanted, who=desk.people["egon"])
    desk.approve(thread)


def _shape(desk: Desk, thread: Thread, shape: Callable[..., Any]) -> None:
    change(thread, rev=thread.rev, shape=shape, who=desk.people["egon"], why="Reshaped")
    thread.refresh_from_db()


def out(desk: Desk) -> None:
    desk.out("posted")
    desk.out("unproved", 3)


def half_out(desk: Desk) -> None:
    thread = desk.out("half", 1)
    desk.approve(desk.make("behind", "tram", thread.account), now=True)
    desk.die(desk.out("half_answered", 1), "send.after_answer")
    desk.die(desk.out("half_lost", 1), "send.after_intent")
    desk.die(desk.approve(desk.make("root_answered"), now=True), "send.after_answer")
    thread = desk.out("unknown", 1)
    desk.network.fault("reset", when="after", handle=thread.account.handle, endpoint="post")
    desk.run(thread, lambda row: row.posts.filter(state="unknown").exists())


def stopped(desk: Desk) -> None:
    willem = desk.people["willem"]
    desk.refused("refused")
    mend_post(desk.refused("mended"), 3, body="The money is found at last.", rev=1, who=willem)
    drop_post(desk.refused("dropped"), 2, rev=1, who=willem)


def going(desk: Desk) -> None:
    for name in ("closing", "closed_out"):
        thread = desk.refused(name)
        close_out(thread, who=desk.people["edda"], epoch=thread.epoch)
    desk.run(thread)


def taken_down(desk: Desk) -> None:
    for name in ("removing", "half_removed", "taken_down"):
        thread = desk.out(name)
        take_down(thread, who=desk.people["edda"])
        if name == "removing":
            desk.die(thread, "remove.after_intent")
        elif name == "half_removed":
            desk.run(thread, lambda row: row.posts.filter(state="removed").exists())
        else:
            desk.run(thread)


def held(desk: Desk) -> None:
    """Paused: a thread half out, and an account with a thread that is due."""
    ada, alf = desk.people["ada"], desk.people["alf"]
    thread = desk.out("held_half", 1)
    pause(desk.house, who=ada, why="Wait for the mayor.", scope=Scope.THREAD, thread=thread)
    where = desk.approve(desk.make("held"), now=True).account
    pause(desk.house, who=ada, why="A wrong name.", scope=Scope.ACCOUNT, account=where)
    resume(pause(desk.house, who=ada, why="A drill."), who=alf)


def follow_ups(desk: Desk) -> None:
    told = {"proposed": "update", "correcting": "correction", "corrected": "correction"}
    for name, kind in told.items():
        thread, words = desk.out(name), "It broke down in April."
        propose(thread, 2, kind=kind, words=words, rev=1, who=desk.people["willem"])
        if name != "proposed":
            send_reply(thread, rev=2, who=desk.people["edda"])
        if name == "corrected":
            desk.run(thread)


def bundle(desk: Desk) -> None:
    """One article on two accounts."""
    pair = [desk.account("one"), desk.account("two")]
    text = SHAPE.format(*TOPICS["school"])
    article = add(desk.house, text, who=desk.people["willem"], accounts=pair)
    for thread in article.threads.order_by("id"):
        draft(thread.pk)
        desk.named(f"bundle_{thread.account.handle}", thread)


def second_house(desk: Desk) -> None:
    """Another newsroom, paused as a whole with a thread that is due."""
    where = desk.account("north", desk.north)
    desk.approve(desk.make("north", "tram", where), who="niels", now=True)
    desk.make("north_in_review", "ferry", where)
    pause(desk.north, who=desk.people["nora"], why="The house is moving.")


def _tell(desk: Desk) -> None:
    world = desk.world
    world.made_at = now().isoformat()
    world.secrets = {name: getattr(settings, name) for name in KEYS}
    world.secrets["control"] = (desk.home / "rehearsal.key").read_text().strip()
    for row in world.threads.values():
        thread = Thread.objects.select_related("account").get(public_id=row["id"])
        states = [post.state for post in thread.posts.order_by("position")]
        handle = thread.account.handle
        row |= {"state": thread.state, "posts": states, "rev": thread.rev, "handle": handle}
    rows = Revision.objects.exclude(seal=None).select_related("thread__account").order_by("id")
    world.seals = [_judged(row) for row in rows]
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - its own tables
            world.tables[table] = int(cursor.fetchone()[0])


def _judged(row: Revision) -> dict[str, Any]:
    try:
        holds = bool(opened(row, row.thread.account))
    except BrokenSeal:
        holds = False
    told = {"thread": row.thread.public_id, "rev": row.rev, "hash": row.seal_hash}
    return {**told, "holds": holds, "approved": row.thread.approved_id == row.pk}
