"""No room left on a disk, a small one in memory: writing is refused in a sentence, reading goes on, and it heals."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.protocols.chat import CHATS
from tests.running import Server, Visitor

DISK_BYTES = 32 * 1024 * 1024
TEXT = "We need a Python developer who knows PostgreSQL and likes to write tests."


class SmallDisk(Server):
    """A server whose data folder is a disk of its own, which only it and its children can see."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        super().__init__(data_dir, **settings)
        data_dir.mkdir()
        disk = ("--size", str(DISK_BYTES), "--tmpfs", str(data_dir))
        self.before = ("bwrap", "--die-with-parent", "--dev-bind", "/", "/", *disk, "--")

    @property
    def disk(self) -> Path:
        """The data folder as the server sees it."""
        inner = psutil.Process(self.pid).children(recursive=True)[-1]
        return Path(f"/proc/{inner.pid}/root{self.data_dir}")

    def fill(self) -> None:
        """Leave not a single page free."""
        with (self.disk / "ballast").open("wb", buffering=0) as ballast:
            for size in (1 << 20, 4096):
                with pytest.raises(OSError, match="No space left"):
                    ballast.writelines(itertools.repeat(b"\0" * size))

    def make_room(self) -> None:
        (self.disk / "ballast").unlink()


@pytest.fixture
def server(data_dir: Path) -> Iterator[SmallDisk]:
    with SmallDisk(data_dir, tex="off") as running:
        yield running


def test_a_full_disk_refuses_writing_while_reading_goes_on_and_heals(server: SmallDisk) -> None:
    with Visitor(server) as visitor:
        path = visitor.submit("/postings", {"text": TEXT, "title": "Kept"}).headers["location"]
        visitor.get(f"{path}/events")
        number = visitor.post(CHATS, json={}).json()["id"]
        server.fill()
        row = visitor.post(CHATS, json={})
        run = visitor.submit("/postings", {"text": f"{TEXT} Twice.", "title": "Too many"})
        assert (row.status_code, run.status_code) == (507, 507)
        assert row.json()["error"]["code"] == "out_of_space"
        assert "free some space" in run.text
        assert "Kept" in visitor.get(path).text
        assert visitor.get(f"{CHATS}/{number}").status_code == 200
        assert visitor.get("/postings").text.count("Too many") == 0
        server.make_room()
        assert visitor.post(CHATS, json={}).json()["id"] == number + 1
        again = visitor.submit("/postings", {"text": f"{TEXT} Twice.", "title": "After all"})
        assert again.status_code == 303
        with httpx.stream("GET", f"{server.url}{again.headers['location']}/events", timeout=60) as answer:
            assert "event: app:end" in answer.read().decode()
