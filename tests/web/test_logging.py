"""What does not get into the log: addresses that others visit, and the chatter of libraries."""

import logging
from collections.abc import Iterator

import pytest

from app.web.logging import configure_logging


@pytest.fixture
def as_before() -> Iterator[None]:
    """The root logger as the other tests have it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("style", ["text", "json"])
def test_the_address_of_a_page_that_is_read_for_somebody_is_not_logged(
    capsys: pytest.CaptureFixture[str], style: str
) -> None:
    configure_logging("info", style)
    logging.getLogger("httpx").info("HTTP Request: GET https://example.com/my-secret-job")
    logging.getLogger("app").info("said")
    written = "".join(capsys.readouterr())
    assert "my-secret-job" not in written
    assert "said" in written
