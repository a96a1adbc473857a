"""Writing a correction on the page: its form, its length, and where it stands then."""

from __future__ import annotations

import pytest
import requests

from publisher.accounts.roles import Role
from tests import builders
from tests.followup.conftest import Stopped
from tests.followup.test_page import at, press
from tests.followup.test_reply import WORDS, out  # noqa: F401 - a fixture

TYPED = {"kind": "correction", "words": WORDS}


def read(client, stopped: Stopped, rest: str = "/follow-up") -> str:
    return str(client.get(at(stopped, rest)).content.decode())


def test_an_editor_sends_it_with_one_press(desk, out: Stopped):  # noqa: F811
    assert "Send it under post 2" in read(desk, out)
    press(desk, out, "/posts/2/reply", send="yes", **TYPED)
    assert "It goes out now, under post 2." in read(desk, out)
    assert out.run() == "posted"
    page = read(desk, out)
    assert page.index(f"Correction: {WORDS}") < page.index("The money is found.")
    assert '<li id="post-4" class="aside">' in page
    assert "Mara approved version 2: it goes out now" in page


def test_it_may_wait_and_is_shown_under_its_post(desk, out: Stopped):  # noqa: F811
    press(desk, out, "/posts/2/reply", **TYPED)
    page = read(desk, out)
    assert "You wrote a correction of this post. It waits for an editor." in page
    assert "Approve and send under post 2" in page
    assert page.count("Send it under") == 0
    press(desk, out, "/proposed")
    assert out.run() == "posted"
    assert len(out.up()) == 4


def test_a_proposal_is_dropped(desk, out: Stopped):  # noqa: F811
    press(desk, out, "/posts/2/reply", **TYPED)
    press(desk, out, "/proposed", drop="yes")
    assert "It is dropped. Nothing was sent." in read(desk, out)
    assert len(out.up()) == 3


def test_a_writer_writes_and_an_editor_sees_it(client, out: Stopped):  # noqa: F811
    client.force_login(builders.person(Role.WRITER, out.paper.house, "Ines"))
    assert "Put it before an editor" in read(client, out)
    press(client, out, "/posts/2/reply", **TYPED)
    assert "Approve and send" not in read(client, out)
    assert press(client, out, "/posts/3/reply", send="yes", **TYPED).status_code == 409
    client.force_login(out.mara)
    assert "Ines wrote a correction of this post." in read(client, out)
    assert "A correction waits" in client.get("/").content.decode()


def test_a_writer_who_presses_send_all_the_same_has_written_nothing(client, out: Stopped):  # noqa: F811
    client.force_login(builders.person(Role.WRITER, out.paper.house))
    answer = press(client, out, "/posts/2/reply", send="yes", **TYPED)
    assert answer.status_code == 422
    assert f">{WORDS}</textarea>" in answer.content.decode()
    assert out.fresh().rev == 1


def test_words_that_are_too_long_are_kept(desk, out: Stopped):  # noqa: F811
    answer = press(desk, out, "/posts/2/reply", send="yes", kind="update", words="a" * 300)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The post is 28 too long" in page
    assert f">{'a' * 300}</textarea>" in page
    assert 'value="update" checked' in page


def test_its_length_and_cost_are_told_while_it_is_written(desk, out: Stopped):  # noqa: F811
    said = press(desk, out, "/posts/2/weigh", **TYPED).content.decode()
    assert said.startswith(
        "35 of 280, with “Correction:” in front. It costs nothing (practice network"
    )
    long = press(desk, out, "/posts/2/weigh", kind="update", words="a" * 300).content.decode()
    assert "28 too long" in long


@pytest.mark.parametrize("kind", ["", "joke"])
def test_a_form_that_was_tampered_with_is_refused(desk, out: Stopped, kind):  # noqa: F811
    assert press(desk, out, "/posts/2/reply", kind=kind, words=WORDS).status_code == 400


def test_followers_read_it_under_the_post_it_corrects(desk, out: Stopped):  # noqa: F811
    press(desk, out, "/posts/2/reply", send="yes", **TYPED)
    out.run()
    page = requests.get(out.paper.post(out.thread, 1).url, timeout=10).text
    assert page.index("It broke down in March") < page.index(WORDS) < page.index("The money")
    assert page.count("post beside") == 1


@pytest.mark.parametrize("rest", ["", "/follow-up"])
def test_both_pages_of_the_thread_show_it_there(desk, out: Stopped, rest):  # noqa: F811
    press(desk, out, "/posts/2/reply", send="yes", **TYPED)
    out.run()
    page = read(desk, out, rest)
    assert page.index("It broke down in March") < page.index(WORDS) < page.index("The money")
    assert "The four posts" in page


def test_a_thread_that_is_out_offers_the_correction_before_the_deletion(desk, out: Stopped):  # noqa: F811
    page = read(desk, out)
    assert page.index("<h3>Correct</h3>") < page.index("<h3>Take down</h3>")
    press(desk, out, "/posts/2/reply", **TYPED)
    assert "<h3>Correct</h3>" not in read(desk, out)
