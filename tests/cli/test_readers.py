"""The desk while what reads for it is lost, or takes as long as it may: real processes, real children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.builders import SOURCE
from tests.worlds.desk import ROOT, SOON, Desk
from tests.worlds.up import alive, at_work, found

pytestmark = pytest.mark.journey
#: The desk; before a child reads a text it has something else to do.
SLOW = """
import sys
from publisher.outside.pool import Pool
right = Pool.ask
def ask(pool, work, *given, **named):
    if work == "read":
        right(pool, *{first})
    return right(pool, work, *given, **named)
Pool.ask = ask
from publisher.__main__ import main
sys.exit(main())
"""
ROWS = """
import django
django.setup()
from tests import builders
house = builders.newsroom()
builders.account(house)
print(builders.person(house=house).email)
"""


@pytest.fixture(scope="module")
def mail(home: Path) -> str:
    """An editor of a newsroom with an account."""
    env = {"PUBLISHER_HOME": str(home), "DJANGO_SETTINGS_MODULE": "publisher.settings"}
    command = [sys.executable, "-c", ROWS]
    made = subprocess.run(
        command, env=os.environ | env, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return made.stdout.strip()


@dataclass
class Editor:
    """Somebody who is signed in."""

    desk: Desk
    cookies: dict[str, str]
    token: str

    def paste(self, n: int = 0) -> requests.Response:
        form = {"text": f"{SOURCE}\n  • It is number {n}.\n", "csrfmiddlewaretoken": self.token}
        address = f"{self.desk.address}/add"
        return requests.post(
            address, form, cookies=self.cookies, timeout=100, allow_redirects=False
        )


def sign_in(desk: Desk, mail: str) -> Editor:
    session = requests.Session()
    address = f"{desk.address}/sign-in"
    token = r'csrfmiddlewaretoken" value="(\w+)"'
    first = found(token, session.get(address, timeout=SOON).text)
    form = {"mail": mail, "password": "a good password", "csrfmiddlewaretoken": first}
    session.post(address, form, timeout=SOON)
    page = session.get(f"{desk.address}/add", timeout=SOON).text
    return Editor(desk, session.cookies.get_dict(), found(token, page))


def process_of(desk: Desk) -> int:
    path = Path(f"/proc/{desk.process.pid}/task/{desk.process.pid}/children")
    return int(path.read_text().split()[0])


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSTOP])
def test_a_paste_whose_reader_is_lost_is_read_by_the_next_and_pages_come_meanwhile(
    serve: Callable[..., Desk], mail: str, sign: int
):
    desk = serve(program=SLOW.format(first=("toil", 3)))
    editor, serving = sign_in(desk, mail), process_of(desk)
    with ThreadPoolExecutor(1) as pasting:
        pasted = pasting.submit(editor.paste, sign)
        first = at_work(serving)
        os.kill(first, sign)
        assert desk.page().status_code == 200
        assert at_work(serving, but=first)
        assert desk.page().status_code == 200
        assert not pasted.done()

    assert pasted.result().status_code == 302
    assert pasted.result().headers["Location"].startswith("/threads/")
    assert not alive(first)


def test_as_many_pastes_as_threads_that_take_their_limit_leave_the_desk_answering(
    serve: Callable[..., Desk], mail: str
):
    desk = serve(threads=8, program=SLOW.format(first=("hang",)), OUTSIDE_SECONDS="8")
    editor = sign_in(desk, mail)
    with ThreadPoolExecutor(8) as pasting:
        pasted = [pasting.submit(editor.paste, 100 + n) for n in range(8)]
        assert at_work(process_of(desk))
        assert [desk.page().status_code for _ in range(5)] == [200] * 5
        assert not all(each.done() for each in pasted)

    said = [each.result() for each in pasted]
    assert {each.status_code for each in said} == {422}
    assert sum("Other texts are being read right now" in each.text for each in said) >= 4
    assert any("This text took too long to read" in each.text for each in said)
