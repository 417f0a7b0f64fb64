"""What is known of vulnerabilities is told, and an audit that learnt nothing does not look like one that found none."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.running import free_port
from tools.components import ROOT

LOCK = f"left==1.0 \\\n    --hash=sha256:{'a' * 64}\nright==2.0 \\\n    --hash=sha256:{'b' * 64}\n"
KNOWN = {"id": "GHSA-test-0001", "summary": "It falls over.", "details": "", "aliases": [], "affected": []}


@contextmanager
def database(answer: Callable[[str], dict[str, Any]]) -> Iterator[str]:
    """A database of vulnerabilities (osv.dev's query API) that answers by the package's name; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            body = json.dumps(answer(asked["package"]["name"])).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK)
    return path


def audit(lock: Path, address: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.audit", str(lock), "-s", "osv", "--osv-url", address]
    cache = {"PIP_AUDIT_CACHE_DIR": str(lock.parent / "cache"), "XDG_CACHE_HOME": str(lock.parent / "cache")}
    return subprocess.run(command, cwd=ROOT, env=os.environ | cache, capture_output=True, text=True, check=False)


def test_a_database_that_is_not_reached_is_said_and_is_no_audit(lock: Path) -> None:
    done = audit(lock, f"http://127.0.0.1:{free_port()}/v1/query")
    assert done.returncode == 2
    assert "Not reached" in done.stderr
    assert "Nothing was audited" in done.stderr


def test_nothing_known_of_any_package_is_fine(lock: Path) -> None:
    with database(lambda _name: {}) as address:
        done = audit(lock, address)
    assert done.returncode == 0, done.stderr
    assert "2 of 2 locked packages asked about, 0 with known vulnerabilities." in done.stdout


def test_what_is_known_is_told_by_name(lock: Path) -> None:
    def answer(name: str) -> dict[str, Any]:
        affected = {"package": {"name": name, "ecosystem": "PyPI"}, "ranges": [], "versions": ["2.0"]}
        return {"vulns": [KNOWN | {"affected": [affected]}]} if name == "right" else {}

    with database(answer) as address:
        done = audit(lock, address)
    assert done.returncode == 1, done.stderr
    assert "right 2.0: GHSA-test-0001" in done.stdout
    assert "2 of 2" in done.stdout
