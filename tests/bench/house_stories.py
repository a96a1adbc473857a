"""The stories of a thread in one process, each with the files of ours whose functions ran.

Run as a program, with a folder for the installation; the last line it prints is JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
OURS = tuple(f"{ROOT / package}{os.sep}" for package in ("publisher", "cards", "tasks"))


@contextmanager
def files_run() -> Iterator[set[str]]:
    """The files of which a function is called meanwhile, in any thread."""
    ran: set[str] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        # Lines that a module runs when it is imported say nothing of the story.
        if event == "call" and code.co_name != "<module>" and code.co_filename.startswith(OURS):
            ran.add(code.co_filename.removeprefix(f"{ROOT}{os.sep}"))

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield ran
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def at_work_here() -> None:
    """Let what a child does be done in this process, where it is seen."""
    from publisher.outside import child, pool  # noqa: PLC0415 - Django has to be set up before

    def ask(_: Any, work: str, *given: Any, **named: Any) -> Any:
        return child._function(work)(*given, **named)  # noqa: SLF001 - the same table

    pool.Pool.ask = ask  # type: ignore[method-assign,assignment]


def told(home: Path) -> dict[str, list[str]]:
    """Each story's files."""
    from django.test import Client  # noqa: PLC0415

    from publisher.delivery.deliver import deliver  # noqa: PLC0415
    from publisher.intake.draft import draft_thread  # noqa: PLC0415
    from publisher.review.approve import approve  # noqa: PLC0415
    from publisher.thread.models import Thread  # noqa: PLC0415
    from tests import builders  # noqa: PLC0415
    from tests.delivery.conftest import account_on  # noqa: PLC0415
    from tests.worlds.rehearsal import start  # noqa: PLC0415

    stories: dict[str, list[str]] = {}

    def tell(name: str, story: Callable[[], Any]) -> Any:
        with files_run() as ran:
            ended = story()
        stories[name] = sorted(ran)
        return ended

    with start(home / "network") as network:
        house = builders.newsroom()
        mara, account = builders.person(house=house), account_on(network, house)
        client = Client()
        client.force_login(mara)
        thread = builders.thread_in_review(house, account=account)
        tell("approve", lambda: approve(thread, rev=1, who=mara, now=True))
        deliver(thread.pk)
        tell("send", lambda: deliver(thread.pk))

        def paste() -> Thread:
            answer = client.post("/add", {"text": builders.SOURCE})
            assert answer.status_code == 302, answer.content.decode()[:2000]
            made = Thread.objects.latest("pk")
            draft_thread(made.pk)
            return made

        def whole() -> None:
            made = paste()
            path = f"/threads/{made.public_id}"
            assert client.get(path).status_code == 200
            client.post(f"{path}/approve", {"rev": "1", "when": "now", "late_after": "1200"})
            for _ in range(20):
                deliver(made.pk)
            made.refresh_from_db()
            assert made.state == "posted", made.state

        first = builders.article(house)
        waiting = Thread.objects.create(article=first, account=account)
        tell("draft", lambda: draft_thread(waiting.pk))
        tell("paste to posted", whole)
    return stories


def main(home: Path) -> None:
    os.environ |= {"PUBLISHER_HOME": str(home), "DJANGO_SETTINGS_MODULE": "publisher.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django  # noqa: PLC0415 - the settings read the environment when they are imported

    django.setup()
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    setup_test_environment()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    at_work_here()
    print(json.dumps(told(home)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
