"""What looks unfinished, or is not meant for readers, is flagged where it stands."""

from __future__ import annotations

import pytest

from publisher.networks.x.limits import X
from publisher.split import warn
from publisher.thread.words import warnings_of

KINDS = {"placeholder", "template", "note", "inside link", "phone"}
FLAGGED = [
    ("Rents: TK headline, explained", "TK"),
    ("said NAME TK, a tenant", "TK"),
    ("It cost TKTK euros", "TKTK"),
    ("Rents rise XX per cent", "XX"),
    ("Rents rise by XX%", "XX"),
    ("It cost $XX million", "$XX"),
    ("He is XXX years old", "XXX"),
    ("TODO add a quote", "TODO"),
    ("Fifty flats. [CHECK WITH LEGAL]", "[CHECK WITH LEGAL]"),
    ("Fifty flats [check with Ann]", "[check with Ann]"),
    ("Fifty flats [?] get cheaper", "[?]"),
    ("Fifty flats (??) get cheaper", "(??)"),
    ("Fifty flats [Name TK]", "[Name TK]"),
    ("Lorem ipsum dolor", "Lorem ipsum"),
    ("{{ pullquote }} See more", "{{ pullquote }}"),
    ("{% include x %} See more", "{% include x %}"),
    ("<!-- do not publish -->", "<!-- do not publish -->"),
    ("[a]check this with Ann", "[a]"),
    ("fifty[b] flats", "[b]"),
    ("It rose[^1].", "[^1]"),
    ("See http://localhost:3000/draft", "http://localhost:3000/draft"),
    ("See http://127.0.0.1/x", "http://127.0.0.1/x"),
    ("See https://news.local/a", "https://news.local/a"),
    ("See https://staging.example.org/a", "https://staging.example.org/a"),
    ("See https://www-dev.example.org/a", "https://www-dev.example.org/a"),
    ("See https://docs.google.com/document/d/abc/edit now", "https://docs.google.com/document/d/abc/edit"),
    ("See https://example.org/wp-admin/post.php", "https://example.org/wp-admin/post.php"),
    ("See https://example.org/?p=12&preview=true", "https://example.org/?p=12&preview=true"),
    ("See https://example.org/posts/12/edit", "https://example.org/posts/12/edit"),
    ("Call Sam on 07700 900123", "07700 900123"),
    ("Call +1 555 0100 now", "+1 555 0100"),
    ("Call (020) 7946 0018", "(020) 7946 0018"),
    ("Call 555-010-0199", "555-010-0199"),
]  # fmt: skip
FINE = [
    "“We want [a] deal,” he said.",
    "He [the mayor] said so.",
    "The TKO came in round 3.",
    "Size XXL sold out, and Louis XX is no king.",
    "It killed 1,200,000 in 1914-1918.",
    "The vote was 350 to 200 on 12.03.2027 at 10:00.",
    "See https://example.org/news/the-edit-of-a-life and https://developer.example.org/x",
    "Stage and staging areas were built.",
    "It checks {a} and legal aid.",
    "ISBN 978-3-16-148410-0 is a book.",
]


def found(body):
    return [(c.kind, body[c.start : c.end]) for c in warn(body, X) if c.kind in KINDS]


@pytest.mark.parametrize(("body", "words"), FLAGGED)
def test_what_is_unfinished_is_flagged_at_its_place(body, words):
    assert words in [said for _, said in found(body)]


@pytest.mark.parametrize("body", FINE)
def test_what_is_finished_is_not(body):
    assert found(body) == []


def test_an_edited_post_is_looked_at_as_well():
    (warning,) = [
        each for each in warnings_of("Fifty flats [CHECK WITH LEGAL]", X) if each["kind"] in KINDS
    ]
    assert (warning["words"], warning["start"]) == ("[CHECK WITH LEGAL]", 12)
