"""How a key is spelt.

`ck_live_`, 40 random characters of base 62 (238 bits), and their CRC-32 as six more, so that a scanner of secrets knows
a key from what only looks like one without asking anybody (as GitHub's tokens do: "Behind GitHub's new authentication
token formats", 2021). Keys made before that have 43 characters of URL-safe base 64 and no checksum; they stay valid.
"""

import hashlib
import re
import secrets
import zlib

KEY_PREFIX = "ck_live_"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM_LENGTH = 40
_CHECKSUM_LENGTH = 6
_KEY = re.compile(rf"{KEY_PREFIX}([0-9A-Za-z]{{{_RANDOM_LENGTH}}})([0-9A-Za-z]{{{_CHECKSUM_LENGTH}}})")
_OLD_KEY = re.compile(rf"{KEY_PREFIX}[0-9A-Za-z_-]{{43}}")


def new_key() -> str:
    """A key that nobody has seen."""
    random = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_LENGTH))
    return f"{KEY_PREFIX}{random}{checksum(random)}"


def may_be_key(text: str) -> bool:
    """Whether the text is spelt like a key; what is not need not be looked for."""
    found = _KEY.fullmatch(text)
    if found is None:
        return _OLD_KEY.fullmatch(text) is not None
    return checksum(found.group(1)) == found.group(2)


def checksum(random: str) -> str:
    """The CRC-32 of the characters in base 62, six digits with zeros in front."""
    rest, digits = zlib.crc32(random.encode("ascii")), ""
    for _ in range(_CHECKSUM_LENGTH):
        rest, digit = divmod(rest, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


def digest_of(key: str) -> bytes:
    """What is stored of a key: its SHA-256. A key has over 200 random bits, so no slow hash is needed."""
    return hashlib.sha256(key.encode()).digest()
