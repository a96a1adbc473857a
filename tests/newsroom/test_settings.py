"""The house's settings: on their page, on the command line, and what they change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from publisher.__main__ import main
from publisher.accounts.policy import lasts_of, public_name
from publisher.accounts.roles import Role
from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.newsroom.errors import SettingOvertaken, WrongSetting
from publisher.newsroom.newsroom_settings import SETTINGS, change_settings, list_zones
from publisher.thread.clock import now
from publisher.thread.models import Move, Thread
from tests import builders

PARTS = {
    "newsroom": {"name": "Harbour Daily", "public_name": "The Daily"},
    "cards": {"theme": "dark"},
    "threads": {"numbering": "n/N before", "sign_off": "yes"},
    "rules": {"late_after": "0", "lasts": "week"},
}


def was(house):
    return {f"was-{name}": each.read(house) for name, each in SETTINGS.items()}


def told():
    return list(Move.objects.filter(subject="setting").values_list("why", flat=True))


@pytest.mark.parametrize("part", PARTS)
def test_each_form_saves_what_it_holds_and_tells_it(desk, house, part):
    answer = desk.post(f"/house/{part}", {**was(house), **PARTS[part]})
    assert answer.status_code == 302
    house.refresh_from_db()
    assert {name: SETTINGS[name].read(house) for name in PARTS[part]} == PARTS[part]
    assert len(told()) >= len(PARTS[part])


def test_a_change_says_before_and_after_in_words(desk, house):
    desk.post("/house/rules", {**was(house), "late_after": "0", "lasts": "day", "four_eyes": "yes"})
    assert told() == [
        "How late a thread may go out: from 20 minutes late at most to never send late."
    ]


def test_what_is_not_different_is_not_told(desk, house, text):
    same = {name: each.read(house) for name, each in SETTINGS.items()}
    desk.post("/house/newsroom", {**was(house), **same})
    assert told() == []
    assert "Nothing was different." in text(desk.get("/house"))


def test_an_unticked_box_is_a_no(desk, house):
    desk.post("/house/rules", {**was(house), "late_after": "1200", "lasts": "day"})
    house.refresh_from_db()
    assert house.four_eyes is False


@pytest.mark.parametrize(
    ("part", "given", "words"),
    [
        ("newsroom", {"name": " "}, "The name is empty"),
        ("newsroom", {"name": "x" * 121}, "longer than 120"),
        ("cards", {"theme": "../../etc"}, "there is no “../../etc”"),
        ("threads", {"numbering": "roman"}, "there is no “roman”"),
        ("rules", {"late_after": "-1"}, "from 0 to 86400"),
        ("rules", {"lasts": "ever"}, "there is no “ever”"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_saved(  # noqa: PLR0917
    desk, house, text, part, given, words
):
    answer = desk.post(f"/house/{part}", {**was(house), **PARTS[part], **given})
    assert answer.status_code == 422
    assert words in text(answer)
    assert told() == []


def test_what_was_typed_stays_in_its_field(desk, house, text):
    typed = {"name": "", "public_name": "The Daily Ferry"}
    page = text(desk.post("/house/newsroom", {**was(house), **typed}))
    assert 'value="The Daily Ferry"' in page


def test_two_tabs_do_not_overwrite_each_other(desk, house, text):
    drawn = was(house)
    desk.post("/house/newsroom", {**drawn, "name": "One", "public_name": ""})
    answer = desk.post("/house/newsroom", {**drawn, "name": "Two", "public_name": ""})
    assert answer.status_code == 422
    assert "was changed to “One” meanwhile" in text(answer)
    house.refresh_from_db()
    assert house.name == "One"


def test_a_form_that_is_not_ours_is_no_form(desk, house):
    assert desk.post("/house/newsroom", {"name": "One"}).status_code == 400
    assert desk.post("/house/nothing", was(house)).status_code == 404


def test_a_new_zone_is_saved_at_once_where_nothing_is_scheduled(desk, house, text):
    desk.post("/house/zone", {"zone": "Asia/Tokyo", "was-zone": house.zone})
    house.refresh_from_db()
    assert house.zone == "Asia/Tokyo"
    assert "Tokyo" in text(desk.get("/house"))


def test_a_new_zone_says_first_what_becomes_of_scheduled_threads(desk, house, text):
    thread = builders.approved_thread(house, "The ferry", at=now() + timedelta(days=1))
    due = thread.due_at
    given = {"zone": "Asia/Tokyo", "was-zone": house.zone}
    page = text(desk.post("/house/zone", given))
    house.refresh_from_db()
    assert house.zone == "Europe/Brussels"
    assert "They go out at the same moment as before" in page
    sure = page.split('name="sure" value="')[1].split('"')[0]
    desk.post("/house/zone", {**given, "sure": sure})
    house.refresh_from_db()
    thread.refresh_from_db()
    assert (house.zone, thread.due_at) == ("Asia/Tokyo", due)
    words = "1 scheduled thread goes out at the same moment as before."
    assert told() == [f"Time zone: from Europe/Brussels to Asia/Tokyo. {words}"]


def test_a_thread_scheduled_meanwhile_is_shown_before_the_zone_changes(desk, house, text):
    builders.approved_thread(house, "The ferry", at=now() + timedelta(days=1))
    given = {"zone": "Asia/Tokyo", "was-zone": house.zone}
    page = text(desk.post("/house/zone", given))
    sure = page.split('name="sure" value="')[1].split('"')[0]
    builders.approved_thread(house, "The bridge", at=now() + timedelta(days=2))
    assert "The bridge" in text(desk.post("/house/zone", {**given, "sure": sure}))
    house.refresh_from_db()
    assert house.zone == "Europe/Brussels"


@pytest.mark.parametrize("zone", ["Atlantis", "../etc/passwd", "", "europe/brussels "])
def test_a_zone_that_is_none_is_refused(desk, house, text, zone):
    answer = desk.post("/house/zone", {"zone": zone, "was-zone": house.zone})
    assert answer.status_code == 422
    assert "is no time zone" in text(answer)


def test_every_zone_can_be_searched_without_a_script(desk, text):
    page = text(desk.get("/house"))
    assert page.count("<option") > len(list_zones()) > 400
    assert '<input id="zone" name="zone" list="zones"' in page


def test_each_theme_is_shown_as_a_picture(desk, text):
    page = text(desk.get("/house"))
    for theme in ("light", "dark"):
        assert f"/house/themes/{theme}.png" in page
        answer = desk.get(f"/house/themes/{theme}.png")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert desk.get("/house/themes/plaid.png").status_code == 404


def test_a_new_thread_is_made_as_the_house_says(house, mara):
    account = builders.account(house)
    wanted = {"numbering": "n/N before", "theme": "dark", "late_after": "0"}
    change_settings(house, wanted, who=mara)
    add_article(house, builders.SOURCE, who=mara)
    thread = Thread.objects.get(account=account)
    draft_thread(thread.pk)
    thread.refresh_from_db()
    content = thread.revisions.get(rev=1).content
    assert content["posts"][0]["text"].startswith("1/")
    assert (content["theme"], thread.late_after) == ("dark", 0)


def test_an_approval_lasts_as_the_house_says(house, mara):
    change_settings(house, {"lasts": "week"}, who=mara)
    due = datetime.now(UTC) + timedelta(days=1)
    thread = builders.approved_thread(house, at=due)
    assert thread.approved_until
    assert thread.approved_until > due + timedelta(days=6)
    assert lasts_of(house) == "week"


def test_the_name_on_the_cards_may_be_another(house, mara):
    assert public_name(house) == "Harbour Post"
    change_settings(house, {"public_name": "The Daily"}, who=mara)
    assert public_name(house) == "The Daily"


def test_settings_of_others_are_left_alone(house, mara):
    house.settings = {"hook": "kept"}
    house.save()
    change_settings(house, {"public_name": "The Daily", "lasts": "never"}, who=mara)
    assert house.settings == {"hook": "kept", "public_name": "The Daily", "lasts": "never"}


def test_nothing_of_a_form_is_saved_where_one_field_is_wrong(house, mara):
    with pytest.raises(WrongSetting):
        change_settings(house, {"name": "New", "zone": "Atlantis"}, who=mara)
    with pytest.raises(SettingOvertaken):
        change_settings(house, {"name": "New", "theme": "dark"}, who=mara, was={"theme": "plaid"})
    house.refresh_from_db()
    assert (house.name, house.theme) == ("Harbour Post", "light")


@pytest.mark.usefixtures("mara")
def test_the_command_obeys_the_same_rules(house, capsys):
    assert main(["house", "--lasts", "never", "--four-eyes", "no", "--as", "Mara"]) == 0
    assert "lasts        never" in capsys.readouterr().out
    house.refresh_from_db()
    assert house.four_eyes is False
    assert main(["house", "--late-after", "soon", "--as", "Mara"]) == 2
    assert "from 0 to 86400" in capsys.readouterr().err
    builders.approved_thread(house, at=now() + timedelta(days=1))
    assert main(["house", "--zone", "Asia/Tokyo", "--as", "Mara"]) == 0
    assert "1 scheduled thread goes out at the same moment" in capsys.readouterr().out


def test_notices_and_the_houses_settings_lead_to_each_other(desk, house, text, client):
    page = text(desk.get("/house")).split("<main")[1].split("</main>")[0]
    assert 'href="/notices"' in page
    assert 'href="/house"' in text(desk.get("/notices")).split("<main")[1].split("</main>")[0]
    client.force_login(builders.person(Role.EDITOR, house))
    assert 'href="/house"' not in text(client.get("/notices"))
