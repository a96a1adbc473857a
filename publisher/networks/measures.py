"""What each network allows, by name. Pure, and apart from the clients: it loads in no time."""

from __future__ import annotations

from publisher.networks.limits import Limits
from publisher.networks.x.limits import X

LIMITS: dict[str, Limits] = {each.name: each for each in (X,)}
