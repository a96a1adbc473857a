"""The keys of the house's own app on a network: from the environment, or typed once and sealed."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from publisher.accounts.models import Newsroom
from publisher.accounts.secrets import SealError, seal, unseal
from publisher.networks.base import Network

#: Where a newsroom's settings keep them, by network and base address.
KEPT = "apps"


def app_keys(newsroom: Newsroom, network: Network, base: str) -> dict[str, str] | None:
    """The app's keys, or None where nobody has given any that can be opened."""
    outside = given_outside(network, base)
    if outside:
        return outside
    kept = newsroom.settings.get(KEPT, {}).get(_place(network, base))
    try:
        return unseal(kept) if kept else None
    except SealError:
        return None


def given_outside(network: Network, base: str) -> dict[str, str] | None:
    """The keys in the environment: they are the network's own, never the practice network's."""
    keys: dict[str, str] | None = settings.APP_KEYS.get(network.name)
    return keys if base == network.home else None


def with_app_keys(
    kept: Mapping[str, object], network: Network, base: str, keys: Mapping[str, str]
) -> dict[str, object]:
    """A newsroom's settings with these keys in them."""
    before = kept.get(KEPT)
    apps = before if isinstance(before, dict) else {}
    return {**kept, KEPT: {**apps, _place(network, base): seal(keys)}}


def _place(network: Network, base: str) -> str:
    return network.name if base == network.home else f"{network.name} practice"
