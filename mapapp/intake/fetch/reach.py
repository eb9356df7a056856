"""Which addresses of the network may be asked: those of the public internet, whatever name led to them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

GLOBAL_UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
"""Where an IPv4 address stands in the last 32 bits, for networks without IPv4 of their own."""
ALSO_CLOSED: tuple[IPv4Network | IPv6Network, ...] = (
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
    IPv6Network("2001::/32"),  # Teredo and 6to4 carry an IPv4 address that their relay would reach
    IPv6Network("2002::/16"),
    IPv6Network("3fff::/20"),  # documentation; older Pythons don't know it
)
"""Beside what Python's ipaddress calls not global."""


def why_not(address: str) -> str | None:
    """What kind of address that is not public this is, such as "a private address"; None where it is public.

    `address` is as the operating system gives it, perhaps with a zone ("fe80::1%eth0").
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return "no internet address"
    if isinstance(ip, IPv6Address):
        carried = ip.ipv4_mapped or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)
        if carried is not None:
            return _why_not(carried)
    return _why_not(ip)


def _why_not(ip: IPv4Address | IPv6Address) -> str | None:
    for what, holds in (
        ("an address of this machine itself", ip.is_loopback or ip.is_unspecified),
        ("a link-local address", ip.is_link_local),
        ("a multicast address", ip.is_multicast),
        ("a private address", ip.is_private),
        ("a reserved address", not ip.is_global or ip.is_reserved),
        ("a reserved address", isinstance(ip, IPv6Address) and ip not in GLOBAL_UNICAST),
        ("a reserved address", any(ip in network for network in ALSO_CLOSED if network.version == ip.version)),
    ):
        if holds:
            return what
    return None
