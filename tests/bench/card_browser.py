"""The same card as a page in headless Chromium: warm, one page, its screenshot as PNG.

What it costs is the CPU of the whole tree of processes, the driver's and this one's too.
"""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import mean
from typing import Any

from tests.bench.card_peers import FOOTER, HEADING, inter
from tests.worlds.browser import FLAGS, chromium

WARM = 8
PAGE = """<!doctype html><style>
@font-face { font-family: Inter; src: url(data:font/ttf;base64,FONT); font-weight: 100 900 }
body { margin: 0; width: 1200px; height: 675px; background: #F2F3F1; font-family: Inter;
  position: relative; box-sizing: border-box; padding: 72px 72px 0 144px; color: #11151B }
body::before { content: ""; position: absolute; left: 72px; top: 0; width: 12px; height: 675px;
  background: #C42B12 }
h1 { margin: 0 0 24px; font-size: 44px; color: #C42B12 }
p { margin: 0; font-size: 48px; line-height: 1.25; text-wrap: pretty }
footer { position: absolute; top: 552px; font-size: 40px; color: #4A5058 }
</style><h1>HEADING</h1><p id=text></p><footer>FOOTER</footer>"""


def measured_in_browser(some: Sequence[str]) -> tuple[float, int]:
    """Mean CPU ms a card, and bytes; raises ImportError or OSError where there is no browser."""
    psutil: Any = import_module("psutil")
    with page() as shown:
        for text in some[:WARM]:
            shot(shown, text)
        me = psutil.Process()
        before = spent(me)
        sizes = [len(shot(shown, text)) for text in some[WARM:]]
        # Painting may still be going on in another process when its picture is here.
        time.sleep(0.1)
        return (spent(me) - before) * 1000 / len(sizes), round(mean(sizes))


def shot(shown: Any, text: str) -> bytes:
    shown.evaluate("text => { document.getElementById('text').textContent = text }", text)
    return bytes(shown.screenshot(type="png"))


def spent(me: Any) -> float:
    """CPU seconds so far of this process and all below it."""
    return sum(sum(each.cpu_times()[:2]) for each in (me, *me.children(recursive=True)))


@contextmanager
def page() -> Iterator[Any]:
    playwright = import_module("playwright.sync_api")
    with playwright.sync_playwright() as started:
        path = chromium()
        if path is None and not os.access(started.chromium.executable_path, os.X_OK):
            raise OSError("no Chromium was found")
        browser = started.chromium.launch(executable_path=path, args=list(FLAGS))
        shown = browser.new_page(viewport={"width": 1200, "height": 675})
        shown.set_content(filled(Path(inter()).read_bytes()))
        shown.evaluate("document.fonts.ready")
        yield shown
        browser.close()


def filled(font: bytes) -> str:
    words = {"FONT": base64.b64encode(font).decode(), "HEADING": HEADING, "FOOTER": FOOTER}
    whole = PAGE
    for name, value in words.items():
        whole = whole.replace(name, value)
    return whole
