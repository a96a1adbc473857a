"""What an editor should look at: what is found, what is near and not, and what was found right."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from publisher.accounts.roles import Role
from publisher.networks.catalogue import RATES
from publisher.networks.rates import Rates
from publisher.review.approve import approve
from publisher.review.check import Check
from publisher.review.checks import find_right, list_checks, list_open_checks
from publisher.review.edit import edit_post
from publisher.review.errors import NoSuchCheck, NotAllowed, Stale
from publisher.thread.clock import now
from publisher.thread.counting import limits_of, warnings_of
from publisher.thread.duplicate_posts import likeness_of
from publisher.thread.models import Account, Call, Move, Post, Thread
from tests import builders

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
WED, THU = (datetime(2026, 11, day, 9, tzinfo=BRUSSELS) for day in (25, 26))
WRITTEN = date(2026, 11, 25)


def made(*bodies: str, cards: bool = False, written: date | None = WRITTEN, **more) -> Thread:
    """A thread of these words as the splitter warns of them."""
    house = more.pop("house", None) or builders.newsroom()
    article = builders.article(house, published_on=written)
    thread = builders.thread_in_review(house, *bodies, cards=cards, article=article, **more)
    revision = thread.revisions.get()
    for post in revision.content["posts"]:
        post["warnings"] = warnings_of(post["body"], limits_of(thread))
    revision.save()
    return thread


def found(thread: Thread, posted: datetime = WED) -> list[Check]:
    return list_checks(thread, thread.revisions.get(rev=thread.rev), posted)


def kinds(thread: Thread, posted: datetime = WED) -> list[str]:
    return [check.kind for check in found(thread, posted)]


def test_a_day_word_is_right_on_its_own_day_and_stale_on_another():
    thread = made("Today the ferry is late")
    assert kinds(thread, WED) == []
    (check,) = found(thread, THU)
    assert (check.words, check.instead) == ("Today", "On Wednesday")
    assert check.mended == "On Wednesday the ferry is late"


def test_a_day_word_in_a_quotation_is_asked_about_and_never_reworded():
    (check,) = found(made("“Today we go,” the captain said."), THU)
    assert (check.words, check.instead, check.mended) == ("Today", "", "")


def test_the_day_is_the_newsrooms_own():
    thread = made("Today the ferry is late")
    assert kinds(thread, datetime(2026, 11, 25, 22, 59, tzinfo=UTC)) == []
    assert kinds(thread, datetime(2026, 11, 25, 23, 0, tzinfo=UTC)) == ["stale"]


def test_what_nobody_knows_the_day_of_is_asked():
    (check,) = found(made("Today the ferry is late", written=None))
    assert check.why.endswith("Is that right then?")
    assert check.mended == ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("She said: “It is late.", "quotation"),
        ("“It is late and it stays so.”", "quotation"),
        ("@ferry is late", "begins with @"),
        ("Read Ferry.It is late", "link"),
    ],
)
def test_what_the_splitter_warns_of_is_to_be_checked(body, kind):
    assert kind in kinds(made("Head", body))


def test_a_card_that_could_not_be_drawn_is_to_be_checked():
    thread = made("Head")
    revision = thread.revisions.get()
    why = "No installed typeface has the character “𒀀”."
    revision.content["posts"][0]["warnings"] = [
        {"kind": "card", "words": "", "start": 0, "end": 0, "why": why}
    ]
    revision.save()
    (check,) = found(thread)
    assert (check.kind, check.why) == ("card", why)


def test_a_second_link_is_without_need_and_says_what_it_costs():
    thread = made("Head https://a.example/x", "More https://b.example/y", "No link.")
    (check,) = found(thread)
    assert (check.position, check.kind) == (2, "link again")
    assert "costs $0.185 more" in check.why


def test_the_one_link_of_a_thread_is_needed():
    assert kinds(made("Head", "Read it: https://a.example/x")) == []


def test_where_a_link_costs_nothing_more_it_is_not_asked_about(settings):
    settings.PRICES = {"x": {"link": Decimal("0.015")}}
    assert kinds(made("Head https://a.example/x", "More https://b.example/y")) == []


def test_cards_that_repeat_their_posts_are_one_line():
    words = ("The ferry is late once more", "It broke down again in March.", "Short")
    (check,) = found(made(*words, cards=True))
    assert (check.kind, check.position, check.also) == ("repeats", 1, (2,))


def test_a_card_that_adds_to_its_post_repeats_nothing():
    thread = made("The ferry is late once more", cards=True)
    revision = thread.revisions.get()
    revision.content["posts"][0]["cards"][0]["alt"] = "A chart of the ferry’s delays since March."
    revision.save()
    assert kinds(thread) == []


def sent_before(thread: Thread, text: str) -> Call:
    other = builders.thread_in_review(
        thread.account.newsroom, "Earlier", account=thread.account, state="posted"
    )
    post = Post.objects.create(thread=other, position=1, state="posted")
    return Call.objects.create(
        account=thread.account,
        thread=other,
        post=post,
        kind="post",
        outcome="done",
        likeness=likeness_of(text),
        started_at=WED - timedelta(days=2),
    )


def test_words_that_went_out_in_the_last_days_are_named():
    thread = made("Head", "The ferry is late.")
    sent_before(thread, "The ferry is late\n\n4/9")
    (check,) = found(thread)
    assert (check.position, check.kind) == (2, "twin")
    assert "in “Earlier”" in check.why


def test_words_that_went_out_long_before_are_not():
    thread = made("Head", "The ferry is late.")
    sent_before(thread, "The ferry is late")
    assert kinds(thread, WED + timedelta(days=6)) == []


def test_what_the_account_cannot_take_at_that_time_is_said():
    thread = made("One", "Two", "Three")
    refill = WED + timedelta(hours=2)
    Account.objects.filter(pk=thread.account_id).update(budget_left=2, budget_resets_at=refill)
    thread.account.refresh_from_db()
    (check,) = found(thread)
    assert check.kind == "budget"
    assert "may not take 3 posts at that time" in check.why
    assert kinds(thread, refill + timedelta(minutes=1)) == []


def test_what_other_threads_take_before_counts():
    thread = made("One", "Two")
    refill = now() + timedelta(days=2)
    Account.objects.filter(pk=thread.account_id).update(budget_left=3, budget_resets_at=refill)
    account = Account.objects.get(pk=thread.account_id)
    at = now() + timedelta(days=1)
    builders.approved_thread(account.newsroom, "A", "B", account=account, at=at, cards=False)
    thread = Thread.objects.get(pk=thread.pk)
    assert [c.kind for c in found(thread, at - timedelta(hours=1)) if c.kind == "budget"] == []
    assert "beside 2 posts of other threads" in found(thread, at + timedelta(hours=1))[0].why


@pytest.fixture
def few_pictures(monkeypatch):
    """A network that takes four pictures in a quarter of an hour."""
    monkeypatch.setitem(RATES, "x", Rates(window=timedelta(minutes=15), uploads=4, alts=4))


@pytest.mark.usefixtures("few_pictures")
@pytest.mark.parametrize(("minutes", "warned"), [(-5, True), (-20, False), (5, False)])
def test_pictures_that_others_hand_over_shortly_before_count(minutes, warned):
    thread = builders.thread_in_review(None, "One", "Two")
    at = now() + timedelta(days=1)
    due = at + timedelta(minutes=minutes)
    beside = {"account": thread.account, "at": due, "late_after": 3600}
    builders.approved_thread(thread.account.newsroom, "A", "B", "C", **beside)
    why = [check.why for check in found(thread, at) if check.kind == "budget"]
    assert bool(why) == warned
    assert all("beside 3 posts and 3 cards of other threads" in each for each in why)


@pytest.mark.usefixtures("few_pictures")
def test_pictures_of_another_account_take_nothing_away():
    thread = builders.thread_in_review(None, "One", "Two")
    at = now() + timedelta(days=1)
    builders.approved_thread(thread.account.newsroom, "A", "B", "C", at=at - timedelta(minutes=5))
    assert "budget" not in kinds(thread, at)


@pytest.mark.usefixtures("few_pictures")
def test_pictures_that_are_handed_over_already_are_not_counted_twice():
    thread = builders.thread_in_review(None, "One", "Two")
    at = now() + timedelta(minutes=5)
    beside = {"account": thread.account, "at": now() + timedelta(minutes=3)}
    other = builders.approved_thread(thread.account.newsroom, "A", "B", **beside)
    Thread.objects.filter(pk=other.pk).update(prepared_at=now())
    for kind in ("upload", "alt") * 2:
        Call.objects.create(account=thread.account, kind=kind, started_at=now())
    assert "budget" not in kinds(thread, at)


@pytest.mark.usefixtures("few_pictures")
def test_a_network_that_says_no_rate_takes_any_number_of_pictures(monkeypatch):
    monkeypatch.delitem(RATES, "x")
    assert "budget" not in kinds(builders.thread_in_review(None, *"ABCDEF"))


def right(thread: Thread, who: Any, posted: datetime = THU, **more) -> Check:
    key = found(thread, posted)[0].key
    return find_right(thread, rev=thread.rev, key=key, posted=posted, who=who, **more)


@pytest.fixture
def today(house):
    return made("Today the ferry is late", "It broke down.", house=house)


def test_what_is_right_as_it_is_stands_with_the_version_for_all_to_see(today, ines):
    right(today, ines)
    (check,) = found(today, THU)
    assert check.by == "Ines"
    assert list_open_checks([check]) == []
    move = Move.objects.get(subject="check")
    assert (move.who, move.rev, move.why) == (ines, 1, "“Today” in post 1")


def test_saying_it_twice_is_told_once(today, ines):
    right(today, ines)
    right(today, ines)
    assert Move.objects.filter(subject="check").count() == 1


def test_an_edit_of_that_post_brings_it_back_and_of_another_does_not(today, ines):
    right(today, ines)
    edit_post(today, rev=1, position=2, body="It broke down in March.", who=ines)
    assert list_open_checks(found(today, THU)) == []
    edit_post(today, rev=2, position=1, body="Today the ferry is very late", who=ines)
    assert [check.words for check in list_open_checks(found(today, THU))] == ["Today"]


def test_another_day_brings_a_day_word_back(today, ines):
    right(today, ines)
    assert list_open_checks(found(today, THU + timedelta(days=1)))


def test_it_can_be_asked_for_again(today, ines):
    right(today, ines)
    right(today, ines, right=False)
    assert list_open_checks(found(today, THU))


def test_what_is_not_there_cannot_be_right(today, ines):
    with pytest.raises(NoSuchCheck):
        find_right(today, rev=1, key="nothing", posted=THU, who=ines)


def test_a_stale_page_finds_nothing_right(today, ines, mara):
    key = found(today, THU)[0].key
    edit_post(today, rev=1, position=2, body="Newer.", who=mara)
    with pytest.raises(Stale):
        find_right(today, rev=1, key=key, posted=THU, who=ines)


def test_a_stranger_finds_nothing_right(today):
    stranger = builders.person(Role.ADMIN, builders.newsroom(name="Hill Post"))
    with pytest.raises(NotAllowed):
        right(today, stranger)


def test_warnings_never_block_an_approval(today, mara):
    at = datetime.combine(now().date() + timedelta(days=20), time(12), BRUSSELS)
    approve(today, rev=1, who=mara, at=at)
    assert list_open_checks(found(today, at))
    assert today.state == "scheduled"
