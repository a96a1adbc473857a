"""From embargo lines to the time before which a thread must not begin, or what they leave open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from publisher.explainer import embargo_words, read
from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.intake.embargo_time import resolve_embargo
from publisher.thread.models import Thread
from tests import builders

BODY = "City opens first tidal power plant\n\nIt can supply 9,000 homes from today on.\n"
RECEIVED = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)


def of(line, received=RECEIVED, zone="Europe/Brussels"):
    return resolve_embargo(read(f"{line}\n\n{BODY}").embargoes, zone, received)


def utc(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2027", utc(2027, 3, 12, 0, 1)),
        ("Embargoed until 00:01 BST on 12 July 2027", utc(2027, 7, 11, 23, 1)),
        ("Embargo: 12 July 2027, 10:00 CEST", utc(2027, 7, 12, 8)),
        ("Embargo: 12 January 2027, 10:00 CET", utc(2027, 1, 12, 9)),
        ("FOR RELEASE: March 11, 2027, 8:30 a.m. EST", utc(2027, 3, 11, 13, 30)),
        ("FOR RELEASE: July 11, 2027, 8:30 a.m. ET", utc(2027, 7, 11, 12, 30)),
        ("Embargo: 12 March 2027, noon London time", utc(2027, 3, 12, 12)),
        ("Embargo: 2027-03-12T00:01:00+05:30", utc(2027, 3, 11, 18, 31)),
        ("EMBARGO 12 March 2027 18:00 UTC-3", utc(2027, 3, 12, 21)),
        ("Embargoed until 00:01 GMT (01:01 CET) on 12 March 2027", utc(2027, 3, 12, 0, 1)),
        ("Sperrfrist: 12. März 2027, 10 Uhr MEZ", utc(2027, 3, 12, 9)),
        ("【解禁日時：2027年3月12日午後3時半（日本時間）】", utc(2027, 3, 12, 6, 30)),
    ],
)
def test_one_certain_time_is_read_and_asks_nothing(line, until):
    found = of(line)
    assert (found.until, found.doubts, found.asks) == (until, (), False)


@pytest.mark.parametrize(
    ("line", "until", "doubts"),
    [
        ("Embargoed until 12 March 2027, 06:00", utc(2027, 3, 12, 5), {"no zone"}),
        ("Embargoed until 06:00 GMT on 12 March", utc(2027, 3, 12, 6), {"no year"}),
        ("Embargoed until 06:00 GMT on 28 November", utc(2027, 11, 28, 6), {"no year"}),
        ("Embargoed until 06:00 GMT on 29 February", utc(2028, 2, 29, 6), {"no year"}),
        ("Embargoed until 06:00 GMT on Thursday", utc(2026, 12, 3, 6), {"no day"}),
        ("Embargoed until 9am GMT", utc(2026, 11, 30, 9), {"no day"}),
        ("Embargoed until 12 March 2027", utc(2027, 3, 11, 23), {"no time", "no zone"}),
        ("Embargoed until 3/4/2027 06:00 GMT", utc(2027, 4, 3, 6), {"two readings"}),
        ("Embargoed until 12 March 2027 at 6 GMT", utc(2027, 3, 12, 18), {"two readings"}),
        ("Embargoed until midnight GMT, 12 March 2027", utc(2027, 3, 13), {"two readings"}),
        (
            "Embargoed until 06:00 GMT, Thursday 12 March 2027",
            utc(2027, 3, 13, 6),
            {"two readings"},
        ),
        ("Embargoed until 06:00 EST on 12 July 2027", utc(2027, 7, 12, 11), {"two readings"}),
        ("Embargoed until 06:00 BST on 12 January 2027", utc(2027, 1, 12, 6), {"two readings"}),
        ("Embargo: 28 March 2027, 02:30 Brussels time", utc(2027, 3, 28, 1, 30), {"two readings"}),
        (
            "Embargo: 31 October 2027, 02:30 Brussels time",
            utc(2027, 10, 31, 1, 30),
            {"two readings"},
        ),
        ("Embargo: 12 March 2027, 06:00 local time", utc(2027, 3, 12, 5), {"no zone"}),
        ("STRICTLY EMBARGOED", None, {"words only"}),
        ("NOT FOR PUBLICATION", None, {"words only"}),
        ("KILL", None, {"words only"}),
        ("Not for publication: the emails the minister sent", None, {"kept"}),
    ],
)
def test_what_is_left_open_is_said_and_asks_an_editor(line, until, doubts):
    found = of(line)
    assert (found.until, set(found.doubts), found.asks) == (until, doubts, True)


@pytest.mark.parametrize(
    ("time", "hour", "minute"),
    [
        ("2:30 in the afternoon GMT", 14, 30),
        ("9.00 in the evening GMT", 21, 0),
        ("6 o'clock this evening, London time", 18, 0),
        ("8:00 (evening) GMT", 20, 0),
        ("PM 8:00 GMT", 20, 0),
        ("8.00 p m GMT", 20, 0),
        ("8:00 p. m. GMT", 20, 0),
        ("11:30 at night GMT", 23, 30),
        ("6:00 in the morning GMT", 6, 0),
        ("6:00 م GMT", 18, 0),
        ("10:00 ليلا GMT", 22, 0),
        ("2:00 ظهرا GMT", 14, 0),
        ("8:00 مساء GMT", 20, 0),
        ("夕方6時 GMT", 18, 0),
        ("夜8時 GMT", 20, 0),
        ("PM8時 GMT", 20, 0),
        ("à 6 h du soir GMT", 18, 0),
        ("8h30 du soir GMT", 20, 30),
        ("8 heures ce soir GMT", 20, 0),
        ("a las 9:00 p. m. GMT", 21, 0),
        ("6 Uhr abends GMT", 18, 0),
        ("3 Uhr nachmittags GMT", 15, 0),
        ("9:00 de la tarde GMT", 21, 0),
        ("午後 6時 GMT", 18, 0),
    ],
)
def test_a_part_of_the_day_is_read_with_its_time(time, hour, minute):
    for line in (f"EMBARGO: 2027-03-12, {time}", f"EMBARGO 12 March 2027 {time}"):
        assert of(line).until == utc(2027, 3, 12, hour, minute), line


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGO: 12 March 2027, 6:00 ET", utc(2027, 3, 12, 23)),
        ("EMBARGO: 12 March 2027, 8.30 PT", utc(2027, 3, 13, 4, 30)),
        ("EMBARGO: 12 March 2027 6 o'clock GMT", utc(2027, 3, 12, 18)),
        ("EMBARGO: 12 March 2027, 2:00 at night GMT", utc(2027, 3, 12, 14)),
        ("EMBARGO: 12 March 2027, evening GMT", utc(2027, 3, 13)),
        ("EMBARGO: 2027-03-12 6:00 evening or morning GMT", utc(2027, 3, 12, 18)),
    ],
)
def test_a_time_of_which_half_of_the_day_is_unsaid_asks_with_the_later(line, until):
    found = of(line)
    assert (found.until, found.asks) == (until, True)


def test_a_zone_is_read_by_its_whole_name():
    assert of("EMBARGO: 12 March 2027, 10:00 Eastern European Time").until == utc(2027, 3, 12, 8)
    assert of("EMBARGO: 12 March 2027, 10:00 Europe/Berlin").until == utc(2027, 3, 12, 9)
    assert of("EMBARGO: 12 March 2027, 10:00 America/New_York").until == utc(2027, 3, 12, 15)


@pytest.mark.parametrize("row", embargo_words.PARTS)
def test_no_part_of_the_day_counts_as_harmless(row):
    beside = " ".join(embargo_words.BESIDE.values()).split()
    assert not [said for said in embargo_words.PARTS[row] if said in beside]


def test_two_lines_that_differ_ask_and_the_later_counts():
    found = of("EMBARGOED UNTIL 00:01 GMT 12 MARCH 2027\n\nEMBARGO: 00:01 GMT 13 MARCH 2027")
    assert (found.until, found.doubts) == (utc(2027, 3, 13, 0, 1), ("two readings",))


@pytest.mark.parametrize("line", ["EMBARGOED UNTIL 00:01 GMT 12 March 2026", "Embargo: 1 May 2026"])
def test_an_embargo_that_is_over_only_says_so(line):
    found = of(line)
    assert (found.until, found.doubts, found.asks) == (None, ("past",), False)


def test_no_line_is_no_embargo():
    assert resolve_embargo(read(BODY).embargoes, "Europe/Brussels", RECEIVED) is None


@pytest.mark.django_db
def test_a_draft_begins_with_the_embargo_of_its_source():
    house = builders.newsroom()
    builders.account(house)
    article = add_article(house, f"EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2097\n\n{BODY}", who=None)
    row = Thread.objects.get(article=article)
    draft_thread(row.pk)
    row.refresh_from_db()
    assert row.not_before == utc(2097, 3, 12, 0, 1)
    content = row.revisions.get().content
    assert content["embargo"] == {
        "lines": ["EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2097"],
        "until": "2097-03-12T00:01:00+00:00",
        "doubts": [],
        "asks": False,
    }
    said = [post["text"] for post in content["posts"]]
    said += [card["alt"] for post in content["posts"] for card in post["cards"]]
    assert "EMBARGO" not in "".join(said).upper()
    assert str(article) == "City opens first tidal power plant"


@pytest.mark.django_db
def test_an_article_without_a_headline_is_not_called_by_its_embargo():
    house = builders.newsroom()
    builders.account(house)
    article = add_article(
        house, "EMBARGOED UNTIL 6PM\n\nThe claims:\n\n• It is open.\n• It is new.\n", who=None
    )
    assert str(article) == "The claims:"


@pytest.mark.parametrize(
    "line", ["EMBARGOED UNTIL 06:00 UTC+99, 12 March 2027", "EMBARGOED UNTIL 24:00 GMT, 31.12.9999"]
)
def test_what_is_no_clock_or_calendar_asks_an_editor(line):
    assert of(line).asks
