from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from publisher.accounts.roles import Role
from publisher.people import second_factor, sign_in
from publisher.people.errors import Needed, WrongCode

RIGHT = "a good password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret=SECRET, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


@pytest.fixture
def spare(mara):
    """Mara's recovery codes: her second step is on, by the code of half a minute ago."""
    return second_factor.turn_on(mara, SECRET, code(ahead=-1))


def knock(client, person):
    return client.post("/sign-in", {"mail": person.email, "password": RIGHT, "next": "/history"})


def step(client, typed):
    return client.post("/sign-in/code", {"code": typed})


def inside(client):
    return client.get("/").status_code == 200


@pytest.mark.usefixtures("spare")
def test_the_password_alone_does_not_open_the_desk(client, mara):
    assert knock(client, mara).headers["Location"] == "/sign-in/code"
    assert not inside(client)
    assert step(client, code()).headers["Location"] == "/history"
    assert inside(client)


@pytest.mark.usefixtures("spare")
def test_a_code_is_good_for_one_use(client, mara, told):
    knock(client, mara)
    assert step(client, code()).status_code == 302
    client.logout()
    knock(client, mara)
    for same in (code(), f"{code()[:3]}-{code()[3:]}", f" {code()} "):
        assert step(client, same).status_code == 422
    assert "Somebody gave a wrong code for Mara, after the right password" in told()


@pytest.mark.usefixtures("spare")
def test_the_code_that_set_it_up_opens_nothing(client, mara):
    knock(client, mara)
    assert step(client, code(ahead=-1)).status_code == 422


def test_a_recovery_code_is_good_for_one_use(client, mara, spare, told):
    for status in (302, 422):
        client.logout()
        knock(client, mara)
        assert step(client, f"{spare[0][:4]} {spare[0][4:]}").status_code == status
    assert second_factor.count_unused_codes(mara) == len(spare) - 1
    assert "Mara used a recovery code" in told()


@pytest.mark.usefixtures("spare")
def test_after_five_wrong_codes_the_right_one_waits_too(client, mara, clock):
    knock(client, mara)
    for _ in range(sign_in.TRIES):
        assert step(client, "000000").status_code == 422
    assert step(client, code()).status_code == 429
    clock.advance(61)
    assert step(client, code()).status_code == 302


@pytest.mark.usefixtures("spare")
def test_codes_are_bounded_from_many_places_together(client, mara, monkeypatch):
    monkeypatch.setattr(sign_in, "CODES", 3)
    knock(client, mara)
    for n in range(3):
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{n}"
        assert step(client, "000000").status_code == 422
    client.defaults["REMOTE_ADDR"] = "192.0.2.99"
    assert step(client, code()).status_code == 429


@pytest.mark.usefixtures("spare")
def test_the_first_step_is_forgotten_after_ten_minutes(client, mara, clock):
    knock(client, mara)
    clock.advance(sign_in.PATIENCE + 1)
    assert step(client, code()).headers["Location"] == "/sign-in"


@pytest.mark.usefixtures("spare")
def test_a_changed_password_ends_a_first_step(client, mara):
    knock(client, mara)
    mara.set_password("quite another one")
    mara.save()
    assert step(client, code()).headers["Location"] == "/sign-in"


def test_the_code_page_is_nothing_without_the_first_step(client, db):  # noqa: ARG001 - opens it
    assert client.get("/sign-in/code").headers["Location"] == "/sign-in"


@pytest.mark.usefixtures("spare")
def test_secrets_lie_sealed(mara):
    kept = str(list(Authenticator.objects.filter(user=mara).values_list("data", flat=True)))
    assert SECRET not in kept
    assert kept.count("gAAAA") == 2


def test_a_wrong_code_turns_nothing_on(mara):
    with pytest.raises(WrongCode, match="every 30 seconds"):
        second_factor.turn_on(mara, SECRET, "123")
    assert not second_factor.has_second_factor(mara)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_where_the_house_asks_nothing_comes_before_setting_it_up(client, house, role):
    from tests import builders  # noqa: PLC0415 - beside the other fixtures

    client.force_login(builders.person(role, house))
    house.second_factor = True
    house.save()
    for path in ("/", "/add", "/history", "/me"):
        assert client.get(path).headers["Location"] == "/me/second-step"
    assert client.post("/pause", {"scope": "all"}).headers["Location"] == "/me/second-step"
    assert not house.pauses.exists()
    assert client.get("/me/second-step").status_code == 200


def test_a_writer_is_not_asked(client, house):
    from tests import builders  # noqa: PLC0415 - beside the other fixtures

    house.second_factor = True
    house.save()
    client.force_login(builders.person(Role.WRITER, house))
    assert inside(client)


def set_up(client):
    """Set it up on the page, as a person would; what the page answers."""
    page = client.get("/me/second-step").content.decode()
    secret = page.split("<code>")[1].split("</code>")[0].replace(" ", "")
    return client.post("/me/second-step", {"code": code(secret)}), secret


def test_it_is_set_up_by_a_code_and_the_recovery_codes_are_shown_once(client, house, mara):
    house.second_factor = True
    house.save()
    client.force_login(mara)
    answer, secret = set_up(client)
    page = answer.content.decode()
    assert page.count("<li><code>") == 10
    assert secret not in str(dict(client.session))
    assert answer.headers["Cache-Control"].count("no-store") == 1
    assert "<code>" not in client.get("/me/second-step").content.decode()
    assert inside(client)


def test_a_reload_shows_the_same_key(client, mara):
    client.force_login(mara)
    pages = [client.get("/me/second-step").content.decode() for _ in range(2)]
    keys = {page.split("<code>")[1].split("</code>")[0] for page in pages}
    assert len(keys) == 1


def test_setting_it_up_signs_out_every_other_browser(client, mara):
    from django.test import Client  # noqa: PLC0415 - a second browser

    other = Client()
    other.force_login(mara)
    client.force_login(mara)
    set_up(client)
    assert inside(client)
    assert not inside(other)


def test_turning_it_off_takes_the_password(client, mara, told):
    client.force_login(mara)
    set_up(client)
    assert client.post("/me/second-step/off", {"password": "guessed"}).status_code == 422
    assert second_factor.has_second_factor(mara)
    assert client.post("/me/second-step/off", {"password": RIGHT}).status_code == 302
    assert not second_factor.has_second_factor(mara)
    assert told()[-1] == "Mara turned off the second step"


@pytest.mark.usefixtures("spare")
def test_it_stays_on_where_the_house_asks_for_it(house, mara):
    house.second_factor = True
    house.save()
    with pytest.raises(Needed, match="stays on"):
        second_factor.turn_off(mara)


def test_new_recovery_codes_end_the_old_ones(client, mara, spare):
    new = second_factor.renew_codes(mara)
    assert not set(new) & set(spare)
    knock(client, mara)
    assert step(client, spare[0]).status_code == 422
    assert step(client, new[0]).status_code == 302


@pytest.mark.usefixtures("spare")
def test_an_admin_helps_who_lost_her_phone(desk, house, mara, told):
    number = house.memberships.get(person=mara).pk
    assert "Lost the second step" in desk.get("/people").content.decode()
    desk.post(f"/people/{number}/second-step")
    assert not second_factor.has_second_factor(mara)
    assert told()[-1] == "Ada turned off the second step of Mara"
