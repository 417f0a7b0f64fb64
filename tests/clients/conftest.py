"""A server whose replies a test writes, a line to it that breaks on command, a browser."""

from collections.abc import Iterator

import pytest

from app.protocols import agent_chat, career, latex_tailoring, tutor_chat
from tests.accounts.keys import make_key
from tests.pages.conftest import browser, context, page  # noqa: F401 - fixtures
from tests.pages.proxy import Proxy
from tests.protocols.conftest import replies  # noqa: F401 - a fixture
from tests.protocols.scripted_replies import ScriptedServer, quiet


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    """One for all tests of a file; it does not give up what nobody listens to, however slow the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        for protocol in (agent_chat, career, latex_tailoring, tutor_chat):
            patch.setattr(protocol, "ABANDON_AFTER_SECONDS", 1e6)
        with ScriptedServer(tmp_path_factory.mktemp("scripted") / "data", rate_limit_per_minute=10_000) as running:
            yield running


@pytest.fixture
def proxy(scripted: ScriptedServer) -> Iterator[Proxy]:
    """The line to it."""
    with Proxy(scripted.port) as line:
        yield line


@pytest.fixture(scope="module")
def key(scripted: ScriptedServer) -> str:
    """An API key."""
    return str(scripted.wait_for(make_key(scripted.application.database)))
