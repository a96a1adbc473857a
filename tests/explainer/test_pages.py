"""A page's story is read whole, whatever it stands in; what it loses all the same is said."""

from __future__ import annotations

import pytest

from publisher.explainer import Unreadable, read, witness
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


SET_ASIDE = {
    "formula": f"<math><mtext>{COST}</mtext><mtext>{MAYOR}</mtext></math>",
    "drawing": f"<svg><text>{COST}</text><text>{MAYOR}</text></svg>",
    "text field": f"<textarea>{COST} {MAYOR}</textarea>",
    "embedded object": f"<object data=x.pdf><p>{COST}</p><p>{MAYOR}</p></object>",
}


@pytest.mark.parametrize(("what", "markup"), SET_ASIDE.items(), ids=SET_ASIDE)
def test_words_that_cannot_be_set_as_text_are_named_and_told_of(what, markup):
    found = read(in_story(markup))
    assert f"{what}: {COST} {MAYOR}" in found.dropped
    (warning,) = found.warnings
    assert warning.startswith("More of this page was left aside (51 words")


def seen(*lines):
    return [witness.observe_page("".join(f"<p>{line}</p>" for line in lines))]


def test_more_than_a_tenth_lost_is_said():
    (warning,) = witness.describe_unaccounted(seen(VOTE, COST, MAYOR), f"{VOTE} {MAYOR}", [], [])
    assert warning.startswith("27 of the 80 words on this page, such as “Running the pool costs")
    assert "paste the words of the explainer" in warning


def test_what_is_named_is_not_lost():
    assert not [
        *witness.describe_unaccounted(
            seen(VOTE, COST, MAYOR), f"{VOTE} {MAYOR}", [f"form: {COST}"], []
        )
    ]


def test_more_than_half_lost_is_refused_in_words():
    with pytest.raises(Unreadable, match="Most of this page could not be read as its story: 51 of"):
        [*witness.describe_unaccounted(seen(VOTE, COST, MAYOR), VOTE, [], [])]


def test_less_than_a_tenth_is_not_spoken_of():
    assert not [
        *witness.describe_unaccounted(seen(*STORY, "It was so it is."), " ".join(STORY), [], [])
    ]


def test_words_that_stand_only_in_a_page_s_data_are_told_of():
    data = f'<script type="application/ld+json">{{"articleBody": "{VOTE} {COST}"}}</script>'
    (warning,) = read(
        f"<html><head>{data}</head><body><h1>Pool to close</h1></body></html>"
    ).warnings
    assert warning.startswith("The page hides 56 words")
    whole = f"<html><head>{data}</head><body><h1>Pool to close</h1><p>{VOTE}</p><p>{COST}</p></body></html>"
    assert read(whole).warnings == ()


def test_a_page_of_which_only_a_headline_is_found_is_doubted():
    (warning,) = read(
        "<html><body><h1>Pool to close</h1><div id=root></div></body></html>"
    ).warnings
    assert warning.startswith("Only a headline was found on this page.")


KEPT = {
    "only an aside": f"<main><h1>Pool to close</h1><aside><p>{VOTE}</p><p>{COST}</p></aside></main>",
    "foot of an article": f"<article><h1>Pool</h1><p>{VOTE}</p><footer><p>{COST}</p><p>{MAYOR}</p></footer></article>",
    "only a menu": f"<main><h1>Pool to close</h1><menu><li>{VOTE}</li><li>{COST}</li></menu></main>",
    "navigation": f"<nav><h1>Pool to close</h1><p>{VOTE}</p><p>{COST}</p></nav>",
    "beside a small main": f"<main><h1>Pool to close</h1></main><div><p>{VOTE}</p><p>{COST}</p></div>",
    "behind an article": f"<article><h1>Pool to close</h1><p>{VOTE}</p></article><p>{COST}</p><div><p>{MAYOR}</p><p>{NEXT}</p></div>",
    "standfirst": f"<p class=article-standfirst>{COST}</p><article><h1>Pool</h1><p>{VOTE}</p><p>{NEXT}</p></article>",
    "points on buttons": f"<article><h1>Pool to close</h1><ul><li><button>{VOTE}</button></li></ul></article>",
    "short form": f"<h1>Pool to close</h1><form><input type=text name=q><p>{VOTE}</p></form>",
    "parts": f"<article><h1>Pool to close</h1><p>{VOTE}</p><article><h2>Cost</h2><p>{COST}</p></article></article>",
}


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_a_story_is_read_whole_whatever_it_stands_in(body):
    found = read(f"<html><head><title>Pool</title></head><body>{body}</body></html>")
    assert [words for words in STORY if words in body and words not in found.source] == []
    assert found.warnings == ()


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
    page = f"<article><h1>Pool to close</h1>{TOLD}<nav>{words}</nav></article>"
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


@pytest.mark.parametrize(
    "before",
    [
        "<meta charset='utf-8'>",
        '<META charset="utf-8">\n',
        "<style>p{margin:0}</style>",
        "<link rel=x>",
    ],
)
def test_a_piece_of_a_page_from_a_clipboard_is_no_plain_text(before):
    found = read(f"{before}<p>Pool to close</p><p>{VOTE}</p>")
    assert found.kind == "html"
    assert "<" not in found.source
