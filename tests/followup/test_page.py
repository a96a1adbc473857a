"""The page of a begun thread: what it says, and what its forms do without a script."""

from __future__ import annotations

import re
from datetime import timedelta

from publisher.accounts.roles import Role
from publisher.followup.edit_remaining import mend_post
from publisher.followup.take_down import take_down
from publisher.thread.clock import now
from tests import builders
from tests.delivery.conftest import BODIES
from tests.followup.conftest import Stopped


def at(stopped: Stopped, rest: str = "/follow-up") -> str:
    return f"/threads/{stopped.thread.public_id}{rest}"


def read(desk, stopped: Stopped):
    return desk.get(at(stopped, ""), follow=True).content.decode()


def press(desk, stopped: Stopped, rest: str, **typed):
    """Post a form as the page drew it."""
    thread = stopped.fresh()
    return desk.post(at(stopped, rest), {"epoch": thread.epoch, "rev": thread.rev, **typed})


def test_the_queue_s_link_leads_to_the_page_that_ends_it(desk, refused: Stopped):
    answer = desk.get(at(refused, ""))
    assert answer.headers["Location"] == at(refused)
    assert "Stopped today" in read(desk, refused)


def test_first_the_network_s_own_words(desk, refused: Stopped):
    page = read(desk, refused)
    assert "What X said" in page
    assert '<blockquote class="quote"><p>No cashtags, please.</p></blockquote>' in page
    assert page.index("No cashtags") < page.index("How shall it end?")


def test_one_question_and_the_ends_wait_for_its_answer(desk, unclear: Stopped):
    page = read(desk, unclear)
    assert "First: is post 2 there?" in page
    assert f'href="{unclear.paper.post(unclear.thread, 1).url}"' in page
    assert page.count('disabled aria-describedby="first"') == 2
    assert "Deletes 1, and post 2 if it turns up." in page


def test_an_answer_opens_the_ways(desk, unclear: Stopped):
    handle, post = unclear.paper.account.handle, unclear.paper.out()[1]["id"]
    url = f"{unclear.paper.network.url}/{handle}/status/{post}"
    assert press(desk, unclear, "/posts/2/answer", answer="there", url=url).status_code == 302
    page = read(desk, unclear)
    assert "Post 2 is there, and counts as out." in page
    assert "Sends post 3. The approval of version 1 still holds, word for word." in page
    assert "disabled" not in page


def test_an_address_that_is_wrong_is_kept_beside_what_is_wrong_with_it(desk, unclear: Stopped):
    answer = press(desk, unclear, "/posts/2/answer", answer="there", url="https://a.example/1")
    page = answer.content.decode()
    assert answer.status_code == 422
    field, _, said = page.partition('id="link-wrong" role="alert"')
    assert 'value="https://a.example/1"' in field
    assert 'aria-describedby="link-why link-wrong" aria-invalid="true" autofocus' in field
    assert said.startswith("><strong>This is not the address of a post on X.")
    assert page.count("This is not the address of a post") == 1


def test_each_answer_says_what_comes_of_it(desk, unclear: Stopped):
    there, absent = read(desk, unclear).split("<h3>It is ")[1:]
    assert there.index('name="url"') < there.index("Nothing is sent again.")
    assert there.index("Nothing is sent again.") < there.index('value="there"')
    assert absent.index("Post 2 will be sent") < absent.index('value="not"')
    assert 'class="go" name="answer" value="not"' not in absent


def test_too_early_an_answer_is_said_at_the_top(desk, unclear: Stopped):
    unclear.fresh().calls.filter(post__position=2).update(settle_at=now() + timedelta(hours=1))
    page = press(desk, unclear, "/posts/2/answer", answer="not").content.decode()
    head = page.split("</h1>")[1].split("<section")[0]
    assert "X may still be taking post 2: look again today" in head
    assert "Brussels (CE" in head
    assert "link-wrong" not in page


def test_it_is_not_there_and_then_continue(desk, absent: Stopped):
    press(desk, absent, "/posts/2/answer", answer="not")
    press(desk, absent, "/continue")
    assert absent.run() == "posted"
    assert absent.up() == [BODIES[0], "A correction", *BODIES[1:]]


def test_close_out_sends_the_words_on_the_page(desk, refused: Stopped):
    page = read(desk, refused)
    assert "Our thread “The ferry is late” stops here, at 1 of 3.</textarea>" in page
    press(desk, refused, "/close-out", text="It ends here.")
    assert refused.run() == "closed_out"
    assert refused.up() == [BODIES[0], "It ends here."]


def test_words_that_are_too_long_are_kept(desk, refused: Stopped):
    answer = press(desk, refused, "/close-out", text="a" * 300)
    assert answer.status_code == 422
    assert f'rows="4">{"a" * 300}</textarea>' in answer.content.decode()


def test_taking_down_takes_a_second_press(desk, refused: Stopped):
    page = read(desk, refused)
    assert '<summary class="button halt">Take down…</summary>' in page
    answer = press(desk, refused, "/take-down")
    assert answer.headers["Location"] == at(refused)
    assert "It is being taken down, 1 still out." in read(desk, refused)
    assert "What X said" not in read(desk, refused)
    assert refused.run() == "taken_down"
    assert refused.up() == []


def test_a_thread_that_is_out_offers_to_be_taken_down(desk, going: Stopped):
    going.run()
    page = read(desk, going)
    assert f'href="{at(going)}"' in page
    assert "Deletes 3, 2, 1, in this order." in desk.get(at(going)).content.decode()


def test_a_thread_that_is_gone_offers_nothing(desk, going: Stopped):
    take_down(going.thread, who=going.mara)
    going.run()
    page = desk.get(at(going)).content.decode()
    assert "Taken down today" in page
    assert "Take it down now" not in page


def test_a_refused_post_is_changed_and_approved_in_one_press(desk, refused: Stopped):
    press(desk, refused, "/posts/2/mend", body="It broke in April.")
    page = read(desk, refused)
    assert "Version 2 has to be approved" in page
    assert "Approve version 2 and continue" in page
    press(desk, refused, "/continue")
    assert refused.run() == "posted"
    assert refused.up() == [BODIES[0], "It broke in April.", BODIES[2]]


def test_a_post_is_left_out(desk, refused: Stopped):
    press(desk, refused, "/posts/2/mend", drop="yes", body=BODIES[1])
    assert refused.state(2) == "dropped"
    assert "Mara dropped post 2" in read(desk, refused)


def test_a_page_that_is_overtaken_decides_nothing(desk, refused: Stopped):
    epoch = refused.fresh().epoch
    mend_post(refused.thread, 3, body="Other words.", rev=1, who=refused.mara)
    typed = {"epoch": epoch, "rev": 1, "text": "Mine.", "body": "Mine."}
    for rest in ("/continue", "/close-out", "/posts/2/mend"):
        answer = desk.post(at(refused, rest), typed)
        assert answer.status_code == 409
        assert "moved on while you were reading" in answer.content.decode()
    assert "Mine.</textarea>" in answer.content.decode()


def test_a_writer_reads_and_changes_but_decides_nothing(client, refused: Stopped):
    client.force_login(builders.person(Role.WRITER, refused.paper.house))
    page = read(client, refused)
    assert "An editor decides." in page
    assert "Leave post 2 out" in page
    assert "Take down" not in page


def test_a_running_thread_can_be_changed_closed_out_or_taken_down(desk, going: Stopped):
    page = desk.get(at(going)).content.decode()
    assert "It goes on by itself: a change of a post stops it." in page
    assert 'hx-trigger="every 1s"' in page
    assert "Close out</button>" in page
    assert "Continue</button>" not in page


def test_a_page_that_saw_everything_is_not_sent_again(desk, going: Stopped):
    page = desk.get(at(going)).content.decode()
    (seen,) = re.findall(r"\?seen=(\w+)", page)
    ask = {"HX-Request": "true"}
    assert desk.get(at(going) + f"?seen={seen}", headers=ask).status_code == 204


def test_a_thread_that_has_not_begun_has_no_such_page(desk, paper):
    thread = builders.thread_in_review(paper.house)
    answer = desk.get(f"/threads/{thread.public_id}/follow-up")
    assert answer.headers["Location"] == f"/threads/{thread.public_id}"


def test_markup_in_words_and_addresses_stays_words(desk, unclear: Stopped):
    unclear.thread.posts.filter(position=2).update(said="<script>alert(1)</script>")
    page = press(desk, unclear, "/posts/2/answer", answer="there", url='"><script>x</script>')
    assert "<script>alert" not in page.content.decode()
    assert '"><script>x' not in page.content.decode()
