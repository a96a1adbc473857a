"""What stands around a marked story is set aside and named, and told of where it may be of the story."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.split import X, split
from tests.explainer.pages import COST, MAYOR, NEXT, STORY, TOLD, VOTE

SAID = "I swam there as a child and I think that they should all be ashamed of what they did."
TWICE = f"<p>{SAID}</p><p>{SAID}</p>"
MANY = "".join(f"<div><p>{SAID} Number {n}.</p><p>{SAID}</p></div>" for n in range(10))
LEADS = "".join(
    f"<div><h3><a href=/t{n}>Headline {n}</a></h3><p>{SAID}</p></div>" for n in range(5)
)
ARTICLE = f"<article><h1>Pool to close</h1>{TOLD}</article>"


def page(body):
    return f"<html><head><title>Pool</title></head><body>{body}</body></html>"


def shown(found):
    """What is posted of a page, in one text."""
    return "\n".join(post.body for post in split(found, X).posts)


#: What newsrooms put behind a story: nobody need be warned of it.
OFFERS = {
    "other stories": f"<div class=fc-container><h2>More on this story</h2>{LEADS}</div>",
    "other stories in words": f"<div><h2>More from the council</h2>{TWICE}</div>",
    "comments by name": f"<div class=disqus>{MANY}</div>",
    "comments within": f"<div><div id=disqus_thread>{MANY}</div></div>",
    "widgets": f"<div id=secondary class=widget-area><h2>Recent</h2>{TWICE}</div>",
    "newsletter": f"<div><h2>Get our newsletter</h2>{TWICE}</div>",
    "newsletter by name": f"<section class=newsletter-signup><h2>Mornings</h2>{TWICE}</section>",
    "ask": f"<section><h2>Support us</h2>{TWICE}</section>",
    "ask by name": f"<div class=donation-box><h3>One more thing</h3>{TWICE}</div>",
    "meter": f"<div><p>You have 2 free articles left this month.</p>{TWICE}</div>",
    "links": f"<div><h2>Related internet links</h2>{TWICE}</div>",
    "other language": f"<div><h2>Mehr zum Thema</h2>{TWICE}</div>",
}
MARKED = {
    "article in main": "<main>{}</main>{}",
    "both in main": "<main>{}{}</main>",
    "article alone": "{}{}",
}


@pytest.mark.parametrize("around", MARKED.values(), ids=MARKED)
@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_what_is_offered_behind_a_story_is_named_and_in_no_post(offer, around):
    found = read(page(around.format(ARTICLE, offer)))
    assert "I swam there" not in shown(found)
    assert [words for words in STORY if words not in found.source] == []
    assert any("I swam there" in left for left in found.dropped)
    assert not [said for said in found.warnings if not said.startswith("More of this page")]


@pytest.mark.parametrize("around", MARKED.values(), ids=MARKED)
def test_a_meter_over_a_story_is_in_no_post(around):
    meter = (
        f"<div><p>You have 2 free articles left this month, so choose them well. {SAID}</p></div>"
    )
    assert "I swam there" not in shown(read(page(around.format(meter, ARTICLE))))


UNKNOWN = {
    "voices": f"<main>{ARTICLE}</main><section><h2>Voices</h2>{TWICE}</section>",
    "paragraphs": f"<main>{ARTICLE}</main><div>{TWICE}</div>",
    "readers behind main": f"<main>{ARTICLE}</main><section><h2>Readers</h2>{MANY}</section>",
    "readers behind an article": f"{ARTICLE}<section><h2>Readers</h2>{MANY}</section>",
    "foot": f"<main>{ARTICLE}</main><footer><h2>Key points</h2><ul><li>{SAID}</li><li>{SAID}</li></ul></footer>",
}


@pytest.mark.parametrize("body", UNKNOWN.values(), ids=UNKNOWN)
def test_what_may_be_of_a_story_behind_it_is_set_aside_with_a_warning(body):
    found = read(page(body))
    assert "I swam there" not in shown(found)
    assert any("I swam there" in left for left in found.dropped)
    assert any("of this page was left aside" in said for said in found.warnings)


INTRO = "<p>All that happened today in the town, told as it went on, hour after hour, until it ended.</p>"


def live(href, head=""):
    told = "".join(
        f"<article><h3><a href='{href.format(n)}'>2{n}:00</a></h3><p>{words}</p></article>"
        for n, words in enumerate(STORY)
    )
    return f"<html><head>{head}</head><body><main><h1>Pool: live</h1>{INTRO}{told}</main></body></html>"


@pytest.mark.parametrize(
    ("href", "head"),
    [
        ("#p{}", ""),
        ("/live/x#p{}", ""),
        ("https://e.org/live/x#p{}", "<link rel=canonical href=https://e.org/live/x>"),
        ("/live/x?post={}", "<link rel=canonical href=https://www.e.org/live/x/>"),
        ("https://www.e.org/live/x/#p{}", "<meta property=og:url content=https://e.org/live/x>"),
    ],
)
def test_an_entry_that_links_to_its_place_on_the_page_is_told(href, head):
    entry = f"<article><h3><a href={href.format(9)}>20:30</a></h3><p>{SAID}</p></article>"
    found = read(live(href, head).replace("</main>", f"{entry}<p>{NEXT} {VOTE}</p></main>"))
    assert [words for words in STORY if words not in found.source] == []
    assert not [left for left in found.dropped if "Monday" in left]


def test_entries_that_lead_elsewhere_are_set_apart_with_a_warning():
    body = live("/live/x/{}").replace("</main>", f"<p>{SAID} {SAID}</p></main>")
    (warning,) = read(body).warnings
    assert "of this page was left aside" in warning


def test_facts_beside_a_story_are_told_of_where_they_are_much():
    facts = "".join(f"<aside><p>{words}</p></aside>" for words in (COST, MAYOR))
    (warning,) = read(
        page(
            f"<main><article><h1>Pool to close</h1><p>{VOTE}</p><p>{NEXT}</p>{facts}</article></main>"
        )
    ).warnings
    assert warning.startswith("Part of this page was left aside that may be of its story (51 words")


def test_words_that_are_only_quoted_again_are_no_loss():
    quote = f"<aside class=pull><p>{MAYOR}</p></aside>"
    assert read(page(ARTICLE.replace("</article>", f"{quote}</article>"))).warnings == ()
