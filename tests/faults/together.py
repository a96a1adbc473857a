"""Scenarios side by side: most of each is waiting, so every newsroom takes the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

from tests.worlds.newsdesk import Newsdesk


def side_by_side(
    desks: list[Newsdesk], scenarios: Iterable[str], act: Callable[[Newsdesk, str], str]
) -> dict[str, str]:
    """What each scenario came to, by its name."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for scenario in scenarios:
        waiting.put(scenario)
    ended: dict[str, str] = {}

    def work(desk: Newsdesk) -> None:
        while True:
            try:
                scenario = waiting.get_nowait()
            except Empty:
                return
            ended[scenario] = act(desk, scenario)

    with ThreadPoolExecutor(len(desks)) as pool:
        list(pool.map(work, desks))
    return ended


def as_said(act: Callable[[], str]) -> str:
    """What an act returns, or what it stumbled over."""
    try:
        return act()
    except AssertionError as stuck:
        return str(stuck)
