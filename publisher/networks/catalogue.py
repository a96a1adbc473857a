"""What each network allows and asks, by name. Pure, and apart from the clients: it loads in no time."""

from __future__ import annotations

from publisher.networks.limits import Limits
from publisher.networks.prices import Prices
from publisher.networks.rates import Rates
from publisher.networks.x import prices as x_prices
from publisher.networks.x import rates as x_rates
from publisher.networks.x.limits import X

LIMITS: dict[str, Limits] = {each.name: each for each in (X,)}
PRICES: dict[str, Prices] = {X.name: x_prices.X}
RATES: dict[str, Rates] = {X.name: x_rates.X}
