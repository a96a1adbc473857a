from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publisher.networks.base import Absent, Found, SeenPost, SoughtPost, There, Unclear
from publisher.networks.text_match import reduce_to_letters, same_links, same_post, same_words
from publisher.networks.x.timeline import (
    Timeline,
    TimelinePage,
    join_pages,
    judge_presence,
    parse_page,
    seen_of,
)

SITE = "https://x.com/paper"
WORDS = "The old ferry broke down in March, and the new one waits for a part"
REPLY = SoughtPost("The backstory: Ukraine & Russia 2/7", since="100", reply_to="100")
ROOT = SoughtPost("Kyiv and Moscow talk again in Istanbul. Here is why. 1/7", since="100")


def post(number: int, text: str = "words", reply_to: str | None = None, **more: Any) -> SeenPost:
    return SeenPost(str(number), f"{SITE}/status/{number}", text, reply_to, **more)


def look(wanted: SoughtPost, *seen: SeenPost, anchor: str = "100") -> Found:
    """Judge a timeline that shows the anchor and some posts."""
    ids = frozenset(each.remote_id for each in seen) | {anchor}
    return judge_presence(wanted, Timeline(tuple(seen), ids))


def raw(number: int, text: str = "words", **more: Any) -> dict[str, Any]:
    return {"id": str(number), "text": text, **more}


def body(*posts: dict[str, Any], **meta: Any) -> dict[str, Any]:
    return {"data": list(posts), "meta": {"result_count": len(posts), **meta}}


def test_a_reply_with_its_parent_and_words_is_there() -> None:
    found = post(101, REPLY.text, "100")
    assert look(REPLY, found, post(102)) == There(found)


def test_a_reply_with_our_picture_is_there_whatever_its_words() -> None:
    found = post(101, "changed", "100", media_keys=("3_9",))
    assert look(replace(REPLY, media_ids=("9",)), found) == There(found)


def test_our_picture_in_another_place_is_for_an_editor() -> None:
    found = post(101, REPLY.text, "77", media_keys=("3_9",))
    assert isinstance(look(replace(REPLY, media_ids=("9",)), found), Unclear)


def test_a_picture_id_is_never_found_inside_another() -> None:
    found = post(101, "changed", "100", media_keys=("3_19",))
    assert isinstance(look(replace(REPLY, media_ids=("9",)), found), Unclear)


def test_a_root_with_its_words_is_there() -> None:
    found = post(101, ROOT.text)
    assert look(ROOT, post(102, "by hand"), found) == There(found)


@pytest.mark.parametrize("wanted", [ROOT, REPLY])
def test_the_same_words_below_another_post_are_for_an_editor(wanted: SoughtPost) -> None:
    elsewhere = post(101, wanted.text, reply_to="55")
    assert isinstance(look(wanted, elsewhere), Unclear)
    assert look(replace(wanted, known=frozenset({"101"})), elsewhere) == Absent()


def hiding(number: int) -> dict[str, Any]:
    """A page that refers to a post which X says it cannot show."""
    refers = raw(103, "by hand", referenced_tweets=[{"type": "replied_to", "id": str(number)}])
    error = {"resource_id": str(number), "parameter": "referenced_tweets.id"}
    return {**body(raw(100), refers), "errors": [error]}


def test_a_hidden_post_newer_than_the_one_before_is_for_an_editor() -> None:
    for number, clear in ((102, False), (55, True)):
        read = join_pages([parse_page(hiding(number), SITE)])
        assert not read.flaw
        assert (judge_presence(REPLY, read) == Absent()) is clear
    known = replace(REPLY, known=frozenset({"102"}))
    assert judge_presence(known, join_pages([parse_page(hiding(102), SITE)])) == Absent()


def test_an_empty_long_text_leaves_what_is_shown_and_how_it_goes_on_open() -> None:
    for empty in ({"text": ""}, {"text": None}):
        both = raw(101, "The first", note_post=empty, note_tweet={"text": "The first and more"})
        alone = raw(101, "The first", note_post=empty)
        seen = [parse_page(body(each), SITE).seen[0] for each in (both, alone)]
        assert [(each.text, each.cut) for each in seen] == [
            ("The first and more", False),
            ("The first", True),
        ]


def test_the_anchor_itself_is_never_taken_for_the_post() -> None:
    assert look(ROOT, post(100, ROOT.text)) == Absent()


def test_an_older_post_with_the_same_words_is_never_taken_for_it() -> None:
    assert look(ROOT, post(99, ROOT.text)) == Absent()


def test_two_posts_that_fit_are_for_an_editor() -> None:
    found = look(REPLY, post(101, REPLY.text, "100"), post(102, REPLY.text, "100"))
    assert isinstance(found, Unclear)
    assert f"{SITE}/status/102" in found.why


def test_another_own_reply_to_the_same_parent_is_for_an_editor() -> None:
    assert isinstance(look(REPLY, post(101, "A correction", "100")), Unclear)


def test_what_is_known_as_another_post_is_neither_it_nor_in_its_way() -> None:
    wanted = replace(REPLY, known=frozenset({"101", "102"}))
    others = post(101, REPLY.text, "100"), post(102, "The next one 3/7", "100")
    assert look(wanted, *others) == Absent()
    assert look(wanted, *others, found := post(103, REPLY.text, "100")) == There(found)


def test_a_root_that_reads_nearly_the_same_is_for_an_editor() -> None:
    assert isinstance(look(ROOT, post(101, ROOT.text.replace("again", "once more"))), Unclear)


def test_other_posts_do_not_hide_an_absence() -> None:
    others = [post(101 + n, f"Another story altogether, number {n}") for n in range(40)]
    assert look(ROOT, *others) == Absent()
    assert look(REPLY, *others) == Absent()


def test_an_absence_needs_the_post_before_to_be_shown() -> None:
    assert isinstance(look(REPLY, anchor="50"), Unclear)


def test_on_an_account_without_posts_an_empty_timeline_is_an_absence() -> None:
    assert judge_presence(replace(ROOT, since=None), Timeline()) == Absent()


def test_a_timeline_not_read_to_the_end_says_nothing() -> None:
    found = judge_presence(REPLY, Timeline((post(101, REPLY.text, "100"),), flaw="it broke off"))
    assert found == Unclear("The account's posts could not be read to the end: it broke off.")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Read https://example.org/a?b=c 2/7", "Read https://t.co/AbCdEfGhIj 2/7"),
        ("Read example.org/a. 2/7", "Read https://t.co/AbCdEfGhIj. 2/7"),
        ("Words 2/7", "Words 2/7 https://t.co/picture1"),
        ("“Peace” – now…", '"Peace" - now...'),
        ("Cafe\u0301 €5", "Café €5"),
        ("见example.com，再见", "见https://t.co/AbCdEfGhIj，再见"),
        ("two\n\nlines", "two lines"),
    ],
)
def test_what_x_changes_in_a_text_does_not_matter(ours: str, theirs: str) -> None:
    assert same_words(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Words 2/7", "Words 3/7"),
        ("It rose by 3.5%", "It rose by 3.6%"),
        ("https://example.org", "https://t.co/AbCdEfGhIj"),
        ("…", "!"),
        ("", ""),
        ("Not guilty", "Guilty"),
    ],
)
def test_other_words_are_never_the_same(ours: str, theirs: str) -> None:
    assert not same_words(ours, theirs)


@given(st.text(), st.text())
def test_texts_with_other_letters_are_never_taken_for_the_post(ours: str, theirs: str) -> None:
    assume(reduce_to_letters(ours) != reduce_to_letters(theirs))
    found = look(replace(REPLY, text=ours), post(101, theirs, "100"))
    assert isinstance(found, Unclear)


@given(st.text(min_size=1).filter(reduce_to_letters), st.sampled_from(["", " https://t.co/AbC"]))
def test_the_text_that_was_sent_is_always_found(text: str, added: str) -> None:
    assume(reduce_to_letters(text + added) == reduce_to_letters(text))
    assert isinstance(look(replace(REPLY, text=text), post(101, text + added, "100")), There)


def shown(text: str, *leads: str | None, **more: Any) -> SeenPost:
    """A post as X shows it, with where its links lead; one without says nothing of it."""
    urls = [{"url": "https://t.co/a", "expanded_url": lead} for lead in leads]
    entities: dict[str, Any] = {"entities": {"urls": urls}} if leads else {}
    return seen_of(raw(101, text, **{**entities, **more}), SITE)


@pytest.mark.parametrize(
    ("text", "lead", "same"),
    [
        ("Read https://example.org/a?b=c 2/7", "https://example.org/a?b=c", True),
        ("Read example.org/a. 2/7", "http://example.org/a", True),
        ("Read https://Example.org/ 2/7", "https://example.org", True),
        ("Read https://bücher.example.org/é 2/7", "https://xn--bcher-kva.example.org/%C3%A9", True),
        ("Read example.org/?u=https://a.org 2/7", "http://example.org/?u=https://a.org", True),
        ("Read https://example.org/a 2/7", "https://example.org/b", False),
        ("Read https://example.org/a#one 2/7", "https://example.org/a#two", False),
        ("Read https://example.org/a 2/7", "https://example.com/a", False),
        ("Read https://example.org/a 2/7", "", None),
    ],
)
def test_the_same_words_about_another_link_are_another_post(
    text: str, lead: str, same: bool | None
) -> None:
    seen = shown("Read https://t.co/a 2/7", lead)
    assert same_links(seen, text) is same
    assert same_post(seen, text) is (same is not False)
    assert same_words(seen.text, text)


@pytest.mark.parametrize(
    "entities",
    [
        *(None, [], "x", {"urls": "x"}, {"urls": {"url": "x"}}, {"urls": ["x"]}, {"urls": [{}]}),
        *({"urls": [{"expanded_url": 7}]}, {"urls": [{"expanded_url": None}]}, {"urls": None}),
        {"urls": [{"expanded_url": "https://a.org"}, {"expanded_url": "https://example.org/b"}]},
    ],
    ids=repr,
)
def test_where_x_does_not_say_where_links_lead_the_words_decide(entities: Any) -> None:
    seen = shown("Read https://t.co/a 2/7", entities=entities)
    assert same_links(seen, "Read https://example.org/a 2/7") is None
    assert same_post(seen, "Read https://example.org/a 2/7")


def test_the_way_to_its_pictures_is_no_link_of_a_post() -> None:
    urls = [
        {"url": "https://t.co/a", "expanded_url": "https://example.org/a"},
        {"url": "https://t.co/b", "expanded_url": f"{SITE}/1/photo/1", "media_key": "3_9"},
    ]
    seen = shown("Read https://t.co/a 2/7 https://t.co/b", entities={"urls": urls})
    assert seen.leads == ("https://example.org/a",)


def test_of_a_note_its_own_links_count_and_of_a_text_that_is_cut_none() -> None:
    own = {"urls": [{"expanded_url": "https://example.org/whole"}]}
    note = {"text": f"{WORDS} https://t.co/b", "entities": own}
    assert shown(f"{WORDS[:20]}…", "https://example.org/a", note_post=note).leads == (
        "https://example.org/whole",
    )
    assert shown(f"{WORDS}…", "https://example.org/a").leads is None


def test_a_link_alone_is_a_post_once_it_is_known_where_it_leads() -> None:
    assert same_post(shown("https://t.co/a", "https://example.org"), "https://example.org")
    assert not same_post(shown("https://t.co/a", "https://example.com"), "https://example.org")
    assert not same_post(shown("https://t.co/a"), "https://example.org")
    assert not same_post(shown("…"), "!")


def test_words_lost_on_their_way_are_not_taken_for_those_about_another_link() -> None:
    text = "Read https://example.org/a 2/7"
    wanted = replace(REPLY, text=text)
    other = replace(shown("Read https://t.co/a 2/7", "https://example.org/b"), reply_to="100")
    assert isinstance(look(wanted, other), Unclear)
    ours = replace(other, leads=("https://example.org/a",))
    assert isinstance(look(wanted, ours), There)


def test_a_page_is_read_as_x_writes_it() -> None:
    read = parse_page(
        body(
            raw(
                101,
                "Ukraine &amp; Russia &lt;2/7&gt;",
                attachments={"media_keys": ["3_9"]},
                referenced_tweets=[{"type": "replied_to", "id": "100"}],
            ),
            next_token="more",
        ),
        SITE,
    )
    expected = post(101, "Ukraine & Russia <2/7>", "100", media_keys=("3_9",))
    assert read == TimelinePage(frozenset({"101"}), (expected,), "more")


def test_a_long_post_is_read_whole() -> None:
    read = parse_page(
        body(raw(101, "The first 280", note_tweet={"text": "The first 280 and more"})), SITE
    )
    assert read.seen[0].text == "The first 280 and more"


def test_a_retweet_is_shown_but_is_no_own_post() -> None:
    retweet = raw(101, "RT @paper: words", referenced_tweets=[{"type": "retweeted", "id": "5"}])
    read = parse_page(body(retweet), SITE)
    assert read.seen == ()
    assert read.ids == {"101"}


def test_an_empty_page_has_no_flaw() -> None:
    assert parse_page({"meta": {"result_count": 0}}, SITE) == TimelinePage()


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        {"data": []},
        {"data": [], "meta": None},
        {"meta": {}},
        {"data": [raw(1)], "meta": {"result_count": 2}},
        {"meta": {"result_count": 3}},
        {**body(raw(1)), "errors": [{"title": "Not Found Error"}]},
        body({"text": "no id"}),
        body({"id": "7"}),
        body({"id": "seven", "text": "words"}),
        *({**body(raw(1)), name: "A problem"} for name in ("title", "type", "detail")),
        body(raw(1, attachments="3_9")),
        body(raw(1, attachments={"media_keys": [None]})),
        body(raw(1, attachments={"media_keys": [7]})),
        body(raw(1, attachments={"media_keys": "3_9"})),
        body(raw(1, referenced_tweets=["5"])),
        body("words"),  # type: ignore[arg-type]
    ],
)
def test_a_page_that_is_not_quite_one_has_a_flaw(odd: Any) -> None:
    assert parse_page(odd, SITE).flaw


def test_pages_are_put_together_newest_first() -> None:
    pages = [
        TimelinePage(frozenset({"9"}), (post(9),)),
        TimelinePage(frozenset({"10"}), (post(10),)),
    ]
    together = join_pages(pages)
    assert [each.remote_id for each in together.seen] == ["10", "9"]
    assert together.ids == {"9", "10"}


def test_nothing_is_read_behind_a_page_with_a_flaw() -> None:
    def pages() -> Iterator[TimelinePage]:
        yield TimelinePage(frozenset({"9"}), (post(9),))
        yield TimelinePage(flaw="it broke off")
        raise AssertionError

    assert join_pages(pages()).flaw == "it broke off"
