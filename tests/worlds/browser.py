"""The browser that tests and pictures are made with."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def chromium() -> str | None:
    """The path of the one to drive: CHROMIUM, or one on the path; None for Playwright's own."""
    named = [os.environ.get("CHROMIUM", ""), *NAMES]
    return next(filter(None, map(shutil.which, filter(None, named))), None)
