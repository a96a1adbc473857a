from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.thread.models import Revision, Thread
from publisher.thread.seal import BrokenSeal, hash_of, open_seal, seal_of
from tests.builders import approved_thread, content, thread_in_review

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=6,
)


def approved(thread: Thread) -> Any:
    """The approved version as it lies in the database."""
    return Revision.objects.get(thread=thread, seal_hash__gt="")


@given(st.dictionaries(st.text("abcd"), JSON))
def test_the_hash_does_not_hang_on_the_order_of_names(seal):
    turned = dict(reversed(seal.items()))
    assert hash_of(seal) == hash_of(turned)


@given(st.dictionaries(st.text("abcd"), st.integers(), min_size=1), st.data())
def test_any_change_changes_the_hash(seal, data):
    name = data.draw(st.sampled_from(sorted(seal)))
    assert hash_of(seal) != hash_of(seal | {name: seal[name] + 1})


@pytest.mark.django_db
def test_the_seal_holds_all_that_is_sent():
    account = thread_in_review().account
    seal = seal_of(
        content("One", "Two"),
        account=account,
        replies="following",
        not_before=NOON,
        approved_until=None,
    )
    assert [post["reply_to"] for post in seal["posts"]] == [None, 1]
    assert seal["posts"][1]["text"] == "Two\n\n2/2"
    assert seal["posts"][1]["pictures"][0]["alt"] == "Two"
    assert seal["remote_user_id"] == account.remote_user_id
    assert seal["not_before"] == "2026-03-02T12:00:00+00:00"


@pytest.mark.django_db
def test_one_instant_is_sealed_alike_in_every_zone():
    account = thread_in_review().account
    there = NOON.astimezone(ZoneInfo("Asia/Tokyo"))
    made = [
        seal_of(content("One"), account=account, replies="", not_before=at, approved_until=at)
        for at in (NOON, there)
    ]
    assert made[0] == made[1]


@pytest.mark.django_db
def test_an_approved_revision_opens_to_its_posts():
    thread = approved_thread()
    posts = open_seal(approved(thread), thread.account)
    assert [post.position for post in posts] == [1, 2, 3]
    assert posts[2].reply_to == 2
    assert len(posts[0].pictures) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [{"replies": "following"}, {"not_before": NOON}, {"approved_until": NOON + timedelta(days=9)}],
)
def test_conditions_changed_after_approval_break_the_seal(changes):
    thread = approved_thread()
    Thread.objects.filter(pk=thread.pk).update(**changes)
    with pytest.raises(BrokenSeal):
        open_seal(approved(thread), thread.account)


@pytest.mark.django_db
def test_words_changed_after_approval_break_the_seal():
    thread = approved_thread()
    revision = approved(thread)
    revision.seal["posts"][0]["text"] = "Something else"
    with pytest.raises(BrokenSeal, match="not what was approved"):
        open_seal(revision, thread.account)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["base_url", "network", "remote_user_id"])
def test_a_seal_holds_for_one_account_only(name):
    thread = approved_thread()
    setattr(thread.account, name, "another")
    with pytest.raises(BrokenSeal):
        open_seal(approved(thread), thread.account)


@pytest.mark.django_db
def test_what_was_never_sealed_does_not_open():
    thread = thread_in_review()
    with pytest.raises(BrokenSeal):
        open_seal(thread.revisions.get(), thread.account)


@pytest.mark.django_db
def test_what_was_dropped_is_not_sealed_and_its_answer_hangs_on_the_post_before():
    thread, words = thread_in_review(), content("One", "Two", "Three")
    words["posts"][1]["dropped"] = True
    words["posts"][2]["reply_to"] = 1
    seal = seal_of(
        words, account=thread.account, replies="everyone", not_before=None, approved_until=None
    )
    placed = [(post["position"], post["reply_to"]) for post in seal["posts"]]
    assert placed == [(1, None), (3, 1)]
