"""The release's newsroom as a house: its accounts and times, its doors and tickets, its notices.

Written for the code that `make` names, and run with no other.
"""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client

from publisher.accounts.models import Account, Membership
from publisher.accounts.roles import Role
from publisher.house.account import disconnect, seen_unsent
from publisher.house.settings import change
from publisher.house.times import add_time
from publisher.people import back, factor, invite, members
from publisher.post import due, trial
from publisher.tell.gather import gather
from publisher.tell.round import round_
from publisher.tell.settings import set_hook
from publisher.up.first import practice_app
from tests.worlds.release.newsroom import MAIL, PASSWORD, Desk


def house(desk: Desk) -> None:
    ada, where = desk.people["ada"], desk.account("slots")
    add_time(desk.house, weekday="1", typed="07:30", account=None, who=ada)
    add_time(desk.house, weekday="3", typed="18:00", account=where, who=ada)
    desk.approve(desk.make("slotted", "school", where), slot=True)
    change(desk.house, {"late_after": "1800"}, who=ada)
    practice_app(desk.house, desk.network.url, desk.home)
    ended = desk.account("ended")
    disconnect(ended, seen=seen_unsent(ended), sure=True, who=ada)
    other = desk.account("other")
    Account.objects.filter(pk=other.pk).update(install_id="another-installation")
    tried = trial.ask(desk.account("tried"), who=ada)
    for _ in range(60):
        trial.play(tried.pk)
        time.sleep(0.1)
    trial.ask(desk.account("trying"), who=ada)
    due.beat("the-release", 0)


def doors(desk: Desk) -> None:
    _second_step(desk)
    _invitations(desk)
    _ways_back(desk)
    _browsers(desk)
    gone = Membership.objects.get(person=desk.people["gone"])
    members.take_away(gone, who=desk.people["ada"])


def _second_step(desk: Desk) -> None:
    secret = factor.new_secret()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    codes = factor.turn_on(desk.people["egon"], secret, code)
    desk.world.people["egon"] |= {"totp": secret, "codes": codes}


def _invitations(desk: Desk) -> None:
    ada, nora, tickets = desk.people["ada"], desk.people["nora"], desk.world.tickets
    mail = MAIL.format
    tickets["invited"] = invite.invite(desk.house, mail("new"), Role.ADMIN, who=ada)
    tickets["joined"] = invite.invite(desk.house, mail("in"), Role.EDITOR, who=ada)
    invite.join_new(invite.find(tickets["joined"]), "In", PASSWORD)
    tickets["north"] = invite.invite(desk.north, mail("far"), Role.WRITER, who=nora)
    tickets["withdrawn"] = invite.invite(desk.north, mail("no"), Role.WRITER, who=nora)
    invite.withdraw(desk.north, invite.find(tickets["withdrawn"]).pk, who=nora)


def _ways_back(desk: Desk) -> None:
    ada, tickets = desk.people["ada"], desk.world.tickets

    def member(name: str) -> Membership:
        return Membership.objects.get(person=desk.people[name], newsroom=desk.house)

    tickets["password"] = back.link(member("willem"), who=ada)
    tickets["both"] = back.link(member("egon"), who=ada, phone_lost=True)
    tickets["used"] = back.link(member("edda"), who=ada)
    back.use(*back.find(tickets["used"]), PASSWORD)


def _browsers(desk: Desk) -> None:
    """Signed in, signed out again, and between the two steps (`egon`)."""
    name_of = settings.SESSION_COOKIE_NAME
    for name in ("ada", "edda", "willem", "bo", "nora", "egon", "gone"):
        desk.world.sessions[name] = _browser(name).cookies[name_of].value
    client = _browser("egon")
    client.post("/sign-in/code", {"code": desk.world.people["egon"]["codes"][0]})
    desk.world.sessions["egon_two_steps"] = client.cookies[name_of].value
    _browser("edda").post("/sign-out")
    _browser("edda", "a wrong password")


def _browser(name: str, password: str = PASSWORD) -> Client:
    client = Client(headers={"host": "127.0.0.1", "user-agent": "Firefox/140 Linux"})
    client.post("/sign-in", {"mail": MAIL.format(name), "password": password})
    return client


def notices(desk: Desk) -> None:
    gather()
    set_hook(desk.house, "https://hook.example/harbour", who=desk.people["ada"])
    desk.refused("refused_later")
    round_()
