"""Connect an account: its secrets are tried, and whom they belong to is written down."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from publisher.accounts.models import Account, Newsroom
from publisher.accounts.secrets import seal
from publisher.networks.base import Door, Identity, Network
from publisher.networks.registry import find_network

#: On the rehearsal network nobody needs time to press stop.
REHEARSAL_GAP = 0.2
#: Seconds a person waits at most for the answer.
PATIENCE = 10.0


def connect(
    newsroom: Newsroom,
    name: str,
    secrets: Mapping[str, str],
    *,
    base_url: str = "",
    rehearsal: bool = False,
) -> Account:
    """Connect an account of this network, or mend one that is connected already.

    Asks the network whose the secrets are; raises NetworkError.
    """
    chosen = find_network(name)
    base = base_url or chosen.home
    who = identify_owner(chosen, base, secrets)
    return save_account(newsroom, chosen, base, secrets, who, rehearsal=rehearsal)


def identify_owner(chosen: Network, base: str, secrets: Mapping[str, str]) -> Identity:
    """Whose the secrets are. Raises NetworkError."""
    return chosen.connect(Door(base_url=base, secrets=secrets, deadline=PATIENCE)).identity()


def save_account(
    newsroom: Newsroom,
    chosen: Network,
    base: str,
    secrets: Mapping[str, str],
    who: Identity,
    *,
    rehearsal: bool,
) -> Account:
    """The row of this account, new or with new secrets."""
    kept = {
        "handle": who.handle,
        "name": who.name,
        "page_url": who.url,
        "sealed": seal(secrets),
        "install_id": settings.INSTALL_ID,
        "rehearsal": rehearsal,
        "ended_at": None,
    }
    new = {**kept, "gap": REHEARSAL_GAP} if rehearsal else kept
    return Account.objects.update_or_create(
        newsroom=newsroom,
        network=chosen.name,
        base_url=base,
        remote_user_id=who.user_id,
        defaults=kept,
        create_defaults=new,
    )[0]
