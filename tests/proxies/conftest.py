"""A server whose replies a test writes, with the shipped proxies in front of it."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.protocols.scripted_replies import ScriptedServer, quiet
from tests.proxies.fronts import Caddy, Front, Nginx

GZIP_ALL = "gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any;"
"""What an administrator may have set for all sites: everything compressed, streams among it."""


@pytest.fixture(scope="session")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    """It believes the proxies of this machine."""
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        folder = tmp_path_factory.mktemp("behind")
        with ScriptedServer(folder / "data", rate_limit_per_minute=10_000, trusted_proxies=("127.0.0.1",)) as running:
            yield running


@pytest.fixture(autouse=True)
def _short_replies(scripted: ScriptedServer) -> None:
    scripted.replies.reset()


@pytest.fixture(scope="session")
def fronts(tmp_path_factory: pytest.TempPathFactory, scripted: ScriptedServer) -> Iterator[dict[str, Front]]:
    """Both proxies as they are shipped, and with everything compressed."""
    with ExitStack() as open_fronts:
        made: dict[str, Front] = {
            "nginx": Nginx(tmp_path_factory.mktemp("nginx"), scripted.port),
            "nginx, all gzip": Nginx(tmp_path_factory.mktemp("nginx"), scripted.port, beside=GZIP_ALL),
            "caddy": Caddy(tmp_path_factory.mktemp("caddy"), scripted.port),
            "caddy, all gzip": Caddy(tmp_path_factory.mktemp("caddy"), scripted.port, inside="encode gzip"),
        }
        for front in made.values():
            open_fronts.enter_context(front)
        yield made


@pytest.fixture(params=["nginx", "nginx, all gzip", "caddy", "caddy, all gzip"])
def front(request: pytest.FixtureRequest, fronts: dict[str, Front]) -> Front:
    """Each of the proxies."""
    return fronts[request.param]
