"""A thread in every language the house may write in, on every network."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.split import BLUESKY, MASTODON, Limits, X, split
from tests.split.builders import bodies

NETWORKS = (X, BLUESKY, MASTODON)
SAID = {
    "English": ("Harbour to close", "What now:", "The boats move north for a month, the city said. "),
    "Spanish": ("El puerto cierra", "¿Y ahora?:", "Los barcos van al norte durante un mes, dijo la ciudad. "),
    "Ukrainian": ("Порт закрито", "Що далі:", "Човни йдуть на північ на місяць, сказали в місті. "),
    "Russian": ("Порт закрыт", "Что дальше:", "Лодки уходят на север на месяц, сказали в городе. "),
    "Greek": ("Το λιμάνι κλείνει", "Τι μετά:", "Τα πλοία πάνε βόρεια για έναν μήνα, είπε η πόλη. "),
    "Arabic": ("ميناء مغلق", "ما التالي:", "تتحرك السفن شمالا لمدة شهر كامل، قالت المدينة. "),
    "Hebrew": ("הנמל נסגר", "מה הלאה:", "הסירות זזות צפונה לחודש שלם, אמרה העירייה. "),
    "Hindi": ("बंदरगाह बंद", "आगे क्या:", "नावें एक महीने के लिए उत्तर जाती हैं, शहर ने कहा। "),
    "Thai": ("ท่าเรือปิด", "ต่อไป:", "เรือย้ายไปทางเหนือเป็นเวลาหนึ่งเดือน "),
    "Chinese": ("港口关闭", "接下来：", "市政府说，船只北移一个月。"),
    "Japanese": ("港は閉鎖", "今後は：", "市によると、船は一か月北へ移る。"),
    "Korean": ("항구 폐쇄", "다음은:", "배는 한 달 동안 북쪽으로 간다고 시가 말했다. "),
}  # fmt: skip
ENDS = {"Hindi": "।", "Chinese": "。", "Japanese": "。"}


def written(language: str, times: int) -> str:
    headline, heading, sentence = SAID[language]
    return f"{headline}\n\n{heading}\n\n• {(sentence * times).strip()}\n\n• {sentence.strip()}"


@pytest.mark.parametrize("limits", NETWORKS, ids=lambda limits: limits.name)
@pytest.mark.parametrize("language", SAID)
def test_a_thread_in_any_language_is_whole_and_fits(language: str, limits: Limits) -> None:
    draft = split(read(written(language, 30)), limits)
    draft.ledger.check()
    assert max(limits.measure(post.text) for post in draft.posts) <= limits.limit
    assert bodies(draft)[0] == SAID[language][0]
    assert bodies(draft)[1].startswith(SAID[language][1] + "\n")


@pytest.mark.parametrize("limits", NETWORKS, ids=lambda limits: limits.name)
@pytest.mark.parametrize("language", [name for name in SAID if name != "Thai"])
def test_no_sentence_that_fits_is_cut_in_any_language(language: str, limits: Limits) -> None:
    end = ENDS.get(language, ".")
    assert all(
        body.endswith(end) for body in bodies(split(read(written(language, 30)), limits))[1:]
    )


@pytest.mark.parametrize("language", SAID)
def test_short_bullets_share_a_post_in_any_language(language: str) -> None:
    draft = split(read(written(language, 1)), X)
    assert bodies(draft)[1].count("\n• ") == 2


@pytest.mark.parametrize("language", SAID)
def test_every_bullet_has_its_card_with_its_heading(language: str) -> None:
    cards = [card for post in split(read(written(language, 1)), X).posts[1:] for card in post.cards]
    assert [card.heading for card in cards] == [SAID[language][1].rstrip(":：")] * 2


@pytest.mark.parametrize("language", ["Chinese", "Japanese", "Korean"])
def test_wide_letters_fill_a_post_on_x_twice_as_fast(language: str) -> None:
    source = written(language, 60)
    assert len(split(read(source), X).posts) > 1.5 * len(split(read(source), BLUESKY).posts)


@pytest.mark.parametrize("limits", NETWORKS, ids=lambda limits: limits.name)
def test_every_network_numbers_its_own_way(limits: Limits) -> None:
    texts = [post.text for post in split(read(written("English", 30)), limits).posts]
    assert all(text.endswith(f"\n\n{n}/{len(texts)}") for n, text in enumerate(texts, 1)) == (
        limits is not BLUESKY
    )
