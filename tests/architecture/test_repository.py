"""The repository stands on its own: what it promises is there, and every link leads somewhere."""

from __future__ import annotations

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

from publisher.env import NAMES
from publisher.thread.states import PostState, ThreadState

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"(?:\]\(|(?:src|href)=\")([^)\s\"]+)")
MUST_BE_THERE = (
    "README.md LICENSE CHANGELOG.md CONTRIBUTING.md SECURITY.md pyproject.toml Dockerfile "
    "docker-compose.yml requirements.lock requirements-dev.lock requirements-bench.lock requirements-build.lock docs/words.md docs/deploy.md"
)
#: Names of papers and of helpers that a reader of this repository has never seen.
STRANGERS = re.compile(
    r"\b(?:DESIGN|DELIVERY|STYLE|PLATFORMS|PEERS|CLAUDE|AGENTS)\.md\b"
    r"|/work/(?:main|shared)|\b(?:issue|session) ?#?\d+\b|\b(?:this|last|next|our|previous) session\b"
    r"|\b(?:sub|coding |AI )agents?\b|\b(?:chatgpt|anthropic|openai|copilot)\b",
    re.IGNORECASE,
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and path != Path(__file__)]


def targets(page: Path) -> list[str]:
    links = LINK.findall(page.read_text())
    return [link for link in links if not re.match(r"[a-z]+:", link)]


def headings(page: Path) -> set[str]:
    lines = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("name", MUST_BE_THERE.split())
def test_what_a_reader_looks_for_is_there(name):
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", ["run", ".ci/run"])
def test_what_is_to_be_run_can_be_run(name):
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page):
    for target in targets(page):
        name, _, heading = target.partition("#")
        leads_to = page.parent / name if name else page
        assert leads_to.exists(), target
        assert not heading or heading in headings(leads_to), target


def test_nothing_speaks_of_what_a_reader_cannot_see():
    found = {
        path.relative_to(ROOT).as_posix(): match.group()
        for path in tracked()
        if (match := STRANGERS.search(path.read_text(errors="ignore")))
    }

    assert found == {}


def classes() -> set[str]:
    sources = [
        path for package in ("publisher", "cards") for path in (ROOT / package).rglob("*.py")
    ]
    trees = [ast.parse(path.read_text()) for path in sources]
    return {
        node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    }


def test_every_word_of_the_list_is_a_name_in_the_code():
    words = re.findall(r"^- \*\*(\w+)\*\*", (ROOT / "docs/words.md").read_text(), re.MULTILINE)

    assert len(words) > 15
    named = classes()
    assert [word for word in words if word not in named] == []


def test_every_state_is_explained():
    page = (ROOT / "docs/words.md").read_text()

    assert [state for state in (*ThreadState, *PostState) if f"`{state}`" not in page] == []


def test_every_setting_is_explained():
    page = (ROOT / "docs/deploy.md").read_text()

    assert [name for name in NAMES if f"`{name}`" not in page] == []
