"""What a press release brings beside its story is set aside with a warning; the story never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.explainer import read, release_furniture
from publisher.split import X, split

BODY = "The city of Northport opened a tidal power plant that can supply 9,000 homes. It cost $61 million."
TITLE = "City opens first tidal power plant"
PAGES = Path(__file__).parents[3] / "shared/samples/pages"


def told(source: str) -> str:
    draft = split(read(source), X)
    draft.ledger.check()
    return "\n".join(post.body for post in draft.posts)


def aside(source: str) -> list[str]:
    found = read(source)
    spans = [a.span for a in found.asides if a.reason in ("release furniture", "press contact")]
    return [found.source[span.start : span.end] for span in spans]


LABELS = [
    "FOR IMMEDIATE RELEASE", "For immediate release:", "PRESS RELEASE", "Press release – 12 March 2027", "**NEWS RELEASE**",
    "Pressemitteilung", "COMMUNIQUÉ DE PRESSE", "Nota de prensa", "بيان صحفي", "【プレスリリース】",
]  # fmt: skip
ENDINGS = [
    "ENDS", "-ENDS-", "- ENDS -", "Ends.", "-30-", "- 30 -", "END", "(ends)", "– Ende –",
    "ENDS\n\nNotes to editors:\n1. Photos are at the press office.\n2. Call Sam Example on 07700 900123.",
    "###\n\nAbout Northport Energy\nNorthport Energy is owned by the city.\n\nMedia contact:\nSam Example\n+1 555 0100\npress@northport.example",
    "Notes to editors\n\nPhotos are at the press office.",
    "Note to editors: photos are at the press office.",
    "Media contact: Sam Example, 07700 900123, press@northport.example",
    "Press contact\nSam Example\nTel: +44 7700 900123",
    "Hinweis an die Redaktionen: Fotos liegen bereit.\n\nPressekontakt:\nSam Example\nTel. +49 30 1234567",
    "Note aux rédactions : photos disponibles.\n\nContact presse : Sam Example, +33 1 23 45 67 89",
    "Notas para los editores\n\nHay fotos.\n\nContacto de prensa: prensa@northport.example",
    "ملاحظات للمحررين: الصور متوفرة.",
    "編集者への注記\n写真があります。",
    "###\n\nAbout the company\n\nNorthport Energy is owned by the city.",
    "# # #\n\nPress office: 020 7946 0000",
    "Notes to newsdesks: photos at noon.",
    "Background for editors\n\nThe city has 9,000 homes.",
    "Boilerplate\n\nNorthport Energy is owned by the city.",
    "Forward-looking statements: this may not come true.",
    "Press office\n020 7946 0000",
    "Press officer: Sam Example, sam@northport.example",
    "Media team: press@northport.example",
    "Newsdesk: 020 7946 0000",
    "Contact for journalists: 020 7946 0000",
    "Interviews: Sam Example, 07700 900123",
    "-more-", "(more)", "MORE TO FOLLOW",
    "ENDS\n\nÜber uns\n\nNorthport Energy gehört der Stadt.",
    "ENDS\n\nAbout us: we are owned by the city.",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_set_aside_and_named(label: str) -> None:
    source = f"{label}\n\n{TITLE}\n\n{BODY}\n"
    assert told(source).split() == f"{TITLE} {BODY}".split()
    assert len(aside(source)) == 1
    assert "press release furniture" in " ".join(read(source).warnings)


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_follows_a_release_is_set_aside_and_named(ending: str) -> None:
    source = f"{TITLE}\n\n{BODY}\n\n{ending}\n"
    assert told(source).split() == f"{TITLE} {BODY}".split()
    assert " ".join(aside(source)).split() == ending.split()
    assert "press release furniture" in " ".join(read(source).warnings)


def test_all_of_it_together_is_set_aside_in_html() -> None:
    tail = "<p><b>ENDS</b></p><p><b>Media contact</b><br>Sam Example<br>+44 7700 900123</p><h3>About Northport</h3><p>Northport is a city.</p>"
    source = f"<p>FOR IMMEDIATE RELEASE</p><h1>{TITLE}</h1><p>{BODY}</p>{tail}"
    assert told(source).split() == f"{TITLE} {BODY}".split()


@pytest.mark.parametrize(
    "line",
    [
        "For more information, call the helpline on 0800 123 4567.",
        "Media contacts were made by 20 states, the ministry said.",
        "Press release of the hostages failed, the army said.",
        "The end of the line",
        "He said: ends justify the means.",
        "Contact with the ship was lost at noon. A search began.",
        "About 40 people were there, police said.",
        "Interviews with 40 tenants began. To join, call 020 7946 0000.",
        "Notes to editors of the 1920s were found in the attic. They tell of a strike.",
    ],
)
@pytest.mark.parametrize(
    "form",
    ["{title}\n\n{body}\n\n{}\n", "{title}\n\n{}\n\n{body}\n", "{title}\n\n• {}\n• {body}\n"],
)
def test_a_line_of_the_story_is_no_furniture_for_a_word_in_it(line: str, form: str) -> None:
    source = form.format(line, title=TITLE, body=BODY)
    assert line in told(source)
    assert aside(source) == []


HELP = [
    "Helpline: Samaritans 116 123",
    "Contact Childline on 0800 1111",
    "Call 988 if you are in crisis.",
    "For more information, call the helpline on 0800 123 4567.",
    "If you were hurt: 020 7946 0000, help@northport.example",
    "Hilfetelefon: 08000 116 016",
    "Contact: Victim Support, 020 7946 0000",
]


@pytest.mark.parametrize("line", HELP)
@pytest.mark.parametrize(
    "form",
    [
        "PRESS RELEASE\n\n{title}\n\n{body}\n\n{}\n\nENDS\n\nMedia contact: Jo, 020 7946 0001\n",
        "{title}\n\n{body}\n\n{}\n\nMedia contact: Jo, 020 7946 0001\n",
        "PRESS RELEASE\n\n{title}\n\n{body}\n\nAbout us\n\nWe are a city.\n\n{}\n",
        "{title}\n\n{body}\n\nENDS\n\n{}\n",
    ],
)
def test_a_line_that_helps_readers_is_the_story(line: str, form: str) -> None:
    source = form.format(line, title=TITLE, body=BODY)
    assert line in told(source).replace("\n", " ")
    assert line not in aside(source)


@pytest.mark.parametrize(
    "line", ["The more the merrier", "More", "About us both", "Boilerplate rooms burnt."]
)
def test_words_that_furniture_begins_with_are_the_story_elsewhere(line: str) -> None:
    source = f"{TITLE}\n\n{BODY}\n\n{line}\n\n{BODY}\n"
    assert line in told(source)


def test_a_section_about_something_is_no_boilerplate() -> None:
    source = f"{TITLE}\n\n{BODY}\n\nAbout the plant\n\nThe plant was built by 40 people.\n"
    assert aside(source) == []


def test_what_goes_on_after_an_end_mark_stays() -> None:
    source = f"{TITLE}\n\n{BODY}\n\nENDS\n\n{BODY} {BODY} {BODY}\n"
    assert aside(source) == ["ENDS"]
    assert told(source).count("tidal power plant that") == 4


def test_notes_at_the_head_are_set_aside_and_the_story_stays() -> None:
    source = f"Notes to editors: photos at noon.\n\n{TITLE}\n\n{BODY}\n"
    assert aside(source) == ["Notes to editors: photos at noon."]
    assert told(source).split() == f"{TITLE} {BODY}".split()


def test_the_quick_look_misses_no_mark() -> None:
    every = (*release_furniture._LABELS, *release_furniture._NOTES, *release_furniture._PRESS)  # noqa: SLF001
    assert all(any(sign in words for sign in release_furniture._SIGNS) for words in every)  # noqa: SLF001


@pytest.mark.skipif(not PAGES.exists(), reason="the shared samples are not here")
@pytest.mark.parametrize("name", ["press-release.txt", "embargo-line.txt"])
def test_a_whole_release_gives_its_story_alone(name: str) -> None:
    said = told((PAGES / name).read_text())
    assert said.startswith("City opens first tidal power plant\n")
    for words in ("EMBARGO", "RELEASE", "ENDS", "07700", "555", "editors", "About"):
        assert words not in said


def test_a_spaced_end_mark_makes_no_markdown_of_a_press_release() -> None:
    found = read(f"FOR IMMEDIATE RELEASE\n\n{TITLE}\n\n{BODY}\n\n# # #\n")
    assert found.kind == "text"
    assert found.headline
    assert found.headline.text == TITLE


LONG_NOTE = (
    f"1. {'Rents4All is a charity that helps tenants, and it has a long tale to tell. ' * 4}"
)
TAILS = [
    f"-ENDS-\n\nNotes to editors:\n\n{LONG_NOTE}\n\n2. Photos of the plant.\n\nMedia contact: Jo, 020 7946 0000",
    f"Notes to editors:\n\n{LONG_NOTE}\n\nAnd this is a paragraph without a number.",
    f"Notes to editors\n\n• {LONG_NOTE[3:]}\n• Photos of the plant.",
    f"- 30 -\n\nNotes for editors:\n\n{LONG_NOTE[3:]}",
    "Spokespeople are available for interview. To arrange, call 020 7946 0000.",
    "To arrange an interview, mail press@northport.example",
    "For further information please contact:\nJo Example\njo@northport.example",
    "For more information, please contact:\nJo Example, 020 7946 0000",
    f"-ENDS-\n\n{LONG_NOTE[3:]}\n\n{LONG_NOTE[3:]}",
    "Sent from my iPhone",
    "Get Outlook for iOS",
    "Von meinem iPhone gesendet",
    "- 30 -\n\nSent from my iPhone",
]
HEADS = [
    "MEDIA RELEASE: ", "PRESS RELEASE: ", "Press release – ", "FOR IMMEDIATE RELEASE: ", "**News release:** ", "📣 PRESS RELEASE: ", "Pressemitteilung: ",
    "📣 PRESS RELEASE 📣\n\n", "*** MEDIA RELEASE ***\n\n", "🔴 For immediate release 🔴\n\n",
    "From: Jo <jo@northport.example>\nTo: desk@news.example\nSubject: News of a plant\n\n",
    "From: Jo\nSent: 12 March 2027 09:00\nTo: The desk\nCc: All\nSubject: Plant\n\nPRESS RELEASE: ",
    "---------- Forwarded message ---------\nFrom: Jo\nDate: Mon, 30 Nov 2026\nSubject: Plant\n\n",
    "Von: Jo\nAn: Redaktion\nBetreff: Kraftwerk\n\n",
]  # fmt: skip


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("form", ["{}\n\n{}\n\n{}\n", "{}\n\n• {}\n\n{}\n"])
def test_nothing_under_the_story_is_told(tail: str, form: str) -> None:
    source = form.format(TITLE, BODY, tail)
    assert told(source).replace("• ", "").split() == f"{TITLE} {BODY}".split()
    assert "press release furniture" in " ".join(read(source).warnings)


@pytest.mark.parametrize("head", HEADS)
def test_nothing_over_the_headline_is_told(head: str) -> None:
    source = f"{head}{TITLE}\n\n{BODY}\n"
    found = read(source, kind="text")
    assert found.headline
    assert found.headline.text.strip("*") == TITLE
    assert "press release furniture" in " ".join(found.warnings)
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Press releases: how many does a ministry write?",
        "From: Berlin to Rome",
        "No embargo: what the ministry says of oil",
        "Sent from my cell: letters of a prisoner",
        "The minister was available for interview all day, and said nothing.",
    ],
)
def test_a_headline_that_begins_like_a_paper_stays(line: str) -> None:
    source = f"{line}\n\n{BODY}\n"
    assert told(source).split() == f"{line} {BODY}".split()


def test_a_note_on_one_line_ends_no_story() -> None:
    source = (
        f"{TITLE}\n\n{BODY}\n\nNote to editors: photos at noon.\n\n{BODY}\n\n{BODY}\n\n{BODY}\n"
    )
    assert aside(source) == ["Note to editors: photos at noon."]
    assert told(source).count("tidal power plant that") == 4
