"""The Internet's DNS server, which also lies: it changes its mind, points inward, and breaks the rules (RFC 1035)."""

import asyncio
import struct
from ipaddress import ip_address
from typing import cast

A, AAAA, CNAME = 1, 28, 5
PUBLIC = "93.184.216.34"
PUBLIC_6 = "2606:2800:220:1::1"
ZONE: dict[str, list[list[str]]] = {
    # For each time that a name is asked for, the addresses; the last ones for ever after.
    "jobs.example": [[PUBLIC]],
    "six.example": [[PUBLIC_6]],
    "both.example": [[PUBLIC, PUBLIC_6]],
    "inside.example": [["127.0.0.1"]],
    "inside-six.example": [["::1"]],
    "zero.example": [["0.0.0.0"]],
    "metadata.example": [["169.254.169.254"]],
    "lan.example": [["192.168.1.1"]],
    "carrier.example": [["100.64.0.1"]],
    "mapped.example": [["::ffff:127.0.0.1"]],
    "compatible.example": [["::127.0.0.1"]],
    "nat64.example": [["64:ff9b::7f00:1"]],
    "sixtofour.example": [["2002:7f00:1::"]],
    "teredo.example": [["2001:0:7f00:1::"]],
    "local-six.example": [["fd00:ec2::254"]],
    "link-six.example": [["fe80::1"]],
    "mixed.example": [[PUBLIC, "127.0.0.1"]],
    "mixed-six.example": [[PUBLIC, "::1"]],
    "crowd.example": [[*(f"93.184.216.{n}" for n in range(1, 25)), "10.0.0.1"]],
    "rebinding.example": [[PUBLIC], ["127.0.0.1"]],
    "rebinding-six.example": [[PUBLIC_6], ["::1"]],
    "rebinding-later.example": [[PUBLIC], [PUBLIC], ["10.0.0.1"]],
    "empty.example": [[]],
}
ALIASES = {"alias.example": "inside.example", "alias-localhost.example": "localhost"}
BROKEN = {"broken.example": b"\xc0\x0c" * 20, "short.example": b"\x00"}


class Names(asyncio.DatagramProtocol):
    """Answers on UDP; `asked` are the names of the questions for IPv4 addresses, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._times: dict[tuple[str, int], int] = {}
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # In Python 3.11 asyncio's own is none by its class, though it has all that one has.
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        name, kind, question = _question(data)
        if kind == A:
            self.asked.append(name)
        if name in BROKEN:
            self._transport.sendto(data[:2] + struct.pack("!HHHHH", 0x8180, 1, 9, 0, 0) + question + BROKEN[name], addr)
            return
        answers = self._answers(name, kind)
        code = 0x8180 if answers is not None else 0x8183
        head = data[:2] + struct.pack("!HHHHH", code, 1, len(answers or ()), 0, 0)
        self._transport.sendto(head + question + b"".join(answers or ()), addr)

    def _answers(self, name: str, kind: int) -> list[bytes] | None:
        if name in ALIASES:
            target = ALIASES[name]
            return [_record(CNAME, _encoded(target)), *(self._answers(target, kind) or ())]
        if name not in ZONE:
            return None
        time = self._times.get((name, kind), 0)
        self._times[name, kind] = time + 1
        addresses = ZONE[name][min(time, len(ZONE[name]) - 1)]
        wanted = 4 if kind == A else 6
        return [_record(kind, one.packed) for one in map(ip_address, addresses) if one.version == wanted]


def _question(data: bytes) -> tuple[str, int, bytes]:
    labels, place = [], 12
    while length := data[place]:
        labels.append(data[place + 1 : place + 1 + length].decode("ascii", "replace"))
        place += 1 + length
    return ".".join(labels).lower(), int.from_bytes(data[place + 1 : place + 3], "big"), data[12 : place + 5]


def _record(kind: int, data: bytes) -> bytes:
    """An answer about the question's name that may be kept for no time at all."""
    return struct.pack("!HHHIH", 0xC00C, kind, 1, 0, len(data)) + data


def _encoded(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode("ascii") for label in name.split(".")) + b"\0"
