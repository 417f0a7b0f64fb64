"""Addresses of clients, as far as they stand for somebody."""

import ipaddress

_GIVEN_BITS = 64
"""What one household is given of IPv6 at least (RFC 6177)."""


def network_of(address: str) -> str:
    """What counts as one address: IPv4 by itself, also in IPv6's dress, IPv6 by its /64; anything else as it is.

    Of a link-local address its zone does not count.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(parsed), _GIVEN_BITS), strict=False))
        parsed = parsed.ipv4_mapped
    return str(parsed)
