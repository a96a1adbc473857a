"""What the tags and names of a page say of what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Their words are none of the page's, or no words at all.
SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "select",
        "datalist",
        "input",
        "textarea",
        "title",
        "link",
        "meta",
        "img",
        "picture",
        "source",
        "map",
    ]
)
#: They stand within a line.
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
EMBEDDED_POST = "embedded post"
HIDDEN = "hidden words"
FURNITURE = "page furniture"

_FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "menu", "dialog"])
_FURNITURE_ROLES = frozenset(
    ["navigation", "banner", "complementary", "contentinfo", "search", "dialog", "alertdialog"]
)
_NAMES = re.compile(
    r"(?:^|[_-])(?:related|newsletter|share|sharing|social|cookies?|promo|breadcrumbs?|comments?|"
    r"sidebar|advert|ad-slot|skip-link|recirc|recommended|copyright|"
    r"sharedaddy|outbrain|taboola|most-read|masthead|widget-area|disqus|livefyre|viafoura)(?:$|[_-])",
    re.IGNORECASE,
)
# Such a name says how the page is made, or that something is there, and not what stands in it.
_MANNERS = re.compile(
    r"^(?:no|non|with|without|has|hide|is|show|layout|page|template)[_-]|"
    r"[_-](?:on|off|open|closed|enabled|disabled|allowed|left|right|none|layout|free|count)$",
    re.IGNORECASE,
)
# What stands over a story and is told with it.
_TOLD = re.compile(
    r"(?:^|[_-])(?:standfirst|dek|lede|intro|introduction|summary|key-?points|key-?takeaways|highlights|"
    r"at-a-glance|subtitle|subheadline)(?:$|[_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:^|[_-])(?:comments?|disqus|livefyre|viafoura)(?:$|[_-])", re.IGNORECASE)
_EMBEDDED = re.compile(r"twitter-tweet|bluesky-embed|mastodon-embed|instagram-media|tiktok-embed")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


Facts = Mapping[str, str | None]


def class_and_id(facts: Facts) -> str:
    """Give what a part is called by its page: its classes and its id."""
    return f"{facts.get('class') or ''} {facts.get('id') or ''}"


def is_embedded(facts: Facts) -> bool:
    return bool(_EMBEDDED.search(class_and_id(facts)))


def is_hidden(facts: Facts) -> bool:
    """Say whether a reader of the page does not see a part, as long as nothing is pressed."""
    if "hidden" in facts:
        return (facts.get("hidden") or "").lower() != "until-found"
    return bool(_HIDDEN_STYLE.search(facts.get("style") or ""))


def furniture_by_tag(tag: str, facts: Facts) -> bool:
    return tag in _FURNITURE_TAGS or facts.get("role") in _FURNITURE_ROLES


def furniture_by_name(facts: Facts) -> bool:
    return any(
        _NAMES.search(name) and not _MANNERS.search(name) for name in class_and_id(facts).split()
    )


def told_by_name(facts: Facts) -> bool:
    """Say whether a part is called what stands over a story, such as its standfirst."""
    return any(_TOLD.search(name) for name in class_and_id(facts).split())


def is_comment_section(facts: Facts) -> bool:
    """Say whether a part is called the readers' comments."""
    return any(
        _COMMENTS.search(name) and not _MANNERS.search(name) for name in class_and_id(facts).split()
    )


_TAG_NAMES = """
    a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button canvas
    caption center cite code col colgroup content data datalist dd del details dfn dialog dir div dl dt element em embed
    fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image
    img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem meta meter nav
    nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp
    rt rtc ruby s samp script search section select shadow slot small source spacer span strike strong style sub summary
    sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
"""
_KNOWN = frozenset(_TAG_NAMES.split())
_PLACEHOLDER = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,60})(?=[\s>])([^<>=/]{0,200})>")


def is_placeholder(tag: str) -> bool:
    """Say whether this is words between angle brackets, as “<Name of minister>”, and no tag."""
    match = _PLACEHOLDER.fullmatch(tag)
    return match is not None and match.group(1).lower() not in _KNOWN


def escape_placeholders(markup: str) -> str:
    """Give a piece of HTML whose words in angle brackets are text; drawings have names of their own."""
    if "</" in markup and ("<svg" in markup or "<math" in markup):
        return markup
    return _PLACEHOLDER.sub(
        lambda found: (
            f"&lt;{found.group()[1:-1]}&gt;" if is_placeholder(found.group()) else found.group()
        ),
        markup,
    )
