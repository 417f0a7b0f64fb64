"""The published Career API (`protocols.md` section 1), by a real server and raw bytes."""

import json
import re
import subprocess
import textwrap
from pathlib import Path

import httpx
import pytest

from tests.accounts.test_keys import create_key
from tests.protocols.career import (
    BACKEND,
    GENERATE,
    STREAM,
    TAILOR,
    Frame,
    body,
    joined,
    runs_of,
    stream,
    upload,
)
from tests.running import SAMPLES, Server

PAIRS = [
    ("resume_plain.md", "job_backend.txt"),
    ("resume_plain.md", "job_data.txt"),
    ("jake_resume.tex", "job_data.txt"),
]


@pytest.fixture(scope="module")
def resume_id(server: Server) -> str:
    return upload(server)


@pytest.fixture(scope="module")
def letter(server: Server, resume_id: str) -> list[Frame]:
    return stream(server, GENERATE, body(resume_id))


@pytest.fixture(scope="module")
def tailored(server: Server, resume_id: str) -> list[Frame]:
    return stream(server, TAILOR, body(resume_id))


def test_a_letter_comes_in_its_sections_and_ends_with_done(letter: list[Frame]) -> None:
    assert list(joined(letter)) == ["salutation", "opening", "body", "closing"]
    assert [frame.payload for frame in letter if frame.payload["type"] != "section"] == [{"type": "done"}]
    assert letter[-1].payload == {"type": "done"}
    for frame in letter[:-1]:
        assert frame.payload.keys() == {"type", "section", "content"}
        assert frame.payload["content"]


def test_a_letter_reads_as_one(letter: list[Frame]) -> None:
    sections = joined(letter)
    assert sections["salutation"] == "Dear hiring team at Northwind Ledger,"
    assert sections["body"].count("\n\n") == 1
    assert sections["closing"].endswith("Amara Okafor-Lindqvist")
    for text in sections.values():
        assert text == text.strip()
        assert not re.search(r"\S[.!?][A-Z]|  ", text)


def test_frames_are_data_with_the_number_of_the_runs_event(letter: list[Frame]) -> None:
    runs = {frame.id.partition(":")[0] for frame in letter}
    numbers = [int(frame.id.partition(":")[2]) for frame in letter]
    assert len(runs) == 1
    assert numbers == sorted(set(numbers))
    assert all(frame.names == ["id", "data"] for frame in letter)


def test_a_tailored_resume_comes_in_its_sections(tailored: list[Frame]) -> None:
    sections = joined(tailored)
    assert set(sections) == {"summary", "experience", "skills", "education", "projects"}
    assert "Polder Pay" in sections["experience"]
    assert "PostgreSQL" in sections["skills"]
    assert "Utrecht University" in sections["education"]
    assert "ledgerlint" in sections["projects"]
    assert tailored[-1].payload == {"type": "done"}
    assert len({frame.id for frame in tailored}) == len(tailored)


@pytest.mark.parametrize("path", [GENERATE, TAILOR])
def test_the_stream_has_the_published_headers_and_never_an_event_line(
    server: Server, resume_id: str, path: str
) -> None:
    with httpx.stream("POST", server.url + path, json=body(resume_id), headers=STREAM) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in answer.headers
        raw = answer.read()
    assert b"\r" not in raw
    assert {line.partition(b":")[0] for line in raw.split(b"\n") if line} == {b"id", b"data"}
    assert raw.endswith(b'data: {"type":"done"}\n\n')


def test_curl_shows_what_the_document_shows(server: Server, resume_id: str) -> None:
    for path in (TAILOR, GENERATE):
        command = [
            "curl", "-sN", server.url + path, "-H", "x-api-key: " + create_key(server.data_dir).stdout.strip(),
            "-H", "Content-Type: application/json", "-H", "Accept: text/event-stream",
            "-d", json.dumps({"resumeId": "res_none", "jobDescription": BACKEND}),
        ]  # fmt: skip
        refused = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        assert refused == {
            "type": "error",
            "message": "This résumé does not exist, or it was deleted.",
            "statusCode": 404,
        }
        command = [part for part in command if not part.startswith("x-api-key")]
        command.remove("-H")
        command[-1] = json.dumps(body(resume_id))
        told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        lines = [line for line in told.split("\n") if line.startswith("data: ")]
        assert all(re.match(r'data: \{"type":"section","section":"[a-z]+","content":"', line) for line in lines[:-1])
        assert lines[-1] == 'data: {"type":"done"}'


CLIENTS = {
    "browser": """
        const response = await fetch(URL_OF + '/v1/tailor', {
          method: 'POST',
          headers: {
            'x-api-key': apiKey,
            'Content-Type': 'application/json',
            'Accept': 'text/event-stream'
          },
          body: JSON.stringify({ resumeId, jobDescription })
        })

        const reader = response.body.getReader()
        const decoder = new TextDecoder()

        while (true) {
          const { done, value } = await reader.read()
          if (done) break

          const text = decoder.decode(value)
          const lines = text.split('\\n')

          for (const line of lines) {
            if (line.startsWith('data: ')) {
              const event = JSON.parse(line.slice(6))
              if (event.type === 'done') return
              console.log(event.section, event.content)
            }
          }
        }
    """,
    "letter": """
        const response = await fetch(URL_OF + '/v1/cover-letters/generate', {
          method: 'POST',
          headers: {
            'x-api-key': apiKey,
            'Content-Type': 'application/json',
            'Accept': 'text/event-stream'
          },
          body: JSON.stringify({ resumeId, jobDescription })
        })
        let rest = ''
        for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
          const lines = (rest + chunk).split('\\n')
          rest = lines.pop()
          for (const line of lines) {
            if (line.startsWith('data: ')) {
              const event = JSON.parse(line.slice(6))
              if (event.type === 'done') return
              console.log(event.section, event.content)
            }
          }
        }
    """,
}


@pytest.mark.parametrize("client", CLIENTS)
def test_the_documents_own_client_works_after_changing_its_address_and_key(data_dir: Path, client: str) -> None:
    key = create_key(data_dir).stdout.strip()
    with Server(data_dir) as server:
        given = {
            "URL_OF": server.url,
            "apiKey": key,
            "jobDescription": BACKEND,
            "resumeId": upload(server, **{"x-api-key": key}),
        }
        script = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
        script += f"(async () => {{{textwrap.dedent(CLIENTS[client])}}})()"
        done = subprocess.run(["node", "-e", script], capture_output=True, text=True, timeout=120, check=True)
    assert "Polder Pay" in done.stdout
    assert "undefined" not in done.stdout


def test_without_streaming_a_letter_is_one_document(server: Server, resume_id: str, letter: list[Frame]) -> None:
    answer = httpx.post(server.url + GENERATE, json=body(resume_id), timeout=60)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    told = answer.json()
    assert {section["section"]: section["content"] for section in told["sections"]} == joined(letter)
    assert told["content"] == "\n\n".join(joined(letter).values())
    assert told["unansweredMarks"] == 0
    contents = joined(letter)
    assert len(told["claims"]) > 5
    for claim in told["claims"]:
        assert contents[claim["section"]][claim["start"] : claim["end"]] == claim["text"]
        assert claim["supported"]
    assert httpx.get(server.url + told["url"]).status_code == 200


def test_without_streaming_a_tailoring_is_one_document(server: Server, resume_id: str, tailored: list[Frame]) -> None:
    told = httpx.post(server.url + TAILOR, json=body(resume_id), timeout=60).json()
    assert {section["section"]: section["content"] for section in told["sections"]} == joined(tailored)
    assert 0 <= told["match"]["score"] <= 100
    assert httpx.get(server.url + told["pdfUrl"]).content.startswith(b"%PDF-")


@pytest.mark.parametrize(("resume", "posting"), PAIRS)
def test_every_sample_pair_gives_a_letter_and_a_resume(server: Server, resume: str, posting: str) -> None:
    wanted = {"resumeId": upload(server, resume), "jobDescription": (SAMPLES / posting).read_text(encoding="utf-8")}
    sections = joined(stream(server, GENERATE, wanted))
    assert all(sections.values())
    assert len(" ".join(sections.values()).split()) > 120
    assert stream(server, TAILOR, wanted)[-1].payload == {"type": "done"}


def test_a_wish_changes_the_letter(server: Server, resume_id: str, letter: list[Frame]) -> None:
    short = joined(stream(server, GENERATE, body(resume_id, tone="formal", length="short")))
    words = [len(" ".join(sections.values()).split()) for sections in (short, joined(letter))]
    assert words[0] < words[1]


@pytest.mark.parametrize(("path", "kind"), [(GENERATE, "letter"), (TAILOR, "tailoring")])
def test_the_same_idempotency_key_gives_the_same_run(server: Server, resume_id: str, path: str, kind: str) -> None:
    before = len(runs_of(server.data_dir, kind))
    key = {"Idempotency-Key": f"once-{kind}"}
    first = stream(server, path, body(resume_id), **key)
    second = stream(server, path, body(resume_id), **key)
    assert joined(first) == joined(second)
    assert first[-1].id == second[-1].id
    assert len(runs_of(server.data_dir, kind)) == before + 1
    other = httpx.post(server.url + path, json=body(resume_id, jobTitle="Another"), headers=key)
    assert (other.status_code, other.json()["statusCode"]) == (409, 409)


@pytest.mark.parametrize(("path", "kind"), [(GENERATE, "letter"), (TAILOR, "tailoring")])
def test_a_client_that_names_the_last_event_it_saw_goes_on_behind_it(
    server: Server, resume_id: str, path: str, kind: str
) -> None:
    whole = stream(server, path, body(resume_id))
    before = len(runs_of(server.data_dir, kind))
    step = max(1, len(whole) // 12)
    for at in [*range(0, len(whole) - 1, step), len(whole) - 2]:
        rest = stream(server, path, {}, **{"Last-Event-ID": whole[at].id})
        assert joined([*whole[: at + 1], *rest]) == joined(whole)
        assert rest[-1].payload == {"type": "done"}
    assert [frame.payload for frame in stream(server, path, {}, **{"Last-Event-ID": whole[-1].id})] == [
        {"type": "done"}
    ]
    assert len(runs_of(server.data_dir, kind)) == before


@pytest.mark.parametrize(
    ("cursor", "status"),
    [("run_absent:3", 404), ("nonsense", 422), ("7", 422), ("run_x:-1", 422), ("run_x:1:2", 422)],
)
def test_a_cursor_that_was_never_sent_is_refused(server: Server, cursor: str, status: int) -> None:
    for path in (GENERATE, TAILOR):
        answer = httpx.post(server.url + path, json={}, headers={**STREAM, "Last-Event-ID": cursor})
        assert (answer.status_code, answer.json()["statusCode"]) == (status, status)


def test_a_run_is_only_taken_up_where_it_belongs(server: Server, letter: list[Frame], tailored: list[Frame]) -> None:
    for path, frame in ((TAILOR, letter[0]), (GENERATE, tailored[0])):
        answer = httpx.post(server.url + path, json={}, headers={**STREAM, "Last-Event-ID": frame.id})
        assert answer.status_code == 404


def test_a_cursor_beyond_the_end_ends_with_an_error(server: Server, letter: list[Frame]) -> None:
    run = letter[0].id.partition(":")[0]
    (only,) = stream(server, GENERATE, {}, **{"Last-Event-ID": f"{run}:999999"})
    assert (only.payload["type"], only.payload["statusCode"]) == ("error", 409)


def test_hostile_text_stays_one_json_string_on_one_line(server: Server) -> None:
    nasty = 'Eve "\\ \u2028</script>\u202e'
    source = (
        f"# {nasty}\n\neve@example.org\n\n## Experience\n\n### Engineer, Acme — 2020 to present\n\n"
        '- Built Python services data: {"type":"done"}\n- Ran PostgreSQL at 40 sites\n\n## Skills\n\nPython\n'
    )
    made = httpx.post(f"{server.url}/v1/resumes", files={"file": ("eve.md", source.encode())})
    frames = stream(server, GENERATE, body(made.json()["resumeId"], hints="data: x\n\nevent: y\rid: 9"))
    assert [frame.payload["type"] for frame in frames].count("done") == 1
    assert all(frame.names == ["id", "data"] for frame in frames)
