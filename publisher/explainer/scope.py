"""What of a page is its story, and what stands apart from it and why; judged by tags, names and weight.

A name is believed only where the weight speaks for it: a wrapper called “with-sidebar” holds the story.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from publisher.explainer import tags
from publisher.explainer.weighing import Part, parts_of, weigh

#: Reasons that are shown to an editor; the empty one is the page's own frame, which is not.
TEASER, ANOTHER, OUTSIDE = "leads to another story", "another story", "outside the story"
FORM, BUTTONS, FRAME = "form", "buttons", ""
#: Why something was left that may be of the story all the same.
DOUBTFUL = (ANOTHER, OUTSIDE)
_HEADING_TAGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"])
_LINE_TAGS = frozenset(["p", "li", "dd", "td", "th", "blockquote", "figcaption", "caption"])
_FEW_IN_FORM = 40
_FEW_IN_TEASER = 80
_FEW_IN_LINE = 8
_FEW_OUTSIDE = 12
_FEW_ON_BUTTON = 3
_OPENERS = ("aria-controls", "aria-owns", "data-target", "data-bs-target", "href", "for")
_MOST_ARTICLES = 300


@dataclass(slots=True)
class Scope:
    """Where to walk, what to pass over (by `mem_id`) and why, and where the story's own title is sought."""

    root: LexborNode
    apart: dict[int, str] = field(default_factory=dict)
    core: LexborNode | None = None


def survey(root: LexborNode) -> Scope:
    """Judge the parts of a page, or of a piece of one."""
    parts = parts_of(root)
    _judge_looks(parts)
    _judge_forms(parts)
    _judge_presses(parts)
    _settle(parts)
    core = _core(parts)
    if core is not None and core.up is not None:
        _judge_around(parts, core)
    apart = {part.node.mem_id: part.apart for part in parts if part.apart is not None}
    return Scope(root, apart, core.node if core else None)


def _settle(parts: list[Part]) -> None:
    """Weigh anew; what stands in something apart is part of that and of nothing else."""
    for part in parts:
        if part.up is not None and part.up.apart is not None:
            part.apart = part.up.apart
    weigh(parts)


def _judge_looks(parts: list[Part]) -> None:
    opened: set[str] | None = None
    for part in parts[1:]:
        if not part.facts and part.tag not in ("nav", "footer", "aside", "menu", "dialog"):
            continue
        if tags.embedded(part.facts):
            part.apart = tags.EMBEDDED_POST
        elif tags.hidden(part.facts):
            opened = _opened(parts) if opened is None else opened
            part.apart = None if _opens(part, opened) else tags.HIDDEN
        elif _is_furniture(part, parts[0].words):
            part.apart = tags.FURNITURE


def _opened(parts: Iterable[Part]) -> set[str]:
    """Give the names of what a press opens."""
    found = set[str]()
    for part in parts:
        for name in _OPENERS:
            found.update((part.facts.get(name) or "").replace("#", " ").split())
    return found


def _opens(part: Part, opened: set[str]) -> bool:
    """Say whether words are hidden only until somebody presses: an answer, a tab, “read more”."""
    told = part.blocks > 0 and part.words >= _FEW_IN_LINE and not part.linky
    return told and (part.facts.get("id") or "") in opened


def _is_furniture(part: Part, total: int) -> bool:
    if tags.furniture_by_tag(part.tag, part.facts):
        # Even an aside or a menu may be all there is of a story.
        most = part.words * 2 > total and not part.linky
        inside = part.tag != "nav" and (part.in_main or part.in_article)
        return not (most and (part.heads or (inside and not tags.comments(part.facts))))
    if part.tag in ("body", "main") or not tags.furniture_by_name(part.facts):
        return False
    if part.heads or part.mains:
        return False
    if part.tag == "article" and not tags.comments(part.facts):
        return False
    return tags.comments(part.facts) or part.words * 4 <= total or part.linked * 3 > part.words


def _judge_forms(parts: list[Part]) -> None:
    """A form that asks for something and says little is none of the story; others are walked."""
    for part in parts:
        asks = part.tag == "form" and part.fields and not part.heads
        few = part.words - part.pressed < _FEW_IN_FORM and part.words * 2 <= parts[0].words
        if asks and few:
            part.apart = FORM


def _judge_presses(parts: list[Part]) -> None:
    """Words on a button belong to their line or are a heading that opens something, or are set apart."""
    for part in parts:
        if part.tag in ("button", "label") and part.apart is None and not _says(part):
            part.apart = BUTTONS


def _says(part: Part) -> bool:
    if part.blocks or part.words > _FEW_OUTSIDE:
        return True
    line = part.line
    if line is None or line.tag in _HEADING_TAGS:
        return True
    if line.tag in _LINE_TAGS and (line.words > line.pressed or part.words > _FEW_ON_BUTTON):
        return True
    return part.words > 1 and _opens_next(part)


def _opens_next(part: Part) -> bool:
    """Say whether what follows is told under the words of a button, as in a list of questions."""
    if "aria-expanded" in part.facts or "aria-controls" in part.facts:
        return "aria-haspopup" not in part.facts
    return any(
        name in tags.called(part.facts).lower()
        for name in ("accordion", "collaps", "expand", "faq", "question", "toggle")
    )


def _core(parts: list[Part]) -> Part | None:
    """Give the part that holds the story, or None where the page does not mark it."""
    mains = [part for part in parts if part.is_main and part.apart is None and part.words]
    main = max(mains, key=lambda part: part.words, default=None)
    whole = parts[0]
    if main is not None and main.words * (4 if main.heads else 3) < whole.words - whole.linked:
        main = None
    within = main or whole
    articles = _articles(parts, within)
    if not articles:
        return main
    _set_others_apart(articles, within)
    _settle(parts)
    stories = [part for part in articles if part.apart is None]
    story = max(stories, key=lambda part: part.words, default=None)
    if story is None:
        return main
    all_ = sum(part.words for part in stories)
    if story.words * 3 >= all_ * 2 and story.words * 4 >= within.words:
        return story
    return main or (_shared(stories) if all_ * 2 > within.words else None)


def _articles(parts: Iterable[Part], within: Part) -> list[Part]:
    """Give the outermost articles of a page."""
    found = [
        part
        for part in parts
        if part.tag == "article" and part.apart is None and part.words and not part.in_article
    ]
    inside = [part for part in found if part.in_main] if within.is_main else found
    return inside[:_MOST_ARTICLES]


def _set_others_apart(articles: list[Part], within: Part) -> None:
    """Set apart what only leads to other stories, unless the page is made of nothing else."""
    teasers = [part for part in articles if _is_teaser(part)]
    rest = within.words - sum(part.words for part in teasers)
    if rest * 10 >= within.words and rest > _FEW_OUTSIDE:
        for part in teasers:
            part.apart = TEASER
    headed = [part for part in articles if part.heads and part.apart is None]
    if within.heads == sum(part.heads for part in headed):
        for part in headed[1:]:
            part.apart = ANOTHER


def _is_teaser(part: Part) -> bool:
    if part.heads:
        return False
    few = not part.blocks and part.words <= _FEW_OUTSIDE
    return few or (part.words <= _FEW_IN_TEASER and part.leads > 0)


def _shared(stories: list[Part]) -> Part | None:
    """Give the innermost part that holds all of these."""
    first, *others = stories
    chain = list(first.within())
    for other in others:
        ups = {id(up) for up in other.within()}
        chain = [up for up in chain if id(up) in ups]
    return chain[0] if chain and chain[0].up is not None else None


def _judge_around(parts: list[Part], core: Part) -> None:
    """Keep what belongs to a story and stands outside its own tag; name the rest."""
    on_way = {id(part) for part in (core, *core.within())}
    around = [
        (part, at)
        for at, part in enumerate(parts)
        if part.up is not None and id(part.up) in on_way and id(part) not in on_way
        if part.up is not core
    ]
    place = next(at for at, part in enumerate(parts) if part is core)
    heads = [at for part, at in around if at < place and part.heads and part.apart is None]
    headed = heads[-1] if heads and not core.heads else place
    _set_kickers_apart(parts, headed, place)
    for part, at in around:
        if part.apart is not None:
            part.apart = FRAME if _is_frame(part) else part.apart
        elif not (_belongs_before(part, at >= headed) if at < place else _belongs_behind(part)):
            part.apart = OUTSIDE
    _settle(parts)


def _set_kickers_apart(parts: list[Part], start: int, end: int) -> None:
    """Set apart the few words over a heading that stands outside the core, such as “Politics”."""
    head = next((part for part in parts[start:end] if part.tag == "h1" and part.words), None)
    if head is None or head is parts[start]:
        return
    on_way = {id(up) for up in head.within()}
    for part in parts[start + 1 : end]:
        if part is head:
            return
        beside = part.up is not None and id(part.up) in on_way and id(part) not in on_way
        if beside and (part.words < _FEW_IN_LINE or part.linky):
            part.apart = part.apart or OUTSIDE


def _is_frame(part: Part) -> bool:
    """Say whether it is the page's own, such as its menu: that is not listed beside a story."""
    by_tag = tags.furniture_by_tag(part.tag, part.facts)
    return part.apart == tags.FURNITURE and by_tag and not part.in_main


def _belongs_before(part: Part, headed: bool) -> bool:
    """Say whether a part before the core is told with it; `headed` where the story's heading was."""
    if part.linky and not part.heads:
        return False
    if tags.told_by_name(part.facts) and part.words > _FEW_ON_BUTTON:
        return True
    return headed or (part.in_main and part.words >= _FEW_IN_LINE and part.blocks > 0)


def _belongs_behind(part: Part) -> bool:
    """Say whether a part behind the core goes on with the story."""
    told = part.words >= _FEW_OUTSIDE and part.blocks > 0 and part.linked * 4 < part.words
    plain = part.linked == part.pressed == part.fields == 0
    goes_on = plain and (part.tag == "p" or part.blocks > 1)
    return told and (part.in_main or part.subheads > 0 or goes_on)
