"""How press releases mark what is not their story, a table per language; add a language by adding a row."""

from __future__ import annotations

#: A line of these and a day at most says what kind of paper it is.
LABELS = {
    "en": (
        "for immediate release", "for immediate use", "for immediate publication", "immediate release",
        "embargo: none", "no embargo", "not embargoed", "press release", "media release", "news release", "for release: immediate", "for release immediately",
    ),
    "de": ("pressemitteilung", "presseinformation", "medienmitteilung", "zur sofortigen veröffentlichung"),
    "fr": ("communiqué de presse", "pour diffusion immédiate", "pour publication immédiate"),
    "es": ("nota de prensa", "comunicado de prensa", "para publicación inmediata", "para difusión inmediata"),
    "it": ("comunicato stampa",),
    "nl": ("persbericht",),
    "pt": ("nota de imprensa", "comunicado de imprensa"),
    "ar": ("بيان صحفي", "بيان صحافي", "للنشر الفوري", "للنشر فورا", "للنشر فوراً"),
    "ja": ("プレスリリース", "報道発表", "報道発表資料", "報道資料", "即時解禁"),
}  # fmt: skip

#: A line of one of these ends the story.
ENDS = ("ends", "-30-", "- 30 -", "–30–", "— 30 —", "-end-", "- end -", "-ends-", "(ends)", "(end)")
#: These do where they stand in capitals or between dashes, or where only furniture follows.
MAYBE_ENDS = ("end", "ende", "schluss", "fin", "fine", "fim", "einde", "以上", "انتهى", "النهاية")

#: A line of one of these says that there is more to come; what follows is the story.
MORE = (
    "more",
    "(more)",
    "more follows",
    "more to follow",
    "more to come",
    "mehr folgt",
    "suite à suivre",
)

#: What follows is for editors, not for readers.
NOTES = {
    "en": (
        "notes to editors", "note to editors", "notes to editor", "note to editor", "notes for editors", "note for editors",
        "editors' notes", "notes to news editors", "notes for journalists", "note to journalists", "notes to journalists",
        "note to newsdesks", "notes to newsdesks", "note to news desks", "notes to news desks", "note to media", "notes to media",
        "boilerplate", "company boilerplate", "background for editors", "background note for editors", "background notes for editors", "notes to newsdesk", "note to newsdesk",
        "note to picture desks", "note to picture editors", "forward-looking statements", "safe harbor statement",
        "safe harbour statement",
    ),
    "de": (
        "hinweis an die redaktion", "hinweis an die redaktionen", "hinweis für die redaktion", "hinweis für redaktionen",
        "hinweise für die redaktion", "hinweise für redaktionen", "hinweise an die redaktion", "hinweise an die redaktionen",
        "anmerkungen für die redaktion", "anmerkung für die redaktion", "hinweis für journalisten",
    ),
    "fr": ("note aux rédactions", "notes aux rédactions", "note à la rédaction", "notes aux rédacteurs", "note aux éditeurs", "notes aux éditeurs", "note aux journalistes"),
    "es": ("nota a los editores", "notas a los editores", "nota para los editores", "notas para los editores", "notas para editores", "nota a la redacción", "notas para la redacción", "nota a los periodistas"),
    "ar": ("ملاحظات للمحررين", "ملاحظة للمحررين", "ملاحظات إلى المحررين", "ملاحظة إلى المحررين"),
    "ja": ("編集者への注記", "編集者注", "編集部注", "報道関係者への注記", "報道関係者各位"),
}  # fmt: skip

#: A line of these and a way to reach somebody offers people to talk to.
OFFERS = {
    "en": (
        "available for interview", "available for comment", "available to interview", "interviews available", "interviews are available", "interview opportunities",
        "arrange an interview", "request an interview", "arrange interviews",
    ),
    "de": ("für interviews zur verfügung", "interviewanfragen"),
    "fr": ("disponible pour des interviews", "disponibles pour des interviews", "demandes d'interview"),
    "es": ("disponible para entrevistas", "disponibles para entrevistas", "solicitar una entrevista"),
}  # fmt: skip

#: What a mail puts under its words.
MAILED = (
    "sent from my ", "sent from outlook", "get outlook for ", "von meinem iphone gesendet", "gesendet von ", "envoyé de mon ", "envoyé depuis mon ",
    "enviado desde mi ", "enviado do meu ", "inviato da iphone", "verstuurd vanaf mijn ", "wysłane z ", "iphoneから送信",
)  # fmt: skip
#: What begins the lines over a mail.
MAIL_HEADS = frozenset(
    ["from", "to", "cc", "bcc", "sent", "date", "subject", "reply-to", "attachments", "von", "an", "gesendet", "datum", "betreff",
     "de", "à", "objet", "para", "asunto", "assunto", "enviado", "da", "a", "oggetto"]
)  # fmt: skip
MAIL_SUBJECTS = frozenset(["subject", "betreff", "objet", "asunto", "assunto", "oggetto"])

#: Whom journalists may ask; certain by themselves.
PRESS = {
    "en": (
        "media contact", "media contacts", "press contact", "press contacts", "press office", "press office contact", "for media enquiries", "for media inquiries",
        "media enquiries", "media inquiries", "press enquiries", "press inquiries", "for press enquiries", "for press inquiries", "media relations",
        "press officer", "press officers", "press team", "press desk", "media team", "media office", "media officer", "media desk", "newsdesk",
        "news desk", "communications team", "communications office", "contact for journalists", "contacts for journalists", "contact for media",
        "interview requests", "interviews:", "for further information please contact", "for further information, please contact", "for more information please contact",
        "for more information, please contact", "for further details please contact", "for further details, please contact", "for media information",
    ),
    "de": ("pressekontakt", "medienkontakt", "kontakt für medien", "kontakt für die presse", "ansprechpartner für die presse", "presserückfragen"),
    "fr": ("contact presse", "contacts presse", "contact médias", "contacts médias", "service de presse"),
    "es": ("contacto de prensa", "contactos de prensa", "contacto para medios", "contacto para prensa", "gabinete de prensa"),
    "ar": ("للاستفسارات الإعلامية", "للتواصل الإعلامي", "جهة الاتصال الإعلامية"),
    "ja": ("報道関係お問い合わせ先", "報道関係者お問い合わせ先", "報道機関からのお問い合わせ", "本件に関する報道関係のお問い合わせ先"),
}  # fmt: skip
#: The same in a press release; elsewhere it may be a help for readers.
CONTACT = {
    "en": (
        "contact", "contacts", "contact details", "contact information", "for further information", "for more information",
        "for further details", "further information", "more information", "for interviews", "interview requests", "call ",
    ),
    "de": ("kontakt", "ansprechpartner", "ansprechpartnerin", "rückfragen", "bei rückfragen", "weitere informationen"),
    "fr": ("contact", "contacts", "pour plus d'informations", "pour en savoir plus"),
    "es": ("contacto", "contactos", "para más información", "más información"),
    "ar": ("جهة الاتصال", "للتواصل", "لمزيد من المعلومات"),
    "ja": ("お問い合わせ先", "お問い合わせ", "本件に関するお問い合わせ", "問い合わせ先"),
}  # fmt: skip

#: A house about itself.
ABOUT = (
    "about ",
    "über ",
    "à propos de ",
    "à propos d'",
    "acerca de ",
    "sobre ",
    "نبذة عن ",
    "حول ",
)
ABOUT_BEHIND = ("について",)
#: The same without its name.
ABOUT_US = frozenset(
    ["about us", "about the company", "about our company", "about the organisation", "about the organization", "about the charity",
     "about the group", "about the university", "about the agency", "company profile", "corporate profile",
     "über uns", "über das unternehmen", "unternehmensprofil", "à propos de nous", "à propos de l'entreprise", "à propos du groupe",
     "sobre nosotros", "acerca de nosotros", "sobre la empresa", "acerca de la empresa", "chi siamo", "over ons", "sobre nós", "会社概要"]
)  # fmt: skip

#: A line of these with a number is a help for readers, and told.
HELPLINES = (
    "helpline",
    "help line",
    "lifeline",
    "samaritans",
    "childline",
    "crimestoppers",
    "textline",
    "victim support",
    "nspcc",
)
HELPS = (
    *HELPLINES, "hotline", "crisis", "suicide", "abuse", "emergency", "if you ", "anyone ", "telefonseelsorge", "notruf", "hilfetelefon", "krisentelefon", "numéro vert", "numéro d'urgence", "sos ",
    "línea de ayuda", "teléfono de la esperanza", "emergencias", "numero verde", "hulplijn", "خط المساعدة", "相談窓口", "いのちの電話",
)  # fmt: skip
