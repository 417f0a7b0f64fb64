"""The document, once for all tests that only read it."""

from typing import Any

import pytest

from tests.openapi.reading import document_of


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return document_of(tmp_path_factory.mktemp("openapi"))
