"""Search in both databases: the same words find the same articles."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from publisher.thread.models import Article
from publisher.thread.search_index import create_search_index
from tests import builders
from tests.worlds.again import ROOT, pass_on_postgres

QUEUE = ROOT / "tests/review/test_pages_filters.py"
HEADLINES = ("The ferry is late", "Malmö: the bridge", "الحرب في السودان", "台湾总统选举结果")
HOSTILE = ['"', "'", "\\", "a'b\\", '"a" OR', "NEAR(", "*", "^fer", "words:", "-fer", "fer)", "\0"]


def found(typed: str) -> list[str]:
    rows = Article.objects.filter(words__has=typed).order_by("id")
    return list(rows.values_list("headline", flat=True))


@pytest.fixture
def articles(db):  # noqa: ARG001 - opens the database
    house = builders.newsroom()
    return [builders.article(house, headline=headline) for headline in HEADLINES]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize(
    ("typed", "headline"), [("FERR", 0), ("lat ferry", 0), ("malmo", 1), ("حرب", 2), ("总统", 3)]
)
def test_words_find_their_article(typed, headline):
    assert found(typed) == [HEADLINES[headline]]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("typed", [*HOSTILE, "fer🙂"])
def test_nothing_that_is_typed_is_an_error(typed):
    assert set(found(typed)) <= set(HEADLINES)


def test_what_is_deleted_or_changed_is_found_as_it_is_now(articles):
    articles[0].delete()
    articles[1].headline = "Malmö: the tunnel"
    articles[1].save()
    assert found("ferry") == found("bridge") == []
    assert found("tunnel") == ["Malmö: the tunnel"]


def test_articles_kept_many_at_a_time_are_found(db):  # noqa: ARG001 - opens the database
    house = builders.newsroom()
    Article.objects.bulk_create(
        [Article(newsroom=house, headline=f"Storm {n}", public_id=f"s{n}") for n in range(5)]
    )
    assert len(found("storm")) == 5


@pytest.mark.usefixtures("articles")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index itself")
def test_triggers_that_got_lost_are_laid_again_and_what_was_missed_is_found():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER article_words_in")
    builders.article(builders.newsroom(), headline="Missed by the index")
    assert found("missed") == []
    create_search_index(connection)
    assert found("missed") == ["Missed by the index"]


@pytest.mark.django_db(transaction=True)
def test_what_was_there_before_is_found_after_the_migration():
    executor = MigrationExecutor(connection)
    executor.migrate([("thread", "0003_desk")])
    old = executor.loader.project_state([("thread", "0003_desk")]).apps
    house = old.get_model("thread", "Newsroom").objects.create(name="Old")
    old.get_model("thread", "Article").objects.create(newsroom=house, headline="An old ferry")
    call_command("migrate", verbosity=0)
    assert found("ferry") == ["An old ferry"]


@pytest.mark.postgres
def test_the_same_is_found_on_postgresql():
    assert pass_on_postgres(__file__, QUEUE)
