"""The networks the publisher knows, by name."""

from __future__ import annotations

from publisher.networks.base import Network
from publisher.networks.x.client import X

NETWORKS: dict[str, Network] = {each.name: each for each in (X,)}


class UnknownNetworkError(LookupError):
    """No network has this name."""


def find_network(name: str) -> Network:
    """Look a network up by its name; raises UnknownNetworkError."""
    if name not in NETWORKS:
        raise UnknownNetworkError(
            f"There is no network called {name!r}; there is {', '.join(sorted(NETWORKS))}."
        )
    return NETWORKS[name]
