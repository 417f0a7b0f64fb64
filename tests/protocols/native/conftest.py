"""Clients of the native API."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.protocols.native.api import BACKEND, OF_ITS_OWN, Api
from tests.running import Server


@pytest.fixture
def api(server: Server) -> Iterator[Api]:
    """The person of this machine."""
    with Api(server) as client:
        yield client


@pytest.fixture(scope="session")
def resume(server: Server) -> dict[str, Any]:
    """A résumé that was read, which no test changes."""
    with Api(server) as client:
        return client.upload(more=OF_ITS_OWN)


@pytest.fixture(scope="session")
def posting(server: Server) -> dict[str, Any]:
    """A posting that no test removes."""
    with Api(server) as client:
        return client.make("/api/postings", {"text": BACKEND, "company": "Northwind Ledger"})
