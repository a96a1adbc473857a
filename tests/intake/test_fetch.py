"""A page fetched from real servers on this machine, and every way inside tried."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from dataclasses import replace
from datetime import date
from ipaddress import ip_address

import pytest

from publisher.explainer import Unreadable, read
from publisher.intake import fetch as module
from publisher.intake.errors import BadAddress, IntakeBusy, IntakeError, NoAnswer, NoPage, NotPublic
from publisher.intake.fetch import ANYWHERE, PUBLIC, fetch
from tests.worlds.certificate import certificate
from tests.worlds.site import site

HERE = ip_address("127.0.0.1")
PAGE = """<!doctype html><html><head><title>Harbour: the ferry is late</title>
<meta property="article:published_time" content="2026-01-28T23:30:00Z">
<link rel="canonical" href="/ferry"></head><body><article><h1>Harbour: the ferry is late</h1>
<h2>The backstory:</h2><ul><li>The old ferry broke down in March.</li></ul></article></body></html>"""


@pytest.fixture
def web():
    with site() as running:
        yield running


def near(web, **more):
    """Rules under which this one server is public and nothing else changes."""
    rules = {"ports": frozenset({web.port}), "allowed": lambda address: address == HERE, **more}
    return replace(PUBLIC, **rules)


def get(web, address, **more):
    return fetch(address, largest=500_000, zone="Europe/Brussels", rules=near(web, **more))


def test_a_page_is_read_with_its_day_and_its_own_address(web):
    page = get(web, web.page("/ferry?utm=1", PAGE))
    assert (page.kind, page.link) == ("html", web.url("/ferry"))
    assert page.published_on == date(2026, 1, 29)
    assert read(page.source, kind=page.kind).sections[0].bullets


def test_a_redirect_is_followed_and_the_last_address_counts(web):
    web.page("/b", "Plain words of an explainer.", "text/plain")
    page = get(web, web.leads("/a", "/b"))
    assert (page.link, page.kind) == (web.url("/b"), "auto")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Żółw".encode("iso-8859-2"), "text/plain; charset=iso-8859-2"),
        ("Żółw".encode("utf-16"), "text/plain"),
        ("Żółw".encode(), "text/plain; charset=nonsense"),
        ("Żółw".encode(), "text/plain; charset=hex"),
    ],
)
def test_a_page_is_decoded_as_the_site_says(web, body, kind):
    assert get(web, web.page("/a", body, kind)).source == "Żółw"


def test_a_packed_page_is_unpacked(web):
    web.page("/a", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert get(web, web.url("/a")).source == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "ftp://127.0.0.1/a",
        "file:///etc/passwd",
        "gopher://127.0.0.1/a",
        "javascript:alert(1)",
        "//127.0.0.1/a",
        "http:///a",
        "http://",
        "http://[::1",
        "http://a\r\nX: y/",
        "http://user@127.0.0.1/a",
        "http://user:word@127.0.0.1/a",
        "http://127.0.0.1@127.0.0.1/a",
        "http://127.0.0.1:22/a",
        "http://127.0.0.1:6379/a",
        "http://2130706433/a",
        "http://0x7f000001/a",
        "http://0x7f.1/a",
        "http://0177.0.0.1/a",
        "http://127.1/a",
        "http://" + "a" * 3000,
    ],
)
def test_what_is_no_address_of_a_page_is_refused_before_anything_is_asked(address):
    def never(_host, _port):
        raise AssertionError

    with pytest.raises(BadAddress):
        fetch(address, largest=9999, rules=replace(PUBLIC, look_up=never))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"],  # noqa: S104
)
def test_this_machine_is_asked_for_nothing_however_it_is_written(web, host):
    web.page("/", PAGE)
    rules = replace(PUBLIC, ports=frozenset({web.port}))
    with pytest.raises(NotPublic):
        fetch(web.url(host=host), largest=9999, rules=rules)
    assert web.asked == []


def test_a_name_with_one_address_inside_is_not_asked(web):
    with pytest.raises(NotPublic):
        get(web, web.url(host="mixed.example"), look_up=lambda *_: ["127.0.0.1", "10.0.0.1"])
    assert web.asked == []


def test_the_address_that_was_checked_is_the_one_connected_to(web):
    web.page("/", PAGE)
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    page = get(web, web.url(host="turning.example"), look_up=lambda *_: next(answers))
    assert page.link.startswith("http://turning.example")
    assert f"host: turning.example:{web.port}" in web.asked[0].lower()


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1:{port}/",
        "http://[::1]:{port}/",
        "http://169.254.169.254:{port}/latest/meta-data/",
        "//inside.example:{port}/",
        "http://127.0.0.1:22/",
        "http://user@127.0.0.1:{port}/",
        "file:///etc/passwd",
        "http://2130706433:{port}/",
    ],
)
def test_no_redirect_leads_inside(web, to):
    def look_up(host, _port):
        return ["192.168.0.7"] if host == "inside.example" else [host]

    address = web.leads("/a", to.format(port=web.port))
    with pytest.raises((NotPublic, BadAddress)):
        get(web, address, look_up=look_up)
    assert len(web.asked) == 1


def test_a_name_that_turns_inside_between_two_redirects_is_found(web):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    web.leads("/", "/again")
    with pytest.raises(NotPublic):
        get(web, web.url(host="turning.example"), look_up=lambda *_: next(answers))


def test_redirects_come_to_an_end(web):
    with pytest.raises(NoAnswer, match="without an end"):
        get(web, web.leads("/a", "/a"))
    assert len(web.asked) == 6


def trickle(send):
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    for _ in range(400):
        send(b"X: y\r\n")
        time.sleep(0.02)


def drip(send):
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(400):
        send(b"words ")
        time.sleep(0.02)


@pytest.mark.parametrize("slow", [trickle, drip, lambda _send: time.sleep(3)])
def test_a_server_that_trickles_cannot_stretch_the_deadline(web, slow):
    web.pages["/"] = slow
    begun = time.monotonic()
    with pytest.raises(NoAnswer, match=r"longer than 0\.3 seconds"):
        get(web, web.url(), seconds=0.3)
    assert time.monotonic() - begun < 2.5


def test_a_name_that_nobody_looks_up_is_left_behind(web):
    with pytest.raises(NoAnswer, match="longer than"):
        get(web, web.url(), seconds=0.2, look_up=lambda *_: time.sleep(1))


def endless(send):
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        send(b"word " * 4000)


def test_a_body_without_an_end_is_cut_off(web):
    web.pages["/"] = endless
    with pytest.raises(NoPage, match="larger than 4,000 kB"):
        get(web, web.url())


@pytest.mark.parametrize("packing", ["gzip", "gzip, gzip", "br", "zstd", "deflate"])
def test_a_bomb_is_not_unpacked(web, packing):
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000) if "," in packing else b"a" * 50_000_000)
    web.page("/", bomb, Content_Encoding=packing)
    with pytest.raises(NoPage):
        get(web, web.url())


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "text/css"])
def test_what_is_no_page_is_named(web, kind):
    with pytest.raises(NoPage, match=kind):
        get(web, web.page("/", b"\x89PNG", kind))


def test_what_says_it_is_a_page_and_is_none_is_refused(web):
    with pytest.raises(Unreadable, match="PNG"):
        get(web, web.page("/", b"\x89PNG\r\n\x1a\n" + b"\0" * 50))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", "no such page"),
        (b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", "in trouble"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf a", "broke off"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "made no sense"),
        (b"", "broke off"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000 + b"\r\n", "made no sense"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain", "made no sense"),
        (b"HTTP/1.1 302 Go\r\nLocation: http://a:b/\r\nContent-Length: 0\r\n\r\n", "made no sense"),
    ],
)
def test_every_failure_is_told_in_words(web, answer, words):
    web.pages["/"] = answer
    with pytest.raises(IntakeError, match=words):
        get(web, web.url())


def test_a_packed_page_that_broke_off_is_not_taken_for_whole(web):
    web.page("/", gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")
    with pytest.raises(NoAnswer, match="broke off"):
        get(web, web.url())


def test_a_site_that_is_not_there_is_told(web):
    with pytest.raises(NoAnswer, match="cannot be reached"):
        get(web, "http://127.0.0.1:9/", ports=None)
    with pytest.raises(NoAnswer, match="no site"):
        get(web, web.url(host="nowhere.invalid"))


def test_no_proxy_of_the_environment_is_asked(web, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(web, web.page("/", PAGE)).source == PAGE


def test_a_page_of_many_scripts_is_kept_without_them(web):
    large = PAGE.replace("</head>", f"<script>{'x < y; ' * 90_000}</script><!-- a --></head>")
    page = get(web, web.page("/", large))
    assert len(page.source) < 1000
    assert "The old ferry broke down" in page.source


def test_a_canonical_address_elsewhere_is_not_believed(web):
    moved = PAGE.replace('href="/ferry"', 'href="https://elsewhere.example/ferry"')
    assert get(web, web.page("/here", moved)).link == web.url("/here")


def test_only_a_few_pages_are_fetched_at_a_time(web):
    go = threading.Event()
    web.pages["/"] = lambda _send: go.wait(5) and None
    waiting = [threading.Thread(target=_try, args=(web,)) for _ in range(module.AT_ONCE)]
    for one in waiting:
        one.start()
    while len(web.asked) < module.AT_ONCE:
        time.sleep(0.01)
    with pytest.raises(IntakeBusy):
        get(web, web.url())
    go.set()
    for one in waiting:
        one.join()
    assert get(web, web.page("/", PAGE)).source == PAGE


def _try(web):
    with pytest.raises(NoAnswer):
        get(web, web.url())


def test_a_house_may_open_its_intranet(web):
    assert fetch(web.page("/", PAGE), largest=9999, rules=ANYWHERE).source == PAGE


def test_a_certificate_is_held_against_the_name_not_the_number(tmp_path):
    theirs, ours = certificate(tmp_path, "harbour.example")
    with site(theirs) as web:
        web.page("/", PAGE)
        rules = near(web, look_up=lambda *_: ["127.0.0.1"], trust=lambda: ours)
        good = f"https://harbour.example:{web.port}/"
        assert fetch(good, largest=9999, rules=rules).source == PAGE
        with pytest.raises(NoAnswer, match="certificate"):
            fetch(good.replace("harbour", "other"), largest=9999, rules=rules)
        with pytest.raises(NoAnswer, match="certificate"):
            fetch(good, largest=9999, rules=replace(rules, trust=ssl.create_default_context))
