"""The one way in: an explainer and a network's limits to a draft of a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from publisher.explainer.model import Explainer, Passage
from publisher.networks.limits import Limits
from publisher.split import cautions, ledger, numbering
from publisher.split.compose import Sketch
from publisher.split.full import full
from publisher.split.model import Draft, DraftPost, LeftOut, NoSuchStyle, Style
from publisher.split.plan import Group, groups

# Marks and separators are no words: the ledger names them, an editor need not read of them.
_SILENT = ("bullet mark", "separator", "control character")
_WITHOUT_PHOTO = "caption and credit without their photo"
_MOST_DIGITS = 9


def split(
    explainer: Explainer,
    limits: Limits,
    style: Style = "full",
    *,
    number_as: str | None = None,
    link: str = "",
    sign_off: bool = False,
) -> Draft:
    """Split an explainer into the draft of a thread.

    `number_as` is a style of `numbering.STYLES` (the network's own by default); `link` stands once,
    in the last post; raises `SplitError`.
    """
    numbered = limits.numbering if number_as is None else number_as
    quick = replace(limits, measure=cache(limits.measure))
    sketches = _with_numbers(groups(explainer), quick, numbered, _maker(style))
    left = _left_out(explainer)
    bodies = [sketch.body for sketch in sketches]
    texts = numbering.number(bodies, numbered)
    return Draft(
        network=limits.name,
        style=style,
        numbering=numbered,
        posts=tuple(
            DraftPost(s.body, text, tuple(s.cards), tuple(cautions.warn(s.body, limits)))
            for s, text in zip(sketches, texts, strict=True)
        ),
        ledger=ledger.draw_up(explainer, sketches, left),
        left_out=tuple(left),
        warnings=explainer.warnings,
    )


Maker = Callable[[Group, Limits, int], list[Sketch]]


def _maker(style: str) -> Maker:
    makers: dict[str, Maker] = {"full": full}
    if style not in makers:
        raise NoSuchStyle(f"There is no style “{style}”; choose full, brief or single.")
    return makers[style]


def _with_numbers(
    told: Sequence[Group], limits: Limits, numbered: str, maker: Maker
) -> list[Sketch]:
    """Lay out with room for the number, and again while the total takes more digits than thought."""
    sketches: list[Sketch] = []
    for digits in range(_fewest_digits(told, limits), _MOST_DIGITS):
        room = limits.limit - numbering.room_taken(numbered, digits, limits.measure)
        sketches = [sketch for group in told for sketch in maker(group, limits, room)]
        if len(sketches) == 1 or len(str(len(sketches))) <= digits:
            break
    return sketches


def _fewest_digits(told: Sequence[Group], limits: Limits) -> int:
    """Give how many digits the total has at least, were all posts full."""
    weight = sum(limits.measure(item.text) for group in told for item in group.items)
    posts = max(len(told), weight // limits.limit)
    return len(str(posts)) if posts > 1 else 0


def _left_out(explainer: Explainer) -> list[LeftOut]:
    spoken = [aside for aside in explainer.asides if aside.reason not in _SILENT]
    found = [
        LeftOut(aside.reason, explainer.source[aside.span.start : aside.span.end], aside.span)
        for aside in spoken
    ]
    found.extend(
        LeftOut(_WITHOUT_PHOTO, words.text, words.span)
        for words in sorted(
            (*explainer.captions, *explainer.credits), key=lambda words: words.span.start
        )
    )
    found.extend(LeftOut("sign-off", w.text, w.span) for w in _some(explainer.sign_off))
    found.extend(LeftOut(reason, "", None) for reason in explainer.dropped)
    return found


def _some(words: Passage | None) -> Iterator[Passage]:
    if words is not None:
        yield words
