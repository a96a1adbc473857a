from __future__ import annotations

import pytest

from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.review.approve import approve
from publisher.review.edit import edit_post
from publisher.thread.models import Move, Revision, Thread
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(house):
    builders.account(house)
    made = Thread.objects.get(article=add_article(house, builders.SOURCE, who=None))
    draft_thread(made.pk)
    return Thread.objects.get(pk=made.pk)


def press(client, thread, rest, **form):
    thread.refresh_from_db()
    return client.post(f"/threads/{thread.public_id}/{rest}", {"rev": str(thread.rev), **form})


def bodies(thread):
    return [post["body"] for post in newest(thread)["posts"]]


def newest(thread):
    return Revision.objects.filter(thread=thread).latest("rev").content


def test_a_post_is_split_at_a_place_that_was_chosen(desk, thread, text):
    edit_post(thread, rev=1, position=2, body="It broke down. It was March.", who=builders.person(house=thread.account.newsroom))  # fmt: skip
    page = text(desk.get(f"/threads/{thread.public_id}"))
    assert '<option value="15">It was March.</option>' in page
    answer = press(desk, thread, "posts/2", act="split", place="15", body="It broke down. It was March.")  # fmt: skip
    assert answer.headers["Location"].endswith("#post-2")
    assert bodies(thread)[1:3] == ["It broke down.", "It was March."]


def test_a_place_to_split_has_to_be_chosen(desk, thread, text):
    answer = press(desk, thread, "posts/2", act="split", place="", body="It broke down in March.")
    assert answer.status_code == 422
    assert "choose a place with words on both sides" in text(answer)
    assert thread.revisions.count() == 1


def test_a_place_after_words_that_were_changed_is_asked_for_again(desk, thread, text):
    answer = press(desk, thread, "posts/2", act="split", place="3", body="He broke down in March.")
    assert answer.status_code == 422
    assert "choose it anew" in text(answer)
    assert ">He broke down in March.</textarea>" in text(answer)
    assert thread.revisions.count() == 1


def test_a_post_is_split_at_the_cursor_with_what_was_typed(desk, thread):
    typed = "\r\nA 🚢 broke down. " + "It was repaired at last. " * 12
    cursor = str(len("\nA 🚢 broke down."))
    press(desk, thread, "posts/2", act="cursor", cursor=cursor, body=typed + "x" * 200)
    assert bodies(thread)[1] == "It broke down in March."
    press(desk, thread, "posts/2", act="cursor", cursor=cursor, body=typed[:200])
    assert bodies(thread)[1] == "A 🚢 broke down."


@pytest.mark.parametrize(("act", "anchor", "order"), [("up", 1, [1, 0, 2]), ("down", 3, [0, 2, 1])])
def test_a_post_moves_with_what_was_typed_in_it(desk, thread, act, anchor, order):
    words = ["The ferry is late", "Typed.", "The money is found."]
    answer = press(desk, thread, "posts/2", act=act, body="Typed.")
    assert answer.headers["Location"].endswith(f"#post-{anchor}")
    assert bodies(thread) == [words[n] for n in order]


def test_two_posts_are_merged(desk, thread):
    press(desk, thread, "posts/2", act="merge", body="It broke down in March.")
    assert bodies(thread)[1] == "It broke down in March.\n\nThe money is found."
    assert len(newest(thread)["posts"][1]["cards"]) == 2


def test_two_that_do_not_fit_say_by_how_much_and_keep_what_was_typed(desk, thread, text):
    answer = press(desk, thread, "posts/2", act="merge", body="a " * 135)
    assert answer.status_code == 422
    assert "too long for one post" in text(answer)
    assert 'autofocus aria-describedby="wrong-' in text(answer)
    assert "a a a a" in text(answer)


def test_what_is_left_out_stands_in_the_ledger_and_can_be_put_in(desk, thread, text):
    press(desk, thread, "posts/2", act="out")
    page = text(desk.get(f"/threads/{thread.public_id}"))
    assert "Left out: taken out by an editor" in page
    press(desk, thread, "source/1", start="0")
    assert "It broke down in March." in bodies(thread)
    assert "Left out: taken out" not in text(desk.get(f"/threads/{thread.public_id}"))


LINKED = """# Harbour: the ferry is late

See [the map](https://e.org/map) and [the plan](/plan).

- It broke down in March.
"""


@pytest.fixture
def linked(house):
    builders.account(house)
    made = add_article(house, LINKED, who=None, link="https://harbour.example/ferry")
    draft_thread(made.threads.get().pk)
    return made.threads.get()


def test_the_address_of_a_link_is_left_out_by_name_and_can_be_put_in(desk, linked, text):
    page = text(desk.get(f"/threads/{linked.public_id}"))
    assert "Left out: 2 addresses of links" in page
    assert "the map: https://e.org/map" in page
    assert "the plan: https://harbour.example/plan" in page
    press(desk, linked, "links/0")
    assert "the map: https://e.org/map" in bodies(linked)[2]
    page = text(desk.get(f"/threads/{linked.public_id}"))
    assert "Left out: 1 address of a link" in page
    assert press(desk, linked, "links/0").status_code == 422
    assert press(desk, linked, "links/7").status_code == 422


def test_an_address_typed_into_a_post_is_left_out_no_more(desk, linked, text):
    press(desk, linked, "posts/2", act="save", body="See the map (e.org/map).")
    assert "the map: https://e.org/map" not in text(desk.get(f"/threads/{linked.public_id}"))


def test_what_a_page_held_beside_its_story_is_listed_with_all_its_words(desk, house, text):
    builders.account(house)
    said = (
        "He said that it was over and that he would not come back, whatever they offered him now."
    )
    page = f"<article><h1>Mayor quits</h1><p>He went.</p><div class=twitter-tweet>{said}</div></article>"
    thread = add_article(house, page, who=None).threads.get()
    draft_thread(thread.pk)
    assert f"embedded post: {said}" in text(desk.get(f"/threads/{thread.public_id}"))


def test_versions_of_the_first_release_know_no_links(desk, drafted, text):
    revision = drafted.revisions.get()
    for name in ("links", "dropped"):
        revision.content.pop(name)
    revision.save()
    assert "addresses of links" not in text(desk.get(f"/threads/{drafted.public_id}"))
    assert press(desk, drafted, "links/0").status_code == 422
    press(desk, drafted, "posts/2", act="save", body="It broke down in April.")
    assert newest(drafted)["links"] == []


def test_a_card_is_dropped_and_brought_back(desk, drafted, text):
    press(desk, drafted, "posts/1/cards/0", act="drop")
    assert newest(drafted)["posts"][0]["cards"] == []
    assert "Bring the card back" in text(desk.get(f"/threads/{drafted.public_id}"))
    press(desk, drafted, "posts/1/cards/0", act="back")
    assert len(newest(drafted)["posts"][0]["cards"]) == 1


def card(thread, position=2, n=0):
    spec = newest(thread)["posts"][position - 1]["specs"][n]
    said = {name: spec[name] for name in ("kind", "text", "speaker")}
    return said | {"card": str(n), "alt0": spec["drawn"][0]["alt"]}


def test_an_alt_text_is_changed_and_the_picture_stays(desk, drafted):
    before = newest(drafted)["posts"][1]["cards"][0]
    press(desk, drafted, "posts/2/cards/0", **card(drafted) | {"alt0": "A broken ferry."})
    after = newest(drafted)["posts"][1]["cards"][0]
    assert (after["alt"], after["sha256"]) == ("A broken ferry.", before["sha256"])


@pytest.mark.parametrize("alt", ["", "x" * 1001])
def test_an_alt_text_that_cannot_be_sent_is_kept_with_the_reason(desk, drafted, text, alt):
    answer = press(desk, drafted, "posts/2/cards/0", **card(drafted) | {"alt0": alt, "text": "New"})
    assert answer.status_code == 422
    assert "The alt text is" in text(answer)
    assert ">New</textarea>" in text(answer)


def test_other_words_are_drawn_anew_and_said_in_the_alt_text(desk, drafted):
    before = newest(drafted)["posts"][1]["cards"][0]
    press(desk, drafted, "posts/2/cards/0", **card(drafted) | {"text": "It is repaired."})
    after = newest(drafted)["posts"][1]["cards"][0]
    assert after["sha256"] != before["sha256"]
    assert "It is repaired." in after["alt"]


def test_a_bullet_becomes_a_quotation_with_its_speaker(desk, drafted):
    said = {"kind": "quotation", "text": "“We had no money.”", "speaker": "Ines Duarte"}
    press(desk, drafted, "posts/2/cards/0", **card(drafted) | said)
    drawn = newest(drafted)["posts"][1]["cards"][0]
    assert (drawn["kind"], drawn["alt"]) == ("quotation", "“We had no money.” — Ines Duarte")
    press(desk, drafted, "posts/2/cards/0", **card(drafted) | {"kind": "closing", "speaker": "Ines"})  # fmt: skip
    assert newest(drafted)["posts"][1]["cards"][0]["kind"] == "closing"


@pytest.mark.parametrize("words", ["", "The sign reads བོད."])
def test_a_card_that_cannot_be_drawn_says_why(desk, drafted, text, words):
    answer = press(desk, drafted, "posts/2/cards/0", **card(drafted) | {"text": words})
    assert answer.status_code == 422
    assert "The card was not drawn" in text(answer)


def test_undo_is_a_new_version_and_undone_again_it_is_a_redo(desk, thread, text):
    press(desk, thread, "posts/2", act="out")
    assert "Undo: back to version 1" in text(desk.get(f"/threads/{thread.public_id}"))
    press(desk, thread, "back", to="1")
    assert len(bodies(thread)) == 3
    press(desk, thread, "back", to="2")
    assert len(bodies(thread)) == 2
    assert thread.revisions.count() == 4


@pytest.mark.parametrize("to", ["1", "7"])
def test_what_is_the_same_or_does_not_exist_is_no_way_back(desk, thread, to):
    assert press(desk, thread, "back", to=to).status_code == 422
    assert thread.revisions.count() == 1


@pytest.mark.parametrize(
    ("rest", "form"),
    [
        ("posts/2", {"act": "merge", "body": "It broke down in March."}),
        ("posts/1/cards/0", {"act": "drop"}),
        ("back", {"to": "1"}),
    ],
)
def test_a_second_press_does_nothing_twice(desk, thread, rest, form):
    press(desk, thread, "posts/3", act="up", body="The money is found.")
    for _ in range(2):
        answer = desk.post(f"/threads/{thread.public_id}/{rest}", {"rev": "2", **form})
        assert answer.status_code == 302
    assert thread.revisions.count() == 3


def test_another_tab_with_other_words_is_told_and_loses_nothing(desk, thread, text):
    press(desk, thread, "posts/2", body="First tab.")
    answer = desk.post(f"/threads/{thread.public_id}/posts/2", {"rev": "1", "body": "Second tab."})
    assert answer.status_code == 409
    assert ">Second tab.</textarea>" in text(answer)


def test_words_for_a_post_that_is_no_more_are_shown(desk, thread, ines, text):
    edit_post(thread, rev=1, position=1, body="Other", who=ines)
    press(desk, thread, "posts/3", act="out")
    answer = desk.post(f"/threads/{thread.public_id}/posts/3", {"rev": "2", "body": "My words."})
    assert "My words." in text(answer)


@pytest.mark.parametrize("rest", ["posts/2", "posts/1/cards/0", "source/0", "back"])
def test_a_begun_thread_is_not_shaped(desk, thread, text, rest):
    Thread.objects.filter(pk=thread.pk).update(state=T.SENDING)
    answer = press(desk, thread, rest, act="drop" if "cards" in rest else "up", body="x", start="0", to="1")  # fmt: skip
    assert answer.status_code == 422
    assert "cannot be changed any more" in text(answer)
    assert thread.revisions.count() == 1


def test_every_act_undoes_the_approval_and_is_told(desk, thread, house):
    approve(thread, rev=1, who=builders.person(house=house))
    press(desk, thread, "posts/2", act="up", body="It broke down in March.")
    thread.refresh_from_db()
    assert (thread.state, thread.approved) == (T.IN_REVIEW, None)
    assert Move.objects.latest("id").why == "Post 2 moved up"


def test_an_act_nobody_offers_is_refused(desk, thread):
    assert press(desk, thread, "posts/2", act="burn", body="x").status_code == 400


def count(client, thread, **form):
    return client.post(f"/threads/{thread.public_id}/posts/2/count", form)


def test_the_length_is_counted_as_it_is_sent_while_one_types(desk, thread, text):
    assert "16 of 280" in text(count(desk, thread, body=" a " * 3 + "\r\n.."))
    said = text(count(desk, thread, body="word " * 60 + "https://example.org/" + "x" * 40))
    assert "48 too long" in said
    assert "it is full after “" in said


def test_an_alt_text_is_counted_in_characters(desk, thread, text):
    assert "3 of 1000" in text(count(desk, thread, of="alt0", alt0="🚢 a"))


def test_a_count_for_a_post_that_is_not_there_says_nothing(desk, thread):
    answer = desk.post(f"/threads/{thread.public_id}/posts/9/count", {"body": "x"})
    assert answer.status_code == 404


WHOLE = {"style": "full", "numbering": "n/N behind", "replies": "everyone"}


def test_the_whole_thread_is_told_briefly_and_posts_changed_by_hand_stay(desk, drafted, text):
    press(desk, drafted, "posts/2", body="My own words.")
    press(desk, drafted, "telling", **WHOLE | {"style": "brief"})
    assert "My own words." in bodies(drafted)
    page = text(desk.get(f"/threads/{drafted.public_id}"))
    assert "Post 2 stayed as it was changed by hand." in page
    assert '<option value="brief" selected>' in page


def test_numbers_change_without_another_split(desk, drafted):
    before = bodies(drafted)
    press(desk, drafted, "telling", **WHOLE | {"numbering": "none"})
    assert bodies(drafted) == before
    assert newest(drafted)["posts"][0]["text"] == before[0]


def test_numbers_that_take_more_room_split_again(desk, house):
    builders.account(house)
    source = "Harbour\n\nNow:\n\n• " + "One two. " * 30
    made = Thread.objects.get(article=add_article(house, source, who=None))
    Thread.objects.filter(pk=made.pk).update(numbering="none")
    draft_thread(made.pk)
    press(desk, made, "telling", **WHOLE | {"numbering": "n/N before"})
    assert all(post["weight"] <= 280 for post in newest(made)["posts"])


def test_who_may_reply_is_sealed_with_the_approval_and_undone_with_undo(desk, drafted, house):
    press(desk, drafted, "telling", **WHOLE | {"replies": "following"})
    drafted.refresh_from_db()
    assert drafted.replies == "following"
    approve(drafted, rev=2, who=builders.person(house=house))
    assert drafted.approved.seal["replies"] == "following"
    press(desk, drafted, "back", to="1")
    drafted.refresh_from_db()
    assert drafted.replies == "everyone"


def test_the_newest_section_first_is_kept_on_the_form(desk, drafted, text):
    press(desk, drafted, "telling", **WHOLE | {"newest_first": "on"})
    assert bodies(drafted)[1].startswith("The development:")
    page = text(desk.get(f"/threads/{drafted.public_id}"))
    assert 'name="newest_first" checked' in page


@pytest.mark.parametrize("wrong", [{"style": "x"}, {"numbering": "x"}, {"replies": "x"}])
def test_a_telling_that_does_not_exist_is_refused(desk, drafted, wrong):
    assert press(desk, drafted, "telling", **WHOLE | wrong).status_code == 422
    assert drafted.revisions.count() == 1


def test_a_choice_that_cannot_be_kept_is_still_on_the_form(desk, house, text):
    builders.account(house)
    source = "Harbour\n\nNow:\n\n" + "\n".join(f"• Point {n}." for n in range(5))
    made = Thread.objects.get(article=add_article(house, source, who=None))
    draft_thread(made.pk)
    answer = press(desk, made, "telling", **WHOLE | {"style": "single"})
    assert answer.status_code == 422
    assert "One post holds 4 cards" in text(answer)
    assert '<option value="single" selected>' in text(answer)


def test_words_that_found_no_place_are_shown_and_put_back(desk, drafted, text):
    press(desk, drafted, "posts/2", body="My own words.")
    press(desk, drafted, "telling", **WHOLE | {"style": "single"})
    page = text(desk.get(f"/threads/{drafted.public_id}"))
    assert "Your words that found no place" in page
    press(desk, drafted, "loose/0", act="back")
    assert bodies(drafted)[-1] == "My own words."
    assert "found no place" not in text(desk.get(f"/threads/{drafted.public_id}"))


def test_words_that_found_no_place_are_let_go(desk, drafted):
    press(desk, drafted, "posts/2", body="My own words.")
    press(desk, drafted, "telling", **WHOLE | {"style": "single"})
    press(desk, drafted, "loose/0", act="go")
    assert newest(drafted)["loose"] == []


def test_splitting_again_what_nobody_changed_is_no_new_version(desk, drafted, text):
    answer = press(desk, drafted, "telling", **WHOLE, act="again")
    assert answer.status_code == 422
    assert "All is as it was" in text(answer)
