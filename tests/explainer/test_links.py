"""No address lost: each stands in the text, or is given by name with the words that carried it."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.explainer.addresses import mentions_address, unmentioned_links
from publisher.split import X, split

ARTICLE = (
    "<html><head><title>Head</title></head><body><article><h1>Head</h1>{}</article></body></html>"
)


def given(source, **more):
    """The addresses an editor is shown, by the words that carried them."""
    return [(link.words, link.address) for link in unmentioned_links(read(source, **more))]


def in_page(markup, **more):
    return given(ARTICLE.format(markup), kind="html", **more)


MARKDOWN = {
    "inline": ("see [the map](https://e.org/map).", [("the map", "https://e.org/map")]),
    "with a title": ('see [the map](https://e.org/map "Map").', [("the map", "https://e.org/map")]),
    "reference": (
        "see [the map][1].\n\n[1]: https://e.org/map",
        [("the map", "https://e.org/map")],
    ),
    "shortcut": (
        "see [the map].\n\n[the map]: https://e.org/map",
        [("the map", "https://e.org/map")],
    ),
    "never referred to": ("Words.\n\n[1]: https://e.org/map", [("", "https://e.org/map")]),
    "said twice at the foot": (
        "see [a][1].\n\n[1]: https://e.org/a\n[1]: https://e.org/b",
        [("a", "https://e.org/a"), ("", "https://e.org/b")],
    ),
    "autolink": ("see <https://e.org/map>.", []),
    "bare": ("see https://e.org/map, please [there](https://e.org/map).", []),
    "part of a longer one": (
        "see https://e.org/map/2 and [all](https://e.org/map).",
        [("all", "https://e.org/map")],
    ),
    "picture": ("[![A flood](f.png)](https://e.org/f) Words.", [("A flood", "https://e.org/f")]),
    "item": ("- [one](https://e.org/1)\n- two", [("one", "https://e.org/1")]),
    "numbered item": ("1. [one](https://e.org/1)\n2. two", [("one", "https://e.org/1")]),
    "heading": ("## [More](https://e.org/m)\n\nWords.", [("More", "https://e.org/m")]),
    "quotation": ("> As [she](https://e.org/s) said.", [("she", "https://e.org/s")]),
    "cell": ("| a | b |\n|---|---|\n| [x](https://e.org/x) | y |", [("x", "https://e.org/x")]),
    "bold": ("**[bold](https://e.org/b)**", [("bold", "https://e.org/b")]),
    "emphasis within": (
        "see [the *big* map](https://e.org/m)",
        [("the big map", "https://e.org/m")],
    ),
    "raw tag in a line": (
        "see <a class=x href='https://e.org/?a=1&amp;b=2'>raw</a> and [md](https://e.org/md)",
        [("raw", "https://e.org/?a=1&b=2"), ("md", "https://e.org/md")],
    ),
    "raw block": ('<p>see <a href="https://e.org/b">b</a></p>', [("b", "https://e.org/b")]),
    "relative": ("see [b](../b.html)", [("b", "../b.html")]),
    "mail": ("write to [us](mailto:us@e.org?subject=Hi)", [("us", "us@e.org")]),
    "mail that is said": ("write to [us@e.org](mailto:us@e.org)", []),
    "the same twice": (
        "[a](https://e.org/a) and [b](https://e.org/a/) and [c](http://www.e.org/a)",
        [("a", "https://e.org/a")],
    ),
    "within the page": ("see [above](#top)", []),
    "percent-encoded": ("see https://e.org/käse and [it](https://e.org/k%C3%A4se)", []),
}
HTML = {
    "paragraph": (
        "<p>see <a href=https://e.org/map>the map</a></p>",
        [("the map", "https://e.org/map")],
    ),
    "caption": (
        "<figure><img alt=x><figcaption>Flood. <a href=/c>More</a></figcaption></figure><p>W.</p>",
        [("More", "/c")],
    ),
    "picture": ("<p>W.</p><a href=/big.jpg><img alt='A flood'></a>", [("A flood", "/big.jpg")]),
    "picture without words": ("<p>W.</p><a href=/big.jpg><img></a>", [("", "/big.jpg")]),
    "label": ("<p>W.</p><a href=/f aria-label='Film'><svg></svg></a>", [("Film", "/f")]),
    "around blocks": ("<a href=/card><h3>Card</h3><p>Words</p></a>", [("Card Words", "/card")]),
    "heading": ("<h2><a href=/h>More</a></h2><p>W.</p>", [("More", "/h")]),
    "item": ("<ul><li><a href=/1>one</a></li><li>two</li></ul>", [("one", "/1")]),
    "term": ("<dl><dt><a href=/t>Term</a></dt><dd>W.</dd></dl>", [("Term", "/t")]),
    "map": ("<p>W.</p><map><area href=/z alt=Zone></map>", [("Zone", "/z")]),
    "frame": (
        "<p>W.</p><iframe src=https://y.org/e title=Clip></iframe>",
        [("Clip", "https://y.org/e")],
    ),
    "film": ("<p>W.</p><video><source src=/v.mp4></video>", [("video", "/v.mp4")]),
    "embedded post": (
        (
            "<p>W.</p><blockquote class=twitter-tweet>Hi <a href=https://t.co/x>x</a> "
            "<a href=https://x.com/m/1>May</a></blockquote>"
        ),
        [("embedded post", "https://x.com/m/1")],
    ),
    "no scheme": ("<p><a href=//e.org/x>x</a></p>", [("x", "https://e.org/x")]),
    "telephone": ("<p>Call <a href=tel:+15550100>us</a></p>", [("us", "+15550100")]),
    "telephone that is said": ("<p>Call <a href='tel:+1-555-0100'>+1 (555) 0100</a></p>", []),
    "script": ("<p><a href='javascript:go()'>Go</a> <a href=#n1>1</a> <a name=n1>x</a></p>", []),
    "furniture": ("<p>W.</p><nav><a href=/n>News</a></nav><aside><a href=/s>s</a></aside>", []),
    "mark of a footnote": ("<p>It rose.<sup><a href=/f>1</a></sup></p>", [("1", "/f")]),
    "footnote": (
        "<p>It rose.<sup><a href=#n>1</a></sup></p><ol><li id=n>See <a href=/f>it</a></li></ol>",
        [("it", "/f")],
    ),
    "footnotes": (
        "<p>It rose.<sup>1</sup></p><div class=footnotes><p>1 See <a href=/f>it</a></p></div>",
        [("it", "/f")],
    ),
    "raised words": ("<p>CO<sub><a href=/2>2</a></sub> rose</p>", [("2", "/2")]),
    "comment": ("<p>W.</p><div class=MsoCommentText>See <a href=/c>it</a></div>", [("it", "/c")]),
    "struck": ("<p><s>See <a href=/s>it</a></s> W.</p>", [("it", "/s")]),
    "aside": ("<p>W.</p><aside>See <a href=/s>it</a></aside>", [("it", "/s")]),
    "hidden": ("<p>W.</p><p hidden>See <a href=/s>it</a></p>", [("it", "/s")]),
    "button": ("<p>W.</p><button><a href=/s>Go</a></button>", [("Go", "/s")]),
    "quotation": (
        "<p>W.</p><blockquote cite=/q>No.</blockquote><p>He said <q cite=/r>no</q></p>",
        [("source of a quotation", "/q"), ("source of a quotation", "/r")],
    ),
    "line break inside": ("<p><a href='https://e.org/\n a'>x</a></p>", [("x", "https://e.org/ a")]),
}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("![A flood](https://e.org/f.png)", "https://e.org/f.png"),
        ("![A flood][1]\n\n[1]: https://e.org/f.png", "https://e.org/f.png"),
        ('{{< figure src="https://e.org/f.png" >}}', "https://e.org/f.png"),
        ("{{< youtube https://e.org/f >}}", "https://e.org/f"),
        ("It rose.[^1]\n\n[^1]: See [it](https://e.org/f).", "https://e.org/f"),
        ("[//]: # (ask https://e.org/f first)", "https://e.org/f"),
        ("<!-- ask https://e.org/f first -->", "https://e.org/f"),
    ],
)
def test_the_address_of_what_a_markdown_text_shows_or_notes_is_named(
    text: str, address: str
) -> None:
    draft = split(read(f"# Head\n\nThe river rose.\n\n{text}\n", kind="markdown"), X)
    draft.ledger.check()
    assert address in " ".join(f"{out.reason} {out.text}" for out in draft.left_out)


def test_a_comment_of_a_markdown_text_is_told_of() -> None:
    found = read("# Head\n\nIt rose.\n\n[//]: # (Ask the lawyer first)\n", kind="markdown")
    assert "“Ask the lawyer first”" in " ".join(found.warnings)


@pytest.mark.parametrize(("text", "addresses"), MARKDOWN.values(), ids=MARKDOWN)
def test_every_address_of_a_markdown_text_is_kept(text, addresses):
    assert given(f"# Head\n\n{text}\n", kind="markdown") == addresses


@pytest.mark.parametrize(("markup", "addresses"), HTML.values(), ids=HTML)
def test_every_address_of_a_page_is_kept(markup, addresses):
    assert in_page(markup) == addresses


def test_links_are_told_from_the_page_s_own_address():
    page = "<p><a href=b.html>b</a> <a href=/c>c</a> <a href='?p=2'>d</a> <a href='#n'>n</a></p>"
    assert in_page(page, address="https://e.org/news/a.html") == [
        ("b", "https://e.org/news/b.html"),
        ("c", "https://e.org/c"),
        ("d", "https://e.org/news/a.html?p=2"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "<link rel=canonical href=https://e.org/news/a>",
        "<meta property=og:url content=https://e.org/news/a>",
        "<base href=https://e.org/news/>",
    ],
)
def test_a_page_may_say_its_own_address(head):
    page = f"<html><head>{head}</head><body><article><h1>H</h1><p><a href=b>b</a></p></article></body></html>"
    assert given(page) == [("b", "https://e.org/news/b")]


def test_what_leads_nowhere_is_counted_and_not_listed():
    page = "<p><a href=#a>1</a><a href=#b>2</a><a href='javascript:x()'>3</a></p>"
    assert read(ARTICLE.format(page)).dropped == (
        "links within the page (2)",
        "links to no address (1)",
    )


def test_an_address_is_left_out_by_name_in_the_draft():
    draft = split(read("# Head\n\nsee [the map](https://e.org/map).\n"), X)
    assert [(out.reason, out.text) for out in draft.left_out] == [
        ("address of a link", "the map: https://e.org/map")
    ]
    assert all("e.org" not in post.text for post in draft.posts)


def test_links_outside_the_story_of_a_page_are_not_listed():
    story = "".join(
        f"<p>{'The council met on the matter. ' * 6}<a href=/s{n}>s{n}</a></p>" for n in range(4)
    )
    page = (
        "<html><head><title>T</title></head><body><div><a href=/logo><img></a><a href=/m>Menu</a></div>"
        f"<h1>Council</h1><div>{story}</div><div><ul><li><a href=/r>Related</a></li></ul></div></body></html>"
    )
    assert [address for _, address in given(page)][:4] == ["/s0", "/s1", "/s2", "/s3"]
    assert "/m" not in [address for _, address in given(page)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("The map: https://e.org/map", True),
        ("(e.org/map)", True),
        ("See https://e.org/map.", True),
        ("See https://e.org/maps", False),
        ("See https://e.org/map?x=1", False),
        ("Nothing.", False),
    ],
)
def test_a_post_says_an_address_whole_or_not_at_all(body, said):
    assert mentions_address([body], "https://e.org/map") == said


def test_a_thousand_links_are_read_in_step_with_their_number():
    text = " ".join(f"[a{n}](https://e.org/{n})" for n in range(1500))
    assert len(given(f"# Head\n\n{text} {'word ' * 40_000}\n", kind="markdown")) == 1500


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/url?q=https://e.org/a?b%3D1&amp;sa=D&amp;source=editors&amp;ust=17",
        "https://google.com/url?sa=t&amp;url=https%3A%2F%2Fe.org%2Fa%3Fb%3D1",
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.org%2Fa%3Fb%3D1&amp;data=05",
        "https://nam01.safelinks.protection.outlook.com/ap/w-59584e83/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fe.org%252Fa%253Fb%253D1",
    ],
)
def test_an_address_wrapped_by_an_office_program_is_named_as_what_it_leads_to(address):
    assert in_page(f"<p>W. <a href='{address}'>it</a></p>") == [("it", "https://e.org/a?b=1")]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/search?q=https://e.org",
        "https://www.google.com/url?q=pool",
        "https://e.org/url?q=https://f.org",
        "https://www.google.com/url?q=javascript:x()",
    ],
)
def test_any_other_address_stays_as_it_is(address):
    assert in_page(f"<p>W. <a href='{address}'>it</a></p>") == [("it", address)]
