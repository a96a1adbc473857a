"""An embargo line is found by its structure in any place, and news of an embargo is none."""

from __future__ import annotations

import pytest

from publisher.explainer import Explainer, Unreadable, embargo_line, read
from publisher.split import X, split

BODY = "The city of Northport opened a tidal power plant that can supply 9,000 homes."
TITLE = "City opens first tidal power plant"
FULL = "EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2027"
LINES = [
    f"{FULL} – NOT FOR PUBLICATION",
    "Strictly embargoed until 00.01 GMT on Friday 12th March 2027",
    "EMBARGO: 12 March 2027, 0001hrs GMT",
    "UNDER EMBARGO UNTIL MARCH 12, 2027 AT 12:01 A.M. GMT",
    "Not for publication or broadcast before 00:01 GMT 12/3/2027",
    "FOR RELEASE: Friday, March 12, 2027, 00:01 UTC",
    "HOLD FOR RELEASE UNTIL 00:01 UTC 12 MARCH 2027",
    "Sperrfrist: Freitag, 12. März 2027, 1:01 Uhr MEZ",
    "Gesperrt bis 12.03.2027, 01.01 Uhr (MEZ)",
    "Sous embargo jusqu’au vendredi 12 mars 2027 à 1h01 (heure de Paris)",
    "EMBARGO HASTA EL 12 DE MARZO DE 2027 A LAS 01:01 HORAS (CET)",
    "محظور النشر حتى 12 مارس 2027 الساعة 00:01 بتوقيت غرينتش",
    "محظور النشر حتى ١٢ مارس ٢٠٢٧ الساعة ٠٠:٠١ بتوقيت غرينتش",
    "【解禁日時：2027年3月12日午前9時1分（日本時間）】",
    "EMBARGO 2027-03-12T00:01:00Z",
    "Not to be published before 00:01 GMT, 12 March 2027",
    "Do not use before 00:01 GMT, 12 March 2027.",
    "Embargo: 2027-03-12 02:01 UTC+2",
    "ＥＭＢＡＲＧＯ： 12 March 2027 00:01 GMT",
]
NEWS = [
    "The EU's arms embargo until 2027: what it means",
    "The oil embargo was lifted",
    "Embargo on Russian oil from 5 December",
    "Embargo until ceasefire holds, EU says",
    "Why the embargo on grain ends on 12 March 2027",
    "Household costs to be killed",
    "Ministers hold talks until Friday",
    "What the embargo of 1973 did",
    "The documents, not for publication, were read in court",
]


def everything(found: Explainer) -> str:
    draft = split(found, X)
    draft.ledger.check()
    told = [post.text for post in draft.posts]
    shown = [f"{card.heading} {card.text}" for post in draft.posts for card in post.cards]
    return "\n".join([*told, *shown])


@pytest.mark.parametrize("line", LINES)
def test_an_embargo_line_is_read_and_never_told(line: str) -> None:
    found = read(f"{line}\n\n{TITLE}\n\n{BODY}\n")
    assert found.headline
    assert found.headline.text == TITLE
    (embargo,) = found.embargoes
    assert not embargo.kept
    assert [(m.month, m.day) for m in embargo.moments if m.month == 3] == [(3, 12)]
    assert everything(found).split() == f"{TITLE} 1/2 {BODY} 2/2 {TITLE}".split()
    assert [aside.reason for aside in found.asides] == ["embargo line"]


def placed(line: str) -> list[tuple[str, str]]:
    return [
        ("text", f"{TITLE}\n{line}\n\n{BODY}"),
        ("text", f"{TITLE}\n\nBy Jo Example | {line}\n\n{BODY}"),
        ("text", f"{TITLE} ({line})\n\n{BODY}"),
        ("text", f"[{line}] {TITLE}\n\n{BODY}"),
        ("text", f"{line}: {TITLE}\n\n{BODY}"),
        ("text", f"{TITLE} – {line}\n\n{BODY}"),
        ("text", f"{TITLE}\n\n{BODY}\n\n{line}"),
        ("text", f"{TITLE}\n\n{BODY} {line}.\n"),
        ("text", f"{TITLE}\n\n• {line}\n• {BODY}\n"),
        ("text", f"{TITLE}\n\n***{line}***\n\n{BODY}"),
        ("markdown", f"**{line}**\n\n# {TITLE}\n\n{BODY}"),
        ("markdown", f"# {TITLE}\n\n> {line}\n\n{BODY}"),
        ("markdown", f"---\ntitle: '{line}: {TITLE}'\n---\n\n{BODY}"),
        ("markdown", f"---\ntitle: {TITLE}\nembargo: {line}\n---\n\n{BODY}"),
        ("html", f"<h1>{TITLE}</h1><div class='top'><b>{line}</b></div><p>{BODY}</p>"),
        ("html", f"<p><strong>{line}</strong></p><h1>{TITLE}</h1><p>{BODY}</p>"),
        ("html", f"<title>{line}</title><h1>{TITLE}</h1><p>{BODY}</p><p>{line}</p>"),
        ("html", f"<h1>{TITLE} <small>{line}</small></h1><p>{BODY}</p>"),
        ("html", f"<h1>{TITLE}</h1><aside>{line}</aside><p>{BODY}</p>"),
    ]


@pytest.mark.parametrize(("kind", "source"), placed(FULL))
def test_an_embargo_line_is_read_in_any_place(kind: str, source: str) -> None:
    found = read(source, kind=kind)  # type: ignore[arg-type]  # one of the kinds above
    told = everything(found)
    assert found.headline
    assert found.headline.text == TITLE
    assert BODY in " ".join(told.split())
    assert "embargo" not in told.lower()
    assert {
        (m.year, m.month, m.day, *m.hours, m.minute) for e in found.embargoes for m in e.moments
    } == {(2027, 3, 12, 0, 1)}


@pytest.mark.parametrize(
    "line",
    [
        "STRICTLY EMBARGOED",
        "NOT FOR PUBLICATION",
        "KILL",
        "HOLD",
        "HOLD FOR LEGAL",
        "HOLD: LEGAL CHECKING",
        "DO NOT USE",
        "DO NOT PUBLISH",
        "[EMBARGO]",
    ],
)
def test_a_line_without_a_time_is_none_the_less_taken_off(line: str) -> None:
    found = read(f"{line}\n\n{TITLE}\n\n{BODY}\n")
    assert [(embargo.moments, embargo.kept) for embargo in found.embargoes] == [((), False)]
    assert everything(found).split()[:3] == TITLE.split()[:3]


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL THE MINISTER STARTS SPEAKING",
        "Transmission of material in this release is embargoed until 8:30 a.m. (ET) Tuesday, December 1, 2026",
        "Please note: this story is embargoed until 9am on Wednesday.",
        "This report is embargoed until 00:01 GMT on 1 December 2026.",
        "All information in this release is embargoed until 1 December 2026.",
        "Paper embargoed until 16:00 London time",
        "The findings below are under embargo until Friday.",
        "Bitte beachten Sie die Sperrfrist bis zum 1. Dezember 2026, 10 Uhr.",
        "Mit Sperrfrist 1. Dezember, 10 Uhr, versandt",
        "Diese Mitteilung ist bis 1. Dezember, 10 Uhr, gesperrt.",
        "Information sous embargo jusqu’au 1er décembre à 6 h",
        "Ce communiqué est sous embargo jusqu’au mardi 1er décembre, 6h.",
        "Merci de respecter l’embargo fixé au 1er décembre à 6h00.",
        "Información embargada hasta el 1 de diciembre",
        "Nota embargada hasta las 10:00 del martes",
        "Contenido bajo embargo hasta el martes",
        "حظر نشر هذا الخبر حتى الساعة 10:00",
        "يمنع النشر قبل موعد المؤتمر الصحفي",
        "لا تنشر هذه المادة قبل الساعة 10:00",
        "報道解禁は、12月1日(火)午後2時以降でお願いいたします。",
        "Il presente comunicato è sotto embargo fino alle 10:00",
        "Dit bericht is onder embargo tot dinsdag 10.00 uur",
    ],
)
@pytest.mark.parametrize(
    "form", ["{}\n\n{title}\n\n{body}", "{title}\n\n{body}\n\n{}", "{title}\n\n{body} {}"]
)
def test_a_sentence_that_holds_the_text_back_stays_and_asks(line: str, form: str) -> None:
    found = read(form.format(line, title=TITLE, body=BODY))
    assert [embargo.kept for embargo in found.embargoes] == [True]
    assert " ".join(line.split()) in " ".join(everything(found).split())


@pytest.mark.parametrize(
    "line",
    [
        "Embargo: 2026-12-01 10:00 Europe/Berlin",
        "Subject: Embargoed until 9am GMT on 1 December 2026",
        "報道解禁日時 2026年12月1日午後2時",
        "配信解禁 2026年12月1日 14時 日本時間",
        "حظر نشر حتى 12 مارس 2027 الساعة 00:01 بتوقيت غرينتش",
        "يُحظر النشر قبل الساعة 10:00 يوم الثلاثاء",
        "يمنع النشر قبل الساعة 10:00 يوم الثلاثاء",
        "حظر النشر حتى الساعة 6:00 م بتوقيت غرينتش",
    ],
)
def test_other_embargo_lines_are_never_missed(line: str) -> None:
    assert read(f"{line}\n\n{TITLE}\n\n{BODY}").embargoes


@pytest.mark.parametrize(
    "line",
    [
        "解禁されたのはEUの市場だけで、米国は反対している。",
        "報道禁止はG7で議論された問題である。",
        "DO NOT USE THE LIFT IN A FIRE, POLICE SAY",
        "NOT FOR USE IN CHILDREN, SAYS WHO",
        "DO NOT SHARE YOUR PIN, BANKS SAY",
        "NICHT VOR 2030: DIE BAHN KOMMT SPÄTER",
        "FREI AB 18: DER NEUE FILM",
        "UNDER EMBARGO FOR 60 YEARS, CUBA WAITS",
        "HOLD UNTIL HELP COMES, DIVERS TOLD",
        "Embargoed oil found in Rotterdam",
        "The oil embargo takes effect at 00:01 GMT on 5 December",
        "Cuba has been under embargo since 1962",
    ],
)
def test_what_other_things_are_told_with_is_left_alone(line: str) -> None:
    for form in ("{}\n\n{title}\n\n{body}", "{title}\n\n{body}\n\n{}\n\n{body}"):
        found = read(form.format(line, title=TITLE, body=BODY))
        assert found.embargoes == ()
        assert line in " ".join(everything(found).split())


@pytest.mark.parametrize(
    "line",
    [
        "The embargo lifts on 1 May 2027.",
        "The embargo lifts on 1 May 2027 at 00:01 GMT.",
        "Release date: 5 May 2027",
        "Do not use before 6 am.",
        "Held until noon on Friday.",
        "HELD UNTIL NOON ON FRIDAY",
        "EMBARGO LIFTS ON 1 MAY 2027",
        "Nicht vor dem 5. Dezember.",
        "Gesperrt bis 3. Mai: die A7",
        "Die A7 ist bis 3. Mai, 6 Uhr, gesperrt",
        "Gesperrt bis 3. Mai.",
        "6月1日解禁",
    ],
)
def test_what_may_be_news_with_a_date_is_never_taken_off(line: str) -> None:
    found = read(f"{line}\n\n{TITLE}\n\n{BODY}")
    assert [embargo.kept for embargo in found.embargoes] == [True]
    assert line in " ".join(everything(found).split())
    later = read(f"{TITLE}\n\n{BODY}\n\n{BODY}\n\n{line}\n\n{BODY}")
    assert all(embargo.kept for embargo in later.embargoes)
    assert line in " ".join(everything(later).split())


def test_a_time_under_its_line_belongs_to_it() -> None:
    found = read(f"EMBARGO:\n12 March 2027, 00:01 GMT\n\n{TITLE}\n\n{BODY}\n")
    (embargo,) = found.embargoes
    assert embargo.moments[0].hours == (0,)
    assert "March" not in everything(found)


@pytest.mark.parametrize(
    "line",
    [
        "Embargoed until Thursday, the report says prices rose.",
        "Not for publication: the emails the minister sent",
    ],
)
def test_what_may_be_the_telling_stays_and_is_told_of(line: str) -> None:
    found = read(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert [embargo.kept for embargo in found.embargoes] == [True]
    assert line in everything(found)


@pytest.mark.parametrize("line", NEWS)
@pytest.mark.parametrize(
    "form",
    [
        "{}\n\n{body}",
        "{title}\n\n{}.\n\n{body}",
        "{title}\n\n• {}\n• {body}\n",
        "{title}\n\n{}\n\n• {body}\n",
    ],
)
def test_news_of_an_embargo_is_no_embargo_line(line: str, form: str) -> None:
    found = read(form.format(line, title=TITLE, body=BODY))
    assert found.embargoes == ()
    assert line in everything(found)


def test_a_heading_may_be_of_an_embargo() -> None:
    found = read(f"{TITLE}\n\nThe embargo:\n\n• {BODY}\n")
    assert [section.heading.text for section in found.sections if section.heading] == [
        "The embargo:"
    ]
    assert found.embargoes == ()


def test_the_quick_look_misses_no_words() -> None:
    every = (*embargo_line.STRONG_WORDS, *embargo_line.WEAK_WORDS)
    missed = [words for words in every if not any(p in words for p in embargo_line.PIECES_OF_ALL)]
    assert missed == []


def test_a_text_of_embargo_lines_is_refused() -> None:
    with pytest.raises(Unreadable, match="embargo lines"):
        read("T\n\n" + "EMBARGOED UNTIL 6PM\n\n" * 400 + BODY)


def test_a_hidden_line_that_only_speaks_of_publishing_holds_nothing_back() -> None:
    for hidden in ("تاريخ النشر", "Die A7 ist gesperrt"):
        page = f"<h1>{TITLE}</h1><p>{BODY}</p><p hidden>{hidden}</p>"
        assert read(page, kind="html").embargoes == ()


def test_a_text_that_speaks_of_embargoes_thousands_of_times_is_refused() -> None:
    with pytest.raises(Unreadable, match="4,000 embargo lines"):
        read(f"{TITLE}\n\n" + "The embargo was until then.\n" * 4_100)


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGO DO 12 MARCA 2027, GODZ. 9.00",
        "Nie publikować przed 12 marca 2027, godz. 9.00",
        "禁发至2027年3月12日9时",
        "北京时间2027年3月12日上午9点前不得发布",
        "CONFIDENTIAL UNTIL 9AM 12 MARCH 2027",
        "Under wraps until 9am on 12 March",
        "HFR 9 a.m. EST Friday, March 12, 2027",
        "HFR: 12 March 2027, 09:00",
        "Publish: 12 Mar 2027 09:00",
        "Go live: 9am, 12 March 2027",
        "Not before 9am 12 Mar",
        "Not for use before 9am 12 March 2027",
        "⚠️ EMBARGO ⚠️ 9:00 GMT, 12 March 2027",
        "🚨 Embargoed until 9am, 12 March 2027 🚨",
        "Embargo lifts 9am on Friday, March 12th, 2027 (London time)",
        "Release time: 9am, 12 March 2027",
    ],
)
def test_a_line_of_a_day_and_an_hour_holds_and_is_never_told(line: str) -> None:
    for form in ("{line}\n\n{title}\n\n{body}\n", "{title}\n\n{body}\n\n{line}\n"):
        found = read(form.format(line=line, title=TITLE, body=BODY))
        assert everything(found).split() == f"{TITLE} 1/2 {BODY} 2/2 {TITLE}".split()
        assert [e.kept for e in found.embargoes] == [False]
        assert 9 in {hour for e in found.embargoes for m in e.moments for hour in m.hours}


@pytest.mark.parametrize(
    "line",
    [
        "The release date is 8 December 2026",
        "The release date of the film is 8 December 2026 at 9am.",
        "Embargo ends Tuesday, and Cuba hopes for oil.",
        "Cuba: the embargo ends Tuesday, the White House said.",
        "Under wraps until Tuesday: the new stadium",
        "Confidential until the trial ends, the files name 40 men.",
        "Embargo do 2027 roku na ropę z Rosji",
    ],
)
def test_a_point_about_a_day_holds_nothing_back(line: str) -> None:
    found = read(f"{TITLE}\n\n• {line}\n• {BODY}\n")
    assert found.embargoes == ()
    assert line in " ".join(everything(found).split())
