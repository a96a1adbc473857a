from __future__ import annotations

from html import unescape
from typing import Any

import pytest
import requests
from selectolax.lexbor import LexborHTMLParser

from tests.rehearsal.conftest import Person, png
from tests.worlds.rehearsal import Rehearsal


def page(network: Rehearsal, path: str) -> Any:
    answer = requests.get(network.url + path, timeout=10)
    assert answer.ok, answer.text
    return LexborHTMLParser(answer.text)


@pytest.fixture
def thread(desk: Person) -> list[str]:
    """Three posts; the second with a picture."""
    root = desk.post("The ferry: <late> & full\n\n1/3 https://example.com/a?b=1&c=2")
    second = desk.post("2/3", root, [desk.picture("A ferry\nat the quay")])
    return [root, second, desk.post("3/3", second)]


def test_the_front_page_lists_the_accounts(desk: Person):
    links = [a.attributes["href"] for a in page(desk.network, "/").css(".list a")]
    assert f"/{desk.keys.handle}" in links


def test_an_account_shows_its_threads_newest_first(desk: Person, thread: list[str]):
    later = desk.post("A later thread")
    shown = page(desk.network, f"/{desk.keys.handle}")
    links = [a.attributes["href"] for a in shown.css(".small a[href*=status]")]
    assert links == [f"/{desk.keys.handle}/status/{number}" for number in (later, thread[0])]
    assert [each.text() for each in shown.css(".post .soft")] == ["1 post", "3 posts"]


def test_a_thread_is_read_in_order_from_any_of_its_posts(desk: Person, thread: list[str]):
    for number in thread:
        shown = page(desk.network, f"/{desk.keys.handle}/status/{number}")
        assert [li.attributes["id"] for li in shown.css(".post")] == [f"post-{n}" for n in thread]
        assert "3 posts" in shown.css_first("header").text()


def test_the_words_stand_as_written_with_their_breaks(desk: Person, thread: list[str]):
    shown = page(desk.network, f"/{desk.keys.handle}/status/{thread[0]}")
    first = shown.css_first(".says")
    assert unescape(first.text()) == "The ferry: <late> & full\n\n1/3 https://example.com/a?b=1&c=2"
    assert first.css_first("a").attributes["href"] == "https://example.com/a?b=1&c=2"


def test_a_picture_has_its_size_and_its_alt_text_on_demand(desk: Person, thread: list[str]):
    shown = page(desk.network, f"/{desk.keys.handle}/status/{thread[0]}")
    (picture,) = shown.css("figure img")
    assert (picture.attributes["width"], picture.attributes["height"]) == ("8", "6")
    assert picture.attributes["alt"] == "A ferry\nat the quay"
    assert shown.css_first("details.alt p").text() == "A ferry\nat the quay"
    assert requests.get(desk.network.url + picture.attributes["src"], timeout=10).ok


def test_a_removed_post_leaves_a_note_without_its_words(desk: Person, thread: list[str]):
    desk.call("DELETE", f"/2/tweets/{thread[2]}")
    shown = page(desk.network, f"/{desk.keys.handle}/status/{thread[0]}")
    assert shown.css(".post")[2].css_first(".gone").text() == "This post was removed."
    assert "3/3" not in shown.body.text()
    assert "2 posts" in shown.css_first("header").text()


def test_every_page_says_that_nobody_outside_sees_it(desk: Person, thread: list[str]):
    handle = desk.keys.handle
    for path in ("/", f"/{handle}", f"/{handle}/status/{thread[0]}"):
        assert "Nobody outside" in page(desk.network, path).css_first(".practice").text()


def test_pages_run_no_script_and_load_nothing_from_outside(desk: Person, thread: list[str]):
    answer = requests.get(f"{desk.network.url}/{desk.keys.handle}/status/{thread[0]}", timeout=10)
    policy = answer.headers["content-security-policy"]
    shown: Any = LexborHTMLParser(answer.text)
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    assert "unsafe" not in policy
    assert not shown.css("script, [style], style, [onclick]")
    assert all(link.attributes["href"].startswith("/") for link in shown.css("link"))


def test_the_style_and_the_sign_are_there(network: Rehearsal):
    style = requests.get(f"{network.url}/static/timeline.css", timeout=10)
    assert style.headers["content-type"].startswith("text/css")
    for name in ("sign.svg", "inter.ttf"):
        assert requests.get(f"{network.url}/static/{name}", timeout=10).ok


@pytest.mark.parametrize(
    "path",
    ["/nobody", "/nobody/status/1", "/media/1", "/media/9999999999999999999", "/static/x", "/a/b"],
)
def test_what_is_not_there_is_said_in_words(network: Rehearsal, path: str):
    answer = requests.get(network.url + path, timeout=10)
    assert (answer.status_code, "nothing here" in answer.text) == (404, True)


def test_a_thread_is_found_under_its_own_author_only(desk: Person, thread: list[str]):
    other = desk.network.account(f"x{desk.keys.handle}"[:15])
    answer = requests.get(f"{desk.network.url}/{other.handle}/status/{thread[0]}", timeout=10)
    assert answer.status_code == 404


def test_pages_are_for_reading(network: Rehearsal):
    assert requests.post(network.url + "/", timeout=10).status_code == 405


def test_another_name_for_this_machine_is_not_answered(network: Rehearsal):
    answer = requests.get(network.url, headers={"Host": "rebound.example"}, timeout=10)
    assert answer.status_code == 421


def test_uploads_are_served_as_what_they_are(desk: Person):
    number = desk.upload(png("WEBP")).json()["data"]["id"]
    answer = requests.get(f"{desk.network.url}/media/{number}", timeout=10)
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_account_without_posts_says_so(desk: Person):
    shown = page(desk.network, f"/{desk.keys.handle}")
    assert shown.css_first(".gone").text() == "Nothing has been posted yet."


def test_a_page_is_found_in_any_case_of_the_handle(desk: Person, thread: list[str]):
    handle = desk.keys.handle.upper()
    assert page(desk.network, f"/{handle}/status/{thread[0]}").css(".post")
    assert page(desk.network, f"/{handle}").css(".post")


def test_names_and_words_cannot_write_html(network: Rehearsal):
    keys = network.account("mallory", "<b>Mallory</b>")
    desk = Person(network, keys)
    number = desk.post(
        "<script>alert(1)</script> http://a.com/'onclick=x", media=[desk.picture('<i>"')]
    )
    for path in ("/", "/mallory", f"/mallory/status/{number}"):
        shown = page(network, path)
        assert not shown.css("script, b, main i, [onclick]")
        assert "<b>Mallory</b>" in shown.body.text()


def test_the_face_is_the_first_letter_of_the_name(network: Rehearsal):
    network.account("ferry", "émile's ferry")
    assert page(network, "/ferry").css_first("title").text().startswith("émile's ferry on")
    shown = page(network, "/")
    faces = {
        a.parent.parent.parent.parent.css_first("text").text()
        for a in shown.css("a[href='/ferry']")
    }
    assert faces == {"É"}


def test_a_link_without_http_leads_somewhere(desk: Person):
    desk.post("See example.com/a")
    link = page(desk.network, f"/{desk.keys.handle}").css_first(".says a")
    assert (link.text(), link.attributes["href"]) == ("example.com/a", "http://example.com/a")
    assert "noopener" in link.attributes["rel"]


def test_posts_of_others_do_not_stand_in_a_thread(desk: Person):
    desk.network.settings(strict_replies=False)
    root = desk.post("1/2")
    other = Person(desk.network, desk.network.account(f"o_{desk.keys.handle}"))
    other.post("Nonsense!", root)
    desk.post("2/2", root)
    shown = page(desk.network, f"/{desk.keys.handle}/status/{root}")
    assert [each.text() for each in shown.css(".says")] == ["1/2", "2/2"]


def test_the_head_of_a_page_can_be_asked_for(network: Rehearsal):
    answer = requests.head(network.url + "/", timeout=10)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:80", "[::1]:8001"])
def test_this_machine_is_known_by_its_names(network: Rehearsal, host: str):
    assert requests.get(network.url, headers={"Host": host}, timeout=10).ok


@pytest.mark.parametrize("host", ["127.0.0.1.evil.example", "evil.example:8001", "localhost.evil"])
def test_names_that_look_alike_are_not_answered(network: Rehearsal, host: str):
    assert requests.get(network.url, headers={"Host": host}, timeout=10).status_code == 421
