"""The text on which each regular expression of the packages works hardest.

By `module:name`: how it is asked (`all` its matches, or `match`, or `fullmatch`, or the function that
holds it), and what is said before, again and again, and after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

Worst = tuple[str, str, str]


def _call(where: str) -> Callable[[str], object]:
    module, _, name = where.partition(":")

    def work(text: str) -> object:
        return getattr(import_module(module), name)(text)

    return work


def _by_words(text: str) -> object:
    said = import_module("publisher.networks.x.errors")._BY_WORDS  # noqa: SLF001 - its patterns are its own
    return [re.search(words, text, re.IGNORECASE) for words, _ in said]


def _database(text: str) -> object:
    error = import_module("django.db").DatabaseError
    return import_module("publisher.thread.database_errors").in_words(error(text))


def _pin(text: str) -> object:
    registry = import_module("publisher.networks.registry")
    return [re.fullmatch(network.pin, text) for network in registry.NETWORKS.values()]


def _agent(text: str) -> object:
    return import_module("publisher.people.sessions").describe_browser(text)


def _bare(text: str) -> object:
    links = import_module("publisher.networks.links")
    return list(links._bare().finditer(text))  # noqa: SLF001 - the pattern is made there


def _days(text: str) -> object:
    rules = import_module("publisher.split.relative_dates")._RULES  # noqa: SLF001 - its own
    return [pattern.fullmatch(text) for pattern, _ in rules]


def _cuts_before(text: str) -> object:
    """As the module asks: of the few characters before a place."""
    cuts = import_module("publisher.split.cuts")
    pattern, back = cuts._NUMBER_END, cuts._LOOK_BACK  # noqa: SLF001
    return [pattern.search(text[max(0, at - back) : at]) for at in range(len(text))]


def _colour(text: str) -> None:
    with suppress(import_module("cards.errors").ThemeError):
        import_module("cards.colour").parse_colour(text)


def _nothing(_text: str) -> None:
    """For patterns that meet no text from outside."""


#: Asked of every pattern: runs of what patterns repeat.
ALWAYS: tuple[Worst, ...] = (
    ("", " ", "x"),
    ("x", "\n", "y"),
    ("", " \n", "x"),
    ("", "a", "!"),
    ("", "1", "x"),
    ("", "A. ", "!"),
    ("", "“", "!"),
    ("", "<", "!"),
    ("", ".", ""),
)

FAMILIES: dict[str, tuple[str | Callable[[str], Any], tuple[Worst, ...]]] = {
    "cards.__main__:read_cards": (lambda text: re.split(r"\n\s*\n", text), (("x\n", " ", "x"),)),
    "cards.breaks:_GLUED": ("all", (("", "€1", " x"), ("", "1 ", ""), ("€", "1,", " "))),
    "cards.breaks:_GRAPHEME": ("all", (("", "🇺🇦", ""), ("a", "\u0301", ""), ("", "👩\u200d", ""))),
    "cards.breaks:_QUOTED": ("all", (("“", "a ", ""), ("", "“a a ", ""), ("“", "a", ""))),
    "cards.breaks:_SHORT": ("all", (("", "the ", ""), ("", "an", ""))),
    "cards.breaks:_VERB_END": ("all", (("", "漢する", ""), ("", "漢", ""))),
    "cards.cast:_EMOJI": ("all", (("", "1\ufe0f", ""), ("", "👩\u200d", ""))),
    "cards.cast:_GRAPHEME": ("all", (("", "🇺", ""), ("a", "\u0301", ""), ("", "ᄀ", ""))),
    "cards.cast:_IGNORABLE": ("all", (("", "\u200d", ""),)),
    "cards.colour:parse_colour": (_colour, (("#", "A", ""),)),
    "cards.fit:_SENTENCE_END": ("all", (("", ".”", "x"), (".", "”", "x"), (".", " ", "x"))),
    "cards.fit:_UNIT_END": ("all", (("", ":”", "x"), (":", "”", "x"), (":", " ", "x"))),
    "cards.fonts:_FAMILY": ("match", (("A", " ", ""),)),
    "cards.fonts:locate_font": (
        lambda text: re.fullmatch(r"Noto (Sans|Serif) CJK (\w\w)", text),
        (("Noto ", "Sans", ""),),
    ),
    "cards.layout:_lead_in": (_call("cards.layout:_lead_in"), (("a:", " ", ""), ("", "a:", ""))),
    "cards.layout:opening_mark": (_call("cards.layout:opening_mark"), (("“", " ", ""),)),
    "cards.paragraph:_CLOSE_UP": ("all", (("", "」", ""), ("", "」。", ""))),
    "cards.parts:_ENCLOSED": (
        _call("cards.parts:_enclosed"),
        (("", "[", ""), ("", "[", "]"), ("", "“(", "")),
    ),
    "cards.parts:_ENDS": (
        "all",
        (("", "’", ""), (".", "”", "x"), ("", "؟”", ""), ("", "\u00a0", "x"), ("", "- ", "")),
    ),
    "cards.parts:_GRAPHEME": ("all", (("", "🇺🇦", ""), ("", "क्", ""))),
    "cards.scripts:TRACKED": ("match", (("", "a", ""),)),
    "cards.scripts:_LETTERS": ("all", (("", "漢", ""), ("", "ش", ""))),
    "cards.scripts:_LTR": ("all", (("", "a", ""),)),
    "cards.scripts:_RTL": ("all", (("", "ש", ""),)),
    "cards.theme_file:find_theme_file": (
        lambda text: re.fullmatch(r"[\w-]{1,64}", text),
        (("", "a-", ""),),
    ),
    "cards.words:_PILED": ("all", (("a", "\u0301", ""), ("", "a" + "\u0301" * 64, ""))),
    "cards.words:_UNSEEN": ("fullmatch", (("", "\u200b", "x"),)),
    "publisher.env:_DOLLARS": ("fullmatch", (("", "1", ""),)),
    "publisher.env:_SECONDS": ("fullmatch", (("", "1", ""),)),
    "publisher.explainer.clock_times:_OTHER_DIGIT": ("all", (("", "1", ""),)),
    "publisher.explainer.release_furniture:_MAIL": (
        "all",
        (("", "a", ""), ("", "a@", ""), ("", "a@b.", "")),
    ),
    "publisher.explainer.release_furniture:_NAMES_A_WAY": ("all", (("", "tel", ""),)),
    "publisher.explainer.release_furniture:_PHONE": (
        "all",
        (
            ("", "1", ""),
            ("", "+1", ""),
            ("", "+1 ", ""),
            ("", "01 ", ""),
            ("", "(01", ""),
            ("+", "1 ", "x"),
        ),
    ),
    "publisher.explainer.release_furniture:_FREE": (
        "all",
        (("", "0800", ""), ("", "116 ", ""), ("", "1 8", "")),
    ),
    "publisher.explainer.release_furniture:_SENTENCE_INSIDE": (
        "all",
        (("", ". ", ""), (".", " ", ""), (". a", " ", ""), (". ", "a", ""), ("", ". a b ", "")),
    ),
    "publisher.explainer.release_furniture:_OUTSIDE": (
        "all",
        (("", " ", ""), ("", " ", "a"), ("a", " ", ""), ("", "a ", "")),
    ),
    "publisher.explainer.lexicon:MONTH": ("fullmatch", (("", "Jan", ""),)),
    "publisher.explainer.heuristics:_NAME_WORDS": ("all", (("", "a'", ""), ("", "a", ""))),
    "publisher.explainer.heuristics:_SMALL_NAME": ("match", (("", "a", ""), ("", "de ", ""))),
    "publisher.explainer.mail_heads:_FORWARDED": (
        "fullmatch",
        (("", "-", ""), ("-- Forwarded message ", "-", "")),
    ),
    "publisher.explainer.mail_heads:_HEAD": ("match", (("", "a", ""), ("a", "_", ""))),
    "publisher.explainer.mail_heads:_LABELLED": (
        "match",
        (("press release:", " ", ""), ("", "press release ", ""), ("", "!", "")),
    ),
    "publisher.explainer.notes:_FRACTION": ("all", (("", "<sup>", ""), ("", "a<sup>1</sup>/", ""))),
    "publisher.explainer.notes:_MARK": ("match", (("", " ", ""), ("[a]", " ", ""))),
    "publisher.explainer.notes:_MAY": ("all", (("", "~", ""), ("", "<", ""), ("", "<s", "a"))),
    "publisher.explainer.notes:_NOTE": (
        "all",
        (
            ("", "[^a", ""),
            ("", "[^a]:", ""),
            ("[^a]: ", "\n  a", ""),
            ("", "\n", ""),
            ("", "[^a]: b\n  c\n", ""),
        ),
    ),
    "publisher.explainer.notes:_REF": ("all", (("", "[^", ""), ("", "[^a", ""))),
    "publisher.explainer.notes:_SCRIPT": ("all", (("", "<", ""), ("", "<scrip", ""))),
    "publisher.explainer.notes:_TAG": ("all", (("", "<s", ""), ("", "<s ", ""), ("<s", " ", ""))),
    "publisher.explainer.notes:_TECHNICAL": ("match", (("", " ", ""), ("", "wp", ""))),
    "publisher.explainer.notes:_TELLS": ("all", (("", "embargo", ""), ("", "do no ", ""))),
    "publisher.explainer.notes:_WORDS": ("all", (("", "a1", ""), ("", "a", ""))),
    "publisher.explainer.page:_LOOSE": ("all", (("", "a \ufdd0", ""), ("", "a \ufdd0\ufde0", ""))),
    "publisher.explainer.pasted_comments:_COMMENT": (
        "all",
        (("", "[a]\n", ""), ("[a]", "\na", ""), ("", " ", ""), ("[a]:", " ", "")),
    ),
    "publisher.explainer.pasted_comments:_MARK": ("all", (("", "a[a]", ""), ("", "[", ""))),
    "publisher.explainer.page:_MARKED": ("all", (("", "\ufdd0", ""), ("\ufdd0", "\ufde0", ""))),
    "publisher.explainer.markdown:_QUOTE_TAG": ("match", (("", "<q", ""), ("<", "/", "q"))),
    "publisher.explainer.raised:_CENTS": ("fullmatch", (("", "00", ""), ("", "4", ""))),
    "publisher.explainer.raised:_DECIMAL": ("fullmatch", (("", "1", ""), ("1.", "1", ""))),
    "publisher.explainer.raised:_PRICE": ("all", (("", "$1", ""), ("$", "1,", "x"))),
    "publisher.explainer.raised:_NOTE": (
        "fullmatch",
        (("", "1,", ""), ("[", "a", ""), ("", "*", "")),
    ),
    "publisher.explainer.raised:_NUMBER": ("fullmatch", (("", "1", ""), ("", "-", ""))),
    "publisher.explainer.settling:_COMMENT_NAMES": (
        "all",
        (("", " MsoComment", ""), ("", " ", "")),
    ),
    "publisher.explainer.settling:_COMMENT_STYLE": (
        "all",
        (("", "mso-element:", ""), ("mso-element", " ", "")),
    ),
    "publisher.explainer.settling:_EMOJI_NAMES": ("all", (("", "-emoji", "a"), ("", " ", ""))),
    "publisher.explainer.settling:_FONT": (
        "all",
        (
            ("", "font-family:", ""),
            ("", "font:", ""),
            ("font-family:", " ", ""),
            ("font:", "wing", ""),
        ),
    ),
    "publisher.explainer.settling:_MAY": ("all", (("", "<", ""), ("", "#", ""), ("", "mso", ""))),
    "publisher.explainer.settling:_NOTE_HREF": (
        "match",
        (("#", "n", ""), ("#", "f", ""), ("#", "cite_not", "")),
    ),
    "publisher.explainer.settling:_NOTE_MARK": ("fullmatch", (("", "1", ""), ("[", "i", ""))),
    "publisher.explainer.settling:_NOTE_NAMES": ("all", (("", "-footnote", "a"), ("", " ", ""))),
    "publisher.explainer.settling:_NOTE_STYLE": (
        "all",
        (("", "mso-element:", ""), ("mso-element", " ", "")),
    ),
    "publisher.explainer.settling:_STRUCK_NAMES": ("all", (("", " msoDel", "a"), ("", " ", ""))),
    "publisher.explainer.settling:_STRUCK_WORDS": ("all", (("", " strike", "a"), ("", " ", ""))),
    "publisher.explainer.styles:_BRACE": ("all", (("", "{", ""),)),
    "publisher.explainer.styles:_CLASS": ("fullmatch", (("", "a", ""), (".", "a", ""))),
    "publisher.explainer.styles:_LEVEL": (
        "all",
        (("", "vertical-align:", ""), ("mso-text-raise:", "0", ""), ("mso-text-raise", " ", "")),
    ),
    "publisher.explainer.styles:_MAY": ("all", (("", "line-", ""), ("", "text-", ""))),
    "publisher.explainer.styles:_TELLS": (
        "all",
        (
            ("", "text-decoration:", ""),
            ("text-decoration", " ", ""),
            ("text-decoration:", "line-", ""),
            ("mso-text-raise:", "0", ""),
            ("", "display", ""),
        ),
    ),
    "publisher.explainer.tags:_PLACEHOLDER": ("all", (("", "<a ", ""), ("<a", " ", ""))),
    "publisher.explainer.settling:_STRUCK_STYLE": (
        "all",
        (
            ("", "text-decoration:", ""),
            ("text-decoration", " ", ""),
            ("text-decoration:", "line-", ""),
        ),
    ),
    "publisher.split.stale:_NAMED_BEFORE": ("all", (("", "Black ", ""),)),
    "publisher.split.stale:_NAMED_AFTER": ("match", ((" ", "Times", ""),)),
    "publisher.split.stale:_RECURS": ("all", (("", "every ", ""), ("", "on a ", ""))),
    "publisher.split.quotations:_SINGLE_END": ("all", (("", "’", ""), ("", "’a", ""))),
    "publisher.split.working:_BRACKET": (
        "all",
        (
            ("", "[", ""),
            ("", "[check ", ""),
            ("[", "check ", ""),
            ("", "(?", ""),
            ("[", "a", "]"),
            ("", "(prüfen ", ""),
            ("", "(a ", ""),
            ("", "【a", ""),
        ),
    ),
    "publisher.split.working:_CAPITALS": (
        "all",
        (
            ("", "TK", "a"),
            ("", "X", "a"),
            ("", "XX ", ""),
            ("", "$X", "a"),
            ("", "_", "a"),
            ("", " ??", "a"),
            ("", "N. ", ""),
        ),
    ),
    "publisher.split.working:_DUMMY": ("all", (("", "lorem ", ""),)),
    "publisher.split.working:_HIDDEN": ("all", (("", "<!--", ""), ("<!--", "a", ""))),
    "publisher.split.working:_LINK": (
        "all",
        (("", "http", ""), ("", "https://", ""), ("", "localhost", ""), ("localhost/", "a", "")),
    ),
    "publisher.split.working:_LOUD": (
        "all",
        (("", "À ", ""), ("", "\nprüfen ", ""), ("", "ZU ", "")),
    ),
    "publisher.split.working:_MORE": (
        "all",
        (("", "!\n", ""), ("", "!", ""), ("", "\nà suivre!", "x")),
    ),
    "publisher.split.working:_NOTES": (
        "all",
        (
            ("", "[", ""),
            ("", "[a ", ""),
            ("", "//a", ""),
            ("", "insert a ", ""),
            ("", "[cut ", ""),
            ("", "<name", ""),
        ),
    ),
    "publisher.split.working:_CALLED": ("all", (("", "CHECK ", ""), ("", "\nEd: ", ""))),
    "publisher.split.working:_PATH": ("all", (("", "file://", ""), ("", "C:\\a", ""))),
    "publisher.split.quotations:_ALL_MARKS": ("all", (("", '"', ""),)),
    "publisher.split.working:_MAY_BE_PHONE": (
        "all",
        (("", "1", ""), ("", "1 ", ""), ("", "+1", "")),
    ),
    "publisher.split.working:_OUR_HOSTS": (
        "fullmatch",
        (("", "a.", ""), ("", ".local", "a"), ("10.", "1.", "")),
    ),
    "publisher.split.working:_PHONE": (
        "all",
        (
            ("", "1", ""),
            ("", "+1", ""),
            ("", "+1 ", ""),
            ("", "01 ", ""),
            ("", "(555) ", ""),
            ("", "555-", ""),
            ("", "tel. ", ""),
            ("tel ", "1 ", "a"),
            ("", "01 23 ", ""),
        ),
    ),
    "publisher.split.working:_QUERY": ("all", (("", "a[", ""), ("", "[^a", ""), ("[^", "a", ""))),
    "publisher.split.working:_TEMPLATE": (
        "all",
        (
            ("", "{", ""),
            ("", "{{", ""),
            ("{{", "a", ""),
            ("", "<%", ""),
            ("", "${", ""),
            ("${", "a", ""),
        ),
    ),
    "publisher.explainer.clock_times:_DAYS": (
        "all",
        (
            ("", "1 of ", ""),
            ("", "1/", ""),
            ("", "1月", ""),
            ("", "march 1 ", ""),
            ("", "2020-", ""),
        ),
    ),
    "publisher.explainer.clock_times:_PART": ("all", (("", "morning", ""), ("", "p. m ", ""))),
    "publisher.explainer.clock_times:_PLACE": (
        "all",
        (("", "europe/", ""), ("europe/", "a", "1"), ("europe/", "a_", "1")),
    ),
    "publisher.explainer.clock_times:_OFFSET": ("all", (("", "(utc", ""), ("utc", " ", ""))),
    "publisher.explainer.clock_times:_DIGIT": ("all", (("", "a", ""),)),
    "publisher.explainer.clock_times:_NAMED_TIME": ("all", (("", "noo", ""), ("", "منتصف ", ""))),
    "publisher.explainer.clock_times:_TIMES": (
        "all",
        (("", "1:00", ""), ("", "1時", ""), ("", "1 ", ""), ("", "午前", ""), ("1:00", " ", "x")),
    ),
    "publisher.explainer.clock_times:_UNCLEAR": ("all", (("", "est", ""), ("", "est ", ""))),
    "publisher.explainer.clock_times:_WEEKDAY": ("all", (("", "monday", ""), ("", "mon.", ""))),
    "publisher.explainer.clock_times:_WIDE": ("all", (("", "！", ""),)),
    "publisher.explainer.clock_times:_ZONE": ("all", (("", "gmt", ""), ("", "gmt ", ""))),
    "publisher.explainer.embargo_stretch:_ABBREVIATED": (
        "all",
        (("", " a.m", "x"), ("", " 1", "x")),
    ),
    "publisher.explainer.embargo_stretch:_BORDER": (
        "all",
        (
            ("", " -", "x"),
            ("", ".", "x"),
            ("", " EMBARGOED", "x"),
            ("", "*", ""),
            ("", "::::", "x"),
        ),
    ),
    "publisher.explainer.embargo_line:LETTERS": ("all", (("", "a1", ""),)),
    "publisher.explainer.list_numbers:_NUMBER": ("match", (("", " ", ""), ("", "1", ""))),
    "publisher.explainer.list_numbers:_STYLE": (
        "all",
        (("", "list-style:", ""), ("list-style:", "a", ""), ("", "list-style:'a", "")),
    ),
    "publisher.explainer.embargo_letters:_SPACED": (
        "all",
        (("", "E ", ""), ("", "E M B A ", ""), ("E", " ", "M")),
    ),
    "publisher.explainer.embargo_letters:_UNSEEN": ("all", (("", "\u00ad", ""),)),
    "publisher.explainer.embargo_line:_LABEL": ("match", (("", "!", ""), ("EMBARGO", " ", ""))),
    "publisher.explainer.facts:_DATA": (
        "all",
        (("", " data-", ""), (" data-", "a", ""), ("", " data-embargo", "")),
    ),
    "publisher.explainer.facts:_HOLDS": ("all", (("", "not-", ""), ("", "embarg", ""))),
    "publisher.explainer.facts:_JSON": (
        "all",
        (("", '"embargo', ""), ('"embargo":"', "a", ""), ('"', "a", "")),
    ),
    "publisher.explainer.front:_BEGINS": (
        "match",
        (("publish", "a", ""), ("veröffentlich", "a", "")),
    ),
    "publisher.explainer.front:_HOLDS": ("all", (("", "hold", ""), ("", "not", ""))),
    "publisher.explainer.front:_KEY": ("match", (("", " ", ""), ("a", " ", ""), ("", "a", ":"))),
    "publisher.explainer.front:_NOT_LETTERS": ("all", (("", "1", ""), ("", "-a", ""))),
    "publisher.explainer.embargo_sentence:_SENTENCE_END": (
        "all",
        (("", "abcd.", ""), ("", "a", ""), ("", "。", "")),
    ),
    "publisher.explainer.embargo_line:_ARTICLE": ("match", (("", "the ", ""),)),
    "publisher.explainer.embargo_line:_SAID": ("match", (("the ", "i", ""), ("the ", "is ", ""))),
    "publisher.explainer.embargo_line:_TELLS": ("match", (("embargo", "es", ""),)),
    "publisher.explainer.embargo_sentence:_LETTERS": ("all", (("", "a1", ""),)),
    "publisher.explainer.embargo_line:_UNSPACED": ("all", (("", "日本", ""), ("", "日本時間", ""))),
    "publisher.explainer.html:_SHADOW": (
        "all",
        (("", "<template a", ""), ("<template ", "a ", "")),
    ),
    "publisher.explainer.front:_FOLDS": (
        "match",
        (("|", "1", ""), ("|", " ", ""), ("|", "-", "")),
    ),
    "publisher.explainer.tags:_COMMENTS": ("all", (("", "comment", ""), ("", "comments-", ""))),
    "publisher.explainer.tags:_EMBEDDED": ("all", (("", "twitter-", ""),)),
    "publisher.explainer.tags:_HIDDEN_STYLE": ("all", (("display", " ", ""), ("", "display:", ""))),
    "publisher.explainer.tags:_MANNERS": ("all", (("", "_on", ""), ("", "no-", ""))),
    "publisher.explainer.tags:_NAMES": ("all", (("", "-related", "x"), ("", "-", ""))),
    "publisher.explainer.tags:_TOLD": ("all", (("", "-intro", "x"), ("", "key", ""))),
    "publisher.explainer.witness:_BODY": (
        "all",
        (
            ('"articleBody":"', "\\\\", ""),
            ('"articleBody":"', "a", ""),
            ("", '"articleBody":"', ""),
        ),
    ),
    "publisher.explainer.witness:_ESCAPED": ("all", (("", "<", ""), ("", "\\u12", ""))),
    "publisher.explainer.witness:_STYLE_HIDES": (
        "all",
        (("display", " ", ""), ("", "display:", "")),
    ),
    "publisher.explainer.witness:_WORD": ("all", (("", "a ", ""), ("", "漢", ""))),
    "publisher.explainer.decode:_CONTROL": ("all", (("", "\x01", ""),)),
    "publisher.explainer.decode:_DECLARED": ("all", (("charset", " ", ""), ("charset=", " ", "!"))),
    "publisher.explainer.decode:_LINE": ("all", (("", "a\n", ""), ("", "\t", ""))),
    "publisher.explainer.decode:_LINE_END": ("all", (("", "\r\n", ""), ("", "\r", ""))),
    "publisher.explainer.decode:_SURROGATE": ("all", (("", "\ud800", ""),)),
    "publisher.explainer.garbled:_SYMBOL": ("all", (("", "a", ""),)),
    "publisher.explainer.garbled:_GREEK_SIGNS": ("all", (("", "µ", ""),)),
    "publisher.explainer.garbled:_MIXED": ("all", (("", "aα", ""), ("", "α", "_"), ("", "a", "α"))),
    "publisher.explainer.garbled:_MOJIBAKE": ("all", (("", "â€", ""), ("", "Ð", ""))),
    "publisher.explainer.garbled:_OTHER_LETTERS": ("all", (("", "α", ""),)),
    "publisher.explainer.garbled:_OVERRIDE": ("all", (("", "\u202e", ""),)),
    "publisher.explainer.html:_ANY_TAG": ("all", (("", "<a", ""),)),
    "publisher.explainer.html:_TAG": ("all", (("", "</a", ""), ("", "<p", ""))),
    "publisher.explainer.html:_WHITE": ("all", (("", "\t", ""),)),
    "publisher.explainer.html:_WHOLE": ("all", (("", "<body", "a"),)),
    "publisher.explainer.icons:_DRAWN": (
        "all",
        (("", " fa-", ""), ("fa-", "a", "!"), ("fa-", "-o", "!")),
    ),
    "publisher.explainer.icons:_LIGATURES": ("all", (("", " material-", ""), ("", " google-", ""))),
    "publisher.explainer.icons:_NAMES_ITSELF": ("fullmatch", (("", "!", "x"), ("open", "s", "x"))),
    "publisher.explainer.icons:_COUNTED": ("match", (("", "a", ""),)),
    "publisher.explainer.icons:_HOLLOW": (
        "all",
        (("", " a", ""), ("", "a-star-", ""), (" ", "a", "-star")),
    ),
    "publisher.explainer.icons:_STARS": ("all", (("", " fa-sta", ""), ("", " ", ""))),
    "publisher.explainer.lines:UNSENDABLE": ("all", (("", "\x01", ""), ("", "\x01a", ""))),
    "publisher.explainer.lines:_BULLET": ("match", (("", "•", ""), ("•", " ", ""), ("", "• ", ""))),
    "publisher.explainer.lines:_LINE": ("all", (("", "\r\n", ""), ("", "a\n", ""))),
    "publisher.explainer.lines:_LONE_MARK": ("fullmatch", (("", "•", ""),)),
    "publisher.explainer.lines:_NUMBERED": ("match", (("1.", " ", ""), ("1.", "\u200b", ""))),
    "publisher.explainer.lines:_SEPARATOR": (
        "fullmatch",
        (("", "-", "x"), ("", "- ", "x"), ("*", " ", "x"), ("", "● ", "x")),
    ),
    "publisher.explainer.lines:_WHITE": ("all", (("", "\t", ""),)),
    "publisher.explainer.heuristics:_ASKS": ("all", (("", "? ", "x"), ("?", " ", "x"))),
    "publisher.explainer.heuristics:_BYLINE": (
        "fullmatch",
        (("By A", " and ", ""), ("By A", "-", "!")),
    ),
    "publisher.explainer.heuristics:_ENDS": ("all", (("", ". ", "x"), (".", " ", "x"))),
    "publisher.explainer.heuristics:_ENDS_OPEN": ("all", (("", ": ", "x"), (":", " ", "x"))),
    "publisher.explainer.heuristics:_LETTERS": ("all", (("", "_", ""),)),
    "publisher.explainer.heuristics:_NAMED_CREDIT": (
        "fullmatch",
        (("a: A", " A", "!"), ("", "a", ""), ("a: A", "b", "!")),
    ),
    "publisher.explainer.heuristics:_NOT_LETTERS": ("all", (("", "_ ", ""),)),
    "publisher.explainer.heuristics:_SENTENCE_INSIDE": ("all", (("", ". ", ""), (".", " ", ""))),
    "publisher.explainer.markdown:_BREAK_TAG": ("match", (("", "<br", ""),)),
    "publisher.explainer.front:_FRONT": (
        "match",
        (("---\n", "---\n", "x"), ("---\n", "\n---  ", "x"), ("---", " ", "x")),
    ),
    "publisher.explainer.markdown:_PICTURE_TAG": ("match", (("<i", " ", ""), ("", "<i", ""))),
    "publisher.explainer.markdown:_MARKS": (
        "all",
        (("", "1", ""), ("", " \t", ""), ("", "\n ", "")),
    ),
    "publisher.explainer.markdown:_TEMPLATE": ("all", (("", "{{", ""), ("{%", "a", "%"))),
    "publisher.explainer.front:_TITLE": (
        "all",
        (("title: a", " ", "b"), ("title:", " ", ""), ("title", "\n", ""), ("title: ", "a ", "\n")),
    ),
    "publisher.explainer.page:_LIST_INSIDE": (
        "all",
        (("", "\n", "x"), ("", " \n", "x"), ("", "\u2028", "x"), ("", "\x0b", "x")),
    ),
    "publisher.explainer.classify:_NUMBER": ("all", (("", "!", ""), ("", "!a", ""))),
    "publisher.explainer.reading:_FRONT_MATTER": ("match", (("---", " ", ""), ("---\na", " ", ""))),
    "publisher.explainer.reading:_HTML_BLOCK": ("all", (("", "</p", ""),)),
    "publisher.explainer.reading:_HTML_START": (
        "match",
        (
            ("", "<!-- a -->", "<span>x</span>"),
            ("", "<!-- a -->\n", "x"),
            ("", "<!--", ""),
            ("", "\n", "x"),
        ),
    ),
    "publisher.explainer.reading:_MARKDOWN": (
        "all",
        (("#", "#", ""), ("#", " ", ""), ("", "**a", ""), ("**a**", " ", "x"), ("", "](", "")),
    ),
    "publisher.explainer.lexicon:CAPTION_START": ("match", (("FILE", " ", ""), ("", "@", ""))),
    "publisher.explainer.lexicon:CREDIT": ("all", (("©", " ", ""), ("", "AFP ", ""))),
    "publisher.explainer.lexicon:DATELINE": ("fullmatch", (("2020-01-01", ".", ""),)),
    "publisher.explainer.lexicon:SIGN_OFF": (
        "all",
        (("", "Subscribe ", ""), ("", "All rights ", "")),
    ),
    "publisher.newsroom.connecting:pin_of": (_pin, (("", "1", "x"), ("", "a-", ""))),
    "publisher.intake.fetch:_NUMBER": (
        "fullmatch",
        (("", "1.", "x"), ("", "0x", ""), ("", "a.", "")),
    ),
    "publisher.intake.page_metadata:_ENDS": ("all", (("", "</script", ""), ("", "-", ""))),
    "publisher.intake.page_metadata:_LINKED_DATA": ("all", (("", '"datePublished" ', ""),)),
    "publisher.intake.page_metadata:_META": ("all", (("", "<meta a", ""), ("<meta ", "a", ""))),
    "publisher.intake.page_metadata:_NO_WORDS": ("all", (("", "<script", ""), ("", "<!--", ""))),
    "publisher.intake.page_metadata:_SAID": (
        "all",
        (("", 'a="', ""), ("", "a='a=\"", ""), ("", "a ", "")),
    ),
    "publisher.logs:_OPENING": ("all", (("", "/join/", ""), ("/join/", "a", ""))),
    "publisher.networks.graphemes:_SURROGATE": ("all", (("", "\ud800", ""),)),
    "publisher.networks.links:_BEFORE_LINK": ("match", (("", "@", ""),)),
    "publisher.networks.links:_DOTTED": ("all", (("", ".a", ""),)),
    "publisher.networks.links:_REST": (
        "match",
        (("/(", "a", ""), ("/", "(a)", ""), ("?", "a", "")),
    ),
    "publisher.networks.links:_WITH_PROTOCOL": ("all", (("", "http://", ""), ("http://", "a", ""))),
    "publisher.networks.links:_bare": (
        _bare,
        (("", "a.", ""), ("", "a-", "@"), ("", "com.рф", "")),
    ),
    "publisher.networks.links:_full_link": (
        _call("publisher.networks.links:find_links"),
        (
            ("", "http://a", ".b"),
            ("", "http://a.com/(", ""),
            ("", "a.com/(b,", ""),
            ("", "a.com@", ""),
            ("http://", "a.", ""),
        ),
    ),
    "publisher.networks.mastodon.limits:_REMOTE": (
        "all",
        (("", "@a", ""), ("@a@", ".", ""), ("", "@a@-", "")),
    ),
    "publisher.networks.refusals:CASHTAG": (
        "all",
        (("", "$A", ""), ("$", "A", ""), ("", "$A.", "")),
    ),
    "publisher.networks.x.client:_STATUS": ("all", (("", "/status/1", ""),)),
    "publisher.networks.x.errors:_SEEN_AGAIN": ("all", (("", "</script", ""),)),
    "publisher.networks.x.errors:_TAG": ("all", (("", "<a", ""),)),
    "publisher.networks.x.errors:_UNSEEN": (
        _call("publisher.networks.x.errors:_seen"),
        (("", "<script", ""), ("", "<style>", ""), ("", "<script></style>", "")),
    ),
    "publisher.networks.x.errors:_verdict": (_by_words, (("", "duplicate ", ""), ("", "not ", ""))),
    "publisher.networks.x.limits:_EMOJI_RUN": ("all", (("", "👩\u200d", ""), ("", "©", ""))),
    "publisher.networks.x.limits:_HEAVY": ("all", (("", "漢", ""),)),
    "publisher.networks.x.limits:_PIECE": ("all", (("a", "\u0301", ""), ("", " ", ""))),
    "publisher.outside.trying:hang_in_regex": (_nothing, ()),
    "publisher.people.second_factor:code_digits": (
        _call("publisher.people.second_factor:code_digits"),
        (("", "1-", ""),),
    ),
    "publisher.people.sessions:_first": (_agent, (("", "Chrome/", ""), ("", "Version/ ", ""))),
    "publisher.delivery.failpoints:_FORM": ("fullmatch", (("", "a.", ":"), ("a:stop:", "1", "x"))),
    "publisher.rehearsal.practice_accounts:HANDLE": ("match", (("", "a", ""),)),
    "publisher.rehearsal.api:ROUTES": ("match", (("/2/tweets/", "1", "x"),)),
    "publisher.rehearsal.query_params:NUMBER": ("match", (("", "1", "x"),)),
    "publisher.rehearsal.query_params:TOKEN": ("match", (("r", "a", "x"),)),
    "publisher.rehearsal.control:ONE_ACCOUNT": ("match", (("/control/accounts/", "a", ""),)),
    "publisher.rehearsal.validation:CASHTAG": ("all", (("", "$A", ""), ("", "$A.", ""))),
    "publisher.rehearsal.validation:FORBIDDEN_POINTS": ("all", (("", "\ufeff", ""),)),
    "publisher.rehearsal.validation:MENTION": ("all", (("", "@a", ""),)),
    "publisher.rehearsal.pages:_PAGES": ("match", (("/", "a", ""), ("/a/status/", "1", "x"))),
    "publisher.rehearsal.practice_posts:normalize_text": (
        lambda text: re.sub(r"\s+", " ", text),
        (("", "\t", ""),),
    ),
    "publisher.rehearsal.tweet_length:_EMOJI": ("all", (("", "👩\u200d", ""), ("", "🇺", ""))),
    "publisher.rehearsal.tweet_length:_LINK": ("all", (("", "a.", ""), ("", "a.com/(", ""))),
    "publisher.review.split_points:_CLAUSE": (
        "all",
        ((",", " ", ""), (",", "”", ""), ("", ", ", "")),
    ),
    "publisher.review.split_points:_LINE": ("all", (("", "\n", " "),)),
    "publisher.review.post_text:_CLICKED": (
        "all",
        (("", "@a", ""), ("#", "1", ""), ("", "#_", "")),
    ),
    "publisher.review.post_text:_PROTOCOL": ("all", (("", "https://www", ""),)),
    "publisher.review.shape.post_shapes:_UNSPACED_END": ("all", (("", "漢", "x"),)),
    "publisher.review.shape.post_shapes:_WITHIN": ("all", (("", "a ", ""),)),
    "publisher.review.post_preview:_WORD": ("all", (("", "a ", ""),)),
    "publisher.schedule.local_time:_DAY": ("fullmatch", (("1", " ", ""), ("abc,", " ", ""))),
    "publisher.schedule.local_time:_TIME": ("fullmatch", (("", "1:", ""),)),
    "publisher.split.cautions:_BEGINS": (
        "match",
        (("", " ", ""), (" .", " ", ""), ("", "\u00a0", "")),
    ),
    "publisher.split.cautions:_FIRST_WORDS": ("match", (("a", " ", ""), ("", "a", ""))),
    "publisher.split.cautions:_MISSING_SPACE": ("all", (("", "a.", ""),)),
    "publisher.split.cautions:_SIGNS": (
        "all",
        (
            ("", "@a", ""),
            ("@a@", ".", ""),
            ("#", "1", ""),
            ("", "#_", ""),
            ("", "$A", ""),
            ("", "1/", ""),
            ("", " (1)", ""),
            ("", "\u202e", ""),
        ),
    ),
    "publisher.split.cuts:_BEFORE_NAME": ("all", (("", "A.", "x"), ("A.", " ", "x"))),
    "publisher.split.cuts:_CLAUSE_END": (
        "all",
        ((",", "”", "x"), (",", " ", "x"), ("", ",”", "x")),
    ),
    "publisher.split.cuts:_CURRENCY_END": ("all", (("", " $", "x"), ("$", " ", "x"))),
    "publisher.split.cuts:_ENDER": ("all", (("", "。", ""),)),
    "publisher.split.cuts:_ENDERS": (
        "all",
        (
            ("", "。", ""),
            ("", "।", ""),
            ("。", "」", ""),
            ("", "。」", ""),
            ("।", "”", ""),
            ("।", " ", ""),
            ("", "।”", ""),
        ),
    ),
    "publisher.split.cuts:_MAY_END": ("all", ((".", " ", ""), ("", "....", ""), ("", ". ", ""))),
    "publisher.split.cuts:_NUMBER_END": (
        _cuts_before,
        (("", "1", "x"), ("", "-1", "!"), ("1", " ", "x")),
    ),
    "publisher.split.cuts:_NUMBER_START": ("match", (("", "1", ""),)),
    "publisher.split.cuts:_ORDINAL": ("all", (("", "1. ", "x"), ("1.", " ", "x"))),
    "publisher.split.cuts:_PLAIN_END": ("all", ((".", " ", ""), ("", "word. ", ""))),
    "publisher.split.cuts:_STOP": ("all", (("", ". ", ""),)),
    "publisher.split.relative_dates:_rule": (_days, (("", "1", ""), ("in ", "a", " days"))),
    "publisher.split.numbering:_NUMBER": ("all", (("", "\n\n1/1", "x"), ("", " (1)", "x"))),
    "publisher.split.leaning_words:_LEANS": ("match", (("", "It", ""),)),
    "publisher.split.quotations:_INDENT": ("all", (("", " ", ""), ("", "\n ", ""))),
    "publisher.split.quotations:_MARKS": (
        _call("publisher.split.quotations:left_open"),
        (("", "“", ""), ("“", "”«", ""), ("", "“\n", ""), ("", '"', "")),
    ),
    "publisher.split.quotations:_ONLY": ("fullmatch", (("“", "a", ""), ("", "“a", ""))),
    "publisher.split.quotations:_QUOTED": (
        "all",
        (("", "“a", ""), ("", ' "a', ""), ("«", "“a", ""), ("", "「a", ""), ("", '"a"a', "")),
    ),
    "publisher.split.quotations:_SIGNED": (
        "fullmatch",
        (("“ab” —", " ", "”"), ("“ab”", " ", "x"), ("“ab” — ", "a ", "”")),
    ),
    "publisher.split.stale:_COMMON": (_nothing, ()),
    "publisher.split.stale:_TOLD": (_nothing, ()),
    "publisher.split.stale:_UNSPACED_LETTER": ("all", (("", "วัน", ""),)),
    "publisher.split.stale:_WORD": ("all", (("", "a ", ""),)),
    "publisher.split.stale:_WORDS": (
        "all",
        (("", "in the next ", ""), ("", "early on ", ""), ("in ", "1", ""), ("", "in 1 ", "")),
    ),
    "publisher.thread.normalize:_PARTS": ("all", (("", "漢", ""), ("", "漢a", ""))),
    "publisher.thread.normalize:_UNSPACED": ("all", (("", "漢", ""),)),
    "publisher.thread.normalize:_WORD": ("all", (("a", "\u0301", ""),)),
    "publisher.thread.alignment:_WORD": ("all", (("", "漢a", ""),)),
    "publisher.thread.tokens:_MARK": ("fullmatch", (("", "● ", "x"), ("", "✅\ufe0f", "x"))),
    "publisher.thread.tokens:_SPACING": ("all", (("", "\ufe0f ", ""),)),
    "publisher.thread.tokens:_TOKEN": (
        "all",
        (
            ("", "\n ", ""),
            ("", "1.", "a"),
            ("", "1’", "a"),
            ("", "a’", "1"),
            ("", "-1", ""),
            ("", "● ", "x"),
            ("", "✅\ufe0f", "x"),
            ("", "https://", ""),
        ),
    ),
    "publisher.thread.database_errors:in_words": (
        _database,
        (("", "database ", ""), ("database ", "a", "")),
    ),
    "publisher.web.templatetags.history:_KEPT": (
        "all",
        (("2020-01-01 00:00 (", "a/", ""), ("", "2020-01-01 00:00 (a", "")),
    ),
    "publisher.explainer.addresses:_NO_DIGIT": ("all", (("", "a1", ""),)),
    "publisher.explainer.addresses:_SET_APART": ("all", (("", "\t", ""),)),
    "publisher.explainer.addresses:_TELEPHONE": ("fullmatch", (("+", "1 ", "x"),)),
    "publisher.explainer.heuristics:_COUNTS": ("all", (("", "@", ""), ("", "1\ufe0f", ""))),
    "publisher.explainer.markdown:_LINK_END": ("all", (("</a", " ", ""), ("", "</a", ""))),
    "publisher.explainer.markdown:_LINK_TAG": ("all", (("", "<a", ""),)),
    "publisher.explainer.quoting:_MARK": ("all", (("", "“", ""), ("", '"', ""))),
    "publisher.explainer.stranded:_LISTED": (
        "match",
        (("", " ", ""), ("", "1", "."), ("- ", "\t", "x")),
    ),
    "publisher.explainer.stranded:_PIECE": (
        "all",
        (("", ",", ""), ("", ", ", ""), (",", " ", "x")),
    ),
    "publisher.explainer.unseen:_NAMES": ("all", (("", " sr", ""), ("", "a ", ""))),
    "publisher.explainer.unseen:_OF_PAGE": (
        "fullmatch",
        (("", " ", "x"), ("skip to ", "a", "."), ("link", " ", "x")),
    ),
    "publisher.explainer.unseen:_RATES": ("all", (("", "1", ""), ("", "1 a", ""))),
    "publisher.explainer.unseen:_WINDOWS": ("all", (("", "new ", ""), ("", "new browser ", ""))),
    "publisher.explainer.struck:_BRACKETS": (
        "all",
        (("", "[s]", ""), ("[s]", "a", ""), ("", "[s]a[/", "")),
    ),
    "publisher.explainer.struck:_CHANGED": (
        "all",
        (("", "{~~", ""), ("{~~", "a~>", ""), ("", "{~~a~>", "")),
    ),
    "publisher.explainer.struck:_EDITED": (
        "all",
        (("", "{--", ""), ("{--", "-", ""), ("", "{--a--", "")),
    ),
    "publisher.explainer.struck:_LEFT": (
        "all",
        (("", "~", ""), ("", "~a", ""), ("", "a ~b", "~c"), ("", "{", "")),
    ),
    "publisher.explainer.struck:_LINE": ("all", (("", "\u0336", ""),)),
    "publisher.explainer.struck:_LINED": (
        "all",
        (("", "a\u0336", ""), ("", "\u0336", ""), ("a\u0336", " ", "")),
    ),
    "publisher.explainer.struck:_MAY": ("all", (("", "{", ""), ("", "[", ""), ("", "~", ""))),
    "publisher.explainer.struck:_WAVES": (
        "all",
        (
            ("", "~", ""),
            ("", "~~", ""),
            ("", "~~a", ""),
            ("~~", "a", ""),
            ("", "~~a~", ""),
            ("", "~~a~~~", ""),
        ),
    ),
    "publisher.explainer.signs:_BESIDE_ROUND": ("all", (("", " ", "x"), ("", " \n", ""))),
    "publisher.explainer.signs:_COUNTS": ("match", (("", "$", ""), ("", ".", ""))),
    "publisher.explainer.typed_signs:_DOUBLED": (
        "all",
        (("", "- ", ""), ("", "-", ""), ("", " ", "x"), ("", "- -", ""), ("", "\n- - a", "")),
    ),
    "publisher.explainer.typed_signs:_MORE": ("match", (("", " ", ""), (">", " ", ""))),
    "publisher.explainer.typed_signs:_NUMBER": ("match", (("", "$", ""),)),
    "publisher.explainer.typed_signs:_QUOTED": ("match", (("", " ", ""),)),
    "publisher.explainer.signs:_MINUS": ("match", (("-", " ", "1"), ("- 1", ".", ""))),
    "publisher.explainer.signs:_RATES": ("all", (("", "●", ""), ("", "● ", ""))),
    "publisher.explainer.signs:_ROUND": ("match", (("", "○", ""),)),
    "publisher.explainer.signs:_SIGN": (
        "match",
        (("", "✓", ""), ("", "● ", ""), ("✓", "\ufe0f", "")),
    ),
    "publisher.networks.x.timeline:_CUT": ("all", (("", "… ", ""), ("…", " ", "x"))),
    "publisher.review.shape.seams:_CLOSES": ("match", (("", " ", "x"), ("", "”", "x"))),
    "publisher.review.shape.seams:_OPENS": ("all", (("", " (", "x"),)),
    "publisher.thread.hands:_TOKEN": ("all", (("", " a", ""), ("", " ", ""), ("", " .", ""))),
    "publisher.web.unsent_forms:_SECRET": ("all", (("", "pas", ""),)),
}


def asked(pattern: re.Pattern[Any], way: str, text: str) -> object:
    """Ask a pattern of a text."""
    given: Any = text
    if isinstance(pattern.pattern, bytes):
        given = text.encode("utf-8", "replace")
    if way == "all":
        return sum(1 for _ in _matches(pattern, given))
    return getattr(pattern, way)(given)


def _matches(pattern: re.Pattern[Any], text: Any) -> Iterator[object]:
    return pattern.finditer(text)
