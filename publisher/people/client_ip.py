"""Where a request came from, as far as that can be believed."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: Whoever has one address of IPv6 has all of its /64.
_HOME = 64


def client_address(request: HttpRequest) -> str:
    """The address of the browser: what the outermost of our own proxies saw, else the socket's."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    passed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if not 0 < settings.PROXIES <= len(passed):
        return near
    # What stands further left was written by the sender.
    far = passed[-settings.PROXIES].strip()
    return far if _is_address(far) else near


def subnet_of(address: str) -> str:
    """The smallest part of the net one household may have all of."""
    if not _is_address(address) or not isinstance(ip_address(address), IPv6Address):
        return address
    return str(ip_network(f"{address.partition('%')[0]}/{_HOME}", strict=False))


def _is_address(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False
