"""The bars: `./run bench` measures all of them, `./run bench NAME` the named ones,
with the options that follow the name.

A bench is a module of this folder with `main(argv) -> int`: it prints what it measured beside its
bar and returns 1 when the bar is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import takewhile
from pathlib import Path

HERE = Path(__file__).parent
Bench = Callable[[list[str]], int]


def found(folder: Path = HERE) -> list[str]:
    return sorted(path.stem for path in folder.glob("[!_]*.py"))


def load(name: str) -> Bench | None:
    """The bench of this name; a module that only lends a hand to others has no `main`."""
    return getattr(import_module(f"tests.bench.{name}"), "main", None)


def measure(name: str, bench: Bench, argv: list[str]) -> bool:
    print(f"== {name}", flush=True)
    return bench(argv) == 0


def main(given: Sequence[str]) -> int:
    """What follows the names, from the first option on, goes to the benches."""
    wanted = list(takewhile(lambda word: not word.startswith("-"), given))
    argv = list(given[len(wanted) :])
    unknown = sorted(set(wanted) - set(found()))
    if unknown:
        print(f"There is no bench called {', '.join(unknown)}; there is {', '.join(found())}.")
        return 2
    benches = {name: bench for name in wanted or found() if (bench := load(name))}
    missed = [name for name, bench in benches.items() if not measure(name, bench, argv)]
    print(f"Bars missed: {', '.join(missed)}." if missed else "Every bar is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
