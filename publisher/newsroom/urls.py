"""The addresses of what belongs to the newsroom as a whole."""

from __future__ import annotations

from django.urls import path

from publisher.newsroom.pages import accounts, connect, settings

urlpatterns = [
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/connect", connect.begin, name="connect"),
    path("accounts/connect/app", connect.app, name="connect-app"),
    path("accounts/connect/ask", connect.ask, name="connect-ask"),
    path("accounts/connect/answer", connect.answer, name="connect-answer"),
    path("accounts/connect/leave", connect.leave, name="connect-leave"),
    path("accounts/connect/pin", connect.pin, name="connect-pin"),
    path("accounts/connect/back", connect.back, name="connect-back"),
    path("accounts/connect/keys", connect.keys, name="connect-keys"),
    path("accounts/connect/confirm", connect.confirm, name="connect-confirm"),
    path("accounts/connect/drop", connect.drop, name="connect-drop"),
    path("accounts/<str:which>", accounts.account, name="account"),
    path("accounts/<str:which>/gap", accounts.gap, name="account-gap"),
    path("accounts/<str:which>/end", accounts.end, name="account-end"),
    path("accounts/<str:which>/trial", accounts.trial, name="account-trial"),
    path("house", settings.house, name="house"),
    path("house/zone", settings.zone, name="house-zone"),
    path("house/times", settings.add, name="house-time"),
    path("house/times/<int:number>/remove", settings.remove, name="house-time-off"),
    path("house/themes/<str:theme>.png", settings.theme, name="house-theme"),
    path("house/<str:part>", settings.save, name="house-save"),
]
