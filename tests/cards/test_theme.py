"""Themes: what ships, what a house may change, and what is refused."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from PIL import Image

from cards import Card, CardError, FaceError, Theme, ThemeError, draw
from cards.colour import contrast_ratio, parse_colour
from cards.theme_file import list_themes
from cards.theme_parts import Inks

HOUSE = 'base = "light"\nname = "green"\n'


@pytest.fixture
def house(tmp_path):
    def load(more):
        path = tmp_path / "house.toml"
        path.write_text(HOUSE + more, encoding="utf-8")
        return Theme.load(path)

    return load


def test_two_themes_ship():
    assert {"light", "dark"} <= set(list_themes())
    assert Theme.default().name == "light"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_shipped_body_text_has_seven_to_one(name):
    inks = Theme.load(name).colours

    assert contrast_ratio(inks.ground, inks.ink) >= 16


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_shipped_colour_has_four_and_a_half(name):
    theme = Theme.load(name)
    pairs = [
        (inks.ground, getattr(inks, f.name))
        for inks in (theme.colours, theme.bookend)
        for f in fields(Inks)[1:]
    ]

    assert min(contrast_ratio(*pair) for pair in pairs) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_no_shipped_text_is_under_forty_pixels(name):
    sizes = Theme.load(name).sizes

    assert min(sizes.body) == 44
    assert min(*sizes.display, *sizes.quotation, sizes.heading, sizes.credit, sizes.wordmark) >= 40


def test_the_shipped_wordmark_is_nobodys():
    assert Theme.default().wordmark.text == ""


def test_a_theme_takes_the_papers_name():
    assert Theme.default().with_wordmark("The Paper").wordmark.text == "The Paper"


def test_the_same_change_gives_the_same_theme():
    assert Theme.default().with_wordmark("A") is Theme.default().with_wordmark("A")


@pytest.mark.parametrize(
    ("aspect", "size"), [("16:9", (1200, 675)), ("1:1", (1080, 1080)), ("4:5", (1080, 1350))]
)
def test_an_aspect_sets_the_frame(aspect, size):
    frame = Theme.default().with_aspect(aspect).frame

    assert (frame.width, frame.height) == size
    assert frame.foot == frame.height - 83


def test_an_unknown_aspect_is_refused():
    with pytest.raises(ThemeError, match="16:9, 1:1, 4:5"):
        Theme.default().with_aspect("9:16")


def test_a_house_changes_only_what_it_names(house):
    theme = house('[colours]\naccent = "#0B6B4F"\n')

    assert theme.colours.accent == parse_colour("#0B6B4F")
    assert theme.colours.ink == Theme.default().colours.ink
    assert theme.sizes == Theme.default().sizes


def test_faint_body_text_is_refused_with_its_ratio(house):
    with pytest.raises(ThemeError, match=r"colours.ink .* 6\.\d\d:1; it needs 7:1"):
        house('[colours]\nink = "#555555"\n')


def test_a_faint_accent_is_refused_with_its_ratio(house):
    with pytest.raises(ThemeError, match=r"bookend.accent .* it needs 4.5:1"):
        house('[bookend]\naccent = "#444444"\n')


def test_a_theme_changed_in_code_is_held_to_the_same_bar():
    theme = Theme.default()

    with pytest.raises(ThemeError, match="contrast"):
        replace(theme, colours=replace(theme.colours, ink=theme.colours.ground))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("[sizes]\nbody = [60, 40]\n", "between 44 and 60"),
        ("[sizes]\nbody = [72, 44]\n", "between 44 and 60"),
        ("[sizes]\ncredit = 30\n", "“credit” lies between 40 and 160"),
        ("[sizes]\nheading = 1000000\n", "“heading” lies between"),
        ("[sizes]\nbody = []\n", "1 to 16 sizes"),
        ("[sizes]\nbody = [44, 60]\n", "from large to small"),
        ("[sizes]\nbody = [60.5]\n", "whole pixels"),
        ("[sizes]\ndisplay = [100000]\n", "over 160"),
        ("[sizes]\nquotation = [48, 20]\n", "under 40"),
        ("[thread_line]\ntick = 100000\n", "“tick” lies between"),
        ("[thread_line]\nmark = 0\n", "“mark” lies between"),
        ("[sizes]\nlogo = 30\n", "“logo” is not known"),
        ("[thread_line]\nwidth = 40\n", "between 8 and 20"),
        ('[colours]\nink = "black"\n', "#RRGGBB"),
        ('[frame]\naspect = "2:1"\n', "“2:1” is no aspect"),
        ("[faces]\nbody = 3\n", "broken"),
        ('[faces.body]\nweight = "bold"\n', "“weight” cannot be 'bold'"),
        ("[frame]\nmargin = 10\n", "not its margins"),
        ("[frame]\nwidth = 5\n", "not its margins"),
        ("[faces.body]\nleading = 0\n", "“leading” lies between"),
        ("[faces.body]\nleading = nan\n", "“leading” lies between"),
        ("[faces.body]\ntracking = -0.9\n", "“tracking” lies between"),
        ("[faces.body]\nweight = true\n", "“weight” cannot be True"),
        ("[faces.body]\nweight = 90000\n", "“weight” lies between"),
        ("[scripts.Arab.body]\nleading = 1e308\n", "“leading” lies between"),
        ("[scripts.Arab.body]\nsizes = [10]\n", "under 40"),
        ("[scripts.Arab.heading]\nsize = 5\n", "“heading” lies between"),
        ("[scripts]\nArab = 5\n", "broken"),
        ('[colours]\ninc = "#000000"\n', "“inc” is not known"),
        ("[color]\n", "“color” is not known"),
        ('[words]\npart = "{page}"\n', "number"),
        ('[words]\npart = "{number:>999999999} {count}"\n', "number"),
        ('[words]\npart = "{number.real} of {count}"\n', "number"),
        ('[words]\npart = "{number} {count} {}"\n', "nothing else"),
        (f'[words]\npart = "{{number}} {{count}} {"x" * 40}"\n', "30 letters"),
        ("x = " + "[" * 100_000, "broken"),
        ("[[[", "broken"),
    ],
)
def test_a_broken_theme_says_what_is_wrong(house, more, words):
    with pytest.raises(ThemeError, match=words):
        house(more)


def test_a_missing_face_setting_is_named(tmp_path):
    (tmp_path / "x.toml").write_text("name = 'x'\n")

    with pytest.raises(ThemeError, match="'words' is missing"):
        Theme.load(tmp_path / "x.toml")


def test_an_unknown_base_is_named(tmp_path):
    (tmp_path / "x.toml").write_text('base = "grey"\nname = "x"\n')

    with pytest.raises(ThemeError, match="“grey”, which is no shipped theme"):
        Theme.load(tmp_path / "x.toml")


def test_a_house_that_numbers_parts_in_its_words_says_them_too(house):
    theme = house('[words]\npart = "{number} von {count}"\n')

    assert (theme.part_of, theme.part_said) == ("{number} von {count}",) * 2
    assert Theme.default().part_said == "part {number} of {count}"


@pytest.mark.parametrize("family", ["Nope", "../../etc/passwd", "os.path", "", "x" * 300])
def test_a_face_that_is_not_installed_is_named_when_it_is_needed(house, family):
    theme = house(f'[faces.body]\nfamily = "{family}"\n')

    with pytest.raises(FaceError, match="not installed"):
        draw(Card(text="A."), theme)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", None])
def test_a_logo_that_is_no_picture_is_refused(house, tmp_path, content):
    theme = house('[wordmark]\nimage = "logo.png"\n')
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)

    with pytest.raises(ThemeError, match="logo"):
        draw(Card(text="A."), theme)


def test_a_logo_that_is_a_bomb_is_refused(house, tmp_path):
    Image.new("1", (30_000, 1000)).save(tmp_path / "logo.png")

    with pytest.raises(ThemeError, match="more than 4,000,000 pixels"):
        draw(Card(text="A."), house('[wordmark]\nimage = "logo.png"\n'))


def test_a_papers_name_is_cleaned_like_any_text():
    assert Theme.default().with_wordmark(" The\u202e\x00 Paper ").wordmark.text == "The Paper"


@pytest.mark.parametrize("name", ["x" * 5000, "nope", "../secret", "/etc/passwd", "", "light.toml"])
def test_a_name_finds_nothing_outside_the_themes_folders(name):
    with pytest.raises(ThemeError, match="There is no theme"):
        Theme.load(name)


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CardError, match="cannot be read"):
        Theme.load(tmp_path / "gone.toml")


def test_a_configured_folder_holds_house_themes(tmp_path, monkeypatch):
    (tmp_path / "ours.toml").write_text(HOUSE)
    monkeypatch.setenv("CARDS_THEMES", str(tmp_path))

    assert "ours" in list_themes()
    assert Theme.load("ours").name == "green"
