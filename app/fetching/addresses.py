"""Which addresses are public: an explicit list.

Source: the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates). Python's own
`is_global` lets 64:ff9b::/96, 2002::/16, ::127.0.0.1 and multicast pass, and `is_private` misses 100.64.0.0/10.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

_NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by carriers; also clouds' metadata
            "127.0.0.0/8",
            "168.63.129.16/32",  # a public address by which Azure's machines reach their host
            "169.254.0.0/16",  # link-local; clouds' metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
# Everything outside is special: loopback, unspecified, IPv4-mapped, NAT64, unique local, link-local, multicast.
_GLOBAL_UNICAST_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
            "2001:db8::/32",
            "2002::/16",  # 6to4 carries an IPv4 address of any kind
            "2620:4f:8000::/48",
            "3fff::/20",
        ),
    )
)


def parse_address(text: str) -> Address | None:
    """An address in its canonical spelling, without a zone; None for anything else."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Whether an address can only mean a machine on the public Internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _GLOBAL_UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)
