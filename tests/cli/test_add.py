"""`publisher add`: from a file, a pipe or an address, for all accounts or some."""

from __future__ import annotations

import io

import pytest

from publisher.__main__ import main
from publisher.accounts.roles import Role
from publisher.thread.models import Article
from tests import builders
from tests.worlds.site import site

pytestmark = pytest.mark.django_db
PAGE = """<!doctype html><html><head><meta name="date" content="2026-01-28"></head><body><article>
<h1>Harbour: the ferry is late</h1><h2>The backstory:</h2><ul><li>It broke down.</li></ul>
</article></body></html>"""


@pytest.fixture
def accounts():
    house = builders.newsroom()
    builders.person(Role.WRITER, house, "Wim")
    return [builders.account(house, handle=handle) for handle in ("harbour", "sport")]


def test_what_is_piped_in_becomes_a_thread_for_each_account(accounts, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(builders.SOURCE.encode())))
    assert main(["add", "-", "--as", "Wim"]) == 0
    assert [account.threads.count() for account in accounts] == [1, 1]


@pytest.mark.usefixtures("accounts")
def test_an_address_is_fetched(settings):
    settings.FETCH_PRIVATE = True
    with site() as web:
        assert main(["add", web.page("/ferry", PAGE), "--as", "Wim"]) == 0
    article = Article.objects.get()
    assert (article.link, str(article.published_on)) == (web.url("/ferry"), "2026-01-28")


@pytest.mark.usefixtures("accounts")
def test_an_address_inside_is_refused_in_words(capsys):
    assert main(["add", "http://127.0.0.1/", "--as", "Wim"]) == 2
    assert "is not a public site" in capsys.readouterr().err
    assert not Article.objects.exists()


def test_only_the_named_accounts_get_a_thread(accounts, tmp_path):
    file = tmp_path / "ferry.txt"
    file.write_text(builders.SOURCE)
    assert main(["add", str(file), "--account", "@Sport", "--as", "Wim"]) == 0
    assert [account.threads.count() for account in accounts] == [0, 1]


@pytest.mark.usefixtures("accounts")
def test_an_account_nobody_connected_is_named(capsys):
    assert main(["add", "-", "--account", "nobody", "--as", "Wim"]) == 2
    assert "No account “nobody” is connected. There is @harbour, @sport." in capsys.readouterr().err


@pytest.mark.usefixtures("accounts")
def test_what_came_before_is_said(tmp_path, capsys):
    file = tmp_path / "ferry.txt"
    file.write_text(builders.SOURCE)
    for _ in range(2):
        assert main(["add", str(file), "--as", "Wim"]) == 0
    assert "These words came before" in capsys.readouterr().out


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2099", "No post goes out before 2099-03-12"),
        ("STRICTLY EMBARGOED", "Approval waits until an editor has read this"),
    ],
)
def test_an_embargo_line_is_told_of(line, said, tmp_path, capsys):
    file = tmp_path / "ferry.txt"
    file.write_text(f"{line}\n\n{builders.SOURCE}")
    assert main(["add", str(file), "--as", "Wim"]) == 0
    told = capsys.readouterr().out
    assert f"“{line}”" in told
    assert said in told
