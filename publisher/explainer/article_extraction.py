"""Where the story of a saved page begins and ends, if the page does not mark it; judged by trafilatura.

Its judgement only: the words stay the reader's own, and what lies outside is named. Between the first
and the last block it knows for the story nothing is taken away.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from publisher.explainer import heuristics
from publisher.explainer.model import Link
from publisher.explainer.page import PageText
from publisher.explainer.tags import FURNITURE

# One block in common may be chance.
_FEWEST = 2


def of_page(page: PageText, text: str) -> PageText:
    """Give a page without what stands before and behind its story; the same page if none is found."""
    known = _known(text)
    blocks = [line for line in page.lines if line.kind != "blank"]
    source = page.source
    words = [source[line.start : line.end] for line in blocks]
    titles = {
        heuristics.letters_and_digits(said)
        for said, b in zip(words, blocks, strict=True)
        if b.kind == "headline"
    }
    bare = [heuristics.letters_and_digits(said) for said in words]
    of_story = [at for at, said in enumerate(bare) if said in known - titles]
    if len(of_story) < _FEWEST:
        return page
    story = replace(page, words=[], length=0, lines=[], links=[])
    linked = _by_block(page.links, [line.start for line in blocks])
    for at, (line, said) in enumerate(zip(blocks, words, strict=True)):
        if line.kind == "aside":
            story.aside(said, line.reason)
        elif of_story[0] <= at <= of_story[-1] or bare[at] in titles:
            story.links.extend(replace(link, at=story.length) for link in linked[at])
            story.put(line.kind, said, indent=line.indent, ordered=line.ordered)
        else:
            story.drop(FURNITURE, said, doubtful=True)
    return story


def _by_block(links: Iterable[Link], starts: Sequence[int]) -> dict[int, list[Link]]:
    """Give the links of each block, by its number."""
    found: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        found[max(0, bisect_right(starts, link.at) - 1)].append(link)
    return found


def _known(text: str) -> set[str]:
    # Loading it takes a third of a second and 20 MB, which few sources need.
    import trafilatura  # noqa: PLC0415

    told = trafilatura.extract(text, favor_recall=True, include_comments=False) or ""
    return {heuristics.letters_and_digits(line) for line in told.splitlines()} - {""}
