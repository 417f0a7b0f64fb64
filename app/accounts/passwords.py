"""Passwords: Argon2id by RFC 9106, the second recommended option (64 MiB, three passes, four lanes).

A password is prepared as RFC 8265 says (OpaqueString: NFC), so that the same characters typed on another keyboard are
the same password. What is refused follows NIST SP 800-63B: too short, and what everybody tries first; no rules about
kinds of characters.
"""

import asyncio
import base64
import secrets
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.errors import InvalidInput

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 10
LONGEST = 1_000
_AT_ONCE = 2
_FEWEST_KINDS = 4


class Cost(msgspec.Struct, frozen=True):
    """What one hash takes. `memory` in KiB. The defaults are RFC 9106's, section 4."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4
    salt_bytes: int = 16
    hash_bytes: int = 32


class Passwords:
    """Hashes and compares, in a thread, two at a time: each takes 64 MiB and all the processor it gets."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost or Cost()
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        """The encoded hash, with its salt and its cost (`$argon2id$v=19$m=65536,t=3,p=4$…`)."""
        async with self._places:
            return await asyncio.to_thread(self._hasher().hash, _bytes(password))

    async def verify(self, encoded: str | None, password: str) -> bool:
        """Whether the password is the one that was hashed.

        Without a hash (nobody has this name, or they have no password) the same work is done against one that fits
        nothing, so that the time does not tell who has an account.
        """
        async with self._places:
            return await asyncio.to_thread(self._compare, encoded or self._decoy(), password)

    def is_outdated(self, encoded: str) -> bool:
        """Whether it was made at another cost than today's."""
        return self._hasher().check_needs_rehash(encoded)

    def _compare(self, encoded: str, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._hasher().verify(encoded, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False

    def _decoy(self) -> str:
        cost = self._cost
        salt, made = (_encoded(secrets.token_bytes(size)) for size in (cost.salt_bytes, cost.hash_bytes))
        return f"$argon2id$v=19$m={cost.memory},t={cost.passes},p={cost.lanes}${salt}${made}"

    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        cost = self._cost
        return PasswordHasher(cost.passes, cost.memory, cost.lanes, cost.hash_bytes, cost.salt_bytes)


def check_new_password(password: str, *known: str) -> None:
    """Refuse a password that is guessed first. `known`: what others know of the person (name, address).

    Raises:
        InvalidInput: field `password`, with what is wrong.
    """
    prepared = unicodedata.normalize("NFC", password)
    if len(prepared) < SHORTEST:
        raise InvalidInput(f"A password needs at least {SHORTEST} characters. A few words do well.", field="password")
    if len(prepared) > LONGEST:
        raise InvalidInput(f"A password has at most {LONGEST:,} characters.", field="password")
    plain = prepared.casefold()
    guessed = {word.casefold() for name in known for word in (name, name.partition("@")[0]) if word}
    if plain in _common() or plain in guessed:
        raise InvalidInput("This password is one of those that are tried first. Take another one.", field="password")
    if len(set(plain)) < _FEWEST_KINDS or _is_sequence(plain):
        raise InvalidInput("This password repeats itself too much. Take another one.", field="password")


@cache
def _common() -> frozenset[str]:
    """Those of ten characters and more that lists of stolen passwords hold on top, in lower case."""
    path = Path(__file__).with_name("common_passwords.txt")
    return frozenset(path.read_text(encoding="utf-8").splitlines())


def _is_sequence(text: str) -> bool:
    """`abcdefghij`, `9876543210`: every character follows from the one before it."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(steps) == 1


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")
