"""What the tests share: a running server, a visitor, a real Chromium."""

import gc
import time
from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest

from app.usage.days import next_midnight
from tests.applicants import amara, jake, posting  # noqa: F401 - fixtures for every folder
from tests.browsers import KEPT
from tests.nursery import nursery
from tests.provider import Provider
from tests.running import Server, Visitor
from tests.services.fixtures import (  # noqa: F401 - fixtures for every folder
    empty_database,
    location,
    migrated_database,
    postgres,
    redis_server,
)

_LONGEST = ("clients", "faults", "hostile", "protocols", "test_reading_bench.py", "web")
_WAITING = "llm"
_LOOKING = "pages"
_ENOUGH_SECONDS = 60
_CERTIFICATE_END = "-----END CERTIFICATE-----\n"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first: whichever is begun last leaves the other workers with nothing to do until it ends.

    Files whose tests wait for time limits are strewn among them, so that there is always work beside them. Those that
    want a browser follow each other (`tests.browsers.Kept`).
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    long, waiting, looking, rest = ([path for path in files if _kind(path) == kind] for kind in range(4))
    apart = max(1, len(long) // (len(waiting) + 1))
    for number, path in enumerate(waiting):
        long.insert((number + 1) * (apart + 1) - 1, path)
    items[:] = [item for path in (*long, *looking, *rest) for item in files[path]]


def _kind(path: Path) -> int:
    parts = path.relative_to(Path(__file__).parent).parts
    if _LOOKING in parts:
        return 2
    return 0 if parts[0] in _LONGEST else 1 if parts[0] == _WAITING else 3


def pytest_collection_finish() -> None:
    """Twelve thousand tests and all that they import stay to the end: no collection of garbage need look at them."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Before a module lets its browser go, whether the next one takes it over."""
    KEPT.is_wanted_next = "browser" in getattr(nextitem, "fixturenames", ())


@pytest.fixture
def enough_of_today() -> None:
    """For those who use up a day's quota: at midnight it begins anew, so in the last minute they wait for that."""
    left = next_midnight(time.time()) - time.time()
    if left < _ENOUGH_SECONDS:
        time.sleep(left)


@pytest.fixture(scope="session", autouse=True)
def few_authorities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One root for every client that this process and its servers make.

    An HTTP client reads all that it trusts when it is made, 25 ms of work for a full bundle; everything here that
    speaks TLS does so to a certificate of its own.
    """
    first, end, _ = Path(certifi.where()).read_text(encoding="utf-8").partition(_CERTIFICATE_END)
    bundle = tmp_path_factory.mktemp("trusted") / "one.pem"
    bundle.write_text(first + end, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SSL_CERT_FILE", str(bundle))
        yield


@pytest.fixture(scope="session", autouse=True)
def read_in_once() -> Iterator[None]:
    """Servers and workers are forked with their libraries read in."""
    with nursery():
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do not break it, with a rate limit that they do not meet."""
    with Server(tmp_path_factory.mktemp("server") / "data", rate_limit_per_minute="10000") as running:
        yield running


@pytest.fixture
def visitor(server: Server) -> Iterator[Visitor]:
    """Somebody without scripts."""
    with Visitor(server) as visiting:
        yield visiting


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return tmp_path / "data"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider of models on loopback, as well behaved as the test wants."""
    with Provider() as running:
        yield running
