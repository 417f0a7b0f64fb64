"""Every IPv4 and IPv6 address becomes local (rtnetlink(7)), and every connection that is begun is seen (packet(7))."""

import socket
import struct
from ipaddress import ip_address

_RTM_NEWROUTE = 24
_REQUEST_ACK_CREATE = 0x1 | 0x4 | 0x400
_TABLE_LOCAL, _PROTOCOL_BOOT, _SCOPE_HOST, _TYPE_LOCAL = 255, 3, 254, 2
_RTA_OIF = 4
_ETH_P_ALL = 3
_TCP = 6


def own_every_address() -> None:
    """Needs CAP_NET_ADMIN in a network namespace of its own. Raises OSError when the kernel says no."""
    lo = socket.if_nametoindex("lo")
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as link:
        for family in (socket.AF_INET, socket.AF_INET6):
            route = struct.pack(
                "=8BI", family, 0, 0, 0, _TABLE_LOCAL, _PROTOCOL_BOOT, _SCOPE_HOST, _TYPE_LOCAL, 0
            ) + struct.pack("=HHI", 8, _RTA_OIF, lo)
            link.send(struct.pack("=IHHII", 16 + len(route), _RTM_NEWROUTE, _REQUEST_ACK_CREATE, 1, 0) + route)
            error = struct.unpack_from("=i", link.recv(4096), 16)[0]
            if error:
                raise OSError(-error, f"no local route for {family!r}")


class Sniffer:
    """Sees every TCP connection that is begun, also one that nobody answers."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_ALL))
        self._socket.bind(("lo", 0))
        self._socket.setblocking(False)

    def begun(self) -> set[tuple[str, int]]:
        """Where connections were begun to since the last question, but for those of the search server's own port."""
        found: set[tuple[str, int]] = set()
        while True:
            try:
                packet, _ = self._socket.recvfrom(65_536)
            except BlockingIOError:
                return found
            aim = _aim(packet)
            if aim is not None:
                found.add(aim)


def _aim(packet: bytes) -> tuple[str, int] | None:
    """The address and port that a SYN without an ACK goes to (RFC 791, 8200, 9293)."""
    kind, packet = packet[12:14], packet[14:]
    if kind == b"\x08\x00" and packet[9] == _TCP:
        address, segment = packet[16:20], packet[(packet[0] & 15) * 4 :]
    elif kind == b"\x86\xdd" and packet[6] == _TCP:
        address, segment = packet[24:40], packet[40:]
    else:
        return None
    if segment[13] & 0x12 != 0x02:
        return None
    return str(ip_address(address)), int.from_bytes(segment[2:4], "big")
