"""How many calls X takes from one user (docs.x.com/x-api/fundamentals/rate-limits). Pure."""

from __future__ import annotations

from datetime import timedelta

from publisher.networks.rates import Rates

X = Rates(window=timedelta(minutes=15), uploads=500, alts=500)
