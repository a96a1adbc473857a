"""The addresses of people."""

from __future__ import annotations

from django.urls import path

from publisher.people import door
from publisher.people.pages import house, joining, me, new_password, step

urlpatterns = [
    path("sign-in", door.sign_in, name="sign-in"),
    path("sign-in/code", door.second_step, name="second-step-in"),
    path("sign-out", door.sign_out, name="sign-out"),
    path("join/<str:secret>", joining.page, name="join"),
    path("new-password/<str:secret>", new_password.page, name="new-password"),
    path("people", house.page, name="people"),
    path("people/rule", house.rule, name="people-rule"),
    path("people/invite", house.send, name="invite"),
    path("people/invites/<int:number>/withdraw", house.withdraw, name="withdraw"),
    path("people/<int:number>/role", house.role, name="role"),
    path("people/<int:number>/take-away", house.remove, name="take-away"),
    path("people/<int:number>/second-step", house.lost, name="lost-second-step"),
    path("people/<int:number>/new-password", house.way_back, name="way-back"),
    path("me", me.page, name="me"),
    path("me/name", me.name, name="name"),
    path("me/password", me.password, name="password"),
    path("me/newsroom", me.newsroom, name="newsroom"),
    path("me/browsers/others/end", me.end_others, name="end-others"),
    path("me/browsers/<str:name>/end", me.end, name="end-browser"),
    path("me/second-step", step.page, name="second-step"),
    path("me/second-step/off", step.off, name="second-step-off"),
    path("me/second-step/codes", step.codes, name="second-step-codes"),
    path("kept", me.put_away, name="put-away"),
]
