"""Mail servers and webhooks that take a message, refuse it, or are not there."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

import pytest

from publisher.intake.safe_http import Rules
from publisher.notifications.dispatch import TRIES, round_
from publisher.notifications.messages import Message
from publisher.notifications.webhook import Hook, format_for_slack, signed_headers
from publisher.thread.models import Notice
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread
from tests.notifications.test_occasions import drafted
from tests.worlds.scripted import Say, answer


def hook_notice() -> Notice:
    return Notice.objects.get(channel="hook")


def test_a_mail_is_plain_and_leads_to_the_thread(house, settings):
    settings.PUBLIC_URL = "https://desk.example.org"
    thread = drafted(house)
    house.told()
    letter = house.post.letters[0]
    assert f"https://desk.example.org/threads/{thread.public_id}" in letter.get_content()
    assert letter.get_content_type() == "text/plain"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert all(len(line) <= 72 for line in letter.get_content().split("\n") if "://" not in line)


def test_a_headline_of_several_lines_makes_no_header_of_its_own(house):
    thread = drafted(house)
    thread.article.headline = "Harbour\r\nBcc: everybody@example.org"
    thread.article.save()
    house.told()
    assert house.post.letters[0]["Subject"] == "To approve: Harbour Bcc: everybody@example.org"
    assert house.post.letters[0]["Bcc"] is None


def test_a_mail_that_is_refused_is_tried_again_and_the_reason_kept(house, clock):
    house.post.refuse = "451 The queue is full"
    drafted(house)
    assert house.told() == []
    assert (
        Notice.objects.earliest("id").said == "The mail server did not take it: The queue is full"
    )
    house.post.refuse = ""
    clock.advance(61)
    assert len(house.told()) == 2


def test_a_mail_that_is_sent_again_has_the_same_name(house, clock):
    drafted(house)
    house.told()
    # A worker died after the server took it, before it was written down.
    Notice.objects.update(sent_at=None, wake_at=clock.now())
    house.told()
    assert len({letter["Message-ID"] for letter in house.post.letters}) == 2


def test_what_nobody_takes_is_given_up_in_the_end(house, clock, settings):
    settings.EMAIL_PORT = 9
    drafted(house)
    for minutes in (*TRIES, 600):
        round_()
        clock.advance(minutes * 60 + 1)
    assert set(Notice.objects.values_list("wake_at", "tries")) == {(None, len(TRIES) + 1)}
    assert "mail server" in Notice.objects.earliest("id").said


def test_a_mail_server_that_is_away_holds_up_no_webhook(house, server, settings):
    settings.EMAIL_PORT = 9
    house.listen(server.url)
    server.say(answer(200, "ok"))
    drafted(house)
    house.told()
    assert len(server.asked) == 1


def test_a_webhook_gets_what_slack_reads(house, server):
    house.listen(server.url)
    server.say(answer(200, "ok"))
    thread = drafted(house)
    thread.article.headline = "Ferry <b>late</b> & costly"
    thread.article.save()
    house.told()
    text = server.asked[0].json["text"]
    assert text.startswith("*To approve: Ferry &lt;b&gt;late&lt;/b&gt; &amp; costly*\n")
    assert f"/threads/{thread.public_id}|Read it and decide>" in text


def test_a_webhook_can_prove_who_writes(house, server):
    house.listen(server.url)
    server.say(answer(200, "ok"))
    drafted(house)
    house.told()
    asked = server.asked[0]
    stamped = f"{asked.headers['x-publisher-time']}.".encode() + asked.body
    mark = hmac.new(b"a shared secret", stamped, hashlib.sha256).hexdigest()
    assert asked.headers["x-publisher-signature"] == f"v1={mark}"


def test_another_body_has_another_signature():
    hook = Hook("https://hook.example", "secret")
    assert (
        signed_headers(hook, b"one", 1)
        != signed_headers(hook, b"two", 1)
        != signed_headers(hook, b"two", 2)
    )


def test_a_webhook_that_refuses_is_tried_again(house, server, clock):
    house.listen(server.url)
    server.say(answer(500, "no_service"), answer(200, "ok"))
    drafted(house)
    round_()
    assert hook_notice().said == "The webhook did not take it: it answered 500 no_service."
    clock.advance(61)
    round_()
    assert hook_notice().sent_at


def test_a_webhook_that_leads_elsewhere_is_not_followed(house, server):
    house.listen(server.url)
    server.say(answer(302, "", location=f"{server.url}/elsewhere"))
    drafted(house)
    round_()
    assert [each.path for each in server.asked] == ["/"]
    assert not hook_notice().sent_at


def test_a_webhook_that_hangs_up_is_told_in_words(house, server):
    house.listen(server.url)
    server.say(Say(b"", reset=True))
    drafted(house)
    round_()
    assert hook_notice().said.startswith("The webhook did not take it: ")


INSIDE = [
    "127.0.0.1",
    "169.254.169.254",
    "[::1]",
    "localhost",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "0.0.0.0",  # noqa: S104 - what is to be refused
    "[::]",
    "2130706433",
    "0x7f.1",
    "10.0.0.7",
    "[fd00::1]",
    "[fe80::1]",
]


@pytest.mark.parametrize("host", INSIDE)
def test_a_webhook_leads_to_public_sites_only(house, server, settings, host):
    settings.FETCH_PRIVATE = False
    house.listen(f"http://{host}/latest")
    drafted(house)
    round_()
    assert hook_notice().said == "The webhook did not take it: its site is not a public one."
    assert server.asked == []


def test_a_kept_address_that_is_none_holds_up_no_other_message(house, server):
    house.listen("http://0177.0.0.1/")
    drafted(house)
    assert len(house.told()) == 2
    assert hook_notice().said.startswith("The webhook did not take it: ")
    assert server.asked == []


def test_a_webhook_whose_name_turns_inside_is_not_written_to(house, server, settings, monkeypatch):
    settings.FETCH_PRIVATE = False
    turned = replace(Rules(), look_up=lambda *_: ["127.0.0.1"])
    monkeypatch.setattr("publisher.notifications.webhook.Rules", lambda: turned)
    house.listen("https://hooks.example/T0/B0/xyz")
    drafted(house)
    round_()
    assert hook_notice().said == "The webhook did not take it: its site is not a public one."
    assert server.asked == []


def test_no_other_port_of_a_public_site_is_written_to(house, settings, monkeypatch):
    def never(_host, _port):
        raise AssertionError

    settings.FETCH_PRIVATE = False
    rules = replace(Rules(), look_up=never)
    monkeypatch.setattr("publisher.notifications.webhook.Rules", lambda: rules)
    house.listen("https://hooks.example:6379/")
    drafted(house)
    round_()
    assert not hook_notice().sent_at


def test_a_webhook_that_trickles_holds_nobody_up(house, server, monkeypatch):
    monkeypatch.setattr("publisher.notifications.webhook.PATIENCE", 0.5)
    house.listen(server.url)
    server.say(Say(answer(200, "ok").raw, pause=0.1))
    drafted(house)
    round_()
    assert hook_notice().said == "The webhook did not take it: it did not answer in time."


def test_a_webhook_that_was_taken_away_ends_its_messages(house, server):
    house.listen(server.url)
    server.say(Say(b"", reset=True))
    drafted(house)
    round_()
    house.newsroom.settings = {}
    house.newsroom.save()
    Notice.objects.filter(channel="hook").update(wake_at=hook_notice().made_at)
    round_()
    assert hook_notice().wake_at is None


def test_neither_the_address_of_a_webhook_nor_its_secret_is_kept_open(house):
    house.listen("https://hooks.example/T0/B0/xyz")
    thread = drafted(house)
    move_thread(thread, T.CANCELLED)
    round_()
    kept = str(house.newsroom.settings) + hook_notice().address
    assert "xyz" not in kept
    assert "a shared secret" not in kept


def test_a_message_says_a_test_is_one():
    said = Message("A test", ("One.", "Two & more."), "http://desk", "Go")
    assert format_for_slack(said) == "*A test*\nTwo &amp; more.\n<http://desk|Go>"
