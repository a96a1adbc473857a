"""What an editor takes out of the posts leaves their cards and alt texts too, or she is asked about it."""

from __future__ import annotations

from functools import partial

import pytest

from publisher.review.shape.opened_content import apply_shape
from publisher.review.shape.post_shapes import leave_out, put_in
from publisher.split import X
from publisher.thread.agreeing import find_clashes
from publisher.thread.opening import open_content
from tests.review.shape.threads import drafted
from tests.review.shape.walks import follow
from tests.thread.test_agreeing import shown_on
from tests.thread.test_signs_followed import changed, written

LIBEL = "Tea is safe, the maker says, for adults. It kills cancer. Mr Roe, 54, hid it."
LONG = " ".join(f"Sentence {n} says that the maker knew it for {n + 30} years." for n in range(9))
SOURCE = f"""Doctors look at drinks

The study:

  • {LIBEL}
  • Beer is healthy
  • {LONG}
"""
#: What is taken out of a post for good.
CUTS = ["It kills cancer. ", ", the maker says,", ", for adults", " Mr Roe, 54, hid it.", ", 54,", " hid it", "Tea is safe, the maker says, for adults. "]  # fmt: skip


def place_of(content, words):
    return next(n for n, post in enumerate(content["posts"], 1) if words in post["body"])


def without(content, cut, put=""):
    place = place_of(content, cut)
    return changed(content, place, content["posts"][place - 1]["body"].replace(cut, put))


def said_on(content):
    """All that cards and alt texts say."""
    pictures = [card["alt"] for post in content["posts"] for card in post["cards"]]
    return [*shown_on(content), *pictures]


@pytest.mark.parametrize("cut", CUTS)
def test_what_is_cut_from_a_post_leaves_its_card(cut):
    after = without(open_content(drafted(SOURCE)), cut)
    assert sum(LIBEL.replace(cut, "").strip() in said for said in said_on(after)) == 2
    assert not any(cut.strip(" ,.") in said for said in said_on(after))
    assert find_clashes(after) == []


@pytest.mark.parametrize("cut", CUTS)
def test_she_is_asked_where_what_she_wrote_still_says_it(cut):
    content = open_content(drafted(SOURCE))
    for mine in (written(content, LIBEL, LIBEL), written(content, LIBEL, "", f"A card: {LIBEL}")):
        found = find_clashes(without(mine, cut))
        assert len(found) == 1
        assert {word for clash in found for word in clash.says} & {*cut.strip(" ,.").replace(",", "").split()}  # fmt: skip


@pytest.mark.parametrize("line", [f"\n• {LIBEL}", "\n• Beer is healthy"])
def test_a_point_that_is_cut_takes_its_card_along_and_brings_it_back(line):
    content = open_content(drafted(SOURCE))
    after = without(content, line)
    assert not any(line.removeprefix("\n• ") in said for said in said_on(after))
    assert find_clashes(after) == []
    place = place_of(after, "The study")
    body = content["posts"][place - 1]["body"]
    again = changed(after, place, body)
    assert shown_on(again) == shown_on(content)
    other = changed(after, place, body.replace("hid it", "found it").replace("healthy", "dear"))
    assert len(shown_on(other)) == len(shown_on(content))
    assert not any("hid it" in said or "healthy" in said for said in said_on(other))


def parts_of_the_long_one(content):
    return [n for n, post in enumerate(content["posts"], 1) if "Sentence" in post["body"]]


def _left_out(content, _, *, place):
    return leave_out(content, place)


def _put_in(content, limits, *, entry, start):
    return put_in(content, entry, start, limits)


def test_a_post_left_out_takes_its_words_from_the_card_of_another():
    content = open_content(drafted(SOURCE))
    first, *more = parts_of_the_long_one(content)
    assert more
    for place in (first, *more):
        if any(content["posts"][place - 1]["specs"]):
            continue
        gone = content["posts"][place - 1]["body"].split(" says")[0].split("Sentence ")[1]
        after = apply_shape(content, partial(_left_out, place=place), X, follow)
        assert not any(f"Sentence {gone} says" in said for said in said_on(after))
        assert any("Sentence" in said for said in said_on(after))
        assert find_clashes(after) == []
        entry = next(n for n, each in enumerate(after["ledger"]) if each["text"] == LONG)
        start = after["ledger"][entry]["rest"][0]["start"]
        again = apply_shape(after, partial(_put_in, entry=entry, start=start), X, follow)
        assert shown_on(again) == shown_on(content)
        stopped = open_content(content)
        stopped["posts"][place - 1]["dropped"] = True
        assert find_clashes(stopped)
        assert find_clashes(follow(None, stopped)) == []


def test_what_the_split_put_on_a_card_only_stays_there():
    content = open_content(drafted(SOURCE, style="brief"))
    place = place_of(content, "Tea is safe")
    body = content["posts"][place - 1]["body"]
    assert "kills cancer" not in body
    after = changed(content, place, body.replace("safe", "good"))
    assert any(LIBEL.replace("safe", "good") in said for said in shown_on(after))
    assert find_clashes(after) == []


@pytest.mark.parametrize("said", ["“Beer is healthy”", "„Beer is healthy“", "Beer “is healthy”", "Beer is “healthy”", '"Beer" is healthy'])  # fmt: skip
def test_quotation_marks_put_round_words_are_on_the_card(said):
    after = without(open_content(drafted(SOURCE)), "Beer is healthy", said)
    assert sum(said in shown for shown in said_on(after)) == 2
    assert find_clashes(after) == []
