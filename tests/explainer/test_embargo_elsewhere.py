"""An embargo holds wherever a source says it: in its data, beside its story, in letters that are parted."""

from __future__ import annotations

import pytest

from publisher.explainer import Explainer, Unreadable, read
from publisher.split import X, split

TITLE = "City opens first tidal power plant"
BODY = "The city of Northport opened a tidal power plant that can supply 9,000 homes."
WHEN = "12 March 2027, 00:01 GMT"
LINE = f"EMBARGOED UNTIL {WHEN}"
STORY = f"<h1>{TITLE}</h1><p>{BODY}</p><p>It took nine years to build.</p>"
PAGE = (
    f"<html><head>{{head}}</head><body>{{before}}<article>{STORY}</article>{{after}}</body></html>"
)


def told(found: Explainer) -> str:
    draft = split(found, X)
    draft.ledger.check()
    return "\n".join(post.body for post in draft.posts)


def times(found: Explainer) -> set[tuple[int | None, ...]]:
    return {
        (m.year, m.month, m.day, *m.hours, m.minute) for e in found.embargoes for m in e.moments
    }


KEYS = [
    "embargo", "Embargo", "embargo_until", "embargoUntil", "Embargo Until", "embargoed-until", "sperrfrist", "hold", "hold_until",
    "not_before", "notBefore", "release", "release_at", "releaseDate", "publish_at", "publish_on", "publish_after", "publishDate",
    "publication-date", "go_live", "lift_at", "available_from", "scheduled_for",
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "front", ["---\n{}: 2027-03-12T00:01:00Z\n---\n", "+++\n{} = 2027-03-12T00:01:00Z\n+++\n",
              "---\n{}:\n  at: '2027-03-12 00:01 GMT'\n---\n", "---\n'{}': \"2027-03-12 00:01 GMT\"\n---\n"],
)  # fmt: skip
def test_a_key_of_the_front_matter_holds_the_text_back(key: str, front: str) -> None:
    if front.startswith("+++") and " " in key:
        pytest.skip("TOML has no such key")
    found = read(f"{front.format(key)}\n# {TITLE}\n\n{BODY}\n", kind="markdown")
    assert times(found) == {(2027, 3, 12, 0, 1)}
    assert "2027" not in told(found)


@pytest.mark.parametrize(
    "front",
    ["embargoed: true", "embargo: ask the desk", "status: embargoed", "notes: do not publish yet", "hold: yes"],
)  # fmt: skip
def test_front_matter_that_names_no_time_holds_as_well(front: str) -> None:
    found = read(f"---\n{front}\n---\n\n# {TITLE}\n\n{BODY}\n", kind="markdown")
    assert found.embargoes
    assert not times(found)


@pytest.mark.parametrize(
    "front",
    ["embargo: false", "embargo: none", "embargo:", "hold: no", "tags: [embargo, oil]", "release: v1.2", "publish: true",
     "date: 2027-03-12", "household: 12 March 2027", "title: 'The oil embargo'"],
)  # fmt: skip
def test_front_matter_that_holds_nothing_back_asks_nothing(front: str) -> None:
    found = read(f"---\n{front}\n---\n\n# {TITLE}\n\n{BODY}\n", kind="markdown")
    assert not found.embargoes


@pytest.mark.parametrize(
    "where",
    [
        {"head": f"<title>{LINE}: {TITLE}</title>"},
        {"head": f"<meta property='og:title' content='{LINE} | {TITLE}'>"},
        {"head": "<meta name='embargo' content='2027-03-12T00:01Z'>"},
        {"head": "<meta property='dcterms:embargo-until' content='2027-03-12 00:01 GMT'>"},
        {"head": "<script type='application/ld+json'>{\"embargoUntil\": \"2027-03-12T00:01Z\"}</script>"},
        {"before": f"<header>{LINE}</header>"},
        {"before": f"<aside>{LINE}</aside>"},
        {"before": f"<nav><a href=/>Home</a> {LINE}</nav>"},
        {"before": f"<noscript>{LINE}</noscript>"},
        {"before": f"<div hidden>{LINE}</div>"},
        {"before": f"<img alt='{LINE}' src=x.png>"},
        {"before": "<div data-embargo='2027-03-12T00:01Z'></div>"},
        {"after": f"<footer>{LINE}</footer>"},
        {"after": f"<!-- {LINE} -->"},
    ],
)  # fmt: skip
def test_a_page_says_its_embargo_anywhere(where: dict[str, str]) -> None:
    found = read(PAGE.format(**{"head": "", "before": "", "after": ""} | where), kind="html")
    assert times(found) == {(2027, 3, 12, 0, 1)}
    assert "embargo" not in told(found).lower()


@pytest.mark.parametrize(
    "where",
    [
        {"head": "<title>EMBARGOED: a plant</title>"},
        {"head": "<meta name='embargoed' content='true'>"},
        {"after": f"<footer><p>{LINE}</p><p>Northport Council</p></footer>"},
        {"after": "<footer>All we send you is strictly embargoed until we say so</footer>"},
    ],
)
def test_a_page_that_names_no_time_holds_as_well(where: dict[str, str]) -> None:
    found = read(PAGE.format(**{"head": "", "before": "", "after": ""} | where), kind="html")
    assert found.embargoes
    assert not times(found)


@pytest.mark.parametrize(
    "where",
    [
        {"head": "<title>The oil embargo: what we know</title>"},
        {"head": "<meta name='embargo' content='false'>"},
        {"head": "<meta name='keywords' content='embargo, oil'>"},
        {"before": "<nav><a href=/e>Embargo on oil until 2027</a> <a href=/p>Press releases</a></nav>"},
        {"after": "<footer>Our embargo policy · For release dates see the calendar of March 2027</footer>"},
        {"after": "<aside><h2>Related</h2><a href=/x>EU embargo ends on 12 March</a></aside>"},
    ],
)  # fmt: skip
def test_what_stands_around_a_story_of_an_embargo_asks_nothing(where: dict[str, str]) -> None:
    found = read(PAGE.format(**{"head": "", "before": "", "after": ""} | where), kind="html")
    assert not found.embargoes


@pytest.mark.parametrize(
    "line",
    [
        "EMBAR\u00adGOED UNTIL {}",
        "EM\u200bBARGO until {}",
        "E\u200bM\u200bB\u200bA\u200bR\u200bG\u200bO: {}",
        "\ufeffEMBARGO\u2060: {}",
        "E M B A R G O: {}",
        "E M B A R G O E D until {}",
        "E-M-B-A-R-G-O until {}",
        "E\u00a0M\u00a0B\u00a0A\u00a0R\u00a0G\u00a0O {}",
        "ＥＭＢＡＲＧＯＥＤ until {}",
        "EMBARGO:\n{}",
        "EMBARGO\n\n{}",
        "E M B A R G O\n{}",
        "EMBARGO\nFriday 12 March 2027\n00:01 GMT",
        "Embargoed until 12 March 2027\n\n00:01 GMT",
        "Embargo-Ende: {}",
    ],
)
@pytest.mark.parametrize("form", ["{line}\n\n{title}\n\n{body}\n", "{title}\n\n{body}\n\n{line}\n"])
def test_letters_that_are_parted_are_read_together(line: str, form: str) -> None:
    found = read(form.format(line=line.format(WHEN), title=TITLE, body=BODY))
    assert times(found) == {(2027, 3, 12, 0, 1)}
    assert told(found).split() == f"{TITLE} {BODY}".split()


@pytest.mark.parametrize(
    "line",
    ["EMBARGO: tomorrow", "Embargoed until tomorrow", "For release tomorrow", "Embargo: TBC", "Embargo - see covering email",
     "EMBARGO (see email)", "Embargo applies", "strictly embargoed - check against delivery", "Sperrfrist: siehe Mail"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{line}\n\n{title}\n\n{body}\n", "{title}\n\n{line}\n\n{body}\n"])
def test_a_line_that_only_names_an_embargo_holds_and_is_not_told(line: str, form: str) -> None:
    found = read(form.format(line=line, title=TITLE, body=BODY))
    assert [(e.moments, e.kept) for e in found.embargoes] == [((), False)]
    assert told(found).split() == f"{TITLE} {BODY}".split()


@pytest.mark.parametrize(
    "line",
    ["EMBARGO: desk to tell", "Embargo lifts when the minister stands up", "EMBARGOED – Jo knows the hour"],
)  # fmt: skip
def test_a_line_that_may_name_an_embargo_stays_and_asks(line: str) -> None:
    found = read(f"{line}\n\n{TITLE}\n\n{BODY}\n")
    assert found.embargoes


@pytest.mark.parametrize("line", ["Embargo: none", "No embargo"])
def test_no_embargo_is_furniture(line: str) -> None:
    found = read(f"{line}\n\n{TITLE}\n\n{BODY}\n")
    assert not found.embargoes
    assert "embargo" not in told(found).lower()
    assert line in " ".join(found.warnings)


@pytest.mark.parametrize(
    ("line", "hour"),
    [("EMBARGO until AM 12:01 GMT, 12 March 2027", 0), ("Embargo: 12 March 2027, PM 1:30 GMT", 13), ("Embargo: 12 March 2027 p.m. 12:15 GMT", 12)],
)  # fmt: skip
def test_the_half_of_the_day_may_stand_before_its_hour(line: str, hour: int) -> None:
    found = read(f"{line}\n\n{TITLE}\n\n{BODY}\n")
    assert [moment.hours for e in found.embargoes for moment in e.moments] == [(hour,)]


def test_a_page_that_hides_more_embargoes_than_one_could_read_is_refused() -> None:
    around = "".join(f"<aside>EMBARGOED UNTIL {n} says so</aside>" for n in range(1_100))
    with pytest.raises(Unreadable, match="embargo lines"):
        read(PAGE.format(head="", before=around, after=""), kind="html")
