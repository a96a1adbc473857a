"""What the bench of cards says, not how long anything takes."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.bench.card_browser import filled
from tests.bench.card_chart import written
from tests.bench.card_peers import PEERS, plain_pillow
from tests.bench.cards import Figure, bars, peers, texts

QUICK, SLOW = Figure("cards", 1.0, 40_000), Figure("cards", 9.0, 90_000)
PEER = [Figure("a peer", 10.0, 70_000)]


def missed(verdicts):
    return [words.split()[0] for words, met in verdicts if not met]


def test_every_text_is_another_one_of_forty_words():
    some = texts(200)

    assert len(set(some)) == 200
    assert {len(text.split()) for text in some} == {40}
    assert texts(200) == some


def test_good_figures_meet_every_bar():
    assert missed(bars(QUICK, QUICK, 40.0, PEER)) == []


def test_each_bar_can_be_missed():
    assert missed(bars(SLOW, SLOW, 80.0, PEER)) == ["plain", "plain", "six", "peak", "ahead"]


def test_a_peer_that_cannot_be_measured_is_told_of_and_left_out(monkeypatch, capsys):
    def absent():
        raise ImportError("no such library")

    monkeypatch.setattr("tests.bench.cards.BROWSER", {})
    monkeypatch.setattr("tests.bench.cards.PEERS", dict.fromkeys(PEERS, absent))

    assert [figure.name for figure in peers(texts(2))] == ["plain Pillow"]
    assert "skia-python is not measured: no such library" in capsys.readouterr().out


def test_the_chart_names_everybody_the_quickest_first(tmp_path):
    written(tmp_path / "chart.svg", [("slow & old", 40.0), ("cards", 1.5)])
    chart = ET.parse(tmp_path / "chart.svg").getroot()  # noqa: S314 — our own file
    said = [text.text for text in chart.iter("{http://www.w3.org/2000/svg}text")]

    assert said[2:] == ["cards", "1.5", "slow & old", "40.0"]


def test_the_browsers_page_says_the_same_words():
    page = filled(b"font")

    assert "The backstory" in page
    assert "Your paper  Source: agency" in page
    assert "base64,Zm9udA==" in page


@pytest.mark.parametrize("text", texts(2))
def test_plain_pillow_draws_a_png(text):
    assert plain_pillow(text).startswith(b"\x89PNG")
