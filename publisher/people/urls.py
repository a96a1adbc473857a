"""The addresses of people."""

from __future__ import annotations

from django.urls import path

from publisher.people import sign_in
from publisher.people.pages import joining, me, member_pages, new_password, second_step

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-in/code", sign_in.second_step, name="second-step-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("join/<str:secret>", joining.join_page, name="join"),
    path("new-password/<str:secret>", new_password.new_password_page, name="new-password"),
    path("people", member_pages.people_page, name="people"),
    path("people/rule", member_pages.set_second_step_rule, name="people-rule"),
    path("people/invite", member_pages.send_invitation, name="invite"),
    path("people/invites/<int:number>/withdraw", member_pages.withdraw_invitation, name="withdraw"),
    path("people/<int:number>/role", member_pages.change_member_role, name="role"),
    path("people/<int:number>/take-away", member_pages.remove_member, name="take-away"),
    path(
        "people/<int:number>/second-step",
        member_pages.reset_lost_second_step,
        name="lost-second-step",
    ),
    path("people/<int:number>/new-password", member_pages.way_back, name="way-back"),
    path("me", me.profile_page, name="me"),
    path("me/name", me.change_name, name="name"),
    path("me/password", me.change_password, name="password"),
    path("me/newsroom", me.switch_newsroom, name="newsroom"),
    path("me/browsers/others/end", me.end_others, name="end-others"),
    path("me/browsers/<str:name>/end", me.sign_out_browser, name="end-browser"),
    path("me/second-step", second_step.second_step_page, name="second-step"),
    path("me/second-step/off", second_step.turn_off_second_step, name="second-step-off"),
    path("me/second-step/codes", second_step.renew_recovery_codes, name="second-step-codes"),
    path("kept", me.put_away, name="put-away"),
]
