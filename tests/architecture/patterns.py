"""Every regular expression of the packages, found in their source and not by a list."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import regex

ROOT = Path(__file__).parents[2]
PACKAGES = ("publisher", "cards", "tasks")
Pattern = re.Pattern[Any]
_KINDS = (re.Pattern, type(regex.compile("")))
_CALLS = {
    "compile",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
    "subn",
    "template",
}
_DEEPEST = 4


def written() -> Iterator[str]:
    """Where a pattern is written, as `module:name`: the name it is given, or the function it is in."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                tree = ast.parse(path.read_text(encoding="utf-8"))
                yield from (f"{module.removesuffix('.__init__')}:{name}" for name in _names(tree))


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if any(map(_is_call, ast.walk(node))):
            yield from _targets(node)


def _is_call(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"re", "regex"}
        and node.func.attr in _CALLS
    )


def _targets(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        yield from (
            f"{node.name}.{name}"
            for each in node.body
            if any(map(_is_call, ast.walk(each)))
            for name in _targets(each)
        )
    elif isinstance(node, ast.FunctionDef):
        yield node.name
    else:
        found = [name.id for name in ast.walk(node) if isinstance(name, ast.Name)]
        stored = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and _is_stored(n)]
        yield (stored or found or ["<module>"])[0]


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def patterns(where: str) -> list[Pattern]:
    """The patterns that a module's name holds, however deep in its tables."""
    module, _, name = where.partition(":")
    held = getattr(importlib.import_module(module), name, None)
    return list(_inside(held, 0))


def _inside(held: Any, depth: int) -> Iterator[Pattern]:
    if isinstance(held, _KINDS):
        yield held
    elif depth > _DEEPEST:
        return
    elif isinstance(held, dict):
        yield from (found for each in held.values() for found in _inside(each, depth + 1))
    elif isinstance(held, (tuple, list, set, frozenset)):
        yield from (found for each in held for found in _inside(each, depth + 1))
    elif is_dataclass(held):
        for field in fields(held):
            yield from _inside(getattr(held, field.name), depth + 1)


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of this thread for a piece of work: the least of three."""
    return min(_once(work) for _ in range(3))


def _once(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start
