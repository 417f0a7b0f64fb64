"""`GET /api/v1/usage`, and what a program is told when a quota is used up, protocol by protocol."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.accounts.models import User
from app.clock import utc_today
from tests.accounts.keys import make_key_beside
from tests.databases import open_database
from tests.protocols.career import BACKEND, GENERATE, STREAM, TAILOR, body, upload
from tests.running import SAMPLES, Server

USAGE = "/api/v1/usage"
pytestmark = pytest.mark.usefixtures("enough_of_today")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two letters and one tailoring a day, as many messages as one likes."""
    data_dir = tmp_path_factory.mktemp("usage") / "data"
    with Server(data_dir, quota_letters="2", quota_tailorings="1", rate_limit_per_minute="10000") as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_used(server: Server) -> None:
    """Every test begins a fresh day."""
    with open_database(server.data_dir / "foreword.sqlite3") as connection:
        connection.execute("DELETE FROM usage_days")


def key_of(server: Server, owner: str) -> str:
    """A key of somebody who is not the local user."""
    return make_key_beside(server.data_dir, User(owner, "Somebody"))


def usage(server: Server, headers: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """The answer, by feature."""
    answer = httpx.get(server.url + USAGE, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert list(answer.json()) == ["usage"]
    return {one["feature"]: one for one in answer.json()["usage"]}


def test_every_feature_is_told_with_what_is_left_and_when_it_starts_again(server: Server) -> None:
    told = usage(server)
    midnight = f"{utc_today() + timedelta(days=1)}T00:00:00Z"
    assert told["letters"] == {"feature": "letters", "used": 0, "limit": 2, "remaining": 2, "resets_at": midnight}
    assert told["tailorings"]["limit"] == 1
    assert (told["ai_text_messages"]["limit"], told["ai_text_messages"]["remaining"]) == (None, None)
    assert list(told) == ["ai_text_messages", "letters", "tailorings"]


def test_a_key_tells_of_its_owner_alone(server: Server) -> None:
    httpx.post(server.url + GENERATE, json=body(upload(server)), timeout=120)
    assert usage(server)["letters"]["used"] == 1
    key = key_of(server, "usr_other")
    for headers in ({"Authorization": f"Bearer {key}"}, {"x-api-key": key}):
        assert usage(server, headers)["letters"]["used"] == 0
        assert httpx.get(f"{server.url}/usage", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{"x-api-key": "nonsense"}, {"Authorization": "Bearer ck_live_" + "A" * 43}])
def test_a_key_that_is_not_valid_is_refused_in_the_protocols_words(server: Server, headers: dict[str, str]) -> None:
    answer = httpx.get(server.url + USAGE, headers=headers)
    assert answer.status_code == 401
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]["code"] == "not_signed_in"
    assert answer.json()["error"]["message"].startswith("This key is not valid.")


def test_another_method_is_refused(server: Server) -> None:
    answer = httpx.delete(server.url + USAGE)
    assert answer.status_code == 405


def expect_wait(answer: httpx.Response) -> None:
    """429, and the wait lasts until midnight UTC."""
    assert answer.status_code == 429, answer.text
    left = datetime.fromisoformat(f"{utc_today() + timedelta(days=1)}T00:00:00+00:00") - datetime.now(UTC)
    assert abs(int(answer.headers["retry-after"]) - left.total_seconds()) < 60


@pytest.mark.parametrize("headers", [{}, STREAM])
def test_the_career_api_refuses_what_is_over_a_quota_and_counts_it_not(server: Server, headers: dict[str, str]) -> None:
    resume_id = upload(server)
    for path, feature, limit in ((GENERATE, "letters", 2), (TAILOR, "tailorings", 1)):
        for _ in range(limit):
            assert httpx.post(server.url + path, json=body(resume_id), timeout=120).status_code == 200
        answer = httpx.post(server.url + path, json=body(resume_id), headers=headers, timeout=120)
        expect_wait(answer)
        assert (answer.json()["type"], answer.json()["statusCode"]) == ("error", 429)
        assert "used up. You can go on at midnight UTC, in " in answer.json()["message"]
        assert usage(server)[feature]["remaining"] == 0
        assert usage(server)[feature]["used"] == limit


def test_the_latex_protocol_refuses_it_too(server: Server) -> None:
    def send(path: str) -> httpx.Response:
        files = {"resume_file": ("cv.tex", (SAMPLES / "jake_resume.tex").read_bytes(), "application/x-tex")}
        return httpx.post(server.url + path, files=files, data={"jd_text": BACKEND}, timeout=120)

    assert send("/api/tailor").status_code == 200
    for path in ("/api/tailor", "/api/tailor-stream"):
        answer = send(path)
        expect_wait(answer)
        assert answer.json()["detail"].startswith("Today's tailoring is used up.")
    assert usage(server)["tailorings"]["used"] == 1
