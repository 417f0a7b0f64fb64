"""Evidence: the line of a résumé that a claim stands on."""

import msgspec


class Evidence(msgspec.Struct, frozen=True):
    """A line of the résumé and its JSON pointer (RFC 6901)."""

    pointer: str
    line: str
