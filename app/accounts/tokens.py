"""Secrets that are handed out once (sessions, invitations, resets): 256 random bits, of which only a digest is kept."""

import hashlib
import re
import secrets

_BYTES = 32
_TOKEN = re.compile(r"[0-9A-Za-z_-]{43}")


def new_token() -> str:
    """43 characters that are safe in a URL and in a cookie."""
    return secrets.token_urlsafe(_BYTES)


def may_be_token(text: str) -> bool:
    """Whether it has the form of one, so that nothing else is asked of the database."""
    return _TOKEN.fullmatch(text) is not None


def digest_of(token: str) -> bytes:
    """What is stored. It has 256 random bits behind it, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).digest()
