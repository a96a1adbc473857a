"""Pictures: their bytes, their pixels, and drawing from many places at once."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from cards import Card, EmptyCard, Theme, draw
from cards.colour import contrast_ratio
from cards.drawing import FREE, build_palette, draw_sheet
from cards.layout import layout_of

CARD = Card(text="The first sleeper in 14 years leaves on Friday.", heading="The backstory")
FRESH = (
    "from cards import Card, Theme, draw;"
    "card = Card(text='The first sleeper in 14 years leaves on Friday.', heading='The backstory');"
    "print(draw(card, Theme.default().with_wordmark('Your paper')).sha256)"
)


def test_a_picture_is_a_palette_png_of_the_frames_size(theme, pixels):
    picture = draw(CARD, theme)

    assert picture.png.startswith(b"\x89PNG")
    assert picture.png[25] == 3
    assert pixels(picture).size == (picture.width, picture.height) == (1200, 675)
    assert picture.media_type == "image/png"


def test_a_picture_is_named_by_its_bytes(theme):
    picture = draw(CARD, theme)

    assert picture.sha256 == hashlib.sha256(picture.png).hexdigest()


def test_a_picture_holds_nothing_but_pixels(theme):
    assert draw(CARD, theme).png.count(b"tEXt") == 0
    assert Image.open(io.BytesIO(draw(CARD, theme).png)).info == {}


def test_the_same_card_gives_the_same_bytes_in_another_process(theme):
    command = [sys.executable, "-c", FRESH]
    other = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert other == draw(CARD, theme).sha256


def test_drawing_in_threads_changes_nothing(theme):
    cards = [
        Card(text=f"Sentence number {i} has its own words and size {i * 37}.") for i in range(24)
    ]
    one_by_one = [draw(card, theme).sha256 for card in cards]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda card: draw(card, theme).sha256, cards)) == one_by_one


@pytest.mark.skipif(sys.platform != "linux", reason="forks only where workers fork")
def test_drawing_after_a_fork_changes_nothing(theme):
    mine = draw(CARD, theme).sha256
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send(draw(CARD, theme).sha256))
    child.start()

    assert receiver.recv() == mine
    child.join()


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", ["bullet", "quotation", "headline", "closing"])
def test_ink_on_the_drawn_pixels_holds_its_contrast(pixels, name, kind):
    theme = Theme.load(name)
    picture = pixels(draw(Card(kind, "HHH HHH"), theme))
    colours = sorted(picture.getcolors(), reverse=True)
    ground = colours[0][1]
    darkest = max(
        (colour for _, colour in colours), key=lambda colour: contrast_ratio(ground, colour)
    )

    assert contrast_ratio(ground, darkest) >= (7 if kind in {"bullet", "quotation"} else 4.5)


def test_only_the_grounds_ramps_are_used(theme):
    sheet = layout_of(CARD, theme)
    canvas, emoji = draw_sheet(sheet)

    assert emoji == []
    assert max(canvas.pixels) < FREE
    assert len(build_palette(sheet.inks)) == 3 * FREE


def test_the_first_column_is_left_to_the_filter_bytes(theme):
    canvas, _ = draw_sheet(layout_of(CARD, theme))

    assert set(canvas.pixels[:: canvas.width + 1]) == {0}


def test_the_badges_corner_is_empty(theme, pixels):
    for card in (CARD, Card("headline", "A headline"), Card("closing", "Bye.", credit="a.example")):
        corner = pixels(draw(card, theme)).crop((1040, 615, 1200, 675))
        assert len(corner.getcolors()) == 1


@pytest.mark.usefixtures("noto")
def test_emoji_are_drawn_in_colour_on_a_palette(theme, pixels):
    picture = draw(Card(text="Flags 🇺🇦 and hearts ❤️"), theme)
    colours = {colour for _, colour in pixels(picture).getcolors()}

    assert picture.png[25] == 3
    assert any(r > 200 and g < 90 and b < 90 for r, g, b in colours - {theme.colours.accent})


@pytest.mark.usefixtures("noto")
def test_a_heading_may_hold_emoji(theme, pixels):
    plain, with_dove = (
        pixels(draw(Card(text="A.", heading=h), theme)) for h in ("Peace", "Peace 🕊️")
    )

    assert len(with_dove.getcolors()) > len(plain.getcolors())


@pytest.mark.usefixtures("noto")
def test_only_an_emoji_is_a_card(theme):
    assert draw(Card(text="🕊️"), theme).alt == "🕊️"


def test_a_logo_takes_the_wordmarks_place(tmp_path, pixels):
    Image.new("RGBA", (200, 50), (0, 0, 0, 255)).save(tmp_path / "logo.png")
    path = tmp_path / "house.toml"
    path.write_text('base = "light"\nname = "house"\n[wordmark]\nimage = "logo.png"\n')
    picture = pixels(draw(Card(text="A."), Theme.load(path)))

    assert picture.getpixel((150, 580)) == (0x11, 0x15, 0x1B)
    assert picture.getpixel((144 + 116 + 2, 580)) == (0xF2, 0xF3, 0xF1)


def test_an_empty_card_is_not_drawn(theme):
    with pytest.raises(EmptyCard):
        draw(Card(text="  "), theme)


@pytest.mark.parametrize("hidden", ["raqm", "fribidi"])
def test_pillows_own_text_layout_is_not_used(theme, monkeypatch, hidden):
    monkeypatch.setattr("PIL.features.check", lambda name: name != hidden)
    monkeypatch.delattr("PIL.ImageFont.truetype", raising=False)

    assert draw(CARD, theme).png
