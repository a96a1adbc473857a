from __future__ import annotations

import pytest

from publisher.explainer import Unreadable, read
from tests.explainer.test_forms import bullets, headings

MARKDOWN = """---
title: 'The harbour''s wall'
---

Divers will [repair](https://example.com/wall) the wall &#8212; at last. {{< img src="a.png" >}}

## **What now**

* Boats move.

  They go north.
  * The big ones
1. First

![A diver](diver.png)
<script>alert(1)</script>
"""

PAGE = """<!doctype html><html><head><title>Harbour - Daily</title><script>var a</script></head><body>
<nav>Home News</nav><article><h1>Harbour to close</h1><figure><img src=a.png alt="Divers">
<figcaption>Divers at work. Photo: Ann Example</figcaption></figure><p>The wall <b>leaks</b>&nbsp;now&mdash;again.</p>
<h2>What now</h2><ul><li>Boats <a href="https://example.com/b">move</a>.<ul><li>Big ones</li></ul></li></ul>
<ol start=3><li>Third</li></ol><blockquote class="twitter-tweet">So sad</blockquote></article><footer>About</footer></body></html>"""


def test_front_matter_gives_the_headline_and_is_named() -> None:
    found = read(MARKDOWN)
    assert found.kind == "markdown"
    assert found.headline
    assert found.headline.text == "The harbour's wall"
    assert "front matter" in found.dropped


def test_markdown_is_read_without_its_marks() -> None:
    found = read(MARKDOWN)
    assert found.lede
    assert found.lede.text == "Divers will repair the wall — at last."
    assert headings(found) == ["What now"]
    assert bullets(found) == ["Boats move. They go north.", "The big ones", "1. First"]


def test_links_are_kept_and_code_and_pictures_named() -> None:
    found = read(MARKDOWN)
    assert [(link.words, link.address) for link in found.links] == [
        ("repair", "https://example.com/wall")
    ]
    template = 'template code (1): {{< img src="a.png" >}}'
    assert found.dropped == ("front matter", template, "picture: A diver (diver.png)", "script")


def test_a_list_typed_by_hand_into_markdown_is_a_list() -> None:
    found = read("# Harbour to close\n\nWhat now:\n\n• Boats move;\n  \n• Fish stay.")
    assert bullets(found) == ["Boats move;", "Fish stay."]


def test_a_page_is_read_as_its_article() -> None:
    found = read(PAGE)
    assert found.kind == "html"
    assert found.headline
    assert found.headline.text == "Harbour to close"
    assert found.lede
    assert found.lede.text == "The wall leaks\u00a0now—again."


def test_a_page_gives_lists_captions_and_links() -> None:
    found = read(PAGE)
    assert bullets(found) == ["Boats move.", "Big ones", "3. Third"]
    assert found.caption
    assert found.caption.text == "Divers at work."
    assert [link.address for link in found.links] == ["https://example.com/b"]


def test_what_a_page_hides_is_named() -> None:
    assert "embedded post: So sad" in read(PAGE).dropped
    assert not any("alert" in part.text for part in read(MARKDOWN).parts())


SOUP = """<html><body><div><a href=/>Daily Example</a><ul><li><a href=/n>News</a></li></ul></div><div class="wrap">
<div><h1>Harbour to close</h1><p>The harbour of the old town will close for a month while divers repair the sea wall.</p>
<p><b>What now:</b></p><ul><li>Boats are to move north, said Mayor Ann Example, who <a href=/b>promised</a> to pay for it.</li>
<li>The fish market stays open, and so does the ferry to the islands, on every day of the week.</li></ul><p>Short.</p>
<p>Nobody will lose a day of work by it, the city said in a letter to the fishing fleet and its owners.</p></div>
<div><h3>Most read</h3><ul><li><a href=1>Five walks for a rainy weekend by the sea</a></li></ul></div></div></body></html>"""


def test_a_page_that_marks_no_article_is_read_as_its_story() -> None:
    found = read(SOUP)
    assert found.lede
    assert found.lede.text.startswith("The harbour of the old town")
    assert headings(found) == ["What now:"]
    assert len(bullets(found)) == 2


def test_what_stands_around_a_story_is_named() -> None:
    found = read(SOUP)
    around = ["Daily Example", "News", "Most read", "Five walks for a rainy weekend by the sea"]
    assert found.dropped == tuple(f"page furniture: {words}" for words in around)
    assert [link.words for link in found.links] == ["promised"]


def test_nothing_inside_a_story_is_taken_away() -> None:
    assert "Short." in [part.text for part in read(SOUP).parts()]


def test_a_piece_of_a_page_is_read_whole() -> None:
    piece = SOUP.replace("<html><body>", "").replace("</body></html>", "")
    assert read(piece).dropped == ()


def test_a_page_without_a_heading_takes_its_title() -> None:
    found = read(
        "<html><head><title>Harbour to close</title></head><body><p>The wall leaks.</p></body></html>"
    )
    assert found.headline
    assert found.headline.text == "Harbour to close"


def test_the_kind_can_be_told() -> None:
    assert read("Harbour\n\n# not a heading", kind="text").kind == "text"
    assert headings(read("Harbour\n\n## a heading\n\ntext", kind="markdown")) == ["a heading"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# H\n\n" + "[" * 50_000, "50,000 marks|50,001 marks"),
        ("<html>" + "<div>" * 40_000, "40,001 tags, and at most 30,000"),
        ("<html>" + "<p>a" * 40_000, "40,001 tags"),
        ("<html>" + "<div>" * 3000, "3,001 deep, and at most 2,000"),
    ],
)
def test_a_source_of_marks_is_refused_with_its_number(source: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        read(source)
    assert str(refused.value).endswith("paste the words of the explainer.")


def test_a_page_nested_two_thousand_deep_is_read() -> None:
    found = read("<html><h1>Harbour</h1>" + "<div>" * 1900 + "The wall leaks.")
    assert found.lede
    assert found.lede.text == "The wall leaks."


@pytest.mark.parametrize(
    "hidden",
    [
        "<nav>Menu</nav>",
        "<footer>Menu</footer>",
        "<aside>Menu</aside>",
        "<div role=navigation>Menu</div>",
        "<div class='site-share'>Menu</div>",
        "<div id=newsletter>Menu</div>",
        "<p hidden>Menu</p>",
        "<p style='display: none'>Menu</p>",
        "<form><button>Menu</button></form>",
        "<svg><text>Menu</text></svg>",
        "<noscript>Menu</noscript>",
        "<template>Menu</template>",
    ],
)
def test_the_furniture_of_a_page_is_not_told(hidden: str) -> None:
    found = read(f"<article><h1>Harbour</h1>{hidden}<p>Boats move.</p></article>")
    assert "Menu" not in found.source
    assert found.lede
    assert found.lede.text == "Boats move."


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("H<sub>2</sub>O", "H₂O"),
        ("Boats &amp; fish &mdash; free", "Boats & fish — free"),
        ("<span>Boats</span> <em>move</em>", "Boats move"),
        ("<ruby>港<rt>みなと</rt></ruby>", "港みなと"),
        ("Boats<!-- not --> move", "Boats move"),
    ],
)
def test_words_within_tags_are_kept_as_they_read(markup: str, words: str) -> None:
    found = read(f"<article><h1>Harbour</h1><div>{markup}</div></article>", kind="html")
    assert found.lede
    assert found.lede.text == words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<ol><li>a b</li><li>c d</li></ol>", ["1. a b", "2. c d"]),
        ("<ol start=7><li>a b</li></ol>", ["7. a b"]),
        ("<ol start=x><li>a b</li></ol>", ["1. a b"]),
        ("<ul><li><p>a b</p><p>c d</p></li></ul>", ["a b c d"]),
        ("<ul><li>a b<ol><li>c d</li></ol></li></ul>", ["a b", "1. c d"]),
        ("<li>a b</li>", ["a b"]),
    ],
)
def test_lists_of_a_page_are_bullets(markup: str, words: list[str]) -> None:
    page = f"<article><h1>Harbour</h1><h2>What now</h2>{markup}</article>"
    assert bullets(read(page)) == words


def test_the_headline_is_the_pages_title_for_others_before_the_tabs() -> None:
    head = "<title>Harbour | Post</title><meta property='og:title' content='Harbour to close'>"
    found = read(f"<html><head>{head}</head><body><p>Boats move.</p></body></html>")
    assert found.headline
    assert found.headline.text == "Harbour to close"


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("| Boats | Fish |\n|---|---|\n| move | stay |", ["Boats | Fish", "move | stay"]),
        ("```\ncode stays\n```", ["code stays"]),
        ("> Boats move.", ["Boats move."]),
        ("Boats  \nmove.", ["Boats move."]),
        ("~~Boats~~ *move* `north`", ["move north"]),
        ("Boats [move][1].\n\n[1]: https://example.com", ["Boats move."]),
        ("![Divers](a.png) Boats move.", ["Boats move."]),
    ],
)
def test_every_kind_of_markdown_gives_its_words(markdown: str, words: list[str]) -> None:
    found = read(f"# Harbour\n\nText.\n\n## Now\n\n{markdown}")
    assert [part.text for part in found.parts()] == words


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Harbour\n---\n",
        '+++\ntitle = "Harbour"\n+++\n',
        "---\r\ntitle: 'Harbour'\r\n---\r\n",
    ],
)
def test_front_matter_of_any_kind_gives_the_headline(front: str) -> None:
    found = read(f"{front}\nBoats move.")
    assert found.headline
    assert found.headline.text == "Harbour"


def test_template_code_in_an_address_is_named_and_a_placeholder_stays() -> None:
    found = read(
        "# Harbour\n\nBoats [move]({{ '/boats' | url }}). {{ pullquote }}\n\n{{< video >}}\n"
    )
    assert found.lede
    assert found.lede.text == "Boats move. {{ pullquote }}"
    assert found.dropped == ("template code (2): {{ '/boats' | url }} {{< video >}}",)
