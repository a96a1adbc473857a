from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.explainer import read
from publisher.split import STYLES, DoesNotFit, NoSuchStyle, X, number_posts, split
from tests.split.builders import LONG, drafted


@pytest.mark.parametrize(
    ("style", "texts"),
    [
        ("n/N behind", ["a\n\n1/2", "b\n\n2/2"]),
        ("n/N before", ["1/2 a", "2/2 b"]),
        ("(n)", ["a (1)", "b (2)"]),
        ("none", ["a", "b"]),
    ],
)
def test_each_style_numbers_its_way(style: str, texts: list[str]) -> None:
    assert number_posts(["a", "b"], style) == texts


@pytest.mark.parametrize("style", STYLES)
def test_one_post_alone_carries_no_number(style: str) -> None:
    assert number_posts(["a"], style) == ["a"]


def test_an_unknown_style_is_refused_in_words() -> None:
    with pytest.raises(NoSuchStyle, match="n/N behind"):
        number_posts(["a", "b"], "roman")


@pytest.mark.parametrize("count", [8, 9, 10, 98, 99, 100, 101])
@pytest.mark.parametrize("style", STYLES)
def test_every_post_fits_with_its_number_where_the_total_grows_a_digit(
    count: int, style: str
) -> None:
    draft = drafted(*[f"{LONG} {LONG[:90]}."] * count, number_as=style)
    assert max(X.measure(post.text) for post in draft.posts) <= X.limit
    assert [post.text for post in draft.posts] == number_posts([p.body for p in draft.posts], style)


@given(st.lists(st.text(), min_size=2, max_size=120))
def test_numbers_leave_every_body_as_it_is(bodies: list[str]) -> None:
    texts = number_posts(bodies, "n/N behind")
    assert [
        text.removesuffix(f"\n\n{n}/{len(bodies)}") for n, text in enumerate(texts, 1)
    ] == bodies


@pytest.mark.parametrize(("posts", "digits"), [(9, 1), (10, 2), (99, 2), (100, 3)])
def test_a_post_may_be_full_to_the_last_character_with_its_number(posts: int, digits: int) -> None:
    room = X.limit - len("\n\n/") - 2 * digits
    full = ("x" * 9 + " ") * (room // 10 - 1) + "y" * (room % 10 + 9) + "."
    source = "Harbour\n\n" + "\n\n".join([full[: room - 1] + "."] * (posts - 1))
    draft = split(read(source), X)
    assert len(draft.posts) == posts
    assert max(X.measure(post.text) for post in draft.posts) <= X.limit
    assert X.measure(draft.posts[-1].text) == X.limit


def test_a_number_that_leaves_no_room_is_refused_in_words() -> None:
    with pytest.raises(DoesNotFit):
        split(read("Harbour to close\n\nBoats move."), replace(X, limit=6))
