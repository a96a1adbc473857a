"""Where the house wants a second person, nobody approves what she had a hand in, whatever came after it.

All ways to change a version, followed by a writer's full stop, against all ways to approve one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest

from publisher.__main__ import main
from publisher.accounts.models import Person
from publisher.accounts.roles import Role
from publisher.newsroom.newsroom_settings import change_settings as set_house
from publisher.review.approve import approve, cancel, send_back
from publisher.review.approve_bundle import Chosen, approve_together
from publisher.review.change_theme import redraw_cards
from publisher.review.edit import apply_change, edit_post
from publisher.review.errors import NothingToTake, NotTogether, OwnWork
from publisher.review.lifting import change_embargo
from publisher.review.reschedule import reschedule_thread
from publisher.review.revert import go_back
from publisher.review.shape import card_shapes, post_shapes
from publisher.review.shape.opened_content import Content
from publisher.review.shape.resplit_options import number_as, reply_as
from publisher.review.taking_out import take_out
from publisher.thread.clock import now
from publisher.thread.models import Revision, Thread
from tests import builders

pytestmark = pytest.mark.django_db
FERRY = ("The ferry is late", "It broke down in March.", "The money is found.")


@pytest.fixture
def ada(house):
    return builders.person(Role.EDITOR, house, "Ada")


@pytest.fixture
def wim(house):
    """A writer: whoever adds the last full stop."""
    return builders.person(Role.WRITER, house, "Wim")


@dataclass(frozen=True)
class People:
    """Two editors, and the writer who comes last."""

    mara: Person
    ada: Person
    wim: Person


@pytest.fixture
def people(mara, ada, wim) -> People:
    return People(mara, ada, wim)


@pytest.fixture
def thread(house, ines) -> Thread:
    """Written by Ines, who may not approve."""
    row = builders.thread_in_review(house, *FERRY, made_by=ines)
    row.revisions.update(made_by=ines)
    return row


def shaped(how: Callable[..., Content]) -> Callable[[Thread, Person], Revision]:
    def by(thread: Thread, who: Person) -> Revision:
        return apply_change(thread, rev=thread.rev, shape=how, who=who, why="Changed")

    return by


def back_and_forth(thread: Thread, who: Person) -> Revision:
    """Somebody brings words back that she had written, and that were gone already."""
    ines = thread.made_by
    assert ines
    rev = edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=who).rev
    rev = go_back(thread, rev=rev, to=1, who=ines).rev
    return go_back(thread, rev=rev, to=2, who=ines)


WAYS: dict[str, Callable[[Thread, Person], object]] = {
    "words": lambda t, who: edit_post(t, rev=1, position=2, body="It broke in a storm.", who=who),
    "split": shaped(lambda c, limits: post_shapes.split_post(c, 2, 9, limits)),
    "merge": shaped(lambda c, limits: post_shapes.merge_posts(c, 1, limits)),
    "move": shaped(lambda c, _: post_shapes.reorder_post(c, 1, 2)),
    "leave out": shaped(lambda c, _: post_shapes.leave_out(c, 2)),
    "card dropped": shaped(lambda c, _: card_shapes.drop_card(c, 2, 0)),
    "alt text": shaped(
        lambda c, limits: card_shapes.change_alt_texts(c, 2, 0, ["A ferry in a storm"], limits)
    ),
    "numbers": shaped(lambda c, _: number_as(c, "(n)")),
    "replies": shaped(lambda c, _: reply_as(c, "following")),
    "theme": lambda t, who: redraw_cards(t, rev=1, theme="dark", who=who),
    "brought back by another": back_and_forth,
}


def full_stop(thread: Thread, who: Person) -> int:
    """The last hand: somebody who adds next to nothing."""

    def shape(content, limits):
        body = content["posts"][-1]["body"]
        return post_shapes.reword_post(content, len(content["posts"]), f"{body} Really.", limits)

    return apply_change(thread, rev=thread.rev, shape=shape, who=who, why="A word").rev


def alone(thread: Thread, who: Person) -> None:
    approve(thread, rev=thread.rev, who=who)


def together(thread: Thread, who: Person) -> None:
    try:
        approve_together([Chosen(thread, rev=thread.rev)], who=who, terms={})
    except NotTogether as error:
        raise OwnWork(error.refused[0][1]) from error


def typed(thread: Thread, who: Person) -> None:
    command = ["approve", thread.public_id, "--rev", str(thread.rev), "--as", who.email]
    if main(command) != 0:
        raise OwnWork("on the command line")


def by_page(client, thread: Thread, who: Person) -> None:
    client.force_login(who)
    form = {"rev": thread.rev, "when": "later", "late_after": "1200"}
    answer = client.post(f"/threads/{thread.public_id}/approve", form)
    if answer.status_code == 422:
        raise OwnWork(answer.content.decode())


APPROVALS: dict[str, Callable[[Thread, Person], None]] = {
    "alone": alone,
    "together": together,
    "command line": typed,
}


@pytest.mark.parametrize("approval", [*APPROVALS, "page"])
@pytest.mark.parametrize("way", WAYS)
def test_no_hand_is_hidden_by_the_last_one(client, thread, people, way, approval):
    WAYS[way](thread, people.mara)
    thread.refresh_from_db()
    full_stop(thread, people.wim)
    thread.refresh_from_db()
    press = partial(by_page, client) if approval == "page" else APPROVALS[approval]
    with pytest.raises(OwnWork):
        press(thread, people.mara)
    assert Thread.objects.get(pk=thread.pk).approved is None
    press(thread, people.ada)
    approved = Thread.objects.get(pk=thread.pk).approved
    assert approved
    assert approved.sealed_by == people.ada


@pytest.mark.parametrize("way", WAYS)
def test_the_desk_offers_it_to_those_who_may(client, thread, people, way, text):
    WAYS[way](thread, people.mara)
    thread.refresh_from_db()
    full_stop(thread, people.wim)
    client.force_login(people.mara)
    page = text(client.get(f"/threads/{thread.public_id}"))
    assert 'aria-describedby="own"' in page
    assert "Ask Ada." in page
    queue = text(client.get("/"))
    assert "Waits for somebody else" in queue
    assert "Waits for you" not in queue
    client.force_login(people.ada)
    assert 'aria-describedby="own"' not in text(client.get(f"/threads/{thread.public_id}"))
    assert "Waits for you" in text(client.get("/"))


def test_an_earlier_approval_of_her_words_counts(thread, mara, ada, wim):
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=mara)
    approve(thread, rev=2, who=ada)
    full_stop(thread, wim)
    approve(thread, rev=3, who=mara)
    assert thread.approved.sealed_by == mara


def test_her_own_approval_while_the_rule_was_off_does_not(thread, house, mara, ada, wim):
    house.four_eyes = False
    house.save()
    thread = Thread.objects.get(pk=thread.pk)
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=mara)
    approve(thread, rev=2, who=mara)
    house.four_eyes = True
    house.save()
    thread = Thread.objects.get(pk=thread.pk)
    full_stop(thread, wim)
    with pytest.raises(OwnWork):
        approve(thread, rev=3, who=mara)
    approve(thread, rev=3, who=ada)


def rule(house, value: str, who: Person) -> None:
    set_house(house, {"four_eyes": value}, who=who)


@pytest.fixture
def admin(house):
    return builders.person(Role.ADMIN, house, "Ann")


def test_turning_the_rule_off_helps_nobody_for_what_is_open(thread, house, mara, admin, wim):
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=mara)
    rule(house, "no", admin)
    full_stop(thread, wim)
    thread = Thread.objects.get(pk=thread.pk)
    with pytest.raises(OwnWork):
        approve(thread, rev=3, who=mara)
    # What is written from then on is nobody's business but hers.
    later = builders.thread_in_review(house, *FERRY)
    edit_post(later, rev=1, position=2, body="It broke in a storm.", who=mara)
    approve(later, rev=2, who=mara)


@pytest.mark.parametrize("turns", [("no", "yes"), ("no", "yes", "no")])
def test_turning_it_off_and_on_helps_nobody_either(thread, house, mara, admin, turns):
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=mara)
    for value in turns:
        rule(house, value, admin)
    thread = Thread.objects.get(pk=thread.pk)
    with pytest.raises(OwnWork):
        approve(thread, rev=2, who=mara)
    approve(thread, rev=2, who=admin)


def test_words_typed_again_after_the_rule_was_off_are_still_hers(thread, house, mara, admin):
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=mara)
    rule(house, "no", admin)
    edit_post(thread, rev=2, position=2, body="X.", who=mara)
    edit_post(thread, rev=3, position=2, body="It broke in a storm.", who=mara)
    thread = Thread.objects.get(pk=thread.pk)
    with pytest.raises(OwnWork):
        approve(thread, rev=4, who=mara)


def test_who_uploaded_an_explainer_had_a_hand_in_it(house, mara, ada):
    article = builders.article(house, added_by=mara)
    thread = builders.thread_in_review(house, *FERRY, article=article)
    with pytest.raises(OwnWork):
        approve(thread, rev=1, who=mara)
    approve(thread, rev=1, who=ada)


@pytest.mark.parametrize("approved", [False, True])
def test_an_embargo_nobody_approved_is_not_put_back_alone(house, ines, mara, ada, approved):
    until = now() + timedelta(hours=3)
    thread = builders.thread_in_review(house, *FERRY, made_by=ines, not_before=until)
    thread.revisions.update(made_by=ines)
    if approved:
        approve(thread, rev=1, who=ada, later=True)
    for moment, who in ((until + timedelta(days=2), ada), (until, mara)):
        change_embargo(Thread.objects.get(pk=thread.pk), rev=1, until=moment, who=who)
    thread = Thread.objects.get(pk=thread.pk)
    if not approved:
        with pytest.raises(OwnWork):
            approve(thread, rev=1, who=mara, later=True)
    approve(thread, rev=1, who=ada if not approved else mara, later=True)


def test_who_takes_her_own_move_of_an_embargo_back_has_no_hand(house, ines, mara):
    builders.person(Role.EDITOR, house, "Ada")
    until = now() + timedelta(hours=3)
    thread = builders.thread_in_review(house, *FERRY, made_by=ines, not_before=until)
    thread.revisions.update(made_by=ines)
    for moment in (until + timedelta(days=2), None, until):
        change_embargo(Thread.objects.get(pk=thread.pk), rev=1, until=moment, who=mara)
    approve(Thread.objects.get(pk=thread.pk), rev=1, who=mara, later=True)


def test_who_wrote_it_does_not_move_it_to_another_time_alone(thread, mara, ada):
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=mara)
    approve(thread, rev=2, who=ada, at=None)
    epoch = Thread.objects.get(pk=thread.pk).epoch
    with pytest.raises(OwnWork):
        reschedule_thread(thread, rev=2, epoch=epoch, who=mara, now=True)
    reschedule_thread(thread, rev=2, epoch=epoch, who=ada, now=True)


def test_where_everybody_worked_on_it_the_page_says_so(client, thread, mara, ada, text):
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=mara)
    edit_post(thread, rev=2, position=1, body="A ferry is late.", who=ada)
    client.force_login(mara)
    page = text(client.get(f"/threads/{thread.public_id}"))
    assert "Everybody who may approve here worked on it" in page


def test_what_is_no_approval_asks_for_no_second_person(thread, mara):
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=mara)
    send_back(thread, rev=2, who=mara, why="Not mine to approve.")
    cancel(thread, rev=2, who=mara)


def test_a_bundle_says_whose_turn_it_is(client, thread, house, people, text):
    other = builders.thread_in_review(house, *FERRY, article=thread.article)
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=people.mara)
    full_stop(Thread.objects.get(pk=thread.pk), people.wim)
    client.force_login(people.mara)
    page = text(client.get(f"/bundles/{thread.article.public_id}"))
    assert "You worked on part of this" in page
    assert "Ask Ada." in page
    revs = {thread.pk: 3, other.pk: 1}
    both = [Chosen(Thread.objects.get(pk=pk), rev=rev) for pk, rev in revs.items()]
    with pytest.raises(NotTogether):
        approve_together(both, who=people.mara, terms={"now": True})


@pytest.mark.parametrize("way", ["words", "alt text", "numbers", "replies"])
def test_who_takes_her_change_out_may_approve_what_is_left(client, thread, people, way, text):
    WAYS[way](thread, people.mara)
    thread.refresh_from_db()
    full_stop(thread, people.wim)
    client.force_login(people.mara)
    at = f"/threads/{thread.public_id}"
    assert "Take my change out" in text(client.get(at))
    assert client.post(f"{at}/own-out", {"rev": "3"}).status_code == 302
    thread.refresh_from_db()
    assert thread.rev == 4
    approve(thread, rev=4, who=people.mara)
    assert thread.approved.sealed_by == people.mara


@pytest.mark.parametrize("way", [way for way in WAYS if way != "brought back by another"])
def test_who_came_last_takes_any_change_out(thread, people, way):
    WAYS[way](thread, people.mara)
    thread.refresh_from_db()
    before = thread.revisions.get(rev=1).content["posts"]
    left = take_out(thread, rev=thread.rev, who=people.mara).content["posts"]
    assert [post["text"] for post in left] == [post["text"] for post in before]
    approve(thread, rev=thread.rev, who=people.mara)


def test_what_others_changed_in_the_same_words_is_not_taken_out_with_hers(thread, people):
    edit_post(thread, rev=1, position=3, body="The money was found.", who=people.mara)
    full_stop(Thread.objects.get(pk=thread.pk), people.wim)
    with pytest.raises(NothingToTake):
        take_out(Thread.objects.get(pk=thread.pk), rev=3, who=people.mara)


def test_what_others_changed_stays_when_she_takes_hers_out(thread, people):
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=people.mara)
    full_stop(Thread.objects.get(pk=thread.pk), people.wim)
    left = take_out(Thread.objects.get(pk=thread.pk), rev=3, who=people.mara).content["posts"]
    assert [post["body"] for post in left] == [FERRY[0], FERRY[1], f"{FERRY[2]} Really."]


def test_who_began_it_has_nothing_to_take_out(house, mara, ada):
    thread = builders.thread_in_review(house, *FERRY, made_by=mara)
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=ada)
    with pytest.raises(NothingToTake):
        take_out(thread, rev=2, who=mara)
    assert Thread.objects.get(pk=thread.pk).rev == 2
