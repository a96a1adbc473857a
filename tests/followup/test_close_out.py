"""Ending a begun thread with a post that says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.accounts.models import Person
from publisher.accounts.roles import Role
from publisher.followup.close_out import _fitting, close_out, closing_words
from publisher.followup.edit_remaining import mend_post
from publisher.followup.errors import (
    Changed,
    EmptyTailPost,
    NeedsSecond,
    NothingOut,
    RoleForbids,
    TailRefused,
    TailTooLong,
    Undecided,
)
from publisher.networks.catalogue import LIMITS
from publisher.thread.duplicate_posts import likeness_of
from publisher.thread.models import Article, Call
from tests import builders
from tests.delivery.conftest import BODIES, Paper
from tests.followup.conftest import REFUSED, Stopped

WORDS = "Our thread “The ferry is late” stops here, at 1 of 3."


def close(stopped: Stopped, **more) -> str:
    thread = stopped.fresh()
    close_out(thread, **{"who": stopped.mara, "epoch": thread.epoch, **more})
    return stopped.run()


def test_the_last_post_names_the_headline_and_how_far_it_got(refused: Stopped):
    assert close(refused) == "closed_out"
    assert refused.up() == [BODIES[0], WORDS]


def test_it_hangs_on_the_last_post_that_is_out(refused: Stopped):
    close(refused)
    first, last = refused.paper.out()
    assert last["parent"] == first["id"]
    assert [refused.state(n) for n in (2, 3, 4)] == ["dropped", "dropped", "posted"]


def test_it_goes_out_under_the_same_protocol(refused: Stopped):
    close(refused)
    call = refused.thread.calls.get(post__position=4)
    assert (call.kind, call.outcome, call.body["text"]) == ("post", "done", WORDS)
    assert refused.thread.revisions.get(rev=2).sealed_by == refused.mara
    assert refused.thread.goal == "closed"


def test_an_editor_may_say_it_in_her_own_words(refused: Stopped):
    assert close(refused, text=" The rest of the ferry follows tomorrow. ") == "closed_out"
    assert refused.up()[-1] == "The rest of the ferry follows tomorrow."


LINK = "https://harbour.example/ferry"


def stop(paper: Paper, mara: Person, *bodies: str, **more: object) -> Stopped:
    """A thread of these posts whose second one is refused."""
    thread = paper.to_the_first(paper.approve(*bodies, cards=False, **more))
    paper.fault(endpoint="post", depth=2, **REFUSED)
    return Stopped(paper, paper.run(thread), mara)


def test_the_article_s_address_stands_in_it_where_a_post_has_it(paper: Paper, mara: Person):
    stopped = stop(paper, mara, BODIES[0], BODIES[1], f"The money is found.\n\n{LINK}")
    Article.objects.update(link=LINK)
    assert closing_words(stopped.fresh()) == f"{WORDS} The whole story: {LINK}"
    # A link that came to the article since was read by nobody with the posts.
    for other in (f"{LINK}/shop", LINK[:-1], "https://elsewhere.example"):
        Article.objects.update(link=other)
        assert closing_words(stopped.fresh()) == WORDS


def test_the_words_proposed_name_nothing_that_was_not_approved(refused: Stopped):
    refused.wants_two()
    ann = builders.person(house=refused.paper.house, name="Ann")
    Article.objects.update(
        headline="Mayor Janssens stole the harbour money", link=f"{LINK}/shop", added_by=ann
    )
    # A tail that waits for its approval says nothing for the house either.
    mend_post(refused.fresh(), 3, body=f"Read it: {LINK}/shop", rev=1, who=ann)
    assert close(refused, who=ann) == "closed_out"
    assert refused.up() == [BODIES[0], WORDS]


@pytest.mark.parametrize(
    ("first", "named"),
    [
        ("The ferry\n\nIt is late.", "The ferry"),
        (f"The ferry {LINK} is late", "The ferry is late"),
        (LINK, ""),
    ],
)
def test_a_thread_is_named_by_the_first_line_of_its_first_post(paper, mara, first, named):
    stopped = stop(paper, mara, first, *BODIES[1:])
    name = f"Our thread “{named}”" if named else "Our thread"
    assert closing_words(stopped.fresh()) == f"{name} stops here, at 1 of 3."


def test_a_running_thread_is_closed_out_between_two_posts(going: Stopped):
    assert close(going) == "closed_out"
    assert going.up() == [BODIES[0], WORDS]


def test_nothing_is_closed_out_while_a_post_is_unclear(unclear: Stopped):
    with pytest.raises(Undecided):
        close(unclear)
    assert unclear.fresh().goal == "out"


def test_where_nothing_is_out_there_is_nothing_to_close(paper, mara):
    paper.fault(endpoint="post", depth=1, **REFUSED)
    stopped = Stopped(paper, paper.run(paper.approve()), mara)
    with pytest.raises(NothingOut):
        close(stopped)


def test_a_closing_post_whose_answer_is_lost_is_not_doubled(refused: Stopped):
    refused.paper.fault("reset", endpoint="post", depth=2, when="after")
    assert close(refused) == "closed_out"
    assert refused.up() == [BODIES[0], WORDS]


def test_a_closing_post_that_is_refused_is_tried_in_other_words(refused: Stopped):
    refused.paper.fault(endpoint="post", depth=2, **REFUSED)
    assert close(refused) == "needs_editor"
    assert closing_words(refused.fresh()) == WORDS
    assert close(refused, text="The ferry thread ends here.") == "closed_out"
    assert refused.up() == [BODIES[0], "The ferry thread ends here."]


def test_empty_and_long_words_are_refused(refused: Stopped):
    with pytest.raises(EmptyTailPost):
        close(refused, text=" ")
    with pytest.raises(TailTooLong, match="The post is 20 too long"):
        close(refused, text="a" * 300)
    assert refused.state(2) == "refused"


def test_words_that_its_posts_or_others_of_the_account_said_close_nothing(refused: Stopped):
    Call.objects.filter(post__position=1).update(body={"text": "It ends here."})
    refused.thread.posts.filter(position=1).update(likeness=likeness_of("It ends here."))
    with pytest.raises(TailRefused, match="Post 1 says these words already"):
        close(refused, text="It ends here.")
    assert (refused.state(2), refused.fresh().goal) == ("refused", "out")
    refused.paper.run(refused.paper.approve("Another", cards=False))
    with pytest.raises(TailRefused, match="went out in “Another”"):
        close(refused, text="Another\n\n1/1")
    assert close(refused) == "closed_out"


def test_the_same_ending_on_two_accounts_of_the_house_holds_neither_up(refused: Stopped, second):
    other = second.approve(f"{BODIES[0]}\n\nAgain.", "Two", "Three", cards=False)
    twin = Stopped(second, second.to_the_first(other), refused.mara)
    for each in (refused, twin):
        assert close(each) == "closed_out"
    assert refused.up()[-1] == twin.up()[-1] == WORDS


def test_where_two_look_only_the_words_proposed_go_without_the_second(refused: Stopped):
    refused.wants_two()
    with pytest.raises(NeedsSecond):
        close(refused, text="In my words.")
    assert close(refused, text=WORDS) == "closed_out"


def test_what_moved_on_is_not_closed_out_by_an_old_page(refused: Stopped):
    with pytest.raises(Changed):
        close(refused, epoch=0)


def test_a_writer_closes_nothing(refused: Stopped):
    with pytest.raises(RoleForbids):
        close(refused, who=builders.person(Role.WRITER, refused.paper.house))


@given(st.text(max_size=600), st.sampled_from(["", " The whole story: https://harbour.example/a"]))
def test_whatever_the_headline_the_words_fit_and_say_how_far(headline: str, rest: str):
    limits = LIMITS["x"]
    text = _fitting(headline, f"stops here, at 3 of 7.{rest}", limits)
    assert limits.measure(text) <= limits.limit
    assert "stops here, at 3 of 7." in text


def test_a_quotation_in_the_headline_is_nested(paper: Paper, mara: Person):
    stopped = stop(paper, mara, "Treaty is a “small step forward”", *BODIES[1:])
    assert closing_words(stopped.fresh()) == (
        "Our thread “Treaty is a ‘small step forward’” stops here, at 1 of 3."
    )


def test_a_quotation_that_is_cut_short_is_closed():
    text = _fitting("Minister: “we will " + "go on and " * 40 + "win”", "stops here.", LIMITS["x"])
    assert text.endswith(" …’” stops here.")
    assert LIMITS["x"].measure(text) <= LIMITS["x"].limit


@pytest.mark.parametrize("marks", ["•", "“…”", "1."])
def test_marks_alone_close_nothing(refused: Stopped, marks: str):
    with pytest.raises(EmptyTailPost):
        close(refused, text=marks)
