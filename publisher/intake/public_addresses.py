"""Which addresses belong to the public internet. Pure.

The registries are IANA's special-purpose ones, as `ipaddress` knows them, and what it leaves open.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

#: Global by the registries, but answered from inside: protocol assignments, and a cloud's own agent.
_INSIDE = (IPv4Network("192.0.0.0/24"), IPv4Network("168.63.129.16/32"))
#: The only part of IPv6 that is handed out to sites.
_UNICAST = IPv6Network("2000::/3")
#: An IPv4 address stands in the last 32 bits (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether this is a site's address that anybody could reach, by whatever way it is written."""
    if isinstance(address, IPv4Address):
        inside = any(address in network for network in _INSIDE)
        return address.is_global and not address.is_multicast and not inside
    hidden = _hidden(address)
    if hidden is not None:
        return is_public(hidden)
    return address in _UNICAST and address.is_global and address.teredo is None


def _hidden(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that this one stands for: mapped, 6to4 or translated."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
