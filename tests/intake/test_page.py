"""What a page says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from publisher.intake.page_metadata import find_publication_day, own_address, strip_wordless_parts

DAY = date(2026, 1, 28)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-01-28T09:00:00+01:00">',
        "<meta content='2026-01-28' name='date'>",
        '<META NAME="DC.Date" CONTENT="2026-01-28">',
        '<script type="application/ld+json">{"datePublished": "2026-01-28T08:00:00Z"}</script>',
        '<time itemprop="datePublished" datetime="2026-01-28T08:00">today</time>',
        '<meta name="date" content="soon"><meta name="pubdate" content="20260128">',
    ],
)
def test_the_day_is_read_wherever_pages_say_it(head):
    assert find_publication_day(f"<html><head>{head}</head></html>", "Europe/Brussels") == DAY


def test_the_surest_day_counts_and_on_the_newsrooms_clock():
    head = (
        '<meta name="date" content="2020-01-01">'
        '<meta property="article:published_time" content="2026-01-27T23:30:00Z">'
    )
    assert find_publication_day(head, "Europe/Brussels") == DAY
    assert find_publication_day(head, "UTC") == date(2026, 1, 27)


@pytest.mark.parametrize("said", ["", "yesterday", "0001-01-01T00:00:00+14:00", "2026-13-45"])
def test_what_is_no_day_is_none(said):
    assert find_publication_day(f'<meta name="date" content="{said}">', "Europe/Brussels") is None


def test_a_pages_own_address_is_unescaped():
    assert own_address('<link href="/a?b=1&amp;c=2" rel=canonical>') == "/a?b=1&c=2"
    assert own_address('<link rel="stylesheet" href="/a.css">') == ""


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("a<script>b</script >c", "ac"),
        ("a<STYLE media=x>b</Style>c<!-- d -->e", "ace"),
        ("a<svg><script></svg>b", "ab"),
        ("a<script>b", "a"),
        ("a<scripted>b", "a<scripted>b"),
        ("İ<script>b</script>c", "İc"),
    ],
)
def test_what_is_no_words_is_taken_off(page, left):
    assert strip_wordless_parts(page) == left


@pytest.mark.parametrize(
    "piece", ["<script", "<script>", "<!--", "<meta ", "<meta name=", "<link rel='"]
)
def test_a_hostile_page_is_read_to_its_end(piece):
    page = piece * (1_000_000 // len(piece))
    assert len(strip_wordless_parts(page)) <= len(page)
    assert find_publication_day(page, "UTC") is None
    assert own_address(page) == ""
