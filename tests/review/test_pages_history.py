"""The newsroom's history: filtered, in pages, and as a file."""

from __future__ import annotations

import csv
import json
import re
from datetime import datetime, timedelta
from io import StringIO

import pytest

from publisher.accounts.roles import Role
from publisher.review.approve import approve, cancel
from publisher.thread.clock import now
from publisher.thread.models import Move
from publisher.thread.transitions import record_move
from publisher.web.templatetags.desk import Wall, day
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(house, mara):
    """Two threads on two accounts, one pause by Mara, and 250 things the publisher did yesterday."""
    first, second = (builders.thread_in_review(house, name) for name in ("Ferry", "Harbour"))
    record_move(house, "pause", "", "all paused", who=mara, why="Wait a moment.")
    record_move(house, "thread", "in_review", "sent_back", thread=first, who=mara, why="=1+1")
    record_move(house, "thread", "scheduled", "missed", thread=second)
    yesterday = now() - timedelta(days=1)
    olden = [
        Move(newsroom=house, subject="pause", after="all resumed", at=yesterday, why=f"Line {n}")
        for n in range(250)
    ]
    Move.objects.bulk_create(olden)
    return first, second


def read(desk, rest: str = "") -> str:
    return str(desk.get(f"/history{rest}").content.decode())


def rows(answer) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.usefixtures("told")
def test_the_newest_stand_first_and_the_older_follow_without_a_gap(desk):
    seen, page = [], read(desk)
    assert page.index("let it wait") < page.index("sent it back") < page.index("paused everything")
    while True:
        seen += [line for line in page.split("<tr>") if "Line " in line]
        if "Older</a>" not in page:
            break
        rest = page.split('href="/history?before=')[1].split('"')[0].replace("&amp;", "&")
        page = read(desk, f"?before={rest}")
    numbers = [int(line.split("Line ")[1].split("<")[0]) for line in seen]
    assert numbers == list(reversed(range(250)))


@pytest.mark.usefixtures("told")
def test_by_person(desk, mara):
    page = read(desk, f"?who={mara.pk}")
    assert "paused everything" in page
    assert "let it wait" not in page
    page = read(desk, "?who=publisher")
    assert "let it wait" in page
    assert "paused everything" not in page


def test_each_line_says_which_account_its_thread_is_for(desk, told):
    page = read(desk)
    for thread in told:
        assert f"{thread.article}</a>, @{thread.account.handle}" in page


def test_by_account(desk, told):
    page = read(desk, f"?account={told[0].account.public_id}")
    assert "sent it back" in page
    assert "let it wait" not in page


@pytest.mark.usefixtures("told")
def test_by_day_on_the_newsroom_s_clock(desk, house):
    today = Wall(house.zone, now()).today.date().isoformat()
    page = read(desk, f"?day={today}")
    assert "let it wait" in page
    assert "Line 1<" not in page
    assert "Nothing that fits" in read(desk, "?day=2001-01-01")


@pytest.mark.parametrize(
    "rest",
    [
        "?day=yesterday",
        "?who=x",
        "?before=x_y",
        "?before=2026-01-01_1",
        "?day=0001-01-01",
        "?day=9999-12-31",
        "?who=99999999999999999999",
    ],
)
@pytest.mark.usefixtures("told")
def test_an_address_that_was_tampered_with_shows_a_page(desk, rest):
    assert desk.get(f"/history{rest}").status_code == 200


@pytest.mark.usefixtures("told")
def test_another_newsroom_s_history_stays_its_own(client):
    other = builders.newsroom(name="Other")
    client.force_login(builders.person(Role.ADMIN, other))
    page = read(client)
    assert "paused everything" not in page
    assert "Ferry" not in page
    assert rows(client.get("/history.csv")) == []


@pytest.mark.usefixtures("told")
def test_the_file_has_all_that_fits_and_no_formula(desk, mara):
    answer = desk.get(f"/history.csv?who={mara.pk}")
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="history-harbour-post.csv"'
    )
    listed = rows(answer)
    assert [each["what"] for each in listed] == ["sent it back", "paused everything"]
    assert (listed[0]["why"], listed[0]["headline"], listed[0]["zone"]) == (
        "'=1+1",
        "Ferry",
        "Europe/Brussels",
    )
    assert len(rows(desk.get("/history.csv"))) == Move.objects.count()


@pytest.mark.usefixtures("told")
def test_as_json_it_says_the_same(desk):
    whole = json.loads(b"".join(desk.get("/history.json").streaming_content))
    assert [each["what"] for each in whole[:3]] == [
        "let it wait: its time had passed",
        "sent it back",
        "paused everything",
    ]
    assert whole[1]["why"] == "=1+1"


@pytest.mark.usefixtures("told")
def test_a_writer_reads_it_and_takes_none_along(client, house):
    client.force_login(builders.person(Role.WRITER, house))
    assert "Download" not in read(client)
    assert client.get("/history.csv").status_code == 403


def test_a_thread_s_own_file_is_for_everybody_at_the_desk(client, house, told):
    client.force_login(builders.person(Role.WRITER, house))
    answer = client.get(f"/threads/{told[0].public_id}/history.csv")
    assert [each["what"] for each in rows(answer)] == ["sent it back"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="history-ferry.csv"'


def test_no_token_is_in_any_file(desk, told):
    for path in ("/history.json", f"/threads/{told[0].public_id}/history.json"):
        text = b"".join(desk.get(path).streaming_content).decode()
        for secret in builders.SECRETS.values():
            assert secret not in text
        assert "sealed" not in text


@pytest.mark.usefixtures("told")
def test_a_page_asks_the_database_a_fixed_number_of_times(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        desk.get("/history")


def test_the_page_tells_times_by_day_with_their_instants(desk, house, thread, mara):
    approve(thread, rev=1, who=mara, at=now() + timedelta(days=2))
    cancel(thread, rev=1, who=mara, why="")
    today = f'scope="rowgroup" colspan="3">Today, {day(now(), Wall(house.zone, now()))}</th>'
    for page in (read(desk), desk.get(f"/threads/{thread.public_id}").content.decode()):
        assert today in page
        assert re.search(r'<time datetime="\d{4}-\d\d-\d\dT[\d:.]+\+0[12]:00">\d\d:\d\d', page)
        assert "(Europe/Brussels)" not in page


def test_the_files_keep_instants_in_utc(desk, thread, mara):
    approve(thread, rev=1, who=mara, now=True)
    for line in rows(desk.get(f"/threads/{thread.public_id}/history.csv")):
        assert datetime.fromisoformat(line["time_utc"]).utcoffset() == timedelta(0)


def test_a_day_is_typed_as_people_write_it_and_shown_with_its_weekday(desk):
    field = 'placeholder="24 Nov 2026" value="Tue 24 Nov 2026"'
    for typed in ("24 Nov 2026", "2026-11-24", "tue 24 november 2026"):
        for path in ("/history", "/"):
            assert field in desk.get(path, {"day": typed}).content.decode()


@pytest.mark.parametrize("path", ["/history", "/"])
def test_what_is_no_day_stays_in_its_field_and_is_explained_there(desk, path):
    page = desk.get(path, {"day": "<31 Nov>"}).content.decode()
    assert (
        'value="&lt;31 Nov&gt;" aria-describedby="day-wrong" aria-invalid="true" autofocus' in page
    )
    assert "“&lt;31 Nov&gt;” is not a day: write it like 24 Nov 2026" in page
