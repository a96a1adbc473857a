"""The addresses of what belongs to the newsroom as a whole."""

from __future__ import annotations

from django.urls import path

from publisher.newsroom.pages import accounts, connect, settings

urlpatterns = [
    path("accounts", accounts.accounts_page, name="accounts"),
    path("accounts/connect", connect.connect_page, name="connect"),
    path("accounts/connect/app", connect.save_app_keys, name="connect-app"),
    path("accounts/connect/ask", connect.start_consent, name="connect-ask"),
    path("accounts/connect/answer", connect.consent_page, name="connect-answer"),
    path("accounts/connect/leave", connect.go_to_network, name="connect-leave"),
    path("accounts/connect/pin", connect.submit_pin, name="connect-pin"),
    path("accounts/connect/back", connect.return_from_network, name="connect-back"),
    path("accounts/connect/keys", connect.submit_keys, name="connect-keys"),
    path("accounts/connect/confirm", connect.confirm_account, name="connect-confirm"),
    path("accounts/connect/drop", connect.drop_pending, name="connect-drop"),
    path("accounts/<str:which>", accounts.account_page, name="account"),
    path("accounts/<str:which>/gap", accounts.change_gap, name="account-gap"),
    path("accounts/<str:which>/end", accounts.end_connection, name="account-end"),
    path("accounts/<str:which>/trial", accounts.run_trial, name="account-trial"),
    path("house", settings.settings_page, name="house"),
    path("house/zone", settings.change_zone, name="house-zone"),
    path("house/times", settings.add_posting_time, name="house-time"),
    path("house/times/<int:number>/remove", settings.remove_posting_time, name="house-time-off"),
    path("house/themes/<str:theme>.png", settings.preview_theme, name="house-theme"),
    path("house/<str:part>", settings.save_section, name="house-save"),
]
