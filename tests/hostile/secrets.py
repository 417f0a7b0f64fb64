"""Words that nobody else writes, one for each place that must not be read by whoever reads the logs."""

import re

from tests.provider import KEY as PROVIDER_KEY

_MARK = "zq7plover"
PLACES = (
    *("resume", "filename", "posting", "address", "instructions", "letter", "message", "attachment", "searched"),
    *("mail", "name", "password", "wrongpassword", "mailpassword", "answer", "keyname", "json", "broken", "row"),
)
_SEEN = re.compile(rf"{_MARK}\w*", re.IGNORECASE)


def canary(place: str) -> str:
    """The word for a place."""
    assert place in PLACES
    return f"{_MARK}{place}"


def canaries_in(text: str, *others: str) -> set[str]:
    """The words that are in a text, the provider's key and `others` (keys made on the way) among them."""
    return set(_SEEN.findall(text)) | {other for other in (PROVIDER_KEY, *others) if other in text}
