"""`publisher cards`: a file's thread drawn as pictures, in a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from cards import Theme
from publisher.cli.runner import CommandError
from publisher.cli.split import draft_of
from publisher.outside import work
from publisher.outside.drawn import Drawn
from publisher.split import X
from publisher.thread.card_specs import card_of


def run(given: argparse.Namespace) -> int:
    """Draw every card; alt texts go beside them."""
    theme = Theme.load(given.theme)
    theme = theme.with_wordmark(given.wordmark) if given.wordmark else theme
    draft = draft_of(given.file, X)
    folder = _folder(given.out)
    count = 0
    for position, post in enumerate(draft.posts, 1):
        drawn = [each for spec in post.cards for each in work.draw_pictures(card_of(spec), theme)]
        for order, picture in enumerate(drawn, 1):
            _write(folder / f"{position:02}-{order}", picture)
            count += 1
    print(f"{count} cards, each with its alt text, are in {folder}.")  # noqa: T201 - the answer
    return 0


def _write(path: Path, picture: Drawn) -> None:
    ending = "jpg" if picture.media_type == "image/jpeg" else "png"
    path.with_suffix(f".{ending}").write_bytes(picture.content)
    path.with_suffix(".txt").write_text(picture.alt + "\n", encoding="utf-8")


def _folder(name: str) -> Path:
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"“{name}” cannot be filled: {error.strerror}.") from error
    return folder
