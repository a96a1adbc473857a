"""Themes: what ships, what a house may change, and what is refused."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from cards import CardError, Theme, ThemeError
from cards.colour import contrast, parse
from cards.house import Inks
from cards.theme_file import names

HOUSE = 'base = "light"\nname = "green"\n'


@pytest.fixture
def house(tmp_path):
    def load(more):
        path = tmp_path / "house.toml"
        path.write_text(HOUSE + more, encoding="utf-8")
        return Theme.load(path)

    return load


def test_two_themes_ship():
    assert {"light", "dark"} <= set(names())
    assert Theme.default().name == "light"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_shipped_body_text_has_seven_to_one(name):
    inks = Theme.load(name).colours

    assert contrast(inks.ground, inks.ink) >= 16


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_shipped_colour_has_four_and_a_half(name):
    theme = Theme.load(name)
    pairs = [
        (inks.ground, getattr(inks, f.name))
        for inks in (theme.colours, theme.bookend)
        for f in fields(Inks)[1:]
    ]

    assert min(contrast(*pair) for pair in pairs) >= 4.5


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

    assert theme.colours.accent == parse("#0B6B4F")
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
        ("[sizes]\ncredit = 30\n", "under 40"),
        ("[sizes]\nlogo = 30\n", "“logo” is not known"),
        ("[thread_line]\nwidth = 40\n", "8 to 20"),
        ('[colours]\nink = "black"\n', "#RRGGBB"),
        ('[frame]\naspect = "2:1"\n', "broken"),
        ("[faces]\nbody = 3\n", "broken"),
        ('[faces.body]\nweight = "bold"\n', "“weight” cannot be 'bold'"),
        ('[words]\npart = "{page}"\n', "number"),
        ("[[[", "broken"),
    ],
)
def test_a_broken_theme_says_what_is_wrong(house, more, words):
    with pytest.raises(ThemeError, match=words):
        house(more)


def test_a_missing_face_setting_is_named(tmp_path):
    (tmp_path / "x.toml").write_text("name = 'x'\n")

    with pytest.raises(ThemeError, match="broken: 'colours'"):
        Theme.load(tmp_path / "x.toml")


def test_an_unknown_base_is_named(tmp_path):
    (tmp_path / "x.toml").write_text('base = "grey"\nname = "x"\n')

    with pytest.raises(ThemeError, match="“grey”, which is no shipped theme"):
        Theme.load(tmp_path / "x.toml")


@pytest.mark.parametrize("name", ["nope", "../secret", "/etc/passwd", "", "light.toml"])
def test_a_name_finds_nothing_outside_the_themes_folders(name):
    with pytest.raises(ThemeError, match="There is no theme"):
        Theme.load(name)


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CardError, match="cannot be read"):
        Theme.load(tmp_path / "gone.toml")


def test_a_configured_folder_holds_house_themes(tmp_path, monkeypatch):
    (tmp_path / "ours.toml").write_text(HOUSE)
    monkeypatch.setenv("CARDS_THEMES", str(tmp_path))

    assert "ours" in names()
    assert Theme.load("ours").name == "green"
