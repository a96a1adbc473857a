from __future__ import annotations

import json
from dataclasses import replace

import pytest

from publisher.explainer import Span, read
from publisher.split import DoesNotFit, Draft, FixedPost, WordsLost, X, build_fixed_posts, split
from tests.split.builders import LONG, SENTENCE, bodies, drafted, listed

SOURCE = listed(LONG, f"{LONG} {LONG}", "Fish stay.", "Boats   move.")


def freed(posts: list[FixedPost], *numbers: int) -> list[FixedPost]:
    return [replace(post, body=None) if n in numbers else post for n, post in enumerate(posts)]


def again(kept: list[FixedPost], **choices: object) -> Draft:
    draft = split(read(SOURCE), X, kept=kept, **choices)  # type: ignore[arg-type]  # choices of one test
    draft.ledger.check()
    return draft


def test_every_word_of_the_source_is_where_its_entry_says() -> None:
    draft = split(read(SOURCE), X)
    for entry in draft.ledger.entries:
        if entry.where == "post":
            said = draft.posts[entry.post].body[entry.offset : entry.offset + entry.length]
            assert said.split() == SOURCE[entry.start : entry.end].split()


def test_every_bullet_is_on_a_card_and_its_entry_names_it() -> None:
    draft = split(read(SOURCE), X)
    cards = [entry for entry in draft.ledger.entries if entry.where == "card"]
    assert len(cards) == 5
    for entry in cards:
        card = draft.posts[entry.post].cards[entry.card]
        assert card.text.split() == SOURCE[entry.start : entry.end].split()


def test_white_space_alone_has_no_entry() -> None:
    draft = split(read("Harbour to close\n\n\n   \n\nFish stay.\n\n"), X)
    assert [(e.start, e.end) for e in draft.ledger.entries if e.where == "post"] == [
        (0, 16),
        (24, 34),
    ]


def test_a_mark_of_a_bullet_is_named() -> None:
    reasons = [entry.reason for entry in drafted("Boats move.", "Fish stay.").ledger.entries]
    assert reasons.count("bullet mark") == 2


@pytest.mark.parametrize("style", ["full", "brief"])
def test_a_lost_entry_of_any_post_is_noticed(style: str) -> None:
    ledger = split(read(SOURCE), X, style).ledger  # type: ignore[arg-type]  # one of the styles
    ledger.check()
    others = {e: [o for o in ledger.entries if o is not e] for e in ledger.entries}
    alone = [e for e in others if not any(o.start < e.end and e.start < o.end for o in others[e])]
    assert alone
    for entry in alone:
        with pytest.raises(WordsLost):
            replace(ledger, entries=tuple(e for e in ledger.entries if e is not entry)).check()


@pytest.mark.parametrize(
    ("old", "new"), [("Fish", "Fisch"), ("fleet", "fleets"), ("close", "shut")]
)
def test_a_word_changed_in_a_post_is_noticed(old: str, new: str) -> None:
    ledger = split(read(SOURCE), X).ledger
    changed = tuple(body.replace(old, new) for body in ledger.bodies)
    with pytest.raises(WordsLost, match="changed"):
        replace(ledger, bodies=changed).check()


def test_a_word_changed_on_a_card_is_noticed() -> None:
    ledger = drafted(LONG, "Fish stay.", style="brief").ledger
    cards = tuple(tuple(card.replace("Fish", "Fisch") for card in post) for post in ledger.cards)
    with pytest.raises(WordsLost, match="changed"):
        replace(ledger, cards=cards).check()


def test_the_json_names_where_each_character_went() -> None:
    told = json.loads(split(read(SOURCE), X).to_json())
    assert told["ledger"]["source"] == SOURCE
    assert {entry["where"] for entry in told["ledger"]["entries"]} == {"post", "card", "left out"}
    assert told["posts"][0]["text"].endswith(f"1/{len(told['posts'])}")


def test_two_posts_an_editor_joined_stay_joined() -> None:
    posts = build_fixed_posts(split(read(SOURCE), X))
    joined = FixedPost(
        (*posts[-2].spans, *posts[-1].spans), "Fish stay; boats move.", posts[-1].cards
    )
    draft = again([*freed(posts[:-2], 1, 2), joined])
    assert bodies(draft)[-1] == "Fish stay; boats move."
    assert any(entry.changed for entry in draft.ledger.entries)


def test_a_post_an_editor_cut_in_two_stays_cut() -> None:
    posts = build_fixed_posts(split(read(SOURCE), X))
    middle = len(SENTENCE)
    one, two = replace(posts[1], body=LONG[:middle]), replace(posts[1], body=LONG[middle + 1 :], cards=())  # fmt: skip
    draft = again([posts[0], one, two, *freed(posts[2:], 0)])
    assert bodies(draft)[1:3] == [LONG[:middle], LONG[middle + 1 :]]


def test_posts_an_editor_put_first_stay_first() -> None:
    posts = build_fixed_posts(split(read(SOURCE), X))
    turned = [posts[0], *reversed(posts[1:])]
    assert bodies(again(turned)) == [post.body for post in turned]


def test_the_middle_of_a_bullet_can_be_split_again_alone() -> None:
    posts = build_fixed_posts(split(read(SOURCE), X))
    free = freed(posts, 2)
    assert bodies(again(free)) == [post.body for post in posts]


def test_a_kept_post_keeps_its_cards() -> None:
    posts = build_fixed_posts(split(read(SOURCE), X))
    assert [post.cards for post in again(freed(posts, 1)).posts] == [post.cards for post in posts]


def test_cards_that_alone_told_words_are_taken_out_by_name() -> None:
    first = split(read(SOURCE), X, "brief")
    draft = again(build_fixed_posts(first)[:1], style="brief")
    assert {left.reason for left in draft.left_out} == {"taken out by an editor"}


def test_a_thread_of_which_nothing_is_kept_is_refused() -> None:
    with pytest.raises(DoesNotFit, match="No words"):
        split(read(SOURCE), X, kept=[FixedPost((Span(0, 0),), None)])


def test_words_an_editor_kept_too_long_are_flagged_and_not_cut() -> None:
    posts = build_fixed_posts(split(read(SOURCE), X))
    draft = again([posts[0], replace(posts[1], body="x" * 300), *posts[2:]])
    assert bodies(draft)[1] == "x" * 300
    assert "too long" in [caution.kind for caution in draft.posts[1].warnings]
