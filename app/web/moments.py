"""Points in time for people."""

from datetime import UTC, datetime

from app.web.contexts import Moment


def moment(seconds: float) -> Moment:
    """Unix seconds as a page shows them; the script turns them into the reader's own time."""
    at = datetime.fromtimestamp(seconds, UTC)
    return Moment(at.strftime("%Y-%m-%dT%H:%M:%SZ"), f"{at.day} {at:%B %Y, %H:%M} UTC")
