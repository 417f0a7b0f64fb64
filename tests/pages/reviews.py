"""What the tests of reviews do over and over."""

from pathlib import Path

from tests.pages.tailoring import BACKEND
from tests.running import SAMPLES, Server, Visitor

JAKE = SAMPLES / "jake_resume.tex"


def begin(server: Server, resume: Path, posting: str = BACKEND) -> str:
    """A review begun without a browser; its path."""
    fields = {"resume_id": "new", "posting_id": "new" if posting else "none", "text": posting}
    with Visitor(server) as visitor:
        path: str = visitor.submit("/reviews", fields, file=resume).headers["location"]
    return path


def finished(server: Server, resume: Path = JAKE, posting: str = BACKEND) -> str:
    """The path of a review that is done."""
    path = begin(server, resume, posting)
    with Visitor(server) as visitor:
        visitor.ended(path)
    return path
