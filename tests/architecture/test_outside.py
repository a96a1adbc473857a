"""What works on text and pictures from outside is asked for in a child, and nowhere called directly."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.architecture.patterns import ROOT

#: The functions that may take long, by the module they are imported from.
APART = {
    "publisher.explainer": {"read"},
    "publisher.explainer.reading": {"read"},
    "publisher.explainer.decode": {"to_text"},
    "publisher.split": {"split"},
    "publisher.split.splitting": {"split"},
    "cards": {"draw", "lay_out"},
    "cards.drawing": {"draw", "drawn"},
    "cards.parts": {"lay_out"},
    "PIL": {"Image", "ImageOps"},
}
#: The packages themselves, and what only a child calls.
INSIDE = (
    "publisher/explainer/",
    "publisher/split/",
    "publisher/outside/card_pictures.py",
    "publisher/intake/pixels.py",
    "publisher/intake/page_metadata.py",
    "publisher/rehearsal/",
)
#: What only a child needs: a worker and a desk hold none of it.
HEAVY = {"PIL", "uharfbuzz", "isal", "markdown_it", "cards.drawing", "publisher.explainer.reading"}


def direct() -> Iterator[str]:
    for path in sorted((ROOT / "publisher").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(INSIDE):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                taken = APART.get(node.module or "", set()) & {each.name for each in node.names}
                yield from (f"{place}: {name} from {node.module}" for name in sorted(taken))


def test_nobody_reads_splits_or_draws_in_a_thread_of_ours() -> None:
    assert list(direct()) == []


def test_a_worker_and_a_desk_load_nothing_that_only_a_child_needs() -> None:
    for whole in ("tasks.celery", "publisher.wsgi"):
        code = f"import {whole}, sys; print(*sys.modules)"
        found = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        )
        assert HEAVY & set(found.stdout.split()) == set(), whole
