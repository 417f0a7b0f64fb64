"""One server and one provider for all the tests of a file."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.provider.server import Provider
from tests.running import Server


@contextmanager
def left_as_found(server: Server, provider: Provider) -> Iterator[None]:
    """For a test that shares both with others: nothing of it goes on after it, and nothing of others is told to it."""
    provider.forget()
    yield
    provider.open_gates()
    server.wait_until_idle()
    provider.forget()
