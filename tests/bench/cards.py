"""What a card costs: CPU, bytes, memory, first card; beside whoever else can draw one here.

Every card has a different 40-word text. CPU is this process's own time, one thread, warm.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cards import Card, Theme, draw
from cards.drawing import draw_sheet, encode_sheet
from cards.layout import try_layout
from cards.paragraph import shape_paragraph
from tests.bench.card_browser import measured_in_browser
from tests.bench.card_chart import written
from tests.bench.card_peers import PEERS, plain_pillow

CARDS, WARM = 200, 40
CPU_BAR, BYTES_BAR, SIX_SCRIPTS_BAR, RSS_BAR, AHEAD_BAR = 2.5, 60_000, 6.0, 70.0, 3.0
PROSE = (
    "a about above after again all also among an and any are as at away back be because been "
    "before being between both bridge but by call carriage cause change city claim close "
    "coast come council country court day deal decision delay deliver district each early "
    "election end energy even every farmer few find first flood for force from further give "
    "go government grain harbour have he held her high hold hospital hour house how in "
    "increase into is island it its judge keep known last law lead leave less letter level "
    "light line long make market measure meeting minister month more most mountain move "
    "nation near need neighbour never new next night no north not number of offer office old "
    "on once one only open or order other our out over part pay people period place plan "
    "police port power president price promise protest public question railway rain reach "
    "region reply report river road rule said say school season second see set she short "
    "since small so some south state still strike summer support take talk than that the "
    "their them then there they this through time to town trade train treaty under union "
    "until up use valley vote wait war was water way we week well were what when where which "
    "while who will wind winter with work world year "
)
WORDS = re.findall(r"\w+", PROSE)
SIX = "Россия, Ελλάδα, سلام, שלום, नमस्ते, 平和, 평화 🕊️ ❤️ 👨‍👩‍👧 👍🏽 🇵🇹"


class Figure(NamedTuple):
    """One renderer's figures."""

    name: str
    cpu: float
    size: int


def texts(count: int, seed: int = 7, tail: str = "") -> list[str]:
    """So many different texts of 40 words, the same in every run."""
    chance = random.Random(seed)  # noqa: S311 — texts, not secrets

    def one() -> str:
        words = [chance.choice(WORDS) for _ in range(40)]
        words[9] += ","
        words[21] += "."
        return " ".join(words).capitalize() + f" {tail}".rstrip() + "."

    return [one() for _ in range(count)]


def measured(name: str, render: Callable[[str], bytes], some: Iterable[str]) -> Figure:
    spent, sizes = [], []
    for text in some:
        start = time.process_time()
        data = render(text)
        spent.append((time.process_time() - start) * 1000)
        sizes.append(len(data))
    kept = slice(min(WARM, len(spent) // 2), None)
    return Figure(name, statistics.median(spent[kept]), int(statistics.median(sizes[kept])))


def ours(theme: Theme) -> Callable[[str], bytes]:
    def render(text: str) -> bytes:
        return draw(Card(text=text, heading="The backstory", credit="Source: agency"), theme).png

    return render


def peers(some: list[str]) -> list[Figure]:
    """Whoever else can draw one here; of the others it is said why not."""
    figures = [measured("plain Pillow", plain_pillow, some[:60])]
    for name, figure in {**{name: beside(made) for name, made in PEERS.items()}, **BROWSER}.items():
        try:
            figures.append(Figure(name, *figure(some)))
        except Exception as error:  # noqa: BLE001 — strangers fail in ways of their own
            print(f"{name} is not measured: {str(error).partition(chr(10))[0]}")
    return figures


def beside(made: Callable[[], Callable[[str], bytes]]) -> Callable[[list[str]], tuple[float, int]]:
    return lambda some: measured("", made(), some[:60])[1:]


BROWSER = {"Chromium": lambda some: measured_in_browser(some[:40])}


def phases(theme: Theme, some: list[str]) -> dict[str, float]:
    """Median CPU ms of shaping, laying out (with shaping), pasting, and encoding (with pasting)."""
    made = [Card(text=text, heading="The backstory") for text in some]
    sheets = [sheet for card in made if (sheet := try_layout(card, theme))]
    shape = median(lambda card: shape_paragraph(card.text, theme, "body"), made)
    whole = median(lambda card: try_layout(card, theme), made)
    paste, both = median(draw_sheet, sheets), median(encode_sheet, sheets)
    return {"shape": shape, "break": whole - shape, "paste": paste, "encode": both - paste}


def median(act: Callable[[Any], object], things: Sequence[Any]) -> float:
    spent = []
    for thing in things:
        start = time.process_time()
        act(thing)
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


FRESH = """
import json, re, sys, time
start = time.process_time()
from cards import Card, Theme, draw
loaded = time.process_time()
theme = Theme.default().with_wordmark("Your paper")
texts = json.load(sys.stdin)
draw(Card(text=texts[0], heading="The backstory"), theme)
first = time.process_time()
for text in texts:
    draw(Card(text=text, heading="The backstory"), theme)
status = open("/proc/self/status").read()  # getrusage would count the parent's peak
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024
print(json.dumps([(loaded - start) * 1000, (first - loaded) * 1000, peak]))
"""


def fresh_process(some: list[str]) -> list[float]:
    """A new process's import ms, first card ms and peak RSS in MB."""
    command = [sys.executable, "-c", FRESH]
    done = subprocess.run(
        command, input=json.dumps(some), capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


def bars(plain: Figure, six: Figure, rss: float, others: list[Figure]) -> list[tuple[str, bool]]:
    ahead = min(figure.cpu for figure in others) / plain.cpu
    return [
        (f"plain card {plain.cpu:.2f} ms CPU, bar {CPU_BAR}", plain.cpu <= CPU_BAR),
        (f"plain card {plain.size:,} bytes, bar {BYTES_BAR:,}", plain.size <= BYTES_BAR),
        (
            f"six scripts and emoji {six.cpu:.2f} ms, bar {SIX_SCRIPTS_BAR}",
            six.cpu <= SIX_SCRIPTS_BAR,
        ),
        (f"peak RSS {rss:.0f} MB, bar {RSS_BAR:.0f}", rss < RSS_BAR),
        (f"ahead of the fastest peer {ahead:.1f} times, bar {AHEAD_BAR}", ahead >= AHEAD_BAR),
    ]


def main(argv: list[str]) -> int:
    """Print the figures; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=CARDS)
    parser.add_argument("--chart", type=Path, help="write the figures as an SVG")
    asked = parser.parse_args(argv)
    count = asked.cards
    theme, some = Theme.default().with_wordmark("Your paper"), texts(count)
    plain = measured("cards", ours(theme), some)
    mixed = [f"{' '.join(text.split()[:16])} {SIX}" for text in texts(count, seed=8)]
    six = measured("cards, six scripts", ours(theme), mixed)
    others = peers(some)
    for figure in (plain, six, *others):
        print(f"{figure.name:<22}{figure.cpu:>8.2f} ms CPU{figure.size:>10,} bytes")
    imported, first, rss = fresh_process(some + mixed)
    print(f"import {imported:.0f} ms, first card {first:.1f} ms, peak RSS {rss:.0f} MB")
    print(" · ".join(f"{name} {spent:.2f}" for name, spent in phases(theme, some).items()), "ms")
    if asked.chart:
        written(asked.chart, [(f.name, f.cpu) for f in (plain, six, *others)])
    verdicts = bars(plain, six, rss, others)
    for words, met in verdicts:
        print(f"{'met   ' if met else 'MISSED'} {words}")
    return 0 if all(met for _, met in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
