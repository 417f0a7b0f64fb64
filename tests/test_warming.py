"""What a server makes ready while nothing happens, started as a person starts it."""

from pathlib import Path

import psutil

from tests.running import Server, wait_until


def readers(server: psutil.Process) -> list[psutil.Process]:
    """The processes that wait for a résumé to read."""
    return [child for child in server.children() if "app.documents.reading.worker" in command_of(child)]


def command_of(process: psutil.Process) -> str:
    """Nothing, of one that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def test_a_server_that_stands_idle_keeps_one_reader_waiting(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    server.before = ("env",)
    with server:
        process = psutil.Process(server.pid)
        wait_until(lambda: bool(readers(process)), "a reader waits for the first résumé")
        [reader] = readers(process)
        server.stop()
        assert not reader.is_running()
