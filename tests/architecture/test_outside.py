"""What works on text and pictures from outside is asked for in a child, and nowhere called directly."""

from __future__ import annotations

import ast
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
    "PIL": {"Image", "ImageOps"},
}
#: The packages themselves, and what only a child calls.
INSIDE = (
    "publisher/explainer/",
    "publisher/split/",
    "publisher/outside/drawing.py",
    "publisher/intake/pixels.py",
    "publisher/intake/page.py",
    "publisher/rehearsal/",
)


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
