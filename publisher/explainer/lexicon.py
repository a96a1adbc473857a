"""House words that tell a credit or a sign-off, a table per language; add a language by adding a row."""

from __future__ import annotations

import re

# Agency marks need no language; each stands at the start of a credit.
AGENCIES = (
    r"REUTERS\s*/",
    r"Reuters/[A-Z]",
    r"AP Photo\b",
    r"AP/[A-Z]",
    r"AFP\s*(?:/|via\b)",
    r"EPA(?:-EFE)?/",
    r"Getty Images\b",
    r"Xinhua/",
    r"Bloomberg/",
    r"dpa/",
    r"TASS/",
    r"Shutterstock\b",
    r"iStock\b",
    r"©\s*\w",
)

CREDITS = {
    "en": (
        r"Photo(?:graph)?(?:s)? (?:by|courtesy|from)\b",
        r"Photo(?:graph)?(?:s)?\s*:",
        r"Photo(?:graph)? credit\b",
        r"Image (?:source|credit|caption)\b",
        r"Images?\s*:",
        r"Pictures?\s*:",
        r"Credit\s*:",
        r"Handout via\b",
        r"Courtesy (?:of|photo)\b",
    ),
    "de": (r"Foto\s*:", r"Bild\s*:", r"Quelle\s*:"),
    "es": (r"Foto\s*:", r"Imagen\s*:"),
    "fr": (r"Photo\s*:", r"Crédit\s*:", r"Crédit photo\b"),
    "ru": (r"Фото\s*:",),
    "uk": (r"Фото\s*:", r"Зображення\s*:"),
    "ar": (r"صورة\s*:", r"تصوير\s*:"),
    "zh": (r"图\s*[:：/]", r"圖\s*[:：/]", r"图片来源"),
    "ja": (r"写真\s*[:：]", r"画像\s*[:：]"),
}

# A block that begins so is a caption whatever else it says.
CAPTIONS = {
    "en": (r"FILE(?: PHOTO)?\s*[:\-–—]", r"Image (?:source|caption)\b", r"(?:Photo )?Caption\s*:"),
    "de": (r"ARCHIV(?:BILD)?\s*:",),
    "es": (r"FOTO DE ARCHIVO\s*:", r"ARCHIVO\s*:"),
    "fr": (r"PHOTO D.ARCHIVES?\s*:",),
}

SIGN_OFFS = {
    "en": (
        r"\bDM us\b",
        r"\bYou (?:drive|choose) the stories\b",
        r"\b(?i:e-?mail|write to|message|text) us\b",
        r"\b(?:Subscribe|Sign up)\b.{0,80}\b(?:newsletter|briefing|daily|emails?|updates|inbox)\b",
        r"^(?:\W{0,4})?Follow (?:us|along)\b",
        r"^(?:\W{0,4})?Read more\b",
        r"\bGot a (?:tip|question|story)\b",
        r"\bThis (?:article|post|story) was (?:originally |first )?(?:published|written|produced)\b",
        r"\bAll rights reserved\b",
        r"^(?:\W{0,4})?(?:Additional )?[Rr]eporting by\b",
    ),
    "de": (r"\bSchreiben Sie uns\b", r"\bFolgen Sie uns\b", r"\bNewsletter abonnieren\b"),
    "es": (r"\bSíguenos\b", r"\bSuscríbete\b", r"\bEscríbenos\b"),
    "fr": (r"\bSuivez-nous\b", r"\bAbonnez-vous\b", r"\bÉcrivez-nous\b"),
    "ru": (r"\bПодписывайтесь\b", r"\bПишите нам\b"),
    "uk": (r"\bПідписуйтесь\b", r"\bПишіть нам\b"),
}

_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)

# A line that is only the day of writing.
DATELINES = {
    "en": (rf"{_DAY}{_MONTH} \d{{1,2}}, \d{{4}}", rf"{_DAY}\d{{1,2}} {_MONTH} \d{{4}}"),
    "any": (
        r"\d{4}-\d{2}-\d{2}",
        r"\d{4}年\d{1,2}月\d{1,2}日.{0,6}",
        r"\d{1,2}[./]\d{1,2}[./]\d{4}",
    ),
}


def _any_of(table: dict[str, tuple[str, ...]], *more: str) -> str:
    return "|".join(dict.fromkeys([*more, *(p for row in table.values() for p in row)]))


CREDIT = re.compile(
    rf"(?:\b(?=[^\W\d_])|(?=©)|(?=[\u0600-\u9fff]))(?:{_any_of(CREDITS, *AGENCIES)})"
)
CAPTION_START = re.compile(rf"\W{{0,3}}(?:{_any_of(CAPTIONS)})")
SIGN_OFF = re.compile(_any_of(SIGN_OFFS))
DATELINE = re.compile(rf"(?:{_any_of(DATELINES)})\.?")
