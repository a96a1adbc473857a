from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.split import stale

ENGLISH = """
today|today’s|Tonight|tomorrow|tomorrow morning|yesterday|yesterday afternoon|right now|now|just hours ago|just days ago
this morning|this evening|this week|this weekend|this month|this year|this spring|this winter|this Friday
next week|last night|last Monday|past year|coming winter|coming weekend|next Tuesday|last autumn
in two weeks|in 3 days|in a few minutes|in the next hour|in the coming ten months|in an hour|in several years|in a week’s time
two days ago|a week ago|five years from now|a couple of hours ago|10 minutes ago
Monday|on Tuesday|by Wednesday|until Thursday|since Friday|before Saturday|after Sunday|from Monday|late on Friday
early Tuesday|Friday evening|Thursday’s|on Sunday night|currently|recently|so far|at the moment|earlier today
later today|overnight|Breaking
"""
OTHERS = {
    "de": "heute|gestern|jetzt|nächste Woche|diese Woche|morgen früh",
    "es": "hoy|mañana|ayer|ahora|esta semana|la próxima semana",
    "fr": "aujourd’hui|demain|hier|maintenant|cette semaine|la semaine prochaine",
    "ru": "сегодня|завтра|вчера|сейчас|на этой неделе|на следующей неделе",
    "uk": "сьогодні|завтра|вчора|зараз|цього тижня|наступного тижня",
    "ar": "اليوم|غدا|غدًا|أمس|الآن",
    "he": "היום|מחר|אתמול|עכשיו",
    "zh": "今天|明天|昨天|现在|本周|下周",
    "ja": "今日|明日|昨日|現在|今週|来週",
    "ko": "오늘|내일|어제|지금|이번 주|다음 주",
    "th": "วันนี้|พรุ่งนี้|เมื่อวาน|ตอนนี้",
    "hi": "आज|कल|अभी",
}


def found(text: str) -> list[str]:
    return [text[slice(*match.span())] for match in stale.find_stale_words(text)]


@pytest.mark.parametrize("words", "|".join(ENGLISH.split("\n")).strip("|").split("|"))
def test_every_english_word_of_time_is_found_whole(words: str) -> None:
    after = " news" if words == "Breaking" else " in the harbour"
    assert found(f"Boats move {words}{after}.") == [words]


@pytest.mark.parametrize("words", ENGLISH.replace("\n", "|").strip("|").split("|"))
def test_capitals_hide_no_word_of_time(words: str) -> None:
    after = " NEWS" if words == "Breaking" else "."
    assert found(f"{words.upper()}{after}") == [words.upper()]


@pytest.mark.parametrize(
    ("language", "words"), [(name, word) for name, row in OTHERS.items() for word in row.split("|")]
)
def test_other_languages_have_their_own_words(language: str, words: str) -> None:
    assert words in found(f"— {words} —"), language


@pytest.mark.parametrize(
    "text",
    [
        "Boats know their way and snow falls.",
        "The Sundance Kid",
        "until now",
        "the city now known as Example",
        "on 4 March 2026",
        "in Berlin",
        "a day at sea",
        "two weeks of rain",
        "last of all",
        "Jahr und Tag",
        "The Today programme said so",
        "USA Today said so",
        "on Black Friday",
        "before Good Friday",
        "Sheffield Wednesday lost",
        "The Sunday Times said so",
        "The Mail on Sunday said so",
        "the dead of Bloody Sunday",
        "a Sunday roast",
        "open every Friday",
        "each Monday morning",
        "born on a Monday",
    ],
)
def test_words_that_stay_true_are_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=60), st.sampled_from(["today", "今日", "in two weeks", "Завтра"]))
def test_no_text_around_it_hides_a_word_of_time(before: str, words: str) -> None:
    assert any(words in each for each in found(f"{before} — {words}."))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("USA today said so", "today"),
        ("Rain on Sunday times two", "on Sunday"),
        ("Sheffield on Wednesday", "on Wednesday"),
        ("a good Friday", "Friday"),
    ],
)
def test_words_that_only_look_like_a_name_are_found(text: str, words: str) -> None:
    assert found(text) == [words]
