"""A page's story is read whole, whatever it stands in; what it loses all the same is said."""

from __future__ import annotations

import pytest

from publisher.explainer import Unreadable, read
from publisher.split import X, split
from tests.explainer.pages import COST, MAYOR, NEXT, ORDINARY, STORY, TOLD, VOTE


@pytest.mark.parametrize("page", ORDINARY.values(), ids=ORDINARY)
def test_the_story_of_an_ordinary_page_is_read_whole_and_without_a_doubt(page):
    found = read(page)
    assert found.headline
    assert found.headline.text.startswith("Pool to close")
    assert [words for words in STORY if words not in found.source] == []
    assert found.warnings == ()
    split(found, X).ledger.check()


@pytest.mark.parametrize("page", ORDINARY.values(), ids=ORDINARY)
@pytest.mark.parametrize(
    "not_told",
    [
        "Reader 3",
        "Accept all",
        "number 2",
        "Reply",
        "Share",
        "Sign up",
        "morning briefing",
        "Weather",
    ],
)
def test_what_stands_around_a_story_is_in_no_post(page, not_told):
    assert not any(not_told in post.body for post in split(read(page), X).posts)


def in_story(markup):
    return f"<html><body><main><h1>Pool to close</h1><p>{VOTE}</p>{markup}</main></body></html>"


HELD_BACK = {
    "paywall": f"<div style='display: none'><p>{COST}</p><p>{MAYOR}</p></div>",
    "invisible": f"<div style='visibility:hidden'><p>{COST}</p><p>{MAYOR}</p></div>",
    "hidden": f"<section hidden><p>{COST}</p><p>{MAYOR}</p></section>",
    "template": f"<template id=rest><p>{COST}</p><p>{MAYOR}</p></template>",
    "without scripts": f"<noscript><p>{COST}</p><p>{MAYOR}</p></noscript>",
}


@pytest.mark.parametrize("markup", HELD_BACK.values(), ids=HELD_BACK)
def test_words_a_page_holds_back_are_told_of(markup):
    warnings = read(in_story(markup)).warnings
    assert len(warnings) == 1
    assert warnings[0].startswith("The page hides 51 words that are not in the thread, such as")
    assert "Running the pool costs the town" in warnings[0]


def test_words_that_are_hidden_and_told_as_well_are_none():
    assert read(in_story(f"<p>{COST}</p><div hidden><p>{COST}</p></div>")).warnings == ()


LOST = {
    "formula": f"<math><mtext>{COST}</mtext></math>",
    "formulas": f"<p><math><mi>{COST}</mi></math></p>",
}


@pytest.mark.parametrize("markup", LOST.values(), ids=LOST)
def test_more_than_a_tenth_lost_is_said(markup):
    (warning,) = read(in_story(f"{markup}<p>{MAYOR}</p>")).warnings
    assert warning.startswith("27 of the 80 words on this page, such as “Running the pool")
    assert "paste the words of the explainer" in warning


def test_more_than_half_lost_is_refused_in_words():
    with pytest.raises(Unreadable, match="Most of this page could not be read as its story: "):
        read(f"<h1>Pool to close</h1><math>{TOLD.replace('p>', 'mtext>')}</math>")


def test_less_than_a_tenth_is_not_spoken_of():
    assert read(in_story(f"{TOLD}<math><mtext>It was so.</mtext></math>")).warnings == ()


def test_a_loss_in_raw_html_of_a_markdown_text_is_said():
    text = f"# Pool to close\n\n{VOTE}\n\n<div hidden><p>{COST}</p>\n<p>{MAYOR}</p></div>\n"
    (warning,) = read(text, kind="markdown").warnings
    assert "The page hides 51 words" in warning


@pytest.mark.parametrize(
    "markup",
    [
        f"<form action=/x><p>{COST}</p></form>",
        f"<button><p>{COST}</p></button>",
        f"<div class=with-sidebar><p>{COST}</p></div>",
        f"<article><p>{COST}</p></article><article><p>{MAYOR}</p></article>",
        f"<details><summary>Cost</summary><p>{COST}</p></details>",
    ],
)
def test_raw_html_of_a_markdown_text_is_read_whole(markup):
    found = read(f"# Pool to close\n\n{VOTE}\n\n{markup}\n", kind="markdown")
    assert COST in found.source
    assert found.warnings == ()


def test_more_left_aside_than_read_is_said():
    page = (
        f"<html><body><article><h1>Pool to close</h1><p>{VOTE}</p></article>"
        f"<article><h1>What it means</h1><p>{COST}</p><p>{MAYOR}</p><p>{NEXT}</p></article></body></html>"
    )
    (warning,) = read(page).warnings
    assert warning.startswith("More of this page was left aside (74 words")


def test_what_is_left_of_a_page_is_named_with_its_words():
    page = (
        f"<html><body><article><h1>Pool to close</h1>{TOLD}<button>Share</button><button>Save</button>"
        "<form><p>Get the briefing.</p><input type=email></form><aside>A fact.</aside></article></body></html>"
    )
    assert read(page).dropped == (
        "form: Get the briefing.",
        "page furniture: A fact.",
        "buttons: Share, Save",
    )


def test_a_long_piece_is_named_by_its_beginning_and_its_length():
    words = "never seen before " * 400
    page = f"<article><h1>Pool to close</h1>{TOLD}<aside>{words}</aside></article>"
    (piece,) = read(page).dropped
    assert piece.startswith("page furniture: never seen before never")
    assert piece.endswith("… (1,202 words in all)")
    assert len(piece) < 1100


def test_a_word_on_a_button_in_a_sentence_stays():
    found = read(
        in_story("<p>The <button>treasurer</button> spoke, and <label>nobody</label> else did.</p>")
    )
    assert "The treasurer spoke, and nobody else did." in found.source


@pytest.mark.parametrize("sign", [">-", ">", "|", "|+", "|2 # a comment"])
def test_a_title_under_yaml_s_marks_is_the_headline(sign):
    found = read(f"---\ntitle: {sign}\n  Pool to\n  close\ndate: 2026-03-02\n---\n\n{VOTE}\n")
    assert found.headline
    assert found.headline.text == "Pool to close"
