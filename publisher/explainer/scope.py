"""What of a page is its story, and what stands apart from it and why; judged by tags, names and weight.

A name is believed only where the weight speaks for it: a wrapper called “with-sidebar” holds the story.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from publisher.explainer import offers, tags, unseen
from publisher.explainer.weighing import WeighedElement, parts_of, weigh_parts

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
_FEW_BLOCKS = 3
_FEW_IN_STORY = 60
_OPENERS = ("aria-controls", "aria-owns", "data-target", "data-bs-target", "href", "for")
_MOST_ARTICLES = 300


@dataclass(slots=True)
class ReadingScope:
    """Where to walk, what to pass over (by `mem_id`) and why, and where the story's own title is sought."""

    root: LexborNode
    apart: dict[int, str] = field(default_factory=dict)
    core: LexborNode | None = None
    #: What of `apart` may well be of the story: it is told of where it is much.
    likely: set[int] = field(default_factory=set)


def survey_page(root: LexborNode, own: str = "") -> ReadingScope:
    """Judge the parts of a page, or of a piece of one; `own` is its address, where it is known."""
    parts = parts_of(root, own)
    _judge_looks(parts)
    _judge_forms(parts)
    _judge_presses(parts)
    _settle(parts)
    core = _core(parts)
    if core is not None and core.up is not None:
        _judge_around(parts, core)
    told = core.words if core else parts[0].words
    weigh_parts(parts, all_=True)
    _name_footers(parts)
    apart = {part.node.mem_id: part.apart for part in parts if part.apart is not None}
    return ReadingScope(root, apart, core.node if core else None, _likely(parts, core, told))


def _name_footers(parts: list[WeighedElement]) -> None:
    """List the foot of a page beside its story where it tells something in words of its own."""
    for part in parts:
        if part.apart == FRAME and part.tag == "footer" and part.blocks and not part.linky:
            part.apart = tags.FURNITURE


def _likely(parts: list[WeighedElement], core: WeighedElement | None, told: int) -> set[int]:
    """Give what was set apart and may well be of the story."""
    tops = [part for part in parts if part.apart and not (part.up and part.up.apart)]
    offered: dict[int, bool] = {}
    return {part.node.mem_id for part in tops if _is_likely(part, core, told, offered)}


def _is_likely(
    part: WeighedElement, core: WeighedElement | None, told: int, offered: dict[int, bool]
) -> bool:
    """Say whether a part may be of the story by where it stands, and as it tells something."""
    if part.apart in (BUTTONS, tags.HIDDEN) or tags.is_comment_section(part.facts):
        return False
    if part.apart == ANOTHER:
        return part.words * 2 > told
    inside = core is None or any(up is core for up in part.within())
    if part.apart == TEASER:
        return inside and not _among_offers(part, core, offered)
    return _tells(part, inside=inside)


def _among_offers(
    part: WeighedElement, core: WeighedElement | None, offered: dict[int, bool]
) -> bool:
    """Say whether a part stands among those that are offered beside a story."""
    for up in part.within():
        if up is core or up.up is None:
            return False
        key = up.node.mem_id
        if key not in offered:
            offered[key] = offers.is_offer(up.node, up.facts)
        if offered[key]:
            return True
    return False


def _tells(part: WeighedElement, *, inside: bool) -> bool:
    tells = part.blocks > 0 or part.words >= _FEW_IN_LINE
    if not tells or part.linky or part.leads or offers.by_name(part.facts):
        return False
    if part.apart == OUTSIDE:
        return not part.fields and not offers.by_words(part.node)
    if part.apart == tags.FURNITURE and part.tag == "footer":
        return inside or (part.blocks > 1 and part.linked == part.fields == 0)
    return inside


def _settle(parts: list[WeighedElement]) -> None:
    """Weigh anew; what stands in something apart is part of that and of nothing else."""
    for part in parts:
        if part.up is not None and part.up.apart is not None:
            part.apart = part.up.apart
    weigh_parts(parts)


def _judge_looks(parts: list[WeighedElement]) -> None:
    opened: set[str] | None = None
    for part in parts[1:]:
        if not part.facts and part.tag not in ("nav", "footer", "aside", "menu", "dialog"):
            continue
        if tags.is_embedded(part.facts):
            part.apart = tags.EMBEDDED_POST
        elif tags.is_hidden(part.facts):
            opened = _opened(parts) if opened is None else opened
            part.apart = None if _opens(part, opened) else tags.HIDDEN
        elif unseen.is_unseen(part.facts) and part.tag not in ("nav", "aside"):
            part.apart = tags.FURNITURE if _says_of_page(part) else None
        elif _is_furniture(part, parts[0].words):
            part.apart = tags.FURNITURE


def _opened(parts: Iterable[WeighedElement]) -> set[str]:
    """Give the names of what a press opens."""
    found = set[str]()
    for part in parts:
        for name in _OPENERS:
            found.update((part.facts.get(name) or "").replace("#", " ").split())
    return found


def _opens(part: WeighedElement, opened: set[str]) -> bool:
    """Say whether words are hidden only until somebody presses: an answer, a tab, “read more”."""
    told = part.blocks > 0 and part.words >= _FEW_IN_LINE and not part.linky
    return told and (part.facts.get("id") or "") in opened


def _is_furniture(part: WeighedElement, total: int) -> bool:
    if tags.furniture_by_tag(part.tag, part.facts):
        # Even an aside or a menu may be all there is of a story.
        most = part.words * 2 > total and not part.linky
        inside = part.tag != "nav" and (part.in_main or part.in_article)
        return not (most and (part.heads or (inside and not tags.is_comment_section(part.facts))))
    if part.tag in ("body", "main") or not tags.furniture_by_name(part.facts):
        return False
    if part.heads or part.mains:
        return False
    if part.tag == "article" and not tags.is_comment_section(part.facts):
        return False
    return (
        tags.is_comment_section(part.facts)
        or part.words * 4 <= total
        or part.linked * 3 > part.words
    )


def _says_of_page(part: WeighedElement) -> bool:
    """Say whether words that are not seen are the page's own: in a point or a sentence they are its words."""
    words = part.node.text(separator=" ")
    if unseen.says_of_page(words) or unseen.says_again(part.node):
        return True
    line = part.line
    if unseen.rates(words) or line is None:
        return False
    listed = line.tag in _LINE_TAGS or line.tag in _HEADING_TAGS
    among = line.words > part.words and (listed or line.own > 0)
    return not (among or line.tag in ("td", "th"))


def _judge_forms(parts: list[WeighedElement]) -> None:
    """A form that asks for something and says little is none of the story; others are walked."""
    for part in parts:
        asks = part.tag == "form" and part.fields and not part.heads
        few = part.words - part.pressed < _FEW_IN_FORM and part.words * 2 <= parts[0].words
        if asks and few:
            part.apart = FORM


def _judge_presses(parts: list[WeighedElement]) -> None:
    """Words on a button belong to their line or are a heading that opens something, or are set apart."""
    for part in parts:
        if part.tag in ("button", "label") and part.apart is None and not _says(part):
            part.apart = BUTTONS


def _says(part: WeighedElement) -> bool:
    if part.blocks or part.words > _FEW_OUTSIDE:
        return True
    line = part.line
    if line is None or line.tag in _HEADING_TAGS:
        return True
    if line.tag in _LINE_TAGS and (line.words > line.pressed or part.words > _FEW_ON_BUTTON):
        return True
    return part.words > 1 and _opens_next(part)


def _opens_next(part: WeighedElement) -> bool:
    """Say whether what follows is told under the words of a button, as in a list of questions."""
    if "aria-expanded" in part.facts or "aria-controls" in part.facts:
        return "aria-haspopup" not in part.facts
    return any(
        name in tags.class_and_id(part.facts).lower()
        for name in ("accordion", "collaps", "expand", "faq", "question", "toggle")
    )


def _core(parts: list[WeighedElement]) -> WeighedElement | None:
    """Give the part that holds the story, or None where the page does not mark it."""
    mains = [part for part in parts if part.is_main and part.apart is None and part.words]
    main = max(mains, key=lambda part: part.words, default=None)
    whole = parts[0]
    small = main is not None and main.words * (4 if main.heads else 3) < whole.words - whole.linked
    if main is not None and small and not _tells_a_story(main):
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
    much = story.words * 4 >= within.words or _tells_a_story(story)
    if story.words * 3 >= all_ * 2 and much:
        return story
    return main or (_shared(stories) if all_ * 2 > within.words else None)


def _tells_a_story(part: WeighedElement) -> bool:
    """Say whether a part has a headline and enough under it to be believed, whatever stands beside it."""
    return part.heads == 1 and part.blocks >= _FEW_BLOCKS and part.words >= _FEW_IN_STORY


def _articles(parts: Iterable[WeighedElement], within: WeighedElement) -> list[WeighedElement]:
    """Give the outermost articles of a page."""
    found = [
        part
        for part in parts
        if part.tag == "article" and part.apart is None and part.words and not part.in_article
    ]
    inside = [part for part in found if part.in_main] if within.is_main else found
    return inside[:_MOST_ARTICLES]


def _set_others_apart(articles: list[WeighedElement], within: WeighedElement) -> None:
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


def _is_teaser(part: WeighedElement) -> bool:
    if part.heads:
        return False
    few = not part.blocks and part.words <= _FEW_OUTSIDE
    return few or (part.words <= _FEW_IN_TEASER and part.leads > 0)


def _shared(stories: list[WeighedElement]) -> WeighedElement | None:
    """Give the innermost part that holds all of these."""
    first, *others = stories
    chain = list(first.within())
    for other in others:
        ups = {id(up) for up in other.within()}
        chain = [up for up in chain if id(up) in ups]
    return chain[0] if chain and chain[0].up is not None else None


def _judge_around(parts: list[WeighedElement], core: WeighedElement) -> None:
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
        elif not (
            _belongs_before(part, at >= headed) if at < place else _belongs_behind(part, core)
        ):
            part.apart = OUTSIDE
    _settle(parts)


def _set_kickers_apart(parts: list[WeighedElement], start: int, end: int) -> None:
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


def _is_frame(part: WeighedElement) -> bool:
    """Say whether it is the page's own, such as its menu: that is not listed beside a story."""
    by_tag = tags.furniture_by_tag(part.tag, part.facts)
    return part.apart == tags.FURNITURE and by_tag and not part.in_main


def _belongs_before(part: WeighedElement, headed: bool) -> bool:
    """Say whether a part before the core is told with it; `headed` where the story's heading was."""
    if (part.linky or offers.is_offer(part.node, part.facts)) and not part.heads:
        return False
    if tags.told_by_name(part.facts) and part.words > _FEW_ON_BUTTON:
        return True
    return headed or (part.in_main and part.words >= _FEW_IN_LINE and part.blocks > 0)


def _belongs_behind(part: WeighedElement, core: WeighedElement) -> bool:
    """Say whether a part behind the core clearly goes on with the story."""
    told = part.words >= _FEW_OUTSIDE and part.blocks > 0 and part.linked * 4 < part.words
    if not told or part.leads or offers.is_offer(part.node, part.facts):
        return False
    if core.is_main or core.in_main:
        return part.in_main
    plain = part.linked == part.pressed == part.fields == 0
    more = core.words >= _FEW_IN_STORY and part.words > core.words
    return plain and not more and (part.tag == "p" or part.blocks > 1)
