"""Pictures and their alt texts are there before the first post; nothing goes out without."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from publisher.accounts.secrets import seal
from publisher.thread.models import Picture, Thread, Upload
from tests.delivery.conftest import Died, Paper
from tests.delivery.test_claim import die
from tests.delivery.test_unknown import once_each


@pytest.mark.parametrize("endpoint", ["upload", "metadata"])
@pytest.mark.parametrize("kind", ["error", "reset", "html"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_failed_upload_or_alt_text_is_made_again_before_the_first_post(
    paper: Paper, endpoint: str, kind: str, when: str
):
    paper.fault(kind, endpoint=endpoint, when=when)
    thread = paper.step(paper.approve())
    assert (thread.state, thread.prepared_at) == ("scheduled", None)
    assert thread.calls.filter(outcome="unknown").count() == 1
    paper.run(thread)
    assert once_each(paper)
    assert all(post["alts"][0] for post in paper.out())


def test_no_post_goes_out_without_its_alt_text(paper: Paper):
    paper.fault("error", endpoint="metadata", times=None)
    thread = paper.run(paper.approve())
    paper.network.clear()
    assert (thread.state, paper.out()) == ("missed", [])


def test_what_was_handed_over_is_not_handed_over_again(paper: Paper):
    paper.fault("error", endpoint="metadata", times=1)
    paper.run(paper.approve())
    assert paper.calls("upload") == [200] * 3


def test_a_refused_picture_sends_the_thread_back_with_the_network_s_words(paper: Paper):
    paper.fault("refuse", endpoint="upload", status=400, words="Your picture is broken.")
    thread = paper.run(paper.approve())
    assert (thread.state, thread.approved, paper.out()) == ("in_review", None, [])
    assert "Your picture is broken." in thread.why


def test_pictures_that_expired_are_handed_over_again(paper: Paper):
    paper.network.settings(media_life=4000)
    thread = paper.step(paper.approve(at=paper.clock.now() + timedelta(hours=3)))
    Upload.objects.update(expires_at=paper.clock.now())
    paper.run(thread)
    paper.network.settings(media_life=86_400)
    assert once_each(paper)
    assert paper.calls("upload") == [200] * 6


def test_only_what_still_waits_is_handed_over_again(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    first = Upload.objects.get(post__thread=thread, post__position=1).media_id
    Upload.objects.update(expires_at=paper.clock.now())
    paper.run(thread)
    assert once_each(paper)
    assert Upload.objects.get(post__thread=thread, post__position=1).media_id == first


def test_each_post_has_an_upload_of_its_own(paper: Paper):
    thread = paper.step(paper.approve())
    media = set(Upload.objects.filter(post__thread=thread).values_list("media_id", flat=True))
    assert len(media) == 3


def test_bytes_that_are_not_the_ones_approved_are_not_sent(paper: Paper):
    thread = paper.approve()
    Picture.objects.update(content=b"something else")
    paper.run(thread)
    assert (thread.state, paper.calls("upload"), paper.out()) == ("in_review", [], [])
    assert "not in the database any more, or is another" in thread.why


@pytest.mark.parametrize("name", ["text", "alt"])
def test_a_broken_seal_sends_nothing(paper: Paper, name: str):
    thread = paper.step(paper.approve())
    revision: Any = thread.approved
    post = revision.seal["posts"][0]
    target = post if name == "text" else post["pictures"][0]
    target[name] = "Never approved"
    revision.save()
    paper.run(thread)
    assert (thread.state, paper.out()) == ("in_review", [])


def test_a_seal_broken_between_two_posts_stops_the_thread_there(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    Thread.objects.filter(pk=thread.pk).update(replies="following")
    paper.run(thread)
    assert (thread.state, len(paper.out())) == ("needs_editor", 1)


def test_a_worker_that_dies_while_preparing_costs_a_lease(paper: Paper, monkeypatch):
    thread = paper.approve()
    with monkeypatch.context() as dying:
        dying.setattr("publisher.delivery.upload_media._describe", die)
        with pytest.raises(Died):
            paper.step(thread)
    paper.run(thread)
    assert once_each(paper)


def test_an_account_of_another_installation_sends_nothing(paper: Paper, settings):
    thread = paper.approve()
    settings.INSTALL_ID = "a copy"
    paper.run(thread)
    assert paper.network.calls(paper.account.handle) == []
    assert "another installation" in thread.why


def test_an_account_of_another_installation_sends_no_further_post(paper: Paper, settings):
    thread = paper.to_the_first(paper.approve())
    settings.INSTALL_ID = "a copy"
    paper.run(thread)
    assert (thread.state, len(paper.out())) == ("needs_editor", 1)


def test_secrets_that_cannot_be_opened_send_nothing(paper: Paper):
    thread = paper.approve()
    paper.account.sealed = "rubbish"
    paper.account.save()
    paper.run(thread)
    assert (thread.state, paper.out()) == ("in_review", [])
    assert "connect it again" in thread.why


def test_secrets_that_are_not_whole_are_an_editor_s_and_no_loop(paper: Paper):
    thread = paper.approve()
    paper.account.sealed = seal({"consumer_key": "c" * 25})
    paper.account.save()
    paper.run(thread)
    assert thread.state == "in_review"
    assert "not complete" in thread.why


def test_an_account_that_was_ended_sends_nothing(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    paper.account.ended_at = paper.clock.now()
    paper.account.save()
    paper.step(thread, 3)
    assert len(paper.out()) == 1


def test_what_is_half_out_on_an_ended_account_does_not_go_on_by_itself_later(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    paper.account.ended_at = paper.clock.now()
    paper.account.save()
    paper.run(thread)
    assert (thread.state, thread.lane) == ("needs_editor", None)
    assert "was disconnected" in thread.why


def test_what_waits_on_an_ended_account_is_missed(paper: Paper):
    thread = paper.step(paper.approve())
    paper.account.ended_at = paper.clock.now()
    paper.account.save()
    assert paper.run(thread, most=200).state == "missed"
