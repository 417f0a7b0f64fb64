"""Hostile files through a running server: each is read or refused in a sentence, and the server does not feel it."""

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.hostile.documents import hostile_files
from tests.hostile.looting import MARKED_IN_PASSWD
from tests.protocols.native.api import Api
from tests.running import Server

AT_ONCE = 3
# The server keeps uploads as they come, three of up to 2 MB at a time here; a bomb would take gigabytes.
MOST_MEMORY = 150_000_000


READERS_MEMORY = 512 * 1024 * 1024
"""What a reader may have of address space (`app.documents.limited_process.Limits`)."""


class Readers(threading.Thread):
    """Watches what the server's readers take: `most` is the highest peak of address space of any that was seen."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._server = Path(f"/proc/{pid}")
        self._is_over = threading.Event()

    def run(self) -> None:
        while not self._is_over.wait(0.02):
            for child in self._children():
                with contextlib.suppress(OSError, StopIteration):
                    # Isolated Python (`-I`) is a reader; a child that is not begun yet still looks like the server.
                    if b"-I" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                        self.most = max(self.most, _told(child, "VmPeak"))

    def _children(self) -> list[int]:
        """proc(5), `/proc/pid/task/tid/children`: to look through all processes is more work than theirs."""
        return [
            int(child)
            for listed in self._server.glob("task/*/children")
            for child in listed.read_text(encoding="ascii").split()
        ]

    def stop(self) -> None:
        """The highest peak stays."""
        self._is_over.set()
        self.join()


class Fate:
    """What became of an upload: the status of its answer, the state of its reading, and all that was said."""

    def __init__(self, api: Api, filename: str, data: bytes) -> None:
        answer = api.post("/api/resumes", files={"file": (filename, data)})
        self.statuses = [answer.status_code]
        self.state, self.sentence = "refused", ""
        self.said = answer.text
        if answer.status_code == 201:
            made = answer.json()
            self.state = api.until_ended(made["run_id"])
            self._look(api, made["id"])
        else:
            self.sentence = str(answer.json()["detail"])

    def _look(self, api: Api, resume_id: str) -> None:
        shown = api.read(f"/api/resumes/{resume_id}")
        self.sentence = shown["problem"] or ""
        paths = [f"/resumes/{resume_id}", f"/api/resumes/{resume_id}/source"]
        for path in paths:
            answer = api.get(path)
            self.statuses.append(answer.status_code)
            self.said += answer.text if not path.endswith("source") else ""


class Ordeal:
    """All of them, on a server of their own."""

    def __init__(self, server: Server) -> None:
        files = hostile_files()
        process = psutil.Process(server.pid)
        with Api(server) as api:
            Fate(api, "cv.md", b"# Jo Doe\n\n## Work\n\nBaker, Mills Ltd, 2019 - 2024\n")
            Path(f"/proc/{server.pid}/clear_refs").write_text("5")
            readers = Readers(server.pid)
            readers.start()
            self.before = process.memory_info().rss
            with ThreadPoolExecutor(AT_ONCE) as threads:
                fates = threads.map(lambda file: Fate(api, *file), files.values())
                self.fates = dict(zip(files, fates, strict=True))
            readers.stop()
            self.readers_peak = readers.most
            self.peak = _told(server.pid, "VmHWM")
            self.after = process.memory_info().rss
            self.children = len(process.children(recursive=True))
            self.last = Fate(api, "cv.md", b"# Jan Smit\n\n## Work\n\nBaker, Mills Ltd, 2019 - 2024\n")
        self.log = server.log


def _told(pid: int, field: str) -> int:
    """Bytes of a process (proc(5)): VmPeak of address space; VmHWM of memory held, since `clear_refs`."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))


@pytest.fixture(scope="module")
def ordeal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordeal]:
    folder = tmp_path_factory.mktemp("ordeal")
    settings = {"rate_limit_per_minute": "10000", "requests_per_minute": "100000", "max_running": "8"}
    with Server(folder / "data", **settings) as server:
        yield Ordeal(server)


def test_there_are_as_many_as_were_promised(ordeal: Ordeal) -> None:
    kinds = [name.partition(":")[0] for name in ordeal.fates]
    assert len(kinds) >= 150
    assert all(kinds.count(kind) >= 10 for kind in ("pdf", "docx", "tex", "typ", "json", "md", "txt"))


def wrong(fate: Fate) -> str:
    """What is wrong with it, or nothing."""
    if max(fate.statuses) >= 500:
        return f"statuses {fate.statuses}"
    if MARKED_IN_PASSWD in fate.said:
        return "a file of this machine came home"
    if fate.state == "done":
        return ""
    if fate.state not in {"failed", "refused"}:
        return f"ended as {fate.state}"
    is_sentence = fate.sentence.endswith((".", ")")) and "Error" not in fate.sentence and "/" not in fate.sentence
    return "" if is_sentence else f"no sentence: {fate.sentence!r}"


def test_each_is_read_or_refused_in_a_sentence(ordeal: Ordeal) -> None:
    assert {name: told for name, fate in ordeal.fates.items() if (told := wrong(fate))} == {}


def test_what_must_not_be_opened_was_refused(ordeal: Ordeal) -> None:
    read = {name for name, fate in ordeal.fates.items() if fate.state == "done"}
    words = ("bomb", "entity", "laughs", "definition", "circle", "locked", "200,000", "without an end", "calls itself")
    # Harmless after all: a bomb that nobody unpacks, circles that are walked once, and a macro that is cut off.
    harmless = {"docx: bomb in a bomb", "docx: styles in a circle", "pdf: tables in a circle"}
    assert {name for name in read if any(word in name for word in words)} - harmless <= {
        "tex: a macro that calls itself"
    }
    assert len(ordeal.fates) - len(read) > 80


def test_a_bomb_is_put_out_by_the_limit_that_is_there_for_it(ordeal: Ordeal) -> None:
    """Without it a reader's memory would end it, and the sentence would be another one."""
    packed = [name for name in ordeal.fates if name.startswith("docx: bomb") and name != "docx: bomb in a bomb"]
    assert len(packed) >= 3
    assert {name for name in packed if "unfolds to far more" not in ordeal.fates[name].sentence} == set()


def test_no_reader_takes_more_than_it_was_given(ordeal: Ordeal) -> None:
    """What it takes before its own first line, while Python starts, is far below."""
    assert 0 < ordeal.readers_peak <= READERS_MEMORY


def test_the_server_does_not_feel_it(ordeal: Ordeal) -> None:
    assert ordeal.peak - ordeal.before < MOST_MEMORY
    assert ordeal.after - ordeal.before < MOST_MEMORY
    assert ordeal.children < AT_ONCE, "readers are left behind"
    assert ordeal.last.state == "done"
    assert "Traceback" not in ordeal.log
