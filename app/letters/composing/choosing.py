"""Choices that look free and are not: the same occasion chooses the same way on every machine."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Chooser:
    """A stream of choices that depends on nothing but its seed."""

    def __init__(self, *seed: object) -> None:
        self._seed = "\0".join(map(str, seed)).encode("utf-8", "replace")
        self._count = 0

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, which may not be empty."""
        return options[self.number(len(options))]

    def number(self, below: int) -> int:
        """A number from 0 to `below` - 1."""
        self._count += 1
        digest = blake2b(self._seed, digest_size=8, salt=self._count.to_bytes(4, "big")).digest()
        return int.from_bytes(digest, "big") % below

    def order(self, options: Sequence[T]) -> list[T]:
        """All options, in a chosen order."""
        left, ordered = list(options), []
        while left:
            ordered.append(left.pop(self.number(len(left))))
        return ordered
