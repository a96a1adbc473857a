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

# “Credit: banks lend less.” is a sentence, and no name is in it.
_NO_PROSE = r"(?!\s{0,3}(?!by |via |courtesy |from |with |supplied |provided |handout )[a-z]+(?: [a-z’'-]+){2})"
CREDITS = {
    "en": (
        r"Photo(?:graph)?(?:s)? (?:by|courtesy|from)\b",
        rf"Photo(?:graph)?(?:s)?\s*:{_NO_PROSE}",
        r"Photo(?:graph)? credit\b",
        r"Image (?:source|credit|caption)\b",
        rf"Images?\s*:{_NO_PROSE}",
        rf"Pictures?\s*:{_NO_PROSE}",
        rf"Credit\s*:{_NO_PROSE}",
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
        r"^(?:\W{0,4})?Follow (?:us|along)\b(?!.*\b(?:said|says)\b)",
        r"^(?:\W{0,4})?Read more(?=\W*$|\s*[:：>→»…]|\s+(?:about|at|here|on|in our|from)\b)",
        r"\bGot a (?:tip|question|story)\b",
        r"\bThis (?:article|post|story) was (?:originally |first )?(?:published|written|produced)\b",
        r"\bAll rights reserved\b",
        # “Reporting by women is up” tells of something.
        r"^(?:\W{0,4})?(?:Additional )?[Rr]eporting by (?=[A-Z])(?!.*\b(?:is|are|was|were|has|have|shows?|showed|says?|said|finds?|found|will)\b)",
    ),
    "de": (r"\bSchreiben Sie uns\b", r"\bFolgen Sie uns\b", r"\bNewsletter abonnieren\b"),
    "es": (r"\bSíguenos\b", r"\bSuscríbete\b", r"\bEscríbenos\b"),
    "fr": (r"\bSuivez-nous\b", r"\bAbonnez-vous\b", r"\bÉcrivez-nous\b"),
    "ru": (r"\bПодписывайтесь\b", r"\bПишите нам\b"),
    "uk": (r"\bПідписуйтесь\b", r"\bПишіть нам\b"),
}

# What stands behind “By” in a sentence of the story.
NOT_NAMES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
        "easter",
        "ramadan",
        "eid",
        "diwali",
        "hanukkah",
        "passover",
        "thanksgiving",
        "halloween",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "noon",
        "midday",
        "midnight",
        "dawn",
        "dusk",
        "night",
        "then",
        "now",
        "today",
        "tonight",
        "tomorrow",
        "yesterday",
        "contrast",
        "comparison",
        "law",
        "chance",
        "mistake",
        "accident",
        "god",
        "us",
    ]
)
# What else than names a byline is of.
BESIDE_NAMES = frozenset(
    [
        "and",
        "und",
        "et",
        "y",
        "e",
        "with",
        "for",
        "in",
        "at",
        "of",
        "the",
        "our",
        "de",
        "da",
        "di",
        "del",
        "della",
        "der",
        "den",
        "des",
        "van",
        "von",
        "vom",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "du",
        "dos",
        "ter",
        "ten",
        "zu",
        "zur",
        "correspondent",
        "correspondents",
        "editor",
        "editors",
        "reporter",
        "reporters",
        "writer",
        "writers",
        "journalist",
        "journalists",
        "producer",
        "author",
        "columnist",
        "staff",
        "team",
        "bureau",
        "chief",
        "political",
        "economics",
        "business",
        "science",
        "health",
        "environment",
        "education",
        "sports",
        "sport",
        "foreign",
        "diplomatic",
        "defence",
        "defense",
        "technology",
        "tech",
        "culture",
        "home",
        "affairs",
        "news",
        "senior",
        "deputy",
        "special",
        "investigations",
        "data",
        "europe",
        "asia",
        "africa",
        "world",
        "local",
        "national",
        "community",
        "social",
        "home",
        "legal",
        "crime",
        "transport",
        "industry",
        "consumer",
        "arts",
        "redakteur",
        "redakteurin",
        "korrespondent",
        "korrespondentin",
        "envoyé",
        "envoyée",
        "spécial",
        "spéciale",
        "journaliste",
        "à",
        "en",
        "corresponsal",
        "enviado",
        "enviada",
        "especial",
        "photographs",
        "photos",
        "pictures",
        "graphics",
        "video",
        "words",
    ]
)

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
MONTH = re.compile(_MONTH)
DATELINE = re.compile(rf"(?:{_any_of(DATELINES)})\.?")
