"""The document as a server gives it away."""

from pathlib import Path

import httpx

from app.openapi import document
from app.settings import Settings
from tests.running import Server
from tests.whole_app import whole_app

ADDRESS = "/api/openapi.json"


def test_anybody_may_read_it(server: Server) -> None:
    answer = httpx.get(f"{server.url}{ADDRESS}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["openapi"].startswith("3.1")
    assert ADDRESS in answer.json()["paths"]


def test_who_has_it_is_not_sent_it_again(server: Server) -> None:
    first = httpx.get(f"{server.url}{ADDRESS}")
    again = httpx.get(f"{server.url}{ADDRESS}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = httpx.get(f"{server.url}{ADDRESS}", headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


def test_it_is_made_once_for_an_app(tmp_path: Path) -> None:
    app = whole_app(Settings(data_dir=tmp_path / "data"))
    assert document(app) is document(app)
