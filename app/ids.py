"""Names for rows: random, hard to guess, recognisable by their prefix."""

import hashlib
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """`prefix_` and 20 random characters of Crockford's base 32 (100 bits)."""
    return prefix + "_" + "".join(secrets.choice(_ALPHABET) for _ in range(20))


def derived_id(prefix: str, *parts: str) -> str:
    """The same name for the same parts: a request that is sent twice speaks of the same row."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return prefix + "_" + "".join(_ALPHABET[byte % 32] for byte in digest[:20])
