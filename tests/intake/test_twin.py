"""The same article twice."""

from __future__ import annotations

import pytest

from publisher.intake.add import add_article, content_hash
from publisher.intake.duplicate_articles import Twin, comparable_address, twin_of
from tests import builders

pytestmark = pytest.mark.django_db
LINK = "https://harbour.example/ferry"


@pytest.fixture
def house():
    return builders.newsroom()


def test_the_same_words_are_found_again_whatever_their_spaces(house):
    kept = add_article(house, builders.SOURCE, who=None)
    assert twin_of(house, builders.SOURCE.replace("\n\n", "\n \n")) == Twin(kept, words=True)
    assert twin_of(house, builders.SOURCE + " more") is None
    assert content_hash("a  b") == content_hash("a b")


def test_another_newsrooms_article_is_not_the_same(house):
    add_article(house, builders.SOURCE, who=None, link=LINK)
    assert twin_of(builders.newsroom(), builders.SOURCE, LINK) is None


def test_other_words_of_the_same_address_are_found(house):
    kept = add_article(house, builders.SOURCE, who=None, link=LINK)
    assert twin_of(house, builders.SOURCE + " more", LINK) == Twin(kept, words=False)


def test_an_article_without_an_address_has_no_twin_by_it(house):
    add_article(house, builders.SOURCE, who=None)
    assert twin_of(house, link=LINK) is None


@pytest.mark.parametrize(
    "other",
    [
        "http://harbour.example/ferry",
        "https://www.Harbour.example/ferry/",
        "https://harbour.example/ferry?utm_source=mail&fbclid=x",
        "https://harbour.example/ferry#more",
    ],
)
def test_what_does_not_change_the_page_does_not_change_its_address(other):
    assert comparable_address(other) == comparable_address(LINK)


@pytest.mark.parametrize("other", [f"{LINK}?id=2", f"{LINK}s", "https://harbour.example/"])
def test_another_page_has_another_address(other):
    assert comparable_address(other) != comparable_address(LINK)
