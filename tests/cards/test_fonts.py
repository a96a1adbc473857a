"""Faces and the trusted places they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards import FaceError, fonts
from cards.face import NO_INK, face_from, find_face, needed_face, snap_to_quarters
from cards.fonts import FontFile, installed_fonts, is_whole, locate_font


@pytest.fixture
def inter():
    return needed_face("Inter", 450, 28)


def test_the_text_faces_come_with_the_installation():
    assert "fontpkg_inter" in str(fonts.locate_font("Inter", 450))
    assert "fontpkg_source_serif_4" in str(fonts.locate_font("Source Serif 4", 700))


def test_an_upright_face_is_taken():
    assert "Italic" not in str(fonts.locate_font("Inter", 450))


def test_a_face_nobody_has_is_none():
    assert fonts.locate_font("No Such Face", 400) is None
    assert find_face("No Such Face", 400) is None


def test_a_needed_face_that_is_absent_is_named():
    with pytest.raises(FaceError, match="No Such Face is not installed"):
        needed_face("No Such Face", 400)


@pytest.mark.parametrize("content", [b"", b"not a font", b"\x00\x01\x00\x00" + b"\xff" * 60])
def test_a_broken_font_file_is_an_error_in_words(tmp_path, content):
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)

    with pytest.raises(FaceError, match=r"broken\.ttf"):
        face_from(FontFile(str(path)), "Broken", 400)


def test_a_configured_folder_is_searched_first(tmp_path, monkeypatch):
    (tmp_path / "HouseSans-Bold.ttf").write_bytes(b"")
    monkeypatch.setenv("CARDS_FONTS", str(tmp_path))
    fonts.installed_fonts.cache_clear()

    found = fonts.installed_fonts()["HouseSans-Bold.ttf"]

    fonts.installed_fonts.cache_clear()
    assert found == str(tmp_path / "HouseSans-Bold.ttf")


def test_the_same_face_is_opened_once(inter):
    assert needed_face("Inter", 450, 28) is inter


def test_weight_and_optical_size_change_the_letters(inter):
    bold = needed_face("Inter", 800, 24)
    h = inter.font.get_nominal_glyph(ord("H"))

    assert bold.extent(h).right - bold.extent(h).left > inter.extent(h).right - inter.extent(h).left


def test_capitals_are_as_high_as_the_face_says(inter):
    assert inter.cap_height() == pytest.approx(0.7275, abs=0.001)
    assert needed_face("Source Serif 4", 700, 44).cap_height() == pytest.approx(0.67, abs=0.001)


def test_a_tile_is_drawn_once(inter):
    g = inter.font.get_nominal_glyph(ord("g"))

    assert inter.tile(g, 52, 1) is inter.tile(g, 52, 1)


def test_a_quarter_pixel_moves_the_ink(inter):
    g = inter.font.get_nominal_glyph(ord("l"))
    tiles = [inter.tile(g, 44, quarter) for quarter in range(4)]

    assert len({bytes(tile.image) for tile in tiles}) == 4


def test_a_blank_has_no_ink(inter):
    assert inter.tile(inter.font.get_nominal_glyph(ord(" ")), 44, 0) == NO_INK


def test_the_store_of_tiles_stays_small(inter, monkeypatch):
    monkeypatch.setattr("cards.face.MOST_TILES", 5)
    for glyph in range(40, 60):
        inter.tile(glyph, 31, 0)

    assert len(inter.tiles) <= 5


@pytest.mark.parametrize(
    ("place", "snap"),
    [(0, (0, 0)), (1.25, (1, 1)), (1.9, (2, 0)), (-0.25, (-1, 3)), (2.12, (2, 0))],
)
def test_a_place_snaps_to_the_nearest_quarter(place, snap):
    assert snap_to_quarters(place) == snap


@pytest.fixture
def damaged(tmp_path):
    whole = Path(locate_font("Inter", 450).path).read_bytes()  # type: ignore[union-attr]

    def as_file(share):
        path = tmp_path / "Half-Regular.ttf"
        path.write_bytes(whole[: int(len(whole) * share)])
        return FontFile(str(path))

    return as_file


@pytest.mark.parametrize("share", [0, 0.00001, 0.0002, 0.01, 0.5, 0.99])
def test_a_font_file_that_was_cut_short_is_refused(damaged, share):
    with pytest.raises(FaceError, match="damaged or no font"):
        face_from(damaged(share), f"Half {share}", 400)


def test_a_whole_font_file_is_taken(damaged):
    assert face_from(damaged(1), "Whole", 400).covers("a")


def test_every_installed_font_lies_whole_on_the_disk():
    assert [path for path in installed_fonts().values() if not is_whole(Path(path))] == []
