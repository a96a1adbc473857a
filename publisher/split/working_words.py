"""How writers mark what is not finished, a table per language; add a language by adding a row."""

from __future__ import annotations

#: In brackets these ask a colleague for something.
ASKS = {
    "en": (
        "check", "legal", "lawyers?", "confirm", "verify", "todo", "fixme", "insert", "placeholder", "query", "tk", "tktk", "tbc", "tbd", "tba",
        "cq", "fact-?check", r"source\?", r"who\?", r"when\?", r"name\?", r"number\?", r"more (?:to follow|to come|soon)",
    ),
    "de": (
        "prüfen", "überprüfen", "klären", "nachtragen", "ergänzen", "nachfragen", "rückfrage", "wird ergänzt", "wird nachgereicht", "fehlt noch",
        "folgt", "mehr in kürze", r"quelle\?", r"wer\?", r"wann\?", r"n\. ?n\.",
    ),
    "fr": ("vérifier", "compléter", "confirmer", "préciser", "relire", "sourcer", "à suivre", r"source \?", r"qui \?", "manque"),
    "es": ("verificar", "confirmar", "completar", "comprobar", "revisar", "pendiente", "falta", "por definir", "en desarrollo", "sigue", r"fuente\?"),
    "it": ("verificare", "confermare", "completare", "controllare", "integrare", "segue", "manca", "in aggiornamento", r"fonte\?"),
    "pt": ("a verificar", "por confirmar", "a completar", "a rever", r"fonte\?"),
    "nl": ("controleren", "navragen", "checken", "aanvullen", "volgt", r"bron\?"),
    "pl": ("sprawdzić", "uzupełnić", "potwierdzić", "do weryfikacji"),
    "ru": ("проверить", "уточнить", "дописать", "уточняется", "источник\\?"),
    "uk": ("перевірити", "уточнити", "дописати", "уточнюється"),
    "ar": ("للتحقق", "يُتحقق", "للتأكد", "يستكمل", "للمراجعة"),
    "ja": ("要確認", "確認中", "確認", "未確認", "未定", "追記", "要出典", "続く"),
    "zh": ("待确认", "待核实", "待補", "待补", "待查"),
}  # fmt: skip

#: In brackets these ask for something where they stand with other words.
AWAITS = (
    "awaiting", "waiting for", "to come", "to follow", "to be added", "to be supplied", "goes here", "add here", "cut", "ed", "eds", "editor", "sub", "subs", "nb",
)  # fmt: skip
#: In brackets of any kind, and with nothing else there, these stand for what is to be put in.
BLANKS = (
    "link", "links", "url", "name", "names", "full name", "first name", "last name", "surname", "date", "day", "place", "town", "city", "country", "photo", "image",
    "picture", "quote", "number", "figure", "headline", "caption", "title", "job title", "age", "source", "company", "organisation", "organization",
    "amount", "graphic", "chart", "embed", "email", "phone", "text", "placeholder",
)  # fmt: skip

#: The same between < and >, but for what is a tag of HTML that a story may tell of.
NO_TAGS = tuple(
    words
    for words in BLANKS
    if words not in ("link", "title", "caption", "source", "picture", "embed", "image", "text")
)

#: These do without brackets, in capitals or before a colon.
ERRANDS = (
    "to be confirmed", "to be checked", "to check", "to do", "zu prüfen", "bitte prüfen", "prüfen", "noch klären", "zu klären", "zu ergänzen",
    "à vérifier", "a vérifier", "a verifier", "à compléter", "a completer", "à confirmer", "à préciser", "por confirmar", "por verificar",
    "por completar", "a confirmar", "a verificar", "falta", "pendiente de confirmar", "da verificare", "da confermare", "da completare",
    "te controleren", "na te vragen", "do sprawdzenia", "do uzupełnienia", "проверить", "уточнить", "перевірити", "уточнити",
)  # fmt: skip

#: A line of one of these says that there will be more.
MORE = (
    "à suivre", "fortsetzung folgt", "mehr in kürze", "wird fortgesetzt", "continuará", "en desarrollo", "segue", "to be continued", "wordt vervolgd",
    "продолжение следует", "далі буде", "つづく", "続く", "未完",
)  # fmt: skip

#: What is counted behind “XX”.
COUNTED = (
    "%", "per ?cent", "pct", "people", "million", "billion", "years?", "pounds", "euros?", "dollars", "Prozent", "Millionen", "Milliarden",
    "Menschen", "Personen", "Jahren?", "Uhr", "pour ?cent", "personnes", "millions", "milliards", "ans", "heures", "por ?ciento", "personas", "millones",
    "años", "horas", "per ?cento", "persone", "milioni", "miliardi", "anni", "procent", "mensen", "miljoen", "процент", "человек", "миллион",
)  # fmt: skip

#: What stands before a telephone number.
CALLS = (
    "tel(?:ephone|efon|éfono|efono|éphone|efoon|efone)?", "phone", "tél(?:éphone)?", "tfno", "tlf", "fon", "mob(?:ile|il|iel)?", "móvil", "cell(?:ulare)?",
    "handy", "portable", "whatsapp", "signal", "ruf", "hotline", "тел", "телефон", "電話", "电话", "電話番号", "هاتف", "الهاتف", "جوال",
)  # fmt: skip


def any_of(*rows: tuple[str, ...]) -> str:
    """A pattern of any of these, the longest first."""
    return "|".join(sorted((words for row in rows for words in row), key=len, reverse=True))
