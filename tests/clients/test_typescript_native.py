"""The native API by the TypeScript client."""

import re
from typing import Any

import pytest
from foreword_client import Client

from tests.clients.node import ROOT, call
from tests.pages.faults import Cut
from tests.pages.proxy import Proxy
from tests.protocols.career import runs_of
from tests.protocols.scripted_replies import Item, Replies, ScriptedServer
from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
PLAIN = (SAMPLES / "resume_plain.md").read_text(encoding="utf-8")
FIVE_CUTS = [Cut(after=0), Cut(after=400, abrupt=True), Cut(after=137), Cut(after=420, abrupt=True), Cut(after=701)]
SAYS: list[Item] = [f"{number} 안녕 😀\n" for number in range(30)]


def test_it_has_the_methods_of_the_python_client() -> None:
    sources = ROOT / "clients" / "typescript"
    promised = (sources / "api.d.ts").read_text(encoding="utf-8").partition("export interface ForewordApi {")[2]
    names = set(re.findall(r"^  (\w+)\(", promised.partition("\n}\n")[0], re.MULTILINE))
    with Client("http://127.0.0.1") as client:
        python = {name for name in dir(client.api) if not name.startswith("_")}
    assert {re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name) for name in names} == python


def test_a_runs_events_are_whole_after_five_cuts(scripted: ScriptedServer, replies: Replies, proxy: Proxy) -> None:
    replies.says = SAYS
    conversation = call(scripted.url, "api.makeConversation", {"title": "Counting"}).document["id"]
    run_id = call(scripted.url, "api.sendMessage", conversation, "How do I count?").document["run_id"]
    whole = call(scripted.url, "api.events", run_id).events
    proxy.plan("/events", FIVE_CUTS)
    found = call(proxy.url, "api.events", run_id).events
    assert found == whole
    assert [event["seq"] for event in found] == list(range(1, len(found) + 1))
    assert "".join(event["data"]["text"] for event in found if event["name"] == "text") == "".join(map(str, SAYS))
    assert found[-1]["name"] == "done"
    assert len(proxy.seen("/events")) == 6
    assert call(scripted.url, "api.events", run_id, {"after": found[-1]["seq"]}).events == []
    said = call(scripted.url, "api.messages", conversation).events
    assert [message["role"] for message in said] == ["user", "assistant"]


def test_a_resume_from_its_upload_to_its_removal(scripted: ScriptedServer, proxy: Proxy) -> None:
    def ask(method: str, *given: Any) -> Any:
        heard = call(scripted.url, f"api.{method}", *given)
        assert not heard.error
        return heard.document

    proxy.plan("/resumes", [Cut(after=0, abrupt=True)])
    made = call(proxy.url, "api.uploadResume", "# Jo Doe\n\njo@example.org\n\n## Skills\n\nPython\n", "jo.md").document
    assert len(proxy.seen("/resumes")) == 2
    if made["run_id"] is not None:
        call(scripted.url, "api.events", made["run_id"])
    before = ask("resume", made["id"])
    changed = ask("changeResume", made["id"], {"fields": {"/basics/name": "Jo Else"}}, {"ifMatch": before["etag"]})
    assert changed["resume"]["basics"]["name"] == "Jo Else"
    stale = {"ifMatch": before["etag"]}
    error = call(scripted.url, "api.changeResume", made["id"], {"fields": {"/basics/name": "No"}}, stale).error
    assert (error["name"], error["status"]) == ("PreconditionFailed", 412)
    assert "Python" in ask("resumeSource", made["id"])["text"]
    assert ask("resumeFile", made["id"], "pdf")["type"] == "application/pdf"
    ask("deleteResume", made["id"], {"ifMatch": changed["etag"]})
    assert call(scripted.url, "api.resume", made["id"]).error["name"] == "NotFound"


def test_what_is_begun_twice_is_made_once(scripted: ScriptedServer, proxy: Proxy) -> None:
    resume = call(scripted.url, "api.uploadResume", PLAIN, "resume_plain.md").document["id"]
    before = len(runs_of(scripted.data_dir, "tailoring"))
    proxy.plan("/tailorings", [Cut(after=0, abrupt=True), Cut(after=20)])
    wanted = {"resume_id": resume, "posting": {"text": BACKEND}}
    begun = call(proxy.url, "api.startTailoring", wanted).document
    assert len(proxy.seen("/tailorings")) == 3
    assert len(runs_of(scripted.data_dir, "tailoring")) == before + 1
    assert call(scripted.url, "api.events", begun["run_id"]).events[-1]["name"] == "done"
    done = call(scripted.url, "api.tailoring", begun["id"]).document
    assert done["result"]["match"]["score"] == done["score"]
    assert begun["id"] in [item["id"] for item in call(scripted.url, "api.tailorings").events]


@pytest.fixture
def reply(scripted: ScriptedServer, replies: Replies) -> Any:
    gate = scripted.gate()
    replies.says = ["This much.", gate, "Never this."]
    conversation = call(scripted.url, "api.makeConversation").document["id"]
    yield call(scripted.url, "api.sendMessage", conversation, "Go on.").document
    gate.open()


def test_a_run_is_stopped(scripted: ScriptedServer, reply: dict[str, str]) -> None:
    stopped = call(scripted.url, "api.cancelRun", reply["run_id"]).document
    assert stopped["state"] in {"cancelled", "running"}
    assert call(scripted.url, "api.events", reply["run_id"]).events[-1]["name"] == "cancelled"
    assert call(scripted.url, "api.run", reply["run_id"]).document["state"] == "cancelled"
