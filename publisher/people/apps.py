from __future__ import annotations

from allauth.account.apps import AccountConfig
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    name = "publisher.people"
    default = True

    def ready(self) -> None:
        # Rows may be named only once all apps are there.
        from publisher.people.alone import connect_signals  # noqa: PLC0415
        from publisher.people.sessions import record_sign_in  # noqa: PLC0415

        user_logged_in.connect(record_sign_in, dispatch_uid="remember who is signed in")
        connect_signals()


class AllauthTables(AccountConfig):  # type: ignore[misc]  # allauth ships no types
    """The tables `allauth.mfa` stands on: none of allauth's own pages are served."""

    def ready(self) -> None:
        # It would ask for a middleware that only those pages need.
        pass
