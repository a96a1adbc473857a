"""An account that posts too fast is paused before the post that would be one too many."""

from __future__ import annotations

import pytest

from publisher.delivery.errors import Stopped
from publisher.delivery.rate_breaker import mind_speed, most_of
from publisher.schedule.pause import in_force, resume
from publisher.thread.models import Account, Call
from tests import builders
from tests.delivery.conftest import BODIES, Paper
from tests.delivery.test_unknown import once_each


@pytest.fixture
def slow(settings) -> None:
    settings.POSTS_PER_MINUTE, settings.REHEARSAL_POSTS_PER_MINUTE = 1, 2


@pytest.mark.usefixtures("slow")
def test_the_post_that_would_be_one_too_many_is_not_sent(paper: Paper):
    thread = paper.approve()
    paper.step(thread, 6)
    assert paper.words() == list(BODIES[:2])
    (pause,) = in_force(paper.house)
    assert (pause.scope, pause.account, pause.who) == ("account", paper.account, None)
    assert "posted 2 times within a minute" in pause.why
    assert paper.post(thread, 3).state == "waiting"


@pytest.mark.usefixtures("slow")
def test_once_an_editor_resumes_the_thread_goes_on(paper: Paper):
    thread = paper.approve()
    paper.step(thread, 6)
    resume(in_force(paper.house)[0], who=builders.person(house=paper.house))
    paper.run(thread)
    assert once_each(paper)
    assert in_force(paper.house) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("slow")
def test_within_the_same_minute_a_resumed_account_is_not_paused_again(clock):
    account = builders.account(builders.newsroom())
    for _ in range(2):
        Call.objects.create(account=account, kind="post", started_at=clock.now())
    with pytest.raises(Stopped):
        mind_speed(account)
    resume(in_force(account.newsroom)[0], who=None)
    mind_speed(account)
    assert in_force(account.newsroom) == []


@pytest.mark.usefixtures("slow")
def test_other_accounts_go_on_meanwhile(paper: Paper, second: Paper):
    paper.step(paper.approve(), 6)
    second.step(second.approve("Another story", "Its middle", "Its end"), 3)
    assert (len(paper.out()), len(second.out())) == (2, 2)
    assert [pause.account for pause in in_force(paper.house)] == [paper.account]


@pytest.mark.usefixtures("slow")
def test_a_minute_later_the_posts_before_do_not_count(paper: Paper):
    thread = paper.approve()
    for _ in range(4):
        paper.step(thread)
        paper.clock.advance(31)
    assert once_each(paper)
    assert in_force(paper.house) == []


@pytest.mark.django_db
def test_a_practice_account_may_post_faster_than_a_real_one():
    house = builders.newsroom()
    assert most_of(builders.account(house, rehearsal=False)) == 30
    assert most_of(builders.account(house, rehearsal=True)) == 600


@pytest.mark.django_db
@pytest.mark.usefixtures("slow")
def test_reading_and_uploading_are_no_posts(clock):
    account = builders.account(builders.newsroom())
    for kind in ("read", "upload", "alt", "delete"):
        Call.objects.create(account=account, kind=kind, started_at=clock.now())
    mind_speed(account)
    for _ in range(2):
        Call.objects.create(account=account, kind="post", started_at=clock.now())
    with pytest.raises(Stopped, match="See why, then resume"):
        mind_speed(Account.objects.get(pk=account.pk))
