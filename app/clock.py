"""The day it is, for everybody on a server: UTC's."""

from datetime import UTC, date, datetime


def utc_today() -> date:
    """What ends a job that goes on, is written into a document as its day, and is given by hand in tests."""
    return datetime.now(UTC).date()
