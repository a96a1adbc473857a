"""Reading and splitting: time for one explainer, its growth with size, hostile inputs, broken words.

The quality table compares with `textwrap3.wrap(text, 280)` and with two published ways to split: words
packed to 280 characters, and paragraphs cut at sentences (both without the weights of X).
"""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import textwrap3

from publisher.explainer import Explainer, ExplainerError, read
from publisher.split import SplitError, X, split
from publisher.split.cuts import split_sentences
from publisher.split.quotations import find_quotations

SAMPLES = Path(__file__).parents[2].parent / "shared/samples"
BAR_MS, BAR_EXPONENT, BAR_HOSTILE_S = 3.0, 1.15, 1.0
SIZES = (100_000, 1_000_000, 5_000_000)
# The most that is read, and about the most of it that makes a thread short enough to be split.
HOSTILE = (490_000, 270_000)
LIMIT = 280

BULLET = (
    "The harbour of the old town will close for a month while divers repair the sea wall. "
    "Boats are to move north, said Mayor Ann Example, who called it “a small price for a dry winter.”"
)
OWN = (
    "Harbour to close\n\nThe backstory:\n\n"
    + f"  • {BULLET}\n" * 6
    + "\nWhat now:\n\n"
    + f"  • {BULLET}\n" * 6
)


def once(source: str | bytes) -> int:
    draft = split(read(source, largest=10**9), X, most_posts=10**9)
    return len(draft.posts)


def cpu(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def main_sample() -> bytes:
    path = SAMPLES / "russia-ukraine.txt"
    return path.read_bytes() if path.exists() else OWN.encode()


def sample_is_quick() -> bool:
    source = main_sample()
    once(source)
    spent = median(cpu(lambda: once(source)) for _ in range(100)) * 1000
    print(f"one explainer, read and split, warm: {spent:.2f} ms (bar {BAR_MS} ms)")
    return spent <= BAR_MS


def grows_in_step() -> bool:
    # No more paragraphs than are read, at any size.
    paragraph = f"{BULLET} {BULLET} {BULLET}\n\n"
    times = []
    for size in SIZES:
        source = "Harbour to close\n\n" + paragraph * (size // len(paragraph))
        spent = cpu(lambda source=source: once(source))  # type: ignore[misc]  # bound at once
        times.append(spent)
        print(f"{size // 1000:>6,} kB: {spent:.2f} s")
    exponent = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
    print(f"time grows as size to the power of {exponent:.2f} (bar {BAR_EXPONENT})")
    return exponent <= BAR_EXPONENT


def hostile(size: int) -> dict[str, str]:
    pieces = {
        "one word": "x", "marks": "\u0301", "mixed marks": "\u0301\u0323", "flags": "🇺🇦", "joiners": "a\u200d",
        "bare domains": "a.", "protocols": "http://", "brackets": "[", "tags": "<a ", "quotes": "“", "numbers": "1 ",
        "names": "@a ", "dots": "A. ", "lines": "a\n", "bullets": "• Boats move to the north now.\n", "spaces": " ",
        "families": "👨‍👩‍👧‍👦", "overrides": "\u202e\u2066ab", "CJK": "漢", "Thai": "ภาษาไทย", "query": "https://a.co/?",
        "ends": "! ", "cash": "$A ", "initials": "U.S. ", "link brackets": "https://a.co/(", "numbered": "1. ",
        "skin tones": "👍🏽", "keycaps": "1️⃣", "accented domains": "é.", "marked domains": "a.co ", "long words": "x" * 300 + " ",
        "line ends": "\u2028a", "hidden marks": "a\ufeff", "quotations": "“" + "x " * 100 + "” ",
        "div": "<div>", "list": "<ul><li>a", "Markdown": "*_a`", "nulls": "a\x00",
        "struck": "~~a~~ b ", "letters struck": "a\u0336b c ", "edits": "{--a--} b ", "embargoes": "The embargo was until then.\n",
        "contacts": "Media contact\nJo\n", "ratings": "●●○ a b\n", "links": "<a href=/a>b</a> c ", "icons": "<i class='fa fa-check'></i> a ",
        "paragraphs": "<p>“No,” he said.</p>", "points": "<ol reversed><li value=3>a", "lone marks": "###|\n", "lone signs": "✅\n", "raised": "a<sup>1</sup> ",
    }  # fmt: skip
    return {name: "Head\n\n" + piece * (size // len(piece)) for name, piece in pieces.items()}


def tried(source: str) -> str:
    try:
        return f"{len(split(read(source), X).posts):,} posts"
    except (ExplainerError, SplitError) as error:
        return f"refused: {error}"


def hostile_is_bounded() -> bool:
    worst = max(_worst_of(size) for size in HOSTILE)
    print(f"hostile inputs: at most {worst:.2f} s of CPU (bar {BAR_HOSTILE_S} s)")
    return worst <= BAR_HOSTILE_S


def _worst_of(size: int) -> float:
    worst = 0.0
    print(f"hostile inputs of {size // 1000} kB:")
    for name, source in hostile(size).items():
        started = time.process_time()
        answer = tried(source)
        spent = time.process_time() - started
        worst = max(worst, spent)
        print(f"  {name:<16} {spent:5.2f} s  {answer[:80]}")
    return worst


def packed_words(text: str) -> list[str]:
    posts = [""]
    for word in text.split():
        joined = f"{posts[-1]} {word}".strip()
        posts = [*posts[:-1], joined] if len(joined) <= LIMIT else [*posts, word]
    return posts


def packed_sentences(text: str) -> list[str]:
    return [post for part in re.split(r"\n\s*\n", text) for post in _filled(part)]


def _filled(part: str) -> Iterator[str]:
    post = ""
    for sentence in re.split(r"(?<=[.!?])\s+", part.strip()):
        if post and len(post) + 1 + len(sentence) > LIMIT:
            yield post
            post = ""
        post = f"{post} {sentence}".strip()
    yield from packed_words(post)


def ours(explainer: Explainer) -> list[str]:
    return [post.text for post in split(explainer, X).posts]


def torn(pieces: list[str], posts: list[str]) -> int:
    """How many pieces that fit in a post stand whole in none."""
    told = [" ".join(post.split()) for post in posts]
    fit = [
        " ".join(piece.split()) for piece in pieces if X.measure(piece) < LIMIT - len("\n\n99/99")
    ]
    return sum(not any(piece in post for post in told) for piece in fit)


def pieces_of(explainer: Explainer) -> tuple[list[str], list[str]]:
    parts = [part.text for part in explainer.parts()]
    said = [part[a:b].strip() for part in parts for a, b in split_sentences(part)]
    return said, [part[a:b] for part in parts for a, b in find_quotations(part)]


def quality() -> bool:
    sources = [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))] or [OWN.encode()]
    texts = [read(source) for source in sources]
    ways: dict[str, Callable[[Explainer], list[str]]] = {
        "publisher": ours,
        "textwrap3.wrap": lambda text: textwrap3.wrap(text.source, LIMIT),
        "words packed": lambda text: packed_words(text.source),
        "sentences packed": lambda text: packed_sentences(text.source),
    }
    print(f"{len(texts)} explainers; torn is what would fit in a post but stands whole in none")
    print(f"{'way':<18}{'posts':>7}{'over 280':>10}{'torn sentences':>16}{'torn quotations':>17}")
    broken = {name: _row(name, way, texts) for name, way in ways.items()}
    return broken["publisher"] == 0


def _row(name: str, way: Callable[[Explainer], list[str]], texts: list[Explainer]) -> int:
    posts = [(text, way(text)) for text in texts]
    count = sum(len(each) for _, each in posts)
    over = sum(X.measure(post) > LIMIT for _, each in posts for post in each)
    lost = [sum(torn(pieces_of(text)[kind], each) for text, each in posts) for kind in (0, 1)]
    print(f"{name:<18}{count:>7}{over:>10}{lost[0]:>16}{lost[1]:>17}")
    return over + sum(lost)


def main(_argv: list[str]) -> int:
    """Print all figures; 1 when a bar is missed."""
    met = [sample_is_quick(), grows_in_step(), hostile_is_bounded(), quality()]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
