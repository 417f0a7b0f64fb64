"""The documents' own examples for curl, Node and Python print what the documents say: address, key and ids replaced."""

import json
from pathlib import Path

import pytest
from foreword_client import Client

from app.tutor.replying import events
from tests.clients.examples import example, frames_of, given, run_node, run_python, run_shell, to_javascript
from tests.clients.node import ROOT
from tests.protocols.chat import FOUND, SEARCHING
from tests.protocols.scripted_replies import Item, Replies, ScriptedServer
from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
TEX = SAMPLES / "jake_resume.tex"
SAYS: list[Item] = ["안녕", "하세요! 😀\n", SEARCHING, FOUND, "How can I help you ", "today?"]
TEXT = "".join(piece for piece in SAYS if isinstance(piece, str))
SECTIONS = ["summary", "experience", "projects", "education", "skills"]
CLIENT = ROOT / "clients" / "typescript" / "foreword.js"


@pytest.fixture(scope="module")
def resume_id(scripted: ScriptedServer, key: str) -> str:
    with Client(scripted.url, key) as client:
        return client.upload_resume(SAMPLES / "resume_plain.md")


@pytest.fixture(scope="module")
def tailored(scripted: ScriptedServer, key: str, resume_id: str) -> dict[str, str]:
    with Client(scripted.url, key) as client:
        whole = client.tailor(resume_id=resume_id, job_description=BACKEND)
    return {section.section: section.content for section in whole.sections}


@pytest.fixture
def chat_id(scripted: ScriptedServer, key: str) -> str:
    with Client(scripted.url, key) as client:
        return str(client.create_chat().id)


@pytest.fixture
def agent_id(scripted: ScriptedServer, key: str) -> str:
    with Client(scripted.url, key) as client:
        return client.agents()[0].id


@pytest.fixture(autouse=True)
def says(replies: Replies) -> None:
    replies.says, replies.used = SAYS, events.Used(input_tokens=42, output_tokens=156)


def career(scripted: ScriptedServer) -> dict[str, str]:
    return {"https://api.laddro.com": scripted.url}


def test_career_by_curl(scripted: ScriptedServer, key: str, resume_id: str, tailored: dict[str, str]) -> None:
    own = {"YOUR_API_KEY": key, "res_abc123": resume_id, '"..."': json.dumps(BACKEND).replace("'", "'\\''")}
    frames = frames_of(run_shell(example("career_curl.sh", career(scripted) | own)))
    payloads = [json.loads(frame["data"]) for frame in frames]
    assert [list(payload) for payload in payloads] == [["type", "section", "content"]] * len(tailored) + [["type"]]
    assert {payload["section"]: payload["content"] for payload in payloads[:-1]} == tailored
    assert payloads[-1] == {"type": "done"}
    assert all("event" not in frame for frame in frames)


def test_career_by_eventsource_parser(
    scripted: ScriptedServer, key: str, resume_id: str, tailored: dict[str, str]
) -> None:
    source = given(resumeId=resume_id, jobDescription=BACKEND) + example("career_parser.js", career(scripted))
    assert run_node(source, LADDRO_API_KEY=key) == "".join(tailored.values())


def test_career_by_the_typescript_sdk(
    scripted: ScriptedServer, key: str, resume_id: str, tailored: dict[str, str]
) -> None:
    source = f"""
        import {{ Foreword }} from {json.dumps(CLIENT.as_uri())};
        const client = new Foreword({{ baseUrl: {json.dumps(scripted.url)}, key: {json.dumps(key)} }});
        {given(resumeId=resume_id, jobDescription=BACKEND)}
    """
    said = run_node(source + to_javascript(example("career_sdk.ts", {})))
    assert said == "".join(f"{section} {content}\n" for section, content in tailored.items())


def test_career_by_the_python_sdk(
    scripted: ScriptedServer, key: str, resume_id: str, tailored: dict[str, str], tmp_path: Path
) -> None:
    source = "from foreword_client import Client\n"
    source += f"client, resume_id, jd = Client({scripted.url!r}, {key!r}), {resume_id!r}, {BACKEND!r}\n"
    said = run_python(source + example("career_sdk.py", {}), tmp_path)
    assert said == "".join(f"{section} {content}\n" for section, content in tailored.items())


def test_optimisation_by_curl(scripted: ScriptedServer, resume_id: str) -> None:
    own = {"http://localhost:8000/optimize/stream/123": f"{scripted.url}/optimization/stream/{resume_id}"}
    frames = [frame for frame in frames_of(run_shell(example("optimisation_curl.sh", own))) if "data" in frame]
    payloads = [json.loads(frame["data"]) for frame in frames]
    assert payloads[0] == {"type": "status", "message": "Analyzing resume..."}
    assert {payload["type"] for payload in payloads[1:-1]} == {"status", "suggestion"}
    assert payloads[-1] == {"type": "complete"}


def test_tutor_by_curl(scripted: ScriptedServer, key: str) -> None:
    own = {"https://api.chamelingo.com": scripted.url, "ck_live_YOUR_KEY_HERE": key}
    frames = frames_of(run_shell(example("tutor_curl.sh", own)))
    payloads = [json.loads(frame["data"]) for frame in frames]
    assert [frame["event"] for frame in frames] == [payload["type"] for payload in payloads]
    assert {frame["event"] for frame in frames[:-1]} == {"chunk"}
    assert "".join(payload["content"] for payload in payloads[:-1]) == TEXT
    assert payloads[-1].keys() == {"type", "conversation_id", "corrections", "usage", "model", "title"}


def test_tutor_by_fetch(scripted: ScriptedServer, key: str) -> None:
    own = {"https://api.chamelingo.com": scripted.url, "ck_live_YOUR_KEY_HERE": key}
    said = run_node(to_javascript(example("tutor_fetch.ts", own)) + "console.log(result.text);")
    told = said.split("\n\nConversation: ")
    assert told[0] == TEXT
    first, _, tokens = told[1].partition("\nTokens: ")
    assert tokens == f"{{ input_tokens: 42, output_tokens: 156 }}\n{TEXT}"
    assert told[2] == f"{first}\nTokens: {{ input_tokens: 42, output_tokens: 156 }}\n{TEXT}\n"


def test_tutor_by_eventsource_parser(scripted: ScriptedServer, key: str) -> None:
    own = {"https://api.chamelingo.com": scripted.url, "ck_live_YOUR_KEY_HERE": key}
    source = to_javascript(example("tutor_parser.ts", own))
    shown = "let shown = '';\nconst setResponse = (change) => { shown = change(shown); };\n"
    assert run_node(shown + source + "process.on('exit', () => process.stdout.write(shown));") == TEXT


def test_latex_by_its_own_consumer(scripted: ScriptedServer) -> None:
    parts = ("latex_callbacks.ts", "latex_parse.ts", "latex_consume.ts", "latex_stream.ts")
    source = to_javascript("\n".join(example(name, {}) for name in parts))
    reader = f"""
        import {{ readFileSync }} from "node:fs";
        const API_BASE = {json.dumps(scripted.url)};
        const getAuthHeaders = () => ({{}});
        const tex = readFileSync({json.dumps(str(TEX))}, "utf-8");
        const resume_file = new File([tex], "resume.tex", {{ type: "application/x-tex" }});
        const jd_text = {json.dumps(BACKEND)};
        const say = (told) => console.log(JSON.stringify(told));
        await tailorResumeStream({{ jd_text, resume_file }}, {{
          onStep: (event) => say(event),
          onComplete: (result) => say(result),
          onError: (error) => say({{ error: error.detail ?? String(error) }}),
        }});
    """
    *steps, result = [json.loads(line) for line in run_node(source + reader).splitlines()]
    assert [step["label"] for step in steps] == [
        "Analyzing resume...", "Extracting keywords...", "Matching skills...", "Computing reorder plan...",
        "Injecting into LaTeX...", "Compiling PDF...",
    ]  # fmt: skip
    assert [step["step"] for step in steps] == [0, 1, 2, 3, 4, 5]
    assert result.keys() == {
        "extracted", "match", "reorder_plan", "pdf_url", "pdf_b64", "pdf_error", "tex_content", "tex_diff", "filename",
        "processing_time_ms",
    }  # fmt: skip


def test_agent_by_curl(scripted: ScriptedServer, key: str, chat_id: str, agent_id: str) -> None:
    own = {"https://api.codeer.ai": scripted.url, "YOUR_API_KEY": key, "chats/12345": f"chats/{chat_id}"}
    own |= {"550e8400-e29b-41d4-a716-446655440000": agent_id}
    *frames, last = frames_of(run_shell(example("agent_curl.sh", own)))
    payloads = [json.loads(frame["data"]) for frame in frames]
    assert [frame["event"] for frame in frames] == [payload["type"] for payload in payloads]
    assert all(payload["chat_id"] == int(chat_id) and payload["response_id"] for payload in payloads)
    assert (payloads[0]["type"], payloads[0]["agent_id"]) == ("response.created", agent_id)
    assert payloads[-1]["final_text"] == TEXT
    assert last == {"data": "[DONE]"}


def test_agent_by_requests(scripted: ScriptedServer, key: str, chat_id: str, agent_id: str, tmp_path: Path) -> None:
    own = {"https://api.codeer.ai": scripted.url, "your-api-key": key, "=12345": f"={chat_id}"}
    said = run_python(example("agent_requests.py", own | {"your-agent-id": agent_id}), tmp_path)
    text, _, rest = said.partition("\n\nTokens used: ")
    assert text == TEXT
    tokens, _, end = rest.partition("\n")
    assert tokens.startswith("{'total_prompt_tokens': 42, 'total_completion_tokens': 156, 'total_tokens': 198, ")
    assert end == "\nStream completed\n"


def test_agent_by_aiohttp(scripted: ScriptedServer, key: str, chat_id: str, agent_id: str, tmp_path: Path) -> None:
    own = {"https://api.codeer.ai": scripted.url, "your-api-key": key, "=12345": f"={chat_id}"}
    assert run_python(example("agent_aiohttp.py", own | {"your-agent-id": agent_id}), tmp_path) == TEXT
