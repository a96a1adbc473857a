"""The one way in: an explainer and a network's limits to a draft of a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from publisher.explainer.addresses import unmentioned_links
from publisher.explainer.model import Explainer, Passage, Span
from publisher.networks.limits import Limits
from publisher.split import cautions, fixed_posts, ledger, numbering
from publisher.split.compose import Sketch
from publisher.split.draft_model import DoesNotFit, Draft, DraftPost, LeftOut, NoSuchStyle, Style
from publisher.split.endings import add_ending
from publisher.split.fixed_posts import FixedPost
from publisher.split.outline import Group, outline_groups
from publisher.split.section_layout import MOST_ITEMS
from publisher.split.style_brief import build_brief_posts, build_single_post
from publisher.split.style_full import build_full_posts

# Marks and separators are no words: the ledger names them, an editor need not read of them.
_SILENT = ("bullet mark", "separator", "control character")
WITHOUT_PHOTO = "caption and credit without their photo"
LINK_ADDRESS = "address of a link"
_TAKEN_OUT = "taken out by an editor"
_MOST_DIGITS = 9
#: Posts a thread may have at most, unless the caller says otherwise.
MOST_POSTS = 1000

Maker = Callable[[Sequence[Group], Limits, int], list[Sketch]]
_MAKERS: dict[str, Maker] = {
    "full": build_full_posts,
    "brief": build_brief_posts,
    "single": build_single_post,
}


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for."""

    explainer: Explainer
    limits: Limits
    numbered: str
    make: Maker
    link: str
    sign_off: bool
    kept: Sequence[FixedPost]
    most_posts: int


def split(
    explainer: Explainer,
    limits: Limits,
    style: Style = "full",
    *,
    number_as: str | None = None,
    link: str = "",
    sign_off: bool = False,
    kept: Sequence[FixedPost] = (),
    most_posts: int = MOST_POSTS,
) -> Draft:
    """Split an explainer into the draft of a thread.

    `number_as` is one of `STYLES` (the network's own by default); `link` stands once, in the last
    post; `kept` are the posts as an editor has them, in order (see `keep`). Raises `SplitError`.
    """
    if style not in _MAKERS:
        raise NoSuchStyle(f"There is no style “{style}”; choose {', '.join(_MAKERS)}.")
    quick = replace(limits, measure=cache(limits.measure))
    numbered = limits.numbering if number_as is None else number_as
    order = _Order(explainer, quick, numbered, _MAKERS[style], link, sign_off, kept, most_posts)
    sketches, signed = _with_numbers(order)
    left = [*_left_out(explainer, signed=signed), *_taken_out(order)]
    return Draft(
        network=limits.name,
        style=style,
        numbering=numbered,
        posts=tuple(_posts(sketches, numbered, quick)),
        ledger=ledger.draw_up(explainer, sketches, left),
        left_out=tuple(left),
        warnings=explainer.warnings,
    )


def _posts(sketches: Sequence[Sketch], numbered: str, limits: Limits) -> Iterator[DraftPost]:
    texts = numbering.number_posts([sketch.body for sketch in sketches], numbered)
    for sketch, text in zip(sketches, texts, strict=True):
        found = tuple(cautions.find_cautions(sketch.body, limits))
        yield DraftPost(sketch.body, text, tuple(sketch.cards), found)


def _with_numbers(order: _Order) -> tuple[list[Sketch], bool]:
    """Lay out with room for the number, and again while the total takes more digits than thought."""
    told = outline_groups(order.explainer)
    limits = order.limits
    fewest = _fewest_posts(told, limits)
    _refuse_long(fewest, order.most_posts)
    for digits in range(len(str(fewest)) if fewest > 1 else 0, _MOST_DIGITS):
        room = limits.limit - numbering.room_taken(order.numbered, digits, limits.measure)
        sketches = list(_sketches(order, told, room))
        _refuse_long(len(sketches), order.most_posts)
        if not sketches:
            raise DoesNotFit("No words are left for the thread.")
        signed = add_ending(
            sketches, order.link, order.explainer.sign_off if order.sign_off else None, limits, room
        )
        if len(sketches) == 1 or len(str(len(sketches))) <= digits:
            return sketches, signed
    raise DoesNotFit("A number takes the whole room of a post.")


def _sketches(order: _Order, told: Sequence[Group], room: int) -> Iterator[Sketch]:
    if not order.kept:
        yield from order.make(told, order.limits, room)
    for fixed, posts in fixed_posts.group_into_runs(order.kept):
        if fixed:
            yield from (Sketch(p.body or "", cards=list(p.cards), claims=p.spans) for p in posts)
        else:
            spans = [span for post in posts for span in post.spans]
            free = fixed_posts.groups_within(told, order.explainer.source, spans)
            yield from order.make(free, order.limits, room)


def _fewest_posts(told: Sequence[Group], limits: Limits) -> int:
    """Give how many posts there are at least, were all of them full: groups share none."""
    return sum(_fewest_of(group, limits) for group in told)


def _fewest_of(group: Group, limits: Limits) -> int:
    weight = sum(limits.measure(item.text) for item in group.items)
    # The space between two posts is in neither.
    items = max(-(-(weight + 1) // (limits.limit + 1)), -(-len(group.items) // MOST_ITEMS))
    # Of the headings, as many as one post has room for stand above the first of them.
    titles = max(0, len(group.headings) - limits.limit // 2)
    return items + -(-titles // MOST_ITEMS)


def _refuse_long(posts: int, most: int) -> None:
    if posts > most:
        raise DoesNotFit(
            f"This would take {posts:,} posts or more; a thread may have {most:,}: cut the text into several."
        )


def _left_out(explainer: Explainer, *, signed: bool) -> Iterator[LeftOut]:
    for aside in explainer.asides:
        if aside.reason not in _SILENT:
            yield _out(explainer.source, aside.span, aside.reason)
    photo = (*explainer.captions, *explainer.credits)
    for words in sorted(photo, key=lambda words: words.span.start):
        yield _out(explainer.source, words.span, WITHOUT_PHOTO)
    if explainer.sign_off and not signed:
        yield _out(explainer.source, explainer.sign_off.span, "sign-off")
    for link in unmentioned_links(explainer):
        yield LeftOut(LINK_ADDRESS, f"{link.words}: {link.address}".removeprefix(": "), None)
    yield from (LeftOut(reason, "", None) for reason in explainer.dropped)


def _taken_out(order: _Order) -> Iterator[LeftOut]:
    """Give what no kept post tells any more."""
    if not order.kept:
        return
    source = order.explainer.source
    spans = fixed_posts.join_spans((span for post in order.kept for span in post.spans), source)
    for passage in _passages(outline_groups(order.explainer)):
        for span in fixed_posts.subtract_spans(passage.span, spans):
            if source[span.start : span.end].strip():
                yield _out(source, span, _TAKEN_OUT)


def _passages(told: Sequence[Group]) -> Iterator[Passage]:
    for group in told:
        yield from group.headings
        yield from (item.passage for item in group.items)


def _out(source: str, span: Span, reason: str) -> LeftOut:
    return LeftOut(reason, source[span.start : span.end], span)
