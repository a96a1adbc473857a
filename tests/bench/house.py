"""How the code is kept: functions, modules, names and comments, and the files a story runs through."""

from __future__ import annotations

import ast
import io
import json
import statistics
import subprocess
import sys
import tempfile
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("publisher", "cards", "tasks")
#: Names that many packages bear, each for the same thing; prices and rates are a network's own.
SHARED = {"__init__", "__main__", "errors", "urls", "apps", "limits", "client", "pages"}
SHARED |= {"prices", "rates"}
#: A command is named as it is typed, a page as its address.
AS_TYPED = {"cli", "pages"}
#: The files that may run in a story.
STORIES = {"approve": 20, "send": 35, "draft": 45, "paste to posted": 90}
#: Lines, parts of a hundred.
LONGEST_FUNCTION, LONGEST_MODULE, ONE_WORD, COMMENTS = 40, 400, 20.0, 5.0
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module of ours, by its dotted name."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def last(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def classes(self) -> list[str]:
        return [node.name for node in self.tree.body if isinstance(node, ast.ClassDef)]

    @property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @property
    def public(self) -> list[str]:
        """The functions other modules may call."""
        defined = [node.name for node in self.tree.body if isinstance(node, Function)]
        return [name for name in defined if not name.startswith("_")]

    def comments(self) -> int:
        """Comments in words: what only tells a tool something is none."""
        read = tokenize.generate_tokens(io.StringIO(self.text).readline)
        said = [token.string for token in read if token.type == tokenize.COMMENT]
        return sum(not text.lstrip("#: ").startswith(("noqa", "type:")) for text in said)


def modules() -> list[Module]:
    """Every module but the migrations."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [
        Module(".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text())
        for path in paths
        if "migrations" not in path.parts
    ]


def borne_twice(named: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The names that stand in several modules, and in which."""
    return {name: where for name, where in sorted(named.items()) if len(where) > 1}


def classes_borne_twice(found: list[Module]) -> dict[str, list[str]]:
    named = defaultdict(list)
    for module in found:
        for name in module.classes:
            if not name.startswith("_"):
                named[name].append(module.name)
    return borne_twice(named)


def modules_borne_twice(found: list[Module]) -> dict[str, list[str]]:
    named = defaultdict(list)
    for module in found:
        if module.last not in SHARED and not AS_TYPED & set(module.name.split(".")[:-1]):
            named[module.last].append(module.name)
    return borne_twice(named)


def cycle(found: list[Module]) -> list[str]:
    """Modules that import each other in a ring, or none."""
    known = {module.name: module for module in found}
    graph = {name: set(_imported(module, known)) - {name} for name, module in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as ring:
        return list(ring.args[1])
    return []


def _imported(module: Module, known: Mapping[str, Module]) -> Iterator[str]:
    for node in module.tree.body:
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            wanted = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in wanted if name in known)


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def files_per_story() -> dict[str, int]:
    """How many files of ours run in each story, in a process and an installation of its own."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "tests.bench.house_stories", home]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name: len(files) for name, files in json.loads(ran.stdout.splitlines()[-1]).items()}


def measured(found: list[Module]) -> Iterator[tuple[str, float, float]]:
    """What is measured, as a number, and the most (or for comments the fewest) it may be."""
    lengths = [length(each) for module in found for each in module.functions]
    lines = sum(module.text.count("\n") for module in found)
    public = [name for module in found for name in module.public]
    words = sum("_" not in name for name in public)
    yield "longest function, lines", max(lengths), LONGEST_FUNCTION
    yield "median function, lines", statistics.median(lengths), LONGEST_FUNCTION
    yield "longest module, lines", max(module.text.count("\n") for module in found), LONGEST_MODULE
    yield "modules in a ring of imports", len(cycle(found)), 0
    yield "class names in several modules", len(classes_borne_twice(found)), 0
    yield "module names borne by several", len(modules_borne_twice(found)), 5
    yield "public functions of one word, %", 100 * words / len(public), ONE_WORD
    comments = sum(module.comments() for module in found)
    yield "lines per comment", lines / comments, 100 / COMMENTS
    for name, files in files_per_story().items():
        yield f"files run: {name}", files, STORIES[name]


def main(argv: list[str]) -> int:
    found = modules()
    count = sum(len(module.functions) for module in found)
    print(f"   {len(found)} modules, {count} functions")
    missed = False
    for name, number, most in measured(found):
        missed |= number > most
        over = "   MISSED" if number > most else ""
        print(f"   {name:<34} {number:8.1f}   (at most {most:g}){over}")
    if "--names" in argv:
        for named in (classes_borne_twice(found), modules_borne_twice(found)):
            for name, where in named.items():
                print(f"   {name}: {', '.join(where)}")
    return int(missed)
