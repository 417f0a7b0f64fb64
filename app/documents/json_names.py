"""Names of members in JSON Resume files that reading and writing agree on."""

from collections.abc import Container

DATES = frozenset({"startDate", "endDate", "date", "releaseDate"})


def aside(name: str, taken: Container[str]) -> str:
    """Another name for what cannot stand under its own (`x-endDate`), free among those `taken`."""
    other = f"x-{name}"
    while other in taken:
        other = f"x-{other}"
    return other
