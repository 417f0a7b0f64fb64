"""The TypeScript client: its types, and its streams whole by every protocol, whole again when the line is cut."""

import json
import re
import subprocess
from typing import Any

import pytest
from foreword_client import Client
from foreword_client.errors import BY_CODE, BY_STATUS

from app.errors import ModelError
from app.tutor.replying import events
from tests.clients.node import ROOT, STREAM, call, environment
from tests.pages.faults import Answer, Cut
from tests.pages.proxy import Proxy
from tests.protocols.career import runs_of
from tests.protocols.chat import FOUND, SEARCHING
from tests.protocols.scripted_replies import Item, Replies, ScriptedServer
from tests.running import SAMPLES, free_port

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
TEX = (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8")
FIVE_CUTS = [Cut(after=0), Cut(after=400, abrupt=True), Cut(after=137), Cut(after=420, abrupt=True), Cut(after=701)]
SAYS: list[Item] = [
    *(f"{number} 안녕 😀\n" for number in range(30)),
    SEARCHING,
    FOUND,
    *"data: not an event\n\nZürich.",
]
TEXT = "".join(piece for piece in SAYS if isinstance(piece, str))
CLIENT = ROOT / "clients" / "typescript"


@pytest.fixture(scope="module")
def resume_id(scripted: ScriptedServer) -> str:
    with Client(scripted.url) as client:
        return client.upload_resume(SAMPLES / "resume_plain.md")


@pytest.fixture
def chat_id(scripted: ScriptedServer) -> int:
    with Client(scripted.url) as client:
        return client.create_chat(name="Cut").id


def sections_of(found: list[dict[str, Any]]) -> dict[str, str]:
    """The text of each section, in the order in which they began."""
    sections: dict[str, str] = {}
    for event in found:
        sections[event["section"]] = sections.get(event["section"], "") + event["content"]
    return sections


def test_its_source_and_its_types_agree() -> None:
    compiler = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    done = subprocess.run(
        ["node", str(compiler), "-p", str(CLIENT)], capture_output=True, text=True, env=environment(), check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_it_needs_no_other_package() -> None:
    package = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    assert not {"dependencies", "peerDependencies"} & set(package)
    sources = "".join(path.read_text(encoding="utf-8") for path in CLIENT.rglob("*.js"))
    assert set(re.findall(r'from "([^"]+)"', sources)) <= {f"./{path.name}" for path in CLIENT.rglob("*.js")} | {
        f"./src/{path.name}" for path in CLIENT.rglob("*.js")
    }


def test_both_clients_know_the_same_errors() -> None:
    source = (CLIENT / "src" / "errors.js").read_text(encoding="utf-8")
    classes = dict(re.findall(r'class (\w+) extends \w+ \{\n  static code = "(\w+)";', source))
    assert classes == {kind.__name__: code for code, kind in BY_CODE.items()}
    table = dict(re.findall(r"^  (\d{3}): (\w+),$", source, re.MULTILINE))
    assert table == {str(status): kind.__name__ for status, kind in BY_STATUS.items()}


@pytest.mark.parametrize(
    ("method", "path", "kind"), [("tailor", "tailor", "tailoring"), ("coverLetter", "generate", "letter")]
)
def test_sections_are_whole_after_five_cuts_and_made_once(
    scripted: ScriptedServer, proxy: Proxy, resume_id: str, method: str, path: str, kind: str
) -> None:
    wanted = {"resumeId": resume_id, "jobDescription": BACKEND, "companyName": "Northwind Ledger"}
    whole = call(scripted.url, method, wanted).document
    before = len(runs_of(scripted.data_dir, kind))
    proxy.plan(path, FIVE_CUTS)
    heard = call(proxy.url, method, wanted, STREAM)
    assert heard.types == ["section"]
    assert sections_of(heard.events) == {section["section"]: section["content"] for section in whole["sections"]}
    assert len(proxy.seen(path)) == 6
    assert len(runs_of(scripted.data_dir, kind)) == before + 1


def test_a_review_is_whole_after_five_cuts_and_made_once(
    scripted: ScriptedServer, proxy: Proxy, resume_id: str
) -> None:
    whole = call(scripted.url, "review", {"resume_id": resume_id}, STREAM)
    before = len(runs_of(scripted.data_dir, "review"))
    proxy.plan(resume_id, FIVE_CUTS)
    heard = call(proxy.url, "review", {"resume_id": resume_id}, STREAM)
    assert heard.events == whole.events
    assert set(heard.types) == {"status", "suggestion"}
    assert len(proxy.seen(resume_id)) == 6
    assert len(runs_of(scripted.data_dir, "review")) == before
    document = call(scripted.url, "review", {"resume_id": resume_id}).document
    assert document["suggestions"] == [event["data"] for event in heard.events if event["type"] == "suggestion"]


def test_a_latex_tailoring_is_whole_after_five_cuts_and_made_once(scripted: ScriptedServer, proxy: Proxy) -> None:
    before = len(runs_of(scripted.data_dir, "tailoring"))
    proxy.plan("/api/tailor-stream", FIVE_CUTS)
    wanted = {"resume_file": TEX, "jd_text": BACKEND}
    heard = call(proxy.url, "tailorLatex", wanted, STREAM)
    assert [event["step"] for event in heard.events[:-1]] == [0, 1, 2, 3, 4, 5]
    assert heard.types == ["progress", "complete"]
    assert len(proxy.seen("/api/tailor-stream")) == 6
    assert len(runs_of(scripted.data_dir, "tailoring")) == before + 1
    document = call(scripted.url, "tailorLatex", wanted).document
    assert document["tex_content"] == heard.events[-1]["tex_content"]
    assert r"\begin{document}" in document["tex_content"]


def test_a_tutors_reply_is_whole_after_five_cuts_and_written_once(
    scripted: ScriptedServer, replies: Replies, proxy: Proxy
) -> None:
    replies.says, replies.used = SAYS, events.Used(input_tokens=42, output_tokens=156)
    before = len(runs_of(scripted.data_dir, "reply"))
    proxy.plan("/api/v1/chat", FIVE_CUTS)
    heard = call(proxy.url, "chat", {"message": "How do I count?"}, STREAM)
    assert heard.types == ["chunk", "done"]
    assert heard.text("content") == TEXT
    assert heard.events[-1]["title"] == "How do I count?"
    assert heard.stream["conversation"] == heard.events[-1]["conversation_id"]
    assert len(proxy.seen("/api/v1/chat")) == 6
    assert len(runs_of(scripted.data_dir, "reply")) == before + 1
    again = {"message": "And now?", "conversation_id": heard.stream["conversation"]}
    document = call(scripted.url, "chat", again).document
    assert (document["text"], document["usage"]) == (TEXT, {"input_tokens": 42, "output_tokens": 156})


def test_an_agents_reply_is_whole_after_five_cuts_and_written_once(
    scripted: ScriptedServer, replies: Replies, proxy: Proxy, chat_id: int
) -> None:
    replies.says = SAYS
    before = len(runs_of(scripted.data_dir, "reply"))
    proxy.plan("/messages", FIVE_CUTS)
    heard = call(proxy.url, "sendMessage", chat_id, {"message": "Hello!"}, STREAM)
    assert heard.text("delta") == TEXT == heard.events[-1]["final_text"]
    assert [kind.removeprefix("response.") for kind in heard.types] == [
        "created", "output_text.delta", "reasoning_step.start", "reasoning_step.end", "output_text.delta",
        "output_text.completed",
    ]  # fmt: skip
    assert len(proxy.seen("/messages")) == 6
    assert len(runs_of(scripted.data_dir, "reply")) == before + 1
    document = call(scripted.url, "sendMessage", chat_id, {"message": "Again."}).document
    assert document["final_text"] == TEXT


def test_a_reply_that_is_still_written_is_taken_up_after_each_of_five_cuts(
    scripted: ScriptedServer, replies: Replies, proxy: Proxy
) -> None:
    gates = [scripted.gate() for _ in range(5)]
    replies.says = [item for number, gate in enumerate(gates) for item in (f"piece {number}. ", gate)] + ["The end."]
    remaining = iter(gates)

    def cut(event: dict[str, Any]) -> None:
        gate = next(remaining, None) if event["type"] == "chunk" else None
        if gate is not None:
            proxy.cut()
            gate.open()

    heard = call(proxy.url, "chat", {"message": "Slowly, please."}, STREAM, act=cut)
    assert heard.text("content") == "".join(f"piece {number}. " for number in range(5)) + "The end."
    assert heard.types == ["chunk", "done"]
    assert len(proxy.seen("/api/v1/chat")) == 6


def test_every_other_call(scripted: ScriptedServer, key: str) -> None:
    def ask(method: str, *given: Any) -> Any:
        heard = call(scripted.url, method, *given, key=key)
        assert not heard.error
        return heard.document

    resume_id = ask("uploadResume", "# Jane Doe\n\n## Skills\n\nPython\n", "jane.md")
    assert ask("resume", resume_id)["resumeId"] == resume_id
    assert resume_id in [resume["resumeId"] for resume in ask("resumes")]
    ask("deleteResume", resume_id)
    assert resume_id not in [resume["resumeId"] for resume in ask("resumes")]
    assert {quota["feature"] for quota in ask("usage")} >= {"ai_text_messages"}
    agent = ask("agents")[0]
    chat = ask("createChat", {"agent_id": agent["id"], "name": "Practice"})
    assert (chat["name"], chat["agent"]) == ("Practice", agent["agent"])
    assert chat["id"] in [one["id"] for one in ask("chats", {"limit": 5})["chats"]]
    assert ask("readChat", chat["id"])["messages"] == []


def test_what_goes_wrong_is_one_class_for_each_code(scripted: ScriptedServer, replies: Replies, proxy: Proxy) -> None:
    wanted = {"resumeId": "res_none", "jobDescription": BACKEND}
    for options in ({}, STREAM):
        error = call(scripted.url, "tailor", wanted, options).error
        assert (error["name"], error["status"]) == ("NotFound", 404)
        assert error["requestId"]
        error = call(scripted.url, "chat", {"message": ""}, options).error
        assert (error["name"], error["field"]) == ("InvalidInput", "message")
    replies.says = ["So far.", ModelError("Busy.", reason="rate_limit", retryable=True)]
    heard = call(scripted.url, "chat", {"message": "Hi."}, STREAM)
    assert heard.text("content") == "So far."
    assert (heard.error["name"], heard.error["retryable"]) == ("LimitReached", True)
    assert call(f"http://127.0.0.1:{free_port()}", "usage").error["name"] == "ConnectionLost"
    proxy.plan("/usage", [Answer(503), Answer(502), Cut(after=3), Cut(after=3, abrupt=True)])
    assert call(proxy.url, "usage").document
    assert len(proxy.seen("/usage")) == 5
    proxy.plan("/resumes", [Cut(after=3, abrupt=True)])
    assert call(proxy.url, "uploadResume", "# Jane", "jane.md").error["name"] == "ConnectionLost"
    assert len(proxy.seen("/resumes")) == 1
