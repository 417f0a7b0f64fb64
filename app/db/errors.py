"""What callers are told when the database cannot serve them just now."""

from app.errors import OutOfSpace, StoreAway

RETRY_AFTER_SECONDS = 5.0


def busy() -> StoreAway:
    """Others hold what is needed."""
    return StoreAway("The database is busy. Please try again in a few seconds.", retry_after=RETRY_AFTER_SECONDS)


def unreachable() -> StoreAway:
    """The database's server does not answer, or takes nothing down."""
    return StoreAway(
        "The database does not answer just now. Please try again in a few seconds.", retry_after=RETRY_AFTER_SECONDS
    )


def full() -> OutOfSpace:
    """No room is left where the database is."""
    return OutOfSpace("The server's disk is full. Nothing was lost; free some space and try again.")
