"""What must not hurt: each is split right or refused in a sentence, and nothing comes from inside."""

from __future__ import annotations

import pytest

from publisher.explainer import Unreadable, read
from publisher.split import BLUESKY, MASTODON, Draft, Limits, SplitError, X, split
from tests.split.builders import LONG, bodies

NETWORKS = (X, BLUESKY, MASTODON)


def told(source: str | bytes, limits: Limits = X) -> Draft:
    draft = split(read(source), limits)
    draft.ledger.check()
    assert all(limits.measure(post.text) <= limits.limit for post in draft.posts)
    return draft


def words(draft: Draft) -> str:
    return "".join("".join(body.split()) for body in bodies(draft))


@pytest.mark.parametrize("source", ["a", "7", "字", "Harbour to close", "https://example.com/a"])
def test_next_to_nothing_is_one_post_without_a_number(source: str) -> None:
    assert [post.text for post in told(source).posts] == [source]


def test_links_alone_are_kept_whole() -> None:
    links = [f"https://example.com/{n}" for n in range(60)]
    found = " ".join(bodies(told("\n\n".join(links)))).split()
    assert [word for word in found if word.startswith("https")] == links


@pytest.mark.parametrize("limits", NETWORKS, ids=lambda limits: limits.name)
@pytest.mark.parametrize("word", ["x" * 10_000, "字" * 5000, "boats move " * 1000])
def test_a_bullet_of_ten_thousand_characters_is_told_whole(word: str, limits: Limits) -> None:
    draft = told(f"Harbour to close\n\n• {word}", limits)
    assert words(draft).endswith("".join(word.split()))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x" * 5_000_000, "5,000 kB"),
        (b"x" * 5_000_000, "5,000 kB"),
        ("a\n" * 240_000, "lines"),
        ("• Boats move north.\n" * 10_000, "posts"),
        ("\x00" * 100 + "a", "control characters"),
        ("a\udc00b", "line 1"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\x1f\x8b\x08\x00\x00", "gzip"),
        ("\ufeff", "empty"),
        ("a" + "\u0301" * 4000, "longer than a whole post"),
    ],
)
def test_what_is_too_much_is_refused_in_a_sentence(source: str | bytes, said: str) -> None:
    with pytest.raises((Unreadable, SplitError), match=said) as refused:
        told(source)
    assert str(refused.value)[0].isupper()
    assert str(refused.value).endswith((".", "?"))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_line_ends_of_any_kind_give_the_same_thread(end: str) -> None:
    lines = ["Harbour to close", "", "What now:", "• Boats move.", "• Fish stay."]
    assert bodies(told(end.join(lines)))[1] == "What now:\n• Boats move.\n• Fish stay."


@pytest.mark.parametrize(
    "mark",
    [
        "\u00ad",
        "\u200b",
        "\u200d",
        "\u2060",
        "\u00a0",
        "\u202e",
        "\u2066",
        "e\u0301",
        "🇺🇦",
        "\u061c",
    ],
)
def test_marks_within_words_stay_within_words(mark: str) -> None:
    text = f"Boats{mark}move north and fish stay here."
    assert f"s{mark}m" in bodies(told(f"Harbour to close\n\nWhat now:\n\n• {text}"))[1]


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\ufeff", "\ufffe", "\U0001ffff"])
def test_characters_no_network_takes_are_left_away_and_named(bad: str) -> None:
    draft = told(f"Harbour to close\n\nWhat now:\n\n• Boats{bad} move.")
    assert bodies(draft)[1] == "What now:\nBoats move."
    assert "control character" in [entry.reason for entry in draft.ledger.entries]


@pytest.mark.parametrize("piece", ["🇺🇦", "👨‍👩‍👧‍👦", "e\u0301", "한", "ก็", "क्ष", "1️⃣"])
@pytest.mark.parametrize("limits", NETWORKS, ids=lambda limits: limits.name)
def test_thousands_of_clusters_are_cut_between_two(piece: str, limits: Limits) -> None:
    draft = told("Harbour to close\n\n" + piece * 1500, limits)
    assert all(set(body.split(piece)) == {""} for body in bodies(draft)[1:])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_bytes_of_any_usual_encoding_give_the_same_thread(encoding: str) -> None:
    source = "Harbour façade to close\n\nWhat now:\n\n• Boats move."
    assert bodies(told(source.encode(encoding))) == bodies(told(source))


def test_scripts_of_a_page_are_never_told() -> None:
    page = "<h1>Harbour</h1><p>Boats move.<script>steal()</script><style>p{}</style></p><p>a</p><p>b</p>"
    assert "steal" not in words(told(page))
    assert "p{}" not in words(told(page))


def test_html_inside_markdown_loses_its_tags_and_keeps_its_words() -> None:
    draft = told("# Harbour\n\nBoats <b>move</b> <i>north</i>.\n\n<div>Fish stay.</div>")
    assert bodies(draft)[1:] == ["Boats move north.", "Fish stay."]


def test_a_post_that_would_begin_with_a_name_is_flagged() -> None:
    draft = told("Harbour to close\n\n@ann said that boats move north.")
    assert [caution.kind for caution in draft.posts[1].warnings] == ["begins with @", "mention"]


@pytest.mark.parametrize(
    "source",
    [
        "<!-- " * 3000,
        "<p " * 3000,
        "&" * 9000 + "amp;",
        "[" * 9000,
        "](" * 4000,
        "> " * 4000,
        "`" * 9000,
        "***" * 3000,
        "---\n" * 900,
        "# " * 4000,
        "https://" * 1000,
        "(" * 9000,
        "“" * 9000,
        ". " * 5000,
        "1. " * 3000,
        "\u202e" * 9000,
        "{{" * 4000,
        "<ul><li>" * 900,
        "a@b." * 2000,
        "$A " * 3000,
    ],
    ids=repr,
)
@pytest.mark.parametrize("before", ["", "Harbour to close\n\n", LONG])
def test_a_text_of_marks_is_told_whole_or_refused(source: str, before: str) -> None:
    try:
        draft = told(before + source)
    except (Unreadable, SplitError) as error:
        said = str(error)
    else:
        said = "." * len(draft.posts)
    assert said.endswith((".", "?"))
