"""Two hosts share one newsroom: no leader, and what one host had begun the other ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from publisher.launcher.ports import free_port
from tests.worlds import newsdesk
from tests.worlds.newsdesk import Newsdesk, Paper, until

pytestmark = [pytest.mark.journey, pytest.mark.postgres]
ACCOUNTS = 3


@pytest.fixture(scope="module")
def here(tmp_path_factory, network, postgres) -> Iterator[Newsdesk]:
    """The first host: Valkey answers it on a socket, and others over TCP."""
    url = postgres.database("hosts")
    desk = newsdesk.open_doors(tmp_path_factory.mktemp("here"), network, url)
    desk.ask("migrate")
    yield desk
    desk.stop()


@pytest.fixture(scope="module")
def port(here: Newsdesk) -> int:
    chosen = free_port(16_400)
    here.kill_valkey()
    here.start_valkey(port=str(chosen), bind="127.0.0.1")
    return chosen


@pytest.fixture
def there(here: Newsdesk, port: int, tmp_path) -> Iterator[Newsdesk]:
    """The second host: a folder, an environment and a process of its own, the same three secrets."""
    here.rest()
    desk = newsdesk.join(here, tmp_path / "there", port=port)
    yield desk
    desk.stop()
    here.rest()


def posts_by(host: Newsdesk) -> set[str]:
    """The posts this host's workers say they sent, by the network's ids."""
    return set(re.findall(r"event=sent .* id=(\d+)", host.log))


def busy(desk: Newsdesk, posts: int = 4, gap: float = 0.3) -> list[Paper]:
    papers = [desk.paper(gap=gap) for _ in range(ACCOUNTS)]
    for paper in papers:
        paper.approve(posts=posts, threads=2)
    return papers


def judged(papers: list[Paper]) -> list[list[str]]:
    for paper in papers:
        paper.until_out()
    return [paper.verdict().words for paper in papers]


def test_two_hosts_share_the_load_and_serve_accounts_side_by_side(here: Newsdesk, there: Newsdesk):
    papers = busy(here)
    here.crew(2)
    there.crew(2)
    assert judged(papers) == [[]] * ACCOUNTS
    sent = {line["id"] for paper in papers for line in paper.out()}
    assert posts_by(here) & sent
    assert posts_by(there) & sent
    first_to_last = [(paper.out()[0]["seq"], paper.out()[-1]["seq"]) for paper in papers]
    assert max(first for first, _ in first_to_last) < min(last for _, last in first_to_last)


def test_what_a_dead_host_had_begun_the_other_ends(here: Newsdesk, there: Newsdesk):
    there.crew(2)
    papers = busy(here, gap=0.5)
    until(lambda: all(paper.out() for paper in papers), "a post on each account")
    there.die()
    here.crew(2)
    assert judged(papers) == [[]] * ACCOUNTS
    sent = {line["id"] for paper in papers for line in paper.out()}
    assert posts_by(here) & sent
    assert posts_by(there) & sent


def test_a_host_with_other_secrets_sends_nothing_holds_nobody_up_and_says_so(
    here: Newsdesk, port: int, tmp_path
):
    here.rest()
    stranger = newsdesk.join(here, tmp_path / "stranger", port=port, INSTALL_ID="another")
    try:
        here.crew(1)
        stranger.crew(1)
        until(lambda: "other secrets" in " ".join(here.ask("alarmed")), "the desk to say so")
        papers = busy(here, posts=2)
        assert judged(papers) == [[]] * ACCOUNTS
        assert posts_by(stranger) == set()
    finally:
        stranger.stop()
