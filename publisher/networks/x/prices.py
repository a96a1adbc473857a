"""What X asks, pay per use (docs.x.com/x-api/getting-started/pricing), newest last. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from publisher.networks.prices import Prices

TABLE = (
    Prices(
        since=date(2026, 4, 16),
        post=Decimal("0.015"),
        link=Decimal("0.200"),
        alt=Decimal("0.005"),
        delete=Decimal("0.010"),
        read=Decimal("0.001"),
    ),
)
X = TABLE[-1]
