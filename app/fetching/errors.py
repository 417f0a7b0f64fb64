"""Why a page could not be had."""

from app.errors import InvalidInput


class FetchFailed(InvalidInput):
    """The page cannot be had, or holds nothing that can be read; the message says what to do instead.

    An address inside a network and one that does not exist give the same sentence, so that nobody learns from it
    which names and machines there are.
    """

    code = "fetch_failed"

    def __init__(self, message: str) -> None:
        super().__init__(message, field="url")
