"""The published protocol of LaTeX tailoring, by its document's checks (1 to 10; 11 to 20 are the page's)."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_sse import ServerSentEvent, connect_sse

from tests.databases import open_database
from tests.running import SAMPLES, Server

JAKE = (SAMPLES / "jake_resume.tex").read_bytes()
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
LABELS = [
    "Analyzing resume...",
    "Extracting keywords...",
    "Matching skills...",
    "Computing reorder plan...",
    "Injecting into LaTeX...",
    "Compiling PDF...",
]
COMPLETE_FIELDS = {
    "extracted",
    "match",
    "reorder_plan",
    "pdf_url",
    "pdf_b64",
    "pdf_error",
    "tex_content",
    "tex_diff",
    "filename",
    "processing_time_ms",
}


def busy(rounds: int) -> bytes:
    """Jake's résumé with arithmetic for TeX to do first."""
    work = rb"\begin{document}\newcount\n\n=0 \loop\advance\n by 1 \ifnum\n<%d \repeat " % rounds
    return JAKE.replace(rb"\begin{document}", work)


SLOW_TEX = busy(15_000_000)
TEX_UP_TO_ITS_LIMIT = busy(500_000_000)


def form(tex: bytes = JAKE, name: str = "resume.tex", kind: str = "application/x-tex", **fields: str) -> dict[str, Any]:
    return {"files": {"resume_file": (name, tex, kind)}, "data": {"jd_text": BACKEND, **fields}, "timeout": 120}


def stream(server: Server, **fields: Any) -> list[ServerSentEvent]:
    with (
        httpx.Client() as client,
        connect_sse(client, "POST", f"{server.url}/api/tailor-stream", **form(**fields)) as source,
    ):
        source.response.raise_for_status()
        return list(source.iter_sse())


@pytest.fixture(scope="module")
def events(server: Server) -> list[ServerSentEvent]:
    return stream(server, job_title="Senior Backend Engineer", company_name="Northwind Ledger")


@pytest.fixture(scope="module")
def complete(events: list[ServerSentEvent]) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(events[-1].data)
    return payload


def test_six_steps_come_in_order_with_the_published_labels_then_the_result(events: list[ServerSentEvent]) -> None:
    assert [event.event for event in events] == ["progress"] * 6 + ["complete"]
    assert [json.loads(event.data) for event in events[:6]] == [
        {"step": step, "label": label} for step, label in enumerate(LABELS)
    ]


def test_every_event_carries_the_runs_sequence_number(events: list[ServerSentEvent]) -> None:
    names = [event.id for event in events]
    runs = {name.rpartition(":")[0] for name in names}
    assert len(runs) == 1
    assert [int(name.rpartition(":")[2]) for name in names] == list(range(1, 8))


def test_the_result_has_every_published_field(complete: dict[str, Any]) -> None:
    assert complete.keys() >= COMPLETE_FIELDS
    assert complete["pdf_error"] == ""
    assert base64.b64decode(complete["pdf_b64"]).startswith(b"%PDF-")
    assert isinstance(complete["processing_time_ms"], int)
    assert complete["filename"].endswith(".pdf")
    assert 0 <= complete["match"]["score"] <= 100


def test_the_result_is_about_this_resume_and_this_posting(complete: dict[str, Any]) -> None:
    matched = {match["term"] for match in complete["match"]["matched"]}
    missing = {gap["term"] for gap in complete["match"]["missing"]}
    assert {"Python", "FastAPI", "PostgreSQL", "Docker"} <= matched
    assert "Terraform" in missing
    assert not matched & missing


def test_the_tailored_source_only_changes_order(complete: dict[str, Any]) -> None:
    before, after = JAKE.decode(), complete["tex_content"]
    preamble = before.index(r"\begin{document}")
    assert after[:preamble] == before[:preamble]
    assert sorted(after) == sorted(before)
    assert complete["tex_diff"].startswith("---")


def test_the_pdf_can_be_fetched_under_its_url(server: Server, complete: dict[str, Any]) -> None:
    answer = httpx.get(server.url + complete["pdf_url"])
    assert answer.content == base64.b64decode(complete["pdf_b64"])
    assert answer.headers["content-type"] == "application/pdf"


def test_the_stream_has_the_published_headers(server: Server) -> None:
    with httpx.stream("POST", f"{server.url}/api/tailor-stream", **form()) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-accel-buffering"] == "no"
        assert re.fullmatch(r"[0-9a-f]{8}", answer.headers["x-request-id"])
        assert "content-encoding" not in answer.headers
        answer.read()


def test_the_same_input_without_streaming_answers_the_result_as_one_document(server: Server) -> None:
    answer = httpx.post(f"{server.url}/api/tailor", **form())
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json().keys() >= COMPLETE_FIELDS


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"name": "resume.pdf"}, 400, "Only .tex files are accepted"),
        ({"name": "resume"}, 400, "Only .tex files are accepted"),
        ({"kind": "image/png"}, 400, "Invalid content type"),
        ({"tex": b"%" * (3 * 1024 * 1024)}, 413, "2 MB"),
        ({"tex": b""}, 422, "empty"),
        ({"tex": "\\documentclass{article}\\begin{document}Café\\end{document}".encode("latin-1")}, 400, "UTF-8"),
        ({"tex": b"%PDF-1.7 in truth"}, 400, ""),
        ({"jd_text": "Too short to be a posting, forty letters."}, 422, "at least 50"),
        ({"user_instructions": "x" * 3000}, 422, "2,000"),
    ],
)
def test_check_1_what_is_wrong_is_refused_before_the_stream(
    server: Server, fields: dict[str, Any], status: int, says: str
) -> None:
    for path in ("/api/tailor-stream", "/api/tailor"):
        answer = httpx.post(server.url + path, **form(**fields))
        assert answer.status_code == status, answer.text
        assert says in answer.json()["detail"]


def test_check_1_a_missing_file_or_text_is_refused(server: Server) -> None:
    no_file = httpx.post(f"{server.url}/api/tailor-stream", data={"jd_text": BACKEND}, files={"x": ("x", b"")})
    assert (no_file.status_code, no_file.json()["field"]) == (422, "resume_file")
    no_text = httpx.post(f"{server.url}/api/tailor-stream", files={"resume_file": ("r.tex", JAKE)})
    assert (no_text.status_code, no_text.json()["field"]) == (422, "jd_text")


def test_check_2_the_eleventh_request_in_a_minute_is_refused(data_dir: Path) -> None:
    with Server(data_dir) as limited, httpx.Client(base_url=limited.url) as client:
        answers = [client.post("/api/tailor-stream", files={"x": ("x", b"x")}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert answers[-1].json()["detail"]


def test_check_3_the_gate_asks_for_user_name_and_password(data_dir: Path) -> None:
    with Server(data_dir, auth_username="ali", auth_password="sesame") as gated:
        shut = httpx.post(f"{gated.url}/api/tailor-stream", **form())
        assert shut.status_code == 401
        assert shut.json()["detail"]
        headers = {"X-Auth-Username": "ali", "X-Auth-Password": "sesame"}
        assert httpx.post(f"{gated.url}/api/tailor", headers=headers, **form()).status_code == 200


def test_check_4_a_failed_step_is_an_error_event_that_names_it(server: Server) -> None:
    events = stream(server, tex=b"\\documentclass{article}\\begin{document}\\end{document}")
    assert [event.event for event in events][-1] == "error"
    error = json.loads(events[-1].data)
    assert error["step"] == 0
    assert error["detail"].startswith("Resume analysis failed")
    waited = httpx.post(
        f"{server.url}/api/tailor", **form(tex=b"\\documentclass{article}\\begin{document}\\end{document}")
    )
    assert waited.status_code == 422
    assert waited.json()["detail"].startswith("Resume analysis failed")


def test_check_6_every_stream_ends_with_exactly_one_terminal_event(events: list[ServerSentEvent]) -> None:
    assert [event.event in {"complete", "error"} for event in events] == [False] * 6 + [True]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("left") / "data") as running:
        yield running


def test_checks_7_and_8_a_client_that_goes_away_stops_the_run(left: Server) -> None:
    with httpx.stream("POST", f"{left.url}/api/tailor-stream", **form(tex=TEX_UP_TO_ITS_LIMIT)) as answer:
        for line in answer.iter_lines():
            if line.startswith("data:"):
                break
    left.wait_until_idle()
    with open_database(left.data_dir / "foreword.sqlite3") as connection:
        assert connection.execute("SELECT state FROM runs").fetchall() == [("abandoned",)]
        assert connection.execute("SELECT state FROM tailorings").fetchall() == [("abandoned",)]


def test_check_9_progress_arrives_while_the_work_goes_on(server: Server) -> None:
    seen: list[str] = []
    with httpx.stream("POST", f"{server.url}/api/tailor-stream", **form(tex=SLOW_TEX)) as answer:
        for line in answer.iter_lines():
            if line.startswith("event:"):
                seen.append(line)
            if line.startswith("data:") and '"step":5' in line.replace(" ", ""):
                break
        with open_database(server.data_dir / "foreword.sqlite3") as connection:
            (running,) = connection.execute("SELECT count(*) FROM runs WHERE state = 'running'").fetchone()
    assert seen == ["event: progress"] * 6
    assert running == 1


def test_check_10_a_pdf_that_does_not_compile_is_not_fatal(server: Server) -> None:
    broken = JAKE.replace(rb"\section{Education}", rb"\section{Education}\nosuchcommand")
    events = stream(server, tex=broken)
    assert events[-1].event == "complete"
    payload = json.loads(events[-1].data)
    assert payload["pdf_b64"] == ""
    assert payload["pdf_url"] == ""
    assert "nosuchcommand" in payload["pdf_error"]
    line = broken[: broken.index(rb"\nosuchcommand")].count(b"\n") + 1
    assert "line" in payload["pdf_error"]
    assert line > 0
    assert payload["tex_content"]
    assert payload["match"]["score"] > 0


def test_a_file_of_the_server_does_not_leave_by_tex(server: Server) -> None:
    hostile = JAKE.replace(rb"\section{Education}", rb"\input{/etc/passwd}\section{Education}")
    events = stream(server, tex=hostile)
    assert events[-1].event in {"complete", "error"}
    payload = events[-1].data
    assert "root:" not in payload
    pdf = base64.b64decode(json.loads(payload).get("pdf_b64", ""))
    assert b"root:" not in pdf
    assert httpx.get(f"{server.url}/health/ready").status_code == 200


def test_the_same_idempotency_key_gives_the_same_run(server: Server) -> None:
    headers = {"Idempotency-Key": "the-same-request"}
    first = httpx.post(f"{server.url}/api/tailor", headers=headers, **form())
    second = httpx.post(f"{server.url}/api/tailor", headers=headers, **form())
    assert first.json()["pdf_url"] == second.json()["pdf_url"]
    other = httpx.post(f"{server.url}/api/tailor", headers=headers, **form(user_instructions="skills first"))
    assert other.status_code == 409
