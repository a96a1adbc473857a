"""Quotation marks inside our own become the inner marks of their language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.explainer.quoting import nest_quotes, quote_words

SAID = {
    "The ferry is late": "“The ferry is late”",
    "A “small step forward”": "“A ‘small step forward’”",
    "He said “it’s a ‘big’ day”, and left": "“He said ‘it’s a “big” day’, and left”",
    "„Wir gehen“, sagt Merz": "“‚Wir gehen‘, sagt Merz”",
    "Merz: „Er sagte ‚nein‘ dazu“": "“Merz: ‚Er sagte „nein“ dazu‘”",
    "»Wir gehen« sagt sie": "“›Wir gehen‹ sagt sie”",
    "Macron : « Nous irons »": "“Macron : ‹ Nous irons ›”",
    "安倍「行く」と発言": "“安倍『行く』と発言”",
    'Mayor: "I quit"': "“Mayor: ‘I quit’”",
    'A 9" pipe': '“A 9" pipe”',
    "‘Small step’, says the boys’ club": "“‘Small step’, says the boys’ club”",
    "It ends “in the middle …": "“It ends ‘in the middle …’”",
    "A stray ” mark": "“A stray ’ mark”",
}


@pytest.mark.parametrize(("words", "said"), SAID.items())
def test_the_marks_inside_are_nested_by_their_language(words, said):
    assert quote_words(words) == said


@given(st.text('ab “”„«»‘’‚"「」', max_size=60))
def test_no_mark_of_ours_stands_directly_in_another(words):
    inside = nest_quotes(words)
    bare = "".join(c for c in words if c.isalnum() or c == " ")
    assert "".join(c for c in inside if c.isalnum() or c == " ") == bare
    assert not inside.startswith("“") or words.startswith(("‘", "”", "’"))
