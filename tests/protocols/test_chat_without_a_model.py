"""Both chat protocols as they are out of the box: no key, no model; the built-in coach answers."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from httpx_sse import connect_sse

from tests.accounts.test_keys import create_key
from tests.databases import open_database
from tests.protocols.career import BACKEND
from tests.protocols.chat import CHAT, CHATS, chat, get, messages_of, names_of, new_chat, post, send, text_of
from tests.running import SAMPLES, Server

CLIENTS = Path(__file__).parent / "clients"


def test_a_conversation_with_corrections_a_form_and_its_answer(server: Server) -> None:
    first = chat(server, "I has a interview on monday.")
    assert names_of(first) == ["chunk", "done"]
    done = first[-1].payload
    assert done["model"] == {"provider": "builtin", "id": "builtin"}
    assert done["usage"] == {"input_tokens": 0, "output_tokens": 0}
    assert done["title"] == "I has a interview on monday"
    found = {correction["original"]: correction for correction in done["corrections"]}
    assert found["has"]["corrected"] == "have"
    assert (found["has"]["offset"], found["has"]["length"]) == (2, 3)
    assert {correction["type"] for correction in found.values()} <= {
        "grammar",
        "spelling",
        "word choice",
        "punctuation",
    }
    assert "    - **Job title**: …" in text_of(first)
    answer = "- **Job title**: Pastry chef\n- **What you have done so far**: Baked 300 croissants a day for two years."
    second = chat(server, answer, conversation_id=done["conversation_id"])
    assert second[-1].payload["corrections"] == []
    assert "Job title**: …" not in text_of(second)
    assert "?" in text_of(second)


def test_the_interview_is_about_the_resume_and_the_posting_that_were_named(server: Server) -> None:
    file = {"file": ("jake.tex", (SAMPLES / "jake_resume.tex").read_bytes())}
    resume_id = post(f"{server.url}/v1/resumes", files=file).json()["resumeId"]
    with httpx.Client(base_url=server.url, timeout=60) as client:
        job = client.post("/v1/tailor", json={"resumeId": resume_id, "jobDescription": BACKEND})
        assert job.status_code == 200
    with open_database(server.data_dir / "foreword.sqlite3") as connection:
        (posting_id,) = connection.execute("SELECT id FROM postings ORDER BY created_at DESC LIMIT 1").fetchone()
    number = new_chat(server, resume_id=resume_id, posting_id=posting_id)
    frames = [*send(server, number, "start"), *send(server, number, "I built it alone and it saved 40 % of the time.")]
    assert [frame.event for frame in frames].count("response.output_text.completed") == 2
    words = text_of(frames).casefold()
    assert any(skill in words for skill in ("python", "go", "sql", "postgres", "kafka", "kubernetes"))


def test_curl_httpx_sse_and_eventsource_parser_hear_the_same(server: Server) -> None:
    key, number = create_key(server.data_dir).stdout.strip(), new_chat(server, agent="adviser")
    parser = ["node", str(CLIENTS / "agent_parser.mjs"), server.url, key, str(number)]
    heard = json.loads(subprocess.run(parser, capture_output=True, check=True, timeout=60).stdout)
    resume = ["-H", f"Last-Event-ID: {heard[0][1]}", "-H", f"x-api-key: {key}", "-d", "{}"]
    curl = ["curl", "-sN", server.url + messages_of(number), "-H", "Content-Type: application/json", *resume]
    told = subprocess.run(curl, capture_output=True, check=True, timeout=60).stdout.decode()
    data = [json.loads(line[6:]) for line in told.split("\n") if line.startswith("data: {")]
    last = json.loads(heard[-2][2])
    assert (heard[0][0], heard[-1][2]) == ("response.created", "[DONE]")
    assert data[-1] == last
    assert told.endswith("\n\ndata: [DONE]\n\n")
    by_parser = "".join(json.loads(data).get("delta", "") for _, _, data in heard[:-1])
    assert by_parser == "".join(payload.get("delta", "") for payload in data) == last["final_text"] != ""
    headers = {"Last-Event-ID": heard[0][1], "Authorization": f"Bearer {key}"}
    with (
        httpx.Client() as client,
        connect_sse(client, "POST", server.url + messages_of(number), json={}, headers=headers) as source,
    ):
        events = list(source.iter_sse())
    assert (json.loads(events[-2].data), events[-1].data) == (last, "[DONE]")


def test_the_warning_comes_at_490_of_500_and_the_refusal_after_500(data_dir: Path) -> None:
    with Server(data_dir, quota_ai_text_messages="500") as server:

        def use(messages: int) -> None:
            now = datetime.now(UTC)
            with open_database(data_dir / "foreword.sqlite3") as connection:
                for day in (now, now + timedelta(days=1)):
                    connection.execute(
                        "INSERT OR REPLACE INTO usage_days (owner, day, feature, used, most)"
                        " SELECT id, ?, 'ai_text_messages', ?, 500 FROM users",
                        (f"{day:%Y-%m-%d}", messages),
                    )

        use(488)
        assert "usage_warning" not in chat(server, "start")[-1].payload
        assert chat(server, "start")[-1].payload["usage_warning"] == {
            "feature": "ai_text_messages",
            "used": 490,
            "limit": 500,
            "remaining": 10,
            "message": "You have 10 messages remaining today.",
        }
        number = new_chat(server)
        assert send(server, number, "start")[-2].payload["usage_warning"]["used"] == 491
        use(500)
        for path in (CHAT, messages_of(number)):
            refused = post(server.url + path, json={"message": "start"})
            assert (refused.status_code, refused.json()["error"]["code"]) == (429, "limit_reached")
            assert int(refused.headers["retry-after"]) > 0
        assert len(get(f"{server.url}{CHATS}/{number}").json()["messages"]) == 2
        told = {one["feature"]: one for one in get(f"{server.url}/api/v1/usage").json()["usage"]}
        assert (told["ai_text_messages"]["used"], told["ai_text_messages"]["remaining"]) == (500, 0)
