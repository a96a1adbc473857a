"""The cards of what is not out yet say what its posts say."""

from __future__ import annotations

import pytest

from publisher.followup.continue_thread import go_on
from publisher.followup.edit_remaining import drop_post, mend_post
from publisher.followup.errors import Changed, NoSuchTailCard, TailCardDiffers
from publisher.followup.tail_cards import draw_card, keep_card
from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.review.approve import approve
from publisher.review.edit_card import CardEdit, save_card_edit
from publisher.thread.agreeing import find_clashes
from publisher.thread.models import Revision, Thread
from publisher.thread.opening import open_content
from tests.followup.conftest import Stopped

SOURCE = """Ferry does 9 knots

The backstory:

  • The old ferry broke down in March 2019. It did 9 km/h, the port said.
  • “We had no money for 31 years,” said the captain. The yard that built the ferry had closed in 1987;
  since then spare parts have been made by hand, one after another, by 17 men in a shed behind the quay,
  and each of them took at least 5 weeks. The last of the men, who is 88, was to be honoured in May, and
  his tools went to the museum of the town, which is open on Sundays.
  • The council found 12 million.
"""


@pytest.fixture
def half(paper, mara) -> Stopped:
    """A drafted thread, to be sent half."""
    made = Thread.objects.get(article=add_article(paper.house, SOURCE, who=None))
    draft_thread(made.pk)
    made.refresh_from_db()
    return Stopped(paper, made, mara)


def begin(half: Stopped, rev: int = 1, steps: int = 2) -> None:
    approve(half.thread, rev=rev, who=half.mara, now=True)
    half.paper.step(half.thread, steps)


def content(half: Stopped):
    return half.fresh().revisions.get(rev=half.thread.rev).content


def sent(half: Stopped, count: int):
    """What the first posts send."""
    return [(post["text"], post["cards"]) for post in content(half)["posts"][:count]]


def place(half: Stopped, words: str) -> int:
    return next(n for n, p in enumerate(content(half)["posts"], 1) if words in p["body"])


def mend(half: Stopped, old: str, new: str) -> int:
    n = place(half, old)
    body = content(half)["posts"][n - 1]["body"].replace(old, new)
    mend_post(half.fresh(), n, body=body, rev=half.thread.rev, who=half.mara)
    return n


def resume(half: Stopped) -> None:
    go_on(half.fresh(), rev=half.thread.rev, who=half.mara, epoch=half.thread.epoch)


def test_the_card_of_a_waiting_post_goes_out_with_its_new_words(half):
    begin(half)
    out = sent(half, 1)
    mend(half, "12 million", "13 million")
    assert sent(half, 1) == out
    resume(half)
    assert half.run() == "posted"
    alts = [alt for post in half.paper.out() for alt in post["alts"]]
    assert any("13 million" in alt for alt in alts)
    assert not any("12 million" in alt for alt in alts)


def test_words_of_a_heading_that_waits_change_every_card_that_waits(half):
    begin(half)
    n = mend(half, "31 years", "32 years")
    assert "32 years" in content(half)["posts"][n - 1]["cards"][0]["alt"]


def by_hand(half: Stopped) -> tuple[int, int]:
    """The card of the last bullet in an editor's words, its post and number."""
    n = place(half, "12 million")
    k = len(content(half)["posts"][n - 1]["specs"]) - 1
    wanted = CardEdit("bullet", "The council: 12 million found.", "", [])
    save_card_edit(half.thread, rev=1, position=n, card=k, wanted=wanted, who=half.mara)
    begin(half, rev=2)
    mend(half, "12 million", "13 million")
    return n, k


def test_a_card_by_hand_that_waits_is_asked_for_and_can_be_drawn(half):
    n, k = by_hand(half)
    with pytest.raises(TailCardDiffers, match=f"ard.* of post {n} says “12”"):
        resume(half)
    assert half.fresh().state == "needs_editor"
    draw_card(half.thread, n, card=k, rev=half.thread.rev, who=half.mara)
    assert content(half)["posts"][n - 1]["specs"][k]["text"] == "The council: 13 million found."
    resume(half)
    assert half.run() == "posted"
    assert not any("12" in alt for post in half.paper.out() for alt in post["alts"])


def test_what_she_wants_to_keep_goes_out_as_it_is(half):
    n, _ = by_hand(half)
    [clash] = find_clashes(open_content(content(half)))
    keep_card(half.fresh(), n, key=clash.key, rev=half.thread.rev, who=half.mara)
    resume(half)
    assert half.run() == "posted"
    assert any("12 million" in alt for post in half.paper.out() for alt in post["alts"])


def test_an_answer_to_other_words_is_none(half):
    n, k = by_hand(half)
    with pytest.raises(NoSuchTailCard):
        keep_card(half.fresh(), n, key="0" * 24, rev=half.thread.rev, who=half.mara)
    with pytest.raises(NoSuchTailCard):
        draw_card(half.fresh(), n, card=k + 7, rev=half.thread.rev, who=half.mara)
    with pytest.raises(Changed):
        draw_card(half.fresh(), n, card=k, rev=1, who=half.mara)
    with pytest.raises(Changed):
        draw_card(half.fresh(), 1, card=0, rev=half.thread.rev, who=half.mara)
    with pytest.raises(TailCardDiffers):
        resume(half)


def test_a_card_that_is_out_holds_nothing_up(half):
    """A long bullet's card went out with its beginning; what waits of it says another number."""
    first, last = place(half, "31 years"), place(half, "is 88")
    assert first < last
    begin(half, steps=1 + first)
    assert half.state(first) == "posted"
    out = sent(half, first)
    mend(half, "is 88", "is 89")
    assert sent(half, first) == out
    [clash] = find_clashes(open_content(content(half)))
    assert (clash.position, clash.says) == (first, ("88",))
    resume(half)
    assert half.run() == "posted"


def test_a_waiting_post_left_out_takes_its_card_with_it(half):
    n, _ = by_hand(half)
    drop_post(half.fresh(), n, rev=half.thread.rev, who=half.mara)
    resume(half)
    assert half.run() == "posted"


def test_what_the_release_left_half_out_is_asked_for_before_it_goes_on(half):
    """Its posts were changed while their cards stayed."""
    begin(half)
    n = mend(half, "12 million", "13 million")
    stale = content(half)
    old = half.thread.revisions.get(rev=1).content["posts"][n - 1]
    stale["posts"][n - 1] |= {"specs": old["specs"], "cards": old["cards"]}
    Revision.objects.filter(thread=half.thread, rev=half.thread.rev).update(content=stale)
    with pytest.raises(TailCardDiffers, match="says “12”"):
        resume(half)
    k = len(old["specs"]) - 1
    draw_card(half.fresh(), n, card=k, rev=half.thread.rev, who=half.mara)
    resume(half)
    assert half.run() == "posted"


def test_the_page_asks_and_takes_the_answer(half, client):
    n, k = by_hand(half)
    client.force_login(half.mara)
    name = half.thread.public_id
    page = client.get(f"/threads/{name}/follow-up").content.decode()
    assert f"of post {n} says “12”" in page
    assert f"the card of post {n}</a>" in page
    rev = half.fresh().rev
    at = f"/threads/{name}/posts/{n}/mend-card"
    refused = client.post(f"/threads/{name}/continue", {"rev": rev, "epoch": half.thread.epoch})
    assert refused.status_code == 422
    assert "Draw it from the post" in refused.content.decode()
    assert client.post(at, {"rev": rev, "card": k, "draw": "yes"}).status_code == 302
    page = client.get(f"/threads/{name}/follow-up").content.decode()
    assert "says “12”" not in page
