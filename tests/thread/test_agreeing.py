"""Which words of a card follow a changed post, sign by sign and line by line."""

from __future__ import annotations

import re

import pytest

from publisher.review.shape.errors import NoCut
from publisher.review.shape.opened_content import apply_shape
from publisher.review.shape.post_shapes import put_in, reword_post, split_post
from publisher.split import X
from publisher.thread.agreeing import find_clashes
from publisher.thread.opening import open_content
from publisher.thread.tokens import tokenize_text
from tests.review.shape.test_shape_cards import follow
from tests.review.shape.threads import drafted

SOURCE = """Ferry does 9 km/h

Now:

  • It lost $5 million, or 5% of its 9.5 knots. Was it -5 degrees? It sank.
  • Das stimmt nicht. Verletzte gab es 9 Mal nicht.
  • 新しい船は五月に着く。町の人は9人ではない。
  • السفينة لم تصل في 9 مارس
  • ✗ Troops were sent to the border.
  • He said “yes”. The minister, Jane Doe, 54, resigned on 3 May.
"""
LINES = """Ferry does 9 km/h

Now:

  • The first ferry sank after 31 days at sea. Nobody was on board.
  • The second boat left the port with 41 people.

Then:

  • The third one waits for 51 parts from Norway.
"""
SHORT = """Ferry does 9 km/h

In 2019:

  • It sank twice.
  • Number 51 burned; 52 did not. It was late.
  • The second boat left the port with 41 people.

61:

  • It was sold.
  • The third one waits for 71 parts from Norway.
"""
BESIDE = (
    lambda said: f"{said} More is known.",
    lambda said: f"{said} A minister told the paper that nobody knows more than that.",
)
BULLET_BESIDE = (
    *BESIDE,
    lambda said: f"More is known. {said}",
    lambda said: f"More is known. {said} Nobody tells.",
)


def changed(content, position, body):
    return apply_shape(
        content, lambda now, limits: reword_post(now, position, body, limits), X, follow
    )


def texts(content):
    return [spec["text"] for post in content["posts"] for spec in post["specs"]]


def edited(source, old, new):
    content = open_content(drafted(source))
    place = next(n for n, post in enumerate(content["posts"], 1) if old in post["body"])
    body = content["posts"][place - 1]["body"].replace(old, new, 1)
    return texts(content), changed(content, place, body)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("$5", "€5"), ("5%", "5"), ("9.5", "9,5"), ("9.5", "95"), ("-5", "5"), ("degrees?", "degrees."),
        ("stimmt nicht", "stimmt"), ("9 Mal nicht", "10 Mal"), ("ではない", "である"), ("五月", "六月"),
        ("لم ", ""), ("9 مارس", "10 مارس"), ("✗", "✓"), ("✗ ", ""), ("“yes”", "“no”"), ("“yes”", "yes"),
        ("Jane Doe, 54,", "Joan Doe, 55,"), ("Jane Doe", "an official"), ("It sank.", "It did not sink."),
        ("lost", "won"), ("Ferry does 9 km/h", "Ferry does 9 km"), ("does 9 km/h", "does not 9 km/h"),
        (", Jane Doe, 54,", ""), (" on 3 May", ""), ("He said “yes”. ", ""), (" It sank.", ""),
        ("9 km/h", "9 km/h less"), ("Ferry does", "No ferry does"), ("million", "billion"),
    ],
)  # fmt: skip
def test_every_sign_that_says_something_is_followed(old, new):
    before, after = edited(SOURCE, old, new)
    assert texts(after) == [text.replace(old, new, 1) if n == _first(before, old) else text for n, text in enumerate(before)]  # fmt: skip
    assert find_clashes(after) == []


def _first(said, old):
    return next(n for n, text in enumerate(said) if old in text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("9 km/h", "9 km/h #Ferry"), ("9 km/h", "9 km/h\n\nhttps://example.org"), ("9 km/h", "9  km/h"),
    ],
)  # fmt: skip
def test_what_is_only_linked_or_spaced_is_left(old, new):
    before, after = edited(SOURCE, old, new)
    assert texts(after) == before
    assert find_clashes(after) == []


def lines(turn):
    """The second post of `LINES` with its lines turned."""
    content = open_content(drafted(LINES))
    return texts(content), changed(content, 2, turn(content["posts"][1]["body"]))


def test_bullets_changed_and_in_another_order_are_told_apart():
    def turn(body):
        heading, one, two = body.split("\n")
        return "\n".join([heading, two.replace("41", "42"), one.replace("31", "32")])

    before, after = lines(turn)
    assert texts(after) == [text.replace("41", "42").replace("31", "32") for text in before]
    assert find_clashes(after) == []


@pytest.mark.parametrize(("dot", "instead"), [("\n• ", " "), ("• ", "– "), ("• ", "🔹 ")])
def test_other_dots_or_none_do_not_stand_on_cards(dot, instead):
    before, after = lines(lambda body: body.replace(dot, instead).replace("41", "42"))
    assert texts(after) == [text.replace("41", "42") for text in before]


def test_numbers_instead_of_dots_do_not_stand_on_cards():
    before, after = lines(
        lambda body: body.replace("• The f", "1. The f").replace("• The s", "2. The s")
    )
    assert texts(after) == before


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_line_left_out_and_any_word_beside_it_changed_are_told_apart(gone):
    first = open_content(drafted(LINES))
    before = texts(first)
    said = first["posts"][1]["body"].split("\n")
    kept = [line for n, line in enumerate(said) if n != gone]
    short = changed(first, 2, "\n".join(kept))
    assert texts(short) == before
    assert find_clashes(short) == []
    for word in re.findall(r"\w+", " ".join(kept)):
        if before[1].count(word) + before[2].count(word) == 1:
            after = changed(short, 2, "\n".join(kept).replace(word, "Another"))
            assert texts(after) == [text.replace(word, "Another") for text in before]
            assert find_clashes(after) == []


def short_entries():
    """Each heading and bullet of three words at most: its post, its line, and more words beside it."""
    for n, post in enumerate(open_content(drafted(SHORT))["posts"][1:], 2):
        for at, line in enumerate(post["body"].split("\n")):
            if len(line.removeprefix("• ").split()) <= 3:
                ways = BESIDE if line.endswith(":") else BULLET_BESIDE
                yield from ((n, at, beside) for beside in ways)


@pytest.mark.parametrize(("place", "at", "beside"), [*short_entries()])
def test_any_word_of_a_short_entry_is_followed_beside_others_on_its_line(place, at, beside):
    first = open_content(drafted(SHORT))
    said = first["posts"][place - 1]["body"].split("\n")
    dot = "• " if said[at].startswith("• ") else ""
    short = said[at].removeprefix("• ")
    for gone in {*range(len(said)), None} - {at}:
        kept = [f"{dot}{beside(short)}" if n == at else line for n, line in enumerate(said) if n != gone]  # fmt: skip
        longer = changed(first, place, "\n".join(kept))
        assert find_clashes(longer) == []
        for word in re.findall(r"\w+", short):
            if SHORT.count(word) == 1:
                after = changed(longer, place, "\n".join(kept).replace(word, "Another"))
                assert find_clashes(after) == []
                assert not any(word in shown for shown in shown_on(after))
                assert any("Another" in shown for shown in shown_on(after))


@pytest.mark.parametrize("new", ["In 2020: ", "62: "])
def test_a_heading_set_before_its_first_bullet_is_followed_there(new):
    place = 2 if "In" in new else 3
    first = open_content(drafted(SHORT))
    heading, one, *rest = first["posts"][place - 1]["body"].split("\n")
    after = changed(first, place, "\n".join([new + one.removeprefix("• "), *rest]))
    assert texts(after) == texts(first)
    assert find_clashes(after) == []
    assert not any(heading.rstrip(":") in shown for shown in shown_on(after))


def shown_on(content):
    specs = [spec for post in content["posts"] for spec in post["specs"]]
    return [f"{s['heading']}: {s['text']}" for s in specs if not s.get("dropped")]


def test_a_sentence_more_and_a_word_changed_beside_it_follow_wherever_the_post_is_split():
    first = open_content(drafted(SOURCE))
    place = next(n for n, post in enumerate(first["posts"], 1) if "yes" in post["body"])
    body = first["posts"][place - 1]["body"]
    for at in (m.end() for m in re.finditer(r"[.?]", body)):
        longer = changed(first, place, f"{body[:at]} More is known.{body[at:]}")
        for old in re.findall(r"\d+", body):
            other = longer["posts"][place - 1]["body"].replace(old, "77", 1)
            both = changed(longer, place, other)
            assert find_clashes(both) == []
            for cut_at in range(1, len(other), 5):
                parted = split_at(both, place, cut_at)
                assert find_clashes(parted) == []
                assert any("77" in text for text in texts(parted))


def split_at(content, position, at):
    try:
        return apply_shape(
            content, lambda now, limits: split_post(now, position, at, limits), X, follow
        )
    except NoCut:
        return content


def test_a_card_says_what_its_own_post_says_where_another_says_it_as_it_was():
    first = open_content(drafted(LINES))
    body = first["posts"][1]["body"]
    one = changed(first, 2, body.replace("31 days", "32 days"))
    entry = next(n for n, each in enumerate(one["ledger"]) if "31 days" in each["text"])
    start = one["ledger"][entry]["rest"][0]["start"]
    again = apply_shape(one, lambda now, limits: put_in(now, entry, start, limits), X, follow)
    assert find_clashes(again) == []
    after = changed(again, 2, again["posts"][1]["body"].replace("first", "next"))
    assert any("next ferry sank after 32 days" in text for text in texts(after))
    assert find_clashes(after) == []


def test_words_left_out_of_a_post_and_told_in_another_follow_them_there():
    first = open_content(drafted(LINES))
    heading, one, two = first["posts"][1]["body"].split("\n")
    short = changed(first, 2, f"{heading}\n{one}")
    entry = next(n for n, each in enumerate(short["ledger"]) if each["text"] == two[2:])
    apart = apply_shape(short, lambda now, limits: put_in(now, entry, 0, limits), X, follow)
    place = next(n for n, post in enumerate(apart["posts"], 1) if post["body"] == two[2:])
    after = changed(apart, place, apart["posts"][place - 1]["body"].replace("41", "42"))
    assert any("42 people" in text for text in texts(after))
    assert not any("41 people" in text for text in texts(after))
    assert find_clashes(after) == []


def test_a_post_written_anew_leaves_no_old_card_unnoticed():
    _, after = lines(lambda _: "Everything is different now: nothing sank.")
    assert {clash.position for clash in find_clashes(after)} == {2}


def test_the_card_of_a_bullet_moved_into_another_post_and_changed_there_is_gone():
    _, after = lines(lambda body: body.rpartition("\n")[0])
    third = after["posts"][2]["body"]
    other = changed(after, 3, f"{third}\n• The second boat left the port with 42 people.")
    assert not any("41 people" in shown for shown in shown_on(other))
    assert find_clashes(other) == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("9.5 km/h, -5 and 5%", ["9.5", "km", "/", "h", ",", "-5", "and", "5", "%"]),
        ("1914–1918: “can’t”", ["1914", "-", "1918", ":", '"', "can't", '"']),
        ("• one\n• two", ["one", "two"]),
        ("五月 #Ferry", ["五", "月", "#Ferry"]),
    ],
)
def test_figures_are_whole_and_signs_stand_alone(text, keys):
    assert [token.key for token in tokenize_text(text)] == keys
