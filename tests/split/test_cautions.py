from __future__ import annotations

import pytest

from publisher.split import X, find_cautions, quotations


def flagged(body: str, kind: str) -> list[str]:
    return [body[c.start : c.end] for c in find_cautions(body, X) if c.kind == kind]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Today it rains", "Today"),
        ("It opens on Wednesday.", "on Wednesday"),
        ("They met this morning.", "this morning"),
        ("It is now open.", "now"),
        ("Rain tomorrow", "tomorrow"),
        ("They meet in two weeks.", "in two weeks"),
        ("Three days ago it rained", "Three days ago"),
        ("Сьогодні дощ", "Сьогодні"),
        ("今日は雨", "今日"),
        ("Rain in ISTANBUL (İ) TODAY", "TODAY"),
    ],
)
def test_a_word_that_goes_stale_is_found(body: str, words: str) -> None:
    assert flagged(body, "stale") == [words]


@pytest.mark.parametrize("body", ["He knows snow.", "Friday’s", "The Sundays"[:8]])
def test_a_word_that_only_looks_stale_is_left_alone(body: str) -> None:
    assert flagged(body, "stale") == ([] if "Friday" not in body else ["Friday’s"])


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("Thanks @ann for this", "mention", "@ann"),
        ("We are #1 and #winning", "tag", "#winning"),
        ("Paid $CASH in cash", "cashtag", "$CASH"),
        ("Leave Ukraine.It must", "link", "Ukraine.It"),
        ("See main.py", "link", "main.py"),
        ("@ann said so", "begins with @", "@a"),
        ("3/10 of them", "number", "3/10"),
        ("of them\n\n3/10", "number", "3/10"),
        ("“We had no choice.”", "quotation", "“We had no choice.”"),
        ("turn \u202eback", "direction", "\u202e"),
        ("a\x00b", "character", "\x00"),
        ("a\ud800b", "character", "\ud800"),
        ("x" * 281, "too long", "x" * 281),
        ("", "empty", ""),
    ],
)
def test_a_trap_is_flagged(body: str, kind: str, words: str) -> None:
    assert words in flagged(body, kind)


@pytest.mark.parametrize(
    "body",
    ["It cost $5 million", "Mail ann@example.com", "The U.S. said at 5 p.m. that 3.14 is #1"],
)
def test_harmless_words_are_not_flagged(body: str) -> None:
    assert find_cautions(body, X) == []


def test_a_missing_space_is_asked_about() -> None:
    assert "is a space missing" in find_cautions("Leave Ukraine.It must", X)[0].words


@pytest.mark.parametrize(
    "body",
    [
        "She said: “It is late.",
        "Er sagte: „Es ist spät.",
        "He said “one” and “two.",
        "Il dit : « C’est tard.",
        '"It is late, she said.',
        "「おそい",
    ],
)
def test_a_quotation_that_is_not_closed_is_flagged(body: str) -> None:
    assert len(flagged(body, "quotation")) == 1


@pytest.mark.parametrize(
    "body",
    [
        "She said: “It is late.”",
        "Er sagte: „Es ist spät.“",
        'A careless page: “It is late."',
        "It’s the ’90s, and 6' 2\" tall",
        "The “inner “one” here” is closed",
        "“The first paragraph.\n\n“The second one.” She left.",
        "Il dit : « C’est tard. »",
        'A report, "State of the Climate 2024", was published',
        '"It is 2024" was sung by "The 1975".',
    ],
)
def test_a_quotation_that_is_closed_is_not_flagged(body: str) -> None:
    assert flagged(body, "quotation") == []


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("“Today is the day,” she said.", True),
        ("He said: ‘I’ll go today’, and went.", True),
        ("She said: “Go today", True),
        ("“Go,” she said today.", False),
        ("It’s Ann’s day today.", False),
        ("‘Go,’ she said today.", False),
    ],
)
def test_what_stands_in_a_quotation_is_told_from_what_does_not(body: str, quoted: bool) -> None:
    at = body.lower().index("today")
    assert quotations.is_quoted(body, at, at + len("today")) == quoted
