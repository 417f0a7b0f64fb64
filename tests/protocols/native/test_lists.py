"""Lists a page at a time."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import open_database
from tests.protocols.native.api import BACKEND, Api, problem
from tests.running import Server

PATHS = ("resumes", "postings", "tailorings", "letters", "conversations", "runs")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which nobody else makes anything."""
    with Server(tmp_path_factory.mktemp("lists") / "data", rate_limit_per_minute="10000") as running:
        yield running


@pytest.fixture(scope="module")
def made(own: Server) -> dict[str, list[str]]:
    """The ids of five things of each sort, in the order in which they were made."""
    ids: dict[str, list[str]] = {path: [] for path in PATHS}
    with Api(own) as api:
        for number in range(5):
            resume = api.upload(more=f"\n\nnumber {number}\n")
            posting = api.make("/api/postings", {"text": f"{BACKEND}\nNumber {number}."})
            both = {"resume_id": resume["id"], "posting_id": posting["id"]}
            tailoring, letter = api.make("/api/tailorings", both), api.make("/api/letters", both)
            talk = api.make("/api/conversations", {"title": f"Number {number}"})
            for path, thing in zip(PATHS, (resume, posting, tailoring, letter, talk), strict=False):
                ids[path].append(thing["id"])
            ids["runs"] += [resume["run_id"], tailoring["run_id"], letter["run_id"]]
            for run_id in ids["runs"][-3:]:
                api.until_ended(run_id)
    return ids


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_give_everything_once_newest_first(
    own: Server, made: dict[str, list[str]], path: str, limit: int
) -> None:
    with Api(own) as api:
        assert [item["id"] for item in api.everything(f"/api/{path}", limit)] == made[path][::-1]


@pytest.mark.parametrize("path", PATHS[:5])
def test_what_is_removed_meanwhile_moves_nothing(own: Server, made: dict[str, list[str]], path: str) -> None:
    oldest, older, middle, newer, newest = made[path]
    with Api(own) as api:
        pages = [api.read(f"/api/{path}?limit=2")]
        assert api.delete(f"/api/{path}/{newest}").status_code == 204
        while pages[-1]["next"]:
            pages.append(api.read(f"/api/{path}?limit=2&cursor={pages[-1]['next']}"))
    shown = [[item["id"] for item in page["items"]] for page in pages]
    assert shown == [[newest, newer], [middle, older], [oldest]]


def test_rows_of_the_same_moment_are_all_there(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server, Api(server) as api:
        for number in range(6):
            api.make("/api/postings", {"text": f"{BACKEND}\nNumber {number}."})
        with open_database(server.data_dir / "foreword.sqlite3") as connection:
            connection.execute("UPDATE postings SET created_at = 1234.5")
        items = api.everything("/api/postings", 2)
        assert len({item["id"] for item in items}) == len(items) == 6


def test_the_messages_of_a_conversation_come_oldest_first(api: Api) -> None:
    talk = api.make("/api/conversations", {})
    path = f"/api/conversations/{talk['id']}/messages"
    for number in range(3):
        api.until_ended(api.make(path, {"text": f"Message number {number}, please."}, 202)["run_id"])
    whole = api.read(path)["items"]
    assert [item["role"] for item in whole] == ["user", "assistant"] * 3
    assert api.everything(path, 1) == api.everything(path, 4) == whole


def _cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "é",
        "%00",
        "A" * 5_000,
        _cursor("resumes", 1.0),
        _cursor("resumes", "1", "res_x"),
        _cursor("resumes", -1, "res_x"),
        _cursor("resumes", 1e300, "res_x"),
        _cursor("resumes", 1.0, "res_x", "more"),
        _cursor("postings", 1.0, "job_x"),
    ],
)
def test_a_cursor_that_is_none_of_the_list_is_refused(api: Api, cursor: str) -> None:
    assert problem(api.get(f"/api/resumes?cursor={cursor}"), 422)["field"] == "cursor"


@pytest.mark.parametrize("limit", ["0", "101", "-1", "ten", "1.5", ""])
def test_a_limit_that_is_none_is_refused(api: Api, limit: str) -> None:
    for path in PATHS:
        assert problem(api.get(f"/api/{path}?limit={limit}"), 422)["field"] == "limit"
