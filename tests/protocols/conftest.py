"""A server whose replies a test writes."""

from collections.abc import Iterator

import pytest

from tests.protocols.scripted_replies import Replies, ScriptedServer, quiet


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    """One for all tests of a file."""
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        with ScriptedServer(tmp_path_factory.mktemp("scripted") / "data", rate_limit_per_minute=10_000) as running:
            yield running


@pytest.fixture
def replies(scripted: ScriptedServer) -> Replies:
    """What the next replies say."""
    scripted.replies.reset()
    return scripted.replies
