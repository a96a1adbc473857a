"""Struck words, comments and footnotes are never told, and named; what is raised keeps its sense."""

from __future__ import annotations

from time import process_time

import pytest

from publisher.explainer import Explainer, read
from publisher.explainer.model import SourceKind
from publisher.split import X, split


def told(source: str, kind: SourceKind = "auto") -> str:
    found = read(source, kind=kind)
    draft = split(found, X)
    draft.ledger.check()
    shown = [f"{card.heading} {card.text}" for post in draft.posts for card in post.cards]
    return "\n".join([*(post.body for post in draft.posts), *shown])


def left(found: Explainer, reason: str) -> list[str]:
    return [found.source[a.span.start : a.span.end] for a in found.asides if reason in a.reason]


STRUCK = [
    "<s>40</s>",
    "<del>40</del>",
    "<strike>40</strike>",
    "<S>40</S>",
    "<s><b>40</b></s>",
    "<s><a href='https://example.org/40'>40</a></s>",
    "<del cite='x' datetime='2026-01-01T00:00'>40</del>",
]
STYLED = [
    "<span style='text-decoration: line-through'>40</span>",
    "<span style='font-weight:400;text-decoration:line-through;vertical-align:baseline'>40</span>",
    "<span style='text-decoration: underline line-through'>40</span>",
    "<span style='text-decoration-line:line-through'><span style='color:red'>40</span></span>",
    "<span role='deletion'>40</span>",
    "<span class=msoDel>40</span>",
    "<span class=strikethrough>40</span>",
    "<span class='a line-through'>40</span>",
    "<span class=has-strikethrough>40</span>",
    "<span class=text-decoration-line-through>40</span>",
    "<span class=strike>40</span>",
    "<span class=struck>40</span>",
    "<font class=Strike1>40</font>",
    "<span class=deleted>40</span>",
    "<em class=del>40</em>",
    "<span class=diff-removed>40</span>",
]


@pytest.mark.parametrize("struck", [*STRUCK, *STYLED])
def test_struck_words_of_a_page_are_left_out_and_named(struck: str) -> None:
    found = read(f"<h1>Death toll</h1><p>The quake killed {struck} <ins>14</ins> people.</p>")
    assert found.lede
    assert found.lede.text == "The quake killed 14 people."
    assert left(found, "struck") == ["40"]
    assert "“40”" in " ".join(found.warnings)


@pytest.mark.parametrize("kind", ["markdown", "text"])
@pytest.mark.parametrize("struck", ["~~40~~", "<s>40</s>", "<del>40</del>", "<strike>40</strike>"])
def test_struck_words_of_a_text_are_left_out_and_named(struck: str, kind: SourceKind) -> None:
    found = read(f"Death toll\n\nThe quake killed {struck} <ins>14</ins> people.\n", kind=kind)
    assert "The quake killed 14 people." in told(
        f"Death toll\n\nThe quake killed {struck} 14 people.\n", kind
    )
    assert left(found, "struck") == ["40"]
    assert "“40”" in " ".join(found.warnings)


TYPED = [
    "~~40~~",
    "~~ 40 ~~",
    "~~~40~~~",
    "~~*40*~~",
    "{--40--}",
    "{~~40~>~~}",
    "[s]40[/s]",
    "[strike]40[/strike]",
    "[DEL]40[/DEL]",
    "4\u03360\u0336",
    "4\u03350\u0335",
]


@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
@pytest.mark.parametrize("struck", TYPED)
def test_words_struck_as_people_type_it_are_left_out_and_named(
    struck: str, kind: SourceKind
) -> None:
    around = "<h1>Toll</h1><p>{}</p>" if kind == "html" else "Toll\n\n{}\n"
    source = around.format(f"The quake killed {struck} 14 people, they said.")
    assert "The quake killed 14 people, they said." in told(source, kind)
    found = read(source, kind=kind)
    assert [words.strip("*") for words in left(found, "struck")] == ["40"]
    assert "40" in " ".join(found.warnings)


@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
@pytest.mark.parametrize(
    ("typed", "words", "out"),
    [
        ("{~~40~>14~~} people", "14 people", "40"),
        ("{++14++} people", "14 people", ""),
        ("{==14==}{>>Check this!<<} people", "14 people", "Check this!"),
        ("f\u0336o\u0336r\u0336t\u0336y\u0336 \u0336m\u0336e\u0336n\u0336 14 people", "14 people", "forty men"),
    ],
)  # fmt: skip
def test_edits_as_people_type_them_are_done(
    typed: str, words: str, out: str, kind: SourceKind
) -> None:
    around = "<h1>Toll</h1><p>{}</p>" if kind == "html" else "Toll\n\n{}\n"
    source = around.format(f"The quake killed {typed}, they said.")
    assert f"The quake killed {words}, they said." in told(source, kind)
    assert out in " ".join(left(read(source, kind=kind), ""))


@pytest.mark.parametrize("kind", ["markdown", "text"])
def test_struck_paragraphs_are_left_out(kind: SourceKind) -> None:
    source = "Minister\n\nHe denies it.\n\n~~He resigned.\n\nHe said so twice.~~\n\nHe stays.\n"
    assert told(source, kind).split("\n")[:3] == ["Minister", "He denies it.", "He stays."]
    assert left(read(source, kind=kind), "struck") == ["He resigned. He said so twice."]


@pytest.mark.parametrize(
    "words", ["~~40", "40~~ of them", "~40~", "{--40", "40[/del]", r"\~\~40\~\~", r"\sout{40}"]
)
@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
def test_a_mark_that_may_strike_words_is_told_of(words: str, kind: SourceKind) -> None:
    around = "<h1>Toll</h1><p>{}</p>" if kind == "html" else "Toll\n\n{}\n"
    found = read(around.format(f"The quake killed {words} people, they said."), kind=kind)
    assert "struck out" in " ".join(found.warnings)


@pytest.mark.parametrize(
    "words",
    ["report[s] of ~40 dead", "10~20, 30~40", "~/home and /~user/", "H~2~O", "a {x} b", "~~~~", "d\u0335a"],
)  # fmt: skip
def test_what_only_looks_like_a_mark_is_text(words: str) -> None:
    source = f"Toll\n\nThey spoke of {words} that day.\n"
    assert f"They spoke of {words} that day." in told(source, "text")
    assert not read(source, kind="text").warnings


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p><del>He resigned.</del></p><p>He denies it.</p>", "He denies it."),
        ("<del><p>He resigned.</p><p>Twice.</p></del><p>He denies it.</p>", "He denies it."),
        ("<ul><li><s>He resigned.</s></li><li>He denies it.</li></ul>", "He denies it."),
        ("<h2><s>He resigned</s></h2><p>He denies it.</p>", "He denies it."),
        ("<h2>Why <s>he resigned</s></h2><p>He denies it.</p>", "Why\nHe denies it."),
        ("<p>“I <s>resigned</s> stay,” he said.</p>", "“I stay,” he said."),
        ("<p>He <s>did</s>, he said.</p>", "He, he said."),
        ("<p>He stays<s> out</s>.</p>", "He stays."),
        ("<p>He<s> never </s>stays.</p>", "He stays."),
        ("<p><s>A <del>b</del> c</s>He stays.</p>", "He stays."),
    ],
)
def test_struck_blocks_leave_what_stands_around_them(page: str, words: str) -> None:
    found = read(f"<h1>Minister</h1>{page}")
    assert words in told(f"<h1>Minister</h1>{page}")
    assert left(found, "struck")


def test_a_struck_headline_is_not_told() -> None:
    page = "<h1><s>Forty</s> Fourteen dead</h1><p>The quake was strong.</p>"
    found = read(page)
    assert found.headline
    assert found.headline.text == "Fourteen dead"
    assert "Forty" not in told(page)


def test_every_word_struck_is_in_the_ledger() -> None:
    found = read("<h1>Toll</h1><p><s>one</s> two <del>three</del> four.</p><p><s>Five.</s></p>")
    assert left(found, "struck") == ["one", "three", "Five."]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("10<sup>6</sup> shells", "10⁶ shells"),
        ("10<sup>-9</sup> m", "10⁻⁹ m"),
        ("5 km<sup>2</sup>.", "5 km²."),
        ("3 m<sup>3</sup> of gas", "3 m³ of gas"),
        ("CO<sub>2</sub> rose", "CO₂ rose"),
        ("H<sub>2</sub>O", "H₂O"),
        ("1<sup>1</sup>/<sub>2</sub> litres", "1½ litres"),
        ("3<sup>3</sup>/<sub>16</sub> inches", "3 3/16 inches"),
        ("$1<sup>½</sup> billion", "$1½ billion"),
        ("the 22<sup>nd</sup> day", "the 22nd day"),
        ("le 1<sup>er</sup> mai", "le 1er mai"),
        ("M<sup>me</sup> Martin", "Mme Martin"),
        ("n<sup>o</sup> 5", "nº 5"),
        ("Acme<sup>TM</sup> said", "Acme™ said"),
        ("x<sup>2</sup> + 2<sup>n</sup>", "x² + 2ⁿ"),
        ("e<sup>kt</sup> grows", "e^kt grows"),
        ("V<sub>max</sub> fell", "V_max fell"),
        ("20 m<sup>2</sup>/day", "20 m²/day"),
    ],
)
@pytest.mark.parametrize("kind", ["html", "markdown", "text"])
def test_what_is_raised_or_lowered_keeps_its_sense(
    typed: str, words: str, kind: SourceKind
) -> None:
    around = "<h1>Costs</h1><p>{}</p>" if kind == "html" else "Costs\n\n{}\n"
    assert words in told(around.format(f"It is {typed}"), kind)


@pytest.mark.parametrize(
    ("page", "words", "note"),
    [
        ("<p>It rose, he said.<sup>1</sup></p>", "It rose, he said.", "1"),
        ("<p>The ministry<sup>1</sup> said so.</p>", "The ministry said so.", "1"),
        ("<p>It rose.<sup>[1]</sup></p>", "It rose.", "1"),
        ("<p>It rose.<sup>*</sup></p>", "It rose.", "*"),
        (
            "<p>It rose.<sup><a href='#fn1' id='ref1'>1</a></sup></p><ol><li id='fn1'>By 2%. <a href='#ref1'>↩</a></li></ol>",
            "It rose.",
            "By 2%. ↩",
        ),
        (
            "<p>It rose in 2020<sup><a href='#n1'>1</a></sup>.</p><p id='n1'>By 2%.</p>",
            "It rose in 2020.",
            "By 2%.",
        ),
        (
            "<p>It rose.<a href='#_ftn1' name='_ftnref1'>[1]</a></p><p><a href='#_ftnref1' name='_ftn1'>[1]</a> By 2%.</p>",
            "It rose.",
            "[1] By 2%.",
        ),
        ("<p>It rose.<sup>1</sup></p><p><sup>1</sup> By 2%.</p>", "It rose.", "1 By 2%."),
        (
            "<p>It rose.<sup>1</sup></p><section class='footnotes'><p>1 By 2%.</p></section>",
            "It rose.",
            "1 By 2%.",
        ),
    ],
)
def test_a_footnote_and_its_mark_leave_the_text_and_are_named(
    page: str, words: str, note: str
) -> None:
    source = f"<h1>Rates</h1>{page}<p>So it is.</p>"
    said = told(source)
    assert f"{words}\n" in said or f"{words} " in said
    assert "By 2%" not in said
    assert [" ".join(each.split()) for each in left(read(source), "footnote")] == [note]


@pytest.mark.parametrize("kind", ["markdown", "text"])
def test_footnotes_of_a_text_leave_it_and_are_named(kind: SourceKind) -> None:
    source = "Rates\n\nIt rose[^1] in May.[^n]\n\n[^1]: By 2%,\n    and more.\n[^n]: So it is.\n"
    assert "It rose in May." in told(source, kind)
    assert [" ".join(each.split()) for each in left(read(source, kind=kind), "footnote")] == [
        "By 2%, and more.",
        "So it is.",
    ]


def test_a_footnote_mark_without_its_note_stays_to_be_seen() -> None:
    assert "It rose[^1]." in told("Rates\n\nIt rose[^1].\n")


@pytest.mark.parametrize(
    "comment",
    [
        "<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p><div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>Ask legal first.</span></p></div>",
        "<a href='#cmnt1' id='cmnt_ref1'>[a]</a></p><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a> Ask legal first.</p>",
        "</p><div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Ask legal first.</p></div></div>",
    ],
)
def test_a_comment_of_a_document_is_never_text(comment: str) -> None:
    source = f"<h1>Rents</h1><p>Rents rise.{comment}<p>They fell in May.</p>"
    said = told(source)
    assert "Rents rise." in said
    assert "They fell in May." in said
    assert "legal" not in said
    assert "[a]" not in said
    found = read(source)
    assert "Ask legal first." in left(found, "comment")[0]
    assert "Ask legal first." in " ".join(found.warnings)


@pytest.mark.parametrize("kind", ["markdown", "text"])
def test_a_hidden_note_of_a_text_is_left_out_and_told(kind: SourceKind) -> None:
    found = read("Rents\n\nRents rise. <!-- editor: check with Ann -->\n\nThey fell.\n", kind=kind)
    assert left(found, "note") == ["editor: check with Ann"]
    assert "check with Ann" in " ".join(found.warnings)
    assert found.embargoes == ()


@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
def test_a_hidden_note_may_hold_the_text_back(kind: SourceKind) -> None:
    source = (
        "<p>Rents rise.</p>\n\n<!-- editor: do not publish before Friday -->\n\n<p>They fell.</p>\n"
    )
    (embargo,) = read(source, kind=kind).embargoes
    assert "do not publish before Friday" in embargo.words


def test_comments_of_programs_are_no_notes() -> None:
    page = "<!-- wp:paragraph --><p>Rents rise.</p><!-- /wp:paragraph --><!-- This site uses a plugin --><p>They fell.</p>"
    assert read(f"<h1>Rents</h1>{page}").warnings == ()


@pytest.mark.parametrize(
    ("drawn", "sign"),
    [
        ("<img class='emoji' alt='✅' src='x.svg'>", "✅"),
        ("<img alt='❌' src='x.png'>", "❌"),
        ("<input type=checkbox checked disabled>", "☑"),
        ("<input type=checkbox>", "☐"),
        (
            "<span style='font-family:Wingdings'>ü<span style='font:7.0pt'>&nbsp;&nbsp; </span></span>",
            "✓",
        ),
        ("<span style=\"font-family:'Wingdings'\">û</span>", "✗"),
    ],
)
def test_a_sign_that_a_page_draws_is_told(drawn: str, sign: str) -> None:
    said = told(f"<h1>Claims</h1><ul><li>{drawn} It is open.</li><li>{drawn}It is new.</li></ul>")
    assert f"{sign} It is open." in said
    assert f"{sign} It is new." in said.replace(f"{sign}It", f"{sign} It")


@pytest.mark.parametrize(
    "inner",
    [
        "<s>a</s>b<sup>1</sup>",
        "<sup></sup>",
        "<a href='#cmnt_ref1' id='cmnt1'>[a]</a> hello there",
        "<!-- do not publish this -->",
        "<div class=footnotes>a b</div>",
    ],
)
def test_many_tags_are_settled_in_step_with_their_number(inner: str) -> None:
    def took(times: int) -> float:
        page = f"<h1>Toll</h1><p>So it is.</p><p>a{inner * times}</p>"
        begun = process_time()
        read(page)
        return process_time() - begun

    took(10)
    assert took(6400) < 40 * max(took(800), 0.005)


def of_sheet(rules: str, inner: str, head: str = "") -> Explainer:
    body = f"<h1>Death toll</h1><p>The quake killed {inner} people.</p><p>It shook the town.</p>"
    return read(f"<html><head>{head}<style>{rules}</style></head><body>{body}</body></html>")


RULES = [
    ".c4{text-decoration:line-through}",
    "@import url('x.css');.c3{color:red}.c1,.c4{color:#000;-webkit-text-decoration-skip:none;text-decoration:line-through}",
    "/* .c9 { */ span.c4 { text-decoration-line : line-through; }",
    "@media print{.c4{color:red}} .c4\n{\n\ttext-decoration: underline line-through\n}",
]


@pytest.mark.parametrize("rules", RULES)
def test_words_that_a_sheet_of_the_page_strikes_are_left_out_and_named(rules: str) -> None:
    found = of_sheet(rules, '<span class="c2 c4">40</span> 14')
    assert found.lede
    assert found.lede.text == "The quake killed 14 people."
    assert left(found, "struck") == ["40"]


@pytest.mark.parametrize(
    "rules",
    [
        "@media print{.c5{color:red}.c4{text-decoration:line-through}}",
        ".c4 .c5{text-decoration:line-through}",
        "p.c4{text-decoration:line-through}",
        ".c4:hover{text-decoration:line-through}",
        "body.c4{text-decoration:line-through}",
        ".c4{text-decoration:none}",
    ],
)
def test_a_rule_for_something_else_strikes_nothing(rules: str) -> None:
    found = of_sheet(rules, '<span class="c4">14</span>')
    assert found.lede
    assert found.lede.text == "The quake killed 14 people."


RAISED = [
    ("{}<span class=c2>6</span>", ".c2{{vertical-align:{}}}"),
    ("{}<span style='font-size:0.6em;vertical-align:{}'>6</span>", ""),
    ("{}<span style='position:relative;mso-text-raise:{}'>6</span>", ""),
]


@pytest.mark.parametrize(("way", "number"), [("super", "10⁶"), ("sub", "10₆")])
@pytest.mark.parametrize(("inner", "rules"), RAISED)
def test_what_a_style_raises_or_lowers_keeps_its_sense(
    inner: str, rules: str, way: str, number: str
) -> None:
    said = {"super": "3.0pt", "sub": "-3.0pt"}[way] if "mso" in inner else way
    found = of_sheet(rules.format(said), inner.format("10", said))
    assert found.lede
    assert found.lede.text == f"The quake killed {number} people."


def test_words_on_the_line_are_not_raised() -> None:
    said = "<span style='vertical-align:baseline'>4</span><span style='mso-text-raise:0pt'>0</span>"
    found = of_sheet(".c2{vertical-align:baseline}", said)
    assert found.lede
    assert found.lede.text == "The quake killed 40 people."


OPEN = {
    "markdown": "# Head\n\nFirst words.\n\n<!-- legal: check\n\nSecond words.\n\nThird words.",
    "text": "Head\n\nFirst words.\n\n<!-- a --> <!-- legal: check\n\nSecond words.\n\nThird words.",
    "html": "<html><body><h1>Head</h1><p>First words.</p><!-- legal <p>Second words.</p><p>Third words.</p></body></html>",
}


@pytest.mark.parametrize("kind", OPEN)
def test_a_note_without_its_end_hides_nothing_and_is_told_of(kind: SourceKind) -> None:
    source = OPEN[kind]
    assert "Second words." in told(source, kind)
    assert "Third words." in told(source, kind)
    assert "<!--" not in told(source, kind)
    assert any("never ends" in warning for warning in read(source, kind=kind).warnings)


def test_a_mark_of_a_note_in_a_script_is_none_of_the_text() -> None:
    found = read(
        "<html><body><h1>Head</h1><p>First words.</p><script><!-- a </script><p>B.</p></body></html>"
    )
    assert not found.warnings


@pytest.mark.parametrize("words", ["<Name of minister>", "<TK>", "<Minister's name>", "<NAME>"])
def test_words_in_angle_brackets_are_text_of_markdown(words: str) -> None:
    said = told(
        f"# Head\n\n{words} said no.\n\nThe *law* {words} <b>is</b> new.\n\n{words}\n", "markdown"
    )
    assert f"{words} said no." in said
    assert f"The law {words} is new." in said


@pytest.mark.parametrize("kind", ["html", "markdown", "text"])
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("70 km s<sup>-1</sup> Mpc<sup>-1</sup>", "70 km s⁻¹ Mpc⁻¹"),
        ("60 beats Hz<sup>−2</sup> said", "60 beats Hz⁻² said"),
        ("£1<sup>49</sup>", "£1.49"),
        ("$1,000<sup>00</sup>", "$1,000.00"),
        ("£20<sup>12</sup>", "£20¹²"),
        ("10<sup>12</sup>", "10¹²"),
        ("10<sup>(3)</sup>", "10⁽³⁾"),
        ("PM<sub>2.5</sub>", "PM2.5"),
        ("Word<sup>TM</sup>", "Word™"),
        ("Word<sup>tm</sup>", "Word™"),
    ],
)
def test_a_power_a_price_or_a_mark_is_no_footnote(kind: SourceKind, typed: str, words: str) -> None:
    around = (
        "<h1>Costs</h1><p>{}.</p><p>So it is.</p>"
        if kind == "html"
        else "Costs\n\n{}.\n\nSo it is.\n"
    )
    source = around.format(f"It is {typed}")
    assert f"It is {words}." in told(source, kind)
    assert not read(source, kind=kind).warnings


def test_a_page_of_raised_and_lowered_words_is_read_in_peace() -> None:
    line = "M<sup>me</sup> Bo: {}<sup>o</sup>C, log<sub>10</sub> x<sub>i</sub>, H<sub>2</sub>O, £{}<sup>99</sup>, 10<sup>6</sup>."
    lines = "".join(f"<p>{line.format(at, at)}</p>" for at in range(20, 40))
    assert not read(f"<html><body><h1>Heat</h1>{lines}</body></html>").warnings


QUOTED = [
    ("<p>He said <q>we <q>never</q> go</q> now.</p>", "He said “we ‘never’ go” now."),
    ("<p lang=de>Er sagte: <q>Nie</q>.</p>", "Er sagte: „Nie“."),
    ("<p lang='fr-FR'>Il dit <q>non</q>.</p>", "Il dit «\u00a0non\u00a0»."),
    ("<p>He said <q>“we go”</q> now.</p>", "He said “we go” now."),
    ("<ul><li><a href='https://example.org/a'><q>We go</q></a>, he said.</li></ul>", "“We go”, he said."),
    ("<table><tr><th>A<th>B</tr><tr><td>Bo<td><q>We go</q></tr></table>", "Bo | “We go”"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "words"), QUOTED)
def test_a_quotation_by_a_tag_has_its_marks(inner: str, words: str) -> None:
    assert words in told(f"<h1>Toll</h1><p>So it is.</p>{inner}")


def test_a_headline_and_a_line_of_markdown_keep_quotation_marks() -> None:
    assert told("<h1>Bo: <q>We go</q></h1><p>So it is.</p>").startswith("Bo: “We go”")
    assert "He said “we go” now." in told("# Toll\n\nHe said <q>we go</q> now.\n", "markdown")
