"""A sign says something: a tick, a cross, a rating or a colour in a post is on its card, or is asked about."""

from __future__ import annotations

import pytest

from publisher.review.shape import card_shapes
from publisher.review.shape.opened_content import apply_shape
from publisher.review.shape.post_shapes import reword_post
from publisher.split import X
from publisher.split.draft_model import CardSpec
from publisher.thread.agreeing import find_clashes
from publisher.thread.opening import open_content
from publisher.thread.tokens import tokenize_text
from tests.review.shape.threads import drafted, picture
from tests.review.shape.walks import follow
from tests.thread.test_agreeing import shown_on, texts

SOURCE = """Doctors look at drinks

The study:

  • Tea is safe, say 12 doctors. So they think.
  • ✅ Milk keeps 3 days
  • Beer is healthy
  • Wine ★★★★☆
"""
SIGNS = [
    "❌",
    "✗",
    "✘",
    "✅",
    "✓",
    "✔️",
    "⚠️",
    "🔴",
    "🟢",
    "👎",
    "👍",
    "★★",
    "★☆☆☆☆",
    "⭐⭐",
    "▼",
    "▲",
    "☐",
    "☑",
    "●",
    "○",
    "●●○",
    "→",
]
TEA = "Tea is safe, say 12 doctors. So they think."


def changed(content, position, body):
    return apply_shape(content, lambda now, x: reword_post(now, position, body, x), X, follow)


def posted(old, new, source=SOURCE):
    content = open_content(drafted(source))
    place = next(n for n, post in enumerate(content["posts"], 1) if old in post["body"])
    return changed(content, place, content["posts"][place - 1]["body"].replace(old, new, 1))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "said",
    [
        "{} Tea is safe, say 12 doctors. So they think.",
        "Tea is safe, say 12 doctors. So they think. {}",
        "Tea is safe, say 12 doctors {}. So they think.",
        "Tea is {} safe, say 12 doctors. So they think.",
        "Tea is safe, say 12 doctors. {} So they think.",
        "{0} Tea is safe, say 12 doctors. So they think. {0}",
    ],
)
def test_a_sign_put_into_a_post_is_on_its_card_and_leaves_it_again(sign, said):
    new = said.format(sign)
    after = posted(TEA, new)
    assert new in texts(after)
    assert find_clashes(after) == []
    place = next(n for n, post in enumerate(after["posts"], 1) if new in post["body"])
    back = changed(after, place, after["posts"][place - 1]["body"].replace(new, TEA))
    assert TEA in texts(back)
    assert find_clashes(back) == []


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if sign not in "●○"])
def test_a_sign_before_a_headline_or_a_heading_is_on_its_cards(sign):
    headed = posted("Doctors look", f"{sign} Doctors look")
    assert f"{sign} Doctors look at drinks" in texts(headed)
    over = posted("The study:", f"{sign} The study:")
    assert any(shown.startswith(f"{sign} The study:") for shown in shown_on(over))
    assert find_clashes(headed) == find_clashes(over) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("✅ Milk keeps 3 days", "Milk keeps 3 days ✅"), ("✅ Milk", "❌ Milk"), ("✅ Milk", "✅✅ Milk"),
        ("✅ Milk", "Milk"), ("★★★★☆", "★☆☆☆☆"), ("★★★★☆", "★★★★★"), (" ★★★★☆", ""),
    ],
)  # fmt: skip
def test_a_sign_moved_changed_or_taken_out_is_so_on_the_card(old, new):
    before = texts(open_content(drafted(SOURCE)))
    after = posted(old, new)
    assert texts(after) == [text.replace(old, new) for text in before]
    assert find_clashes(after) == []


def written(content, old, new, alt=""):
    """The card whose words are `old` written by hand, or only its alt text."""
    place, n = next(
        (p, k)
        for p, post in enumerate(content["posts"], 1)
        for k, spec in enumerate(post["specs"])
        if spec["text"] == old
    )
    spec = content["posts"][place - 1]["specs"][n]
    if alt:
        return apply_shape(content, lambda c, x: card_shapes.change_alt_texts(c, place, n, [alt], x), X)  # fmt: skip
    cast = CardSpec("bullet", spec["heading"], new, "")
    return apply_shape(
        content,
        lambda c, _: card_shapes.replace_card_drawing(c, place, n, cast, [picture(cast)]),
        X,
    )


@pytest.mark.parametrize(
    ("post", "card"),
    [
        ("✅ Beer is healthy", "❌ Beer is healthy"), ("🟢 Beer is healthy", "🔴 Beer is healthy"),
        ("Beer is healthy ★★★★☆", "Beer is healthy ★☆☆☆☆"), ("❌ Beer is healthy", "Beer is healthy"),
        ("Beer is healthy", "Beer is healthy ▼"), ("✅ Beer is healthy ❌", "❌ Beer is healthy ✅"),
        ("Beer is healthy ●●○", "Beer is healthy ●○○"),
    ],
)  # fmt: skip
def test_she_is_asked_about_a_sign_she_wrote_where_the_post_has_another(post, card):
    drawn = posted("Beer is healthy", post)
    assert find_clashes(drawn) == []
    found = find_clashes(written(drawn, post, card))
    assert len(found) == 1
    assert found[0].says or found[0].lacks
    assert find_clashes(written(drawn, post, post)) == []


@pytest.mark.parametrize("alt", ["A card: Beer is healthy ▼", "❌ Beer is healthy"])
def test_she_is_asked_about_a_sign_only_her_alt_text_has(alt):
    content = open_content(drafted(SOURCE))
    found = find_clashes(written(content, "Beer is healthy", "", alt))
    assert [clash.of_alt for clash in found] == [True]


def test_she_is_asked_where_a_sign_came_into_a_post_and_what_she_wrote_has_none():
    content = open_content(drafted(SOURCE))
    place = next(n for n, post in enumerate(content["posts"], 1) if "Beer" in post["body"])
    body = content["posts"][place - 1]["body"].replace("• Beer", "• ❌ Beer")
    for mine in (
        written(content, "Beer is healthy", "Beer is healthy"),
        written(content, "Beer is healthy", "", "In white on blue: Beer is healthy"),
    ):
        found = find_clashes(changed(mine, place, body))
        assert [clash.lacks for clash in found] == [("❌",)]
        assert "❌" in found[0].sentence


@pytest.mark.parametrize("dot", ["●", "▪", "▶", "►", "🔹", "➤"])
def test_another_dot_instead_of_the_usual_one_says_nothing(dot):
    before = texts(open_content(drafted(SOURCE)))
    after = posted(f"• {TEA}", f"{dot} {TEA}")
    assert texts(after) == before
    assert find_clashes(after) == []


def test_a_rating_is_one_token_however_it_is_spaced_or_drawn():
    assert [t.key for t in tokenize_text("● ● ○ ★★☆ ⚠️ ✔ 1️⃣")] == ["●●○", "★★☆", "⚠", "✔", "1⃣"]
