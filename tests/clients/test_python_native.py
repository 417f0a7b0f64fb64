"""The native API by the Python client, sync and async."""

from typing import Any

import pytest
from foreword_client import AsyncClient, Client, errors
from foreword_client.api_answers import RunEvent

from tests.clients.calling import WAYS, Way, native
from tests.pages.faults import Cut
from tests.pages.proxy import Proxy
from tests.protocols.career import runs_of
from tests.protocols.scripted_replies import Item, Replies, ScriptedServer
from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
PLAIN = (SAMPLES / "resume_plain.md").read_bytes()
FIVE_CUTS = [Cut(after=0), Cut(after=400, abrupt=True), Cut(after=137), Cut(after=420, abrupt=True), Cut(after=701)]
SAYS: list[Item] = [f"{number} 안녕 😀\n" for number in range(30)]


@pytest.fixture(scope="module")
def resume_id(scripted: ScriptedServer) -> str:
    with Client(scripted.url) as client:
        made = client.api.upload_resume(PLAIN, "resume_plain.md")
        if made.run_id is not None:
            assert [*client.api.events(made.run_id)][-1].name == "done"
    return made.id


def test_both_clients_have_the_same_methods() -> None:
    def methods(kind: type) -> set[str]:
        return {name for name in dir(kind) if not name.startswith("_")}

    with Client("http://127.0.0.1") as client:
        assert methods(type(client.api)) == methods(type(AsyncClient("http://127.0.0.1").api))
        assert methods(Client) - {"close"} == methods(AsyncClient) - {"aclose"}


@pytest.mark.parametrize("way", WAYS)
def test_a_runs_events_are_whole_after_five_cuts(
    scripted: ScriptedServer, replies: Replies, proxy: Proxy, way: Way
) -> None:
    replies.says = SAYS
    conversation = native(way, scripted.url, "make_conversation", title="Counting")
    reply = native(way, scripted.url, "send_message", conversation.id, "How do I count?")
    whole = native(way, scripted.url, "events", reply.run_id)
    proxy.plan("/events", FIVE_CUTS)
    found: list[RunEvent] = native(way, proxy.url, "events", reply.run_id)
    assert found == whole
    assert [event.seq for event in found] == list(range(1, len(found) + 1))
    assert found[-1].name == "done"
    assert "".join(event.data["text"] for event in found if event.name == "text") == "".join(map(str, SAYS))
    assert len(proxy.seen("/events")) == 6
    assert native(way, scripted.url, "events", reply.run_id, found[-2].seq) == found[-1:]
    assert native(way, scripted.url, "events", reply.run_id, found[-1].seq) == []
    assert [message.role for message in native(way, scripted.url, "messages", conversation.id)] == ["user", "assistant"]


@pytest.mark.parametrize("way", WAYS)
def test_resumes_are_changed_only_as_they_were_read(scripted: ScriptedServer, way: Way) -> None:
    def call(name: str, *given: Any, **wanted: Any) -> Any:
        return native(way, scripted.url, name, *given, **wanted)

    source = f"# Jo {way}\n\njo@example.org\n\n## Skills\n\nPython, SQL\n".encode()
    made = call("upload_resume", source, "jo.md", idempotency_key=f"upload-{way}")
    assert call("upload_resume", source, "jo.md", idempotency_key=f"upload-{way}").id == made.id
    if made.run_id is not None:
        call("events", made.run_id)
    before = call("resume", made.id)
    assert before.etag
    assert before.resume["basics"]["name"] == f"Jo {way}"
    changed = call("change_resume", made.id, fields={"/basics/name": "Jo Doe"}, if_match=before.etag)
    assert changed.resume["basics"]["name"] == "Jo Doe"
    with pytest.raises(errors.PreconditionFailed) as raised:
        call("change_resume", made.id, fields={"/basics/name": "Jo Else"}, if_match=before.etag)
    assert raised.value.status == 412
    assert isinstance(raised.value, errors.Conflict)
    assert b"Python" in call("resume_source", made.id)
    assert call("resume_file", made.id, "pdf").startswith(b"%PDF-")
    with pytest.raises(errors.IdempotencyKeyReused):
        call("upload_resume", source + b"more", "jo.md", idempotency_key=f"upload-{way}")
    call("delete_resume", made.id, if_match=changed.etag)
    with pytest.raises(errors.NotFound):
        call("resume", made.id)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_begun_twice_is_made_once_and_can_be_taken_away(
    scripted: ScriptedServer, proxy: Proxy, resume_id: str, way: Way
) -> None:
    def call(name: str, *given: Any, **wanted: Any) -> Any:
        return native(way, scripted.url, name, *given, **wanted)

    posting = call("add_posting", text=BACKEND, company="Northwind Ledger")
    assert posting.id in [item.id for item in call("postings")]
    assert call("posting", posting.id).text == BACKEND.strip()
    before = len(runs_of(scripted.data_dir, "tailoring"))
    proxy.plan("/tailorings", [Cut(after=0, abrupt=True), Cut(after=20, abrupt=True)])
    begun = native(way, proxy.url, "start_tailoring", resume_id=resume_id, posting_id=posting.id)
    assert len(runs_of(scripted.data_dir, "tailoring")) == before + 1
    assert call("events", begun.run_id)[-1].name == "done"
    done = call("tailoring", begun.id)
    assert (done.state, done.result.match.score) == ("done", done.score)
    assert call("run", begun.run_id).subject.id == begun.id
    assert call("tailoring_file", begun.id, "json").startswith(b"{")
    assert call("match", resume_id=resume_id, posting={"text": BACKEND}).score >= 0
    letter = call("start_letter", resume_id=resume_id, posting={"text": BACKEND}, length="short")
    assert call("events", letter.run_id)[-1].name == "done"
    whole = call("letter", letter.id)
    assert whole.is_whole
    edited = call("edit_paragraph", letter.id, "closing", "Kind regards,\nAmara", if_match=whole.etag)
    assert edited.paragraphs[-1].text.startswith("Kind regards")
    assert call("letter_file", letter.id, "txt", anyway=True)
    call("delete_letter", letter.id)
    call("delete_tailoring", begun.id)
    assert begun.id not in [item.id for item in call("tailorings")]


@pytest.mark.parametrize("way", WAYS)
def test_a_run_is_stopped_and_keeps_what_was_said(scripted: ScriptedServer, replies: Replies, way: Way) -> None:
    gate = scripted.gate()
    replies.says = ["This much.", gate, "Never this."]
    conversation = native(way, scripted.url, "make_conversation")
    reply = native(way, scripted.url, "send_message", conversation.id, "Go on.")
    with Client(scripted.url) as client:
        for event in client.api.events(reply.run_id):
            if event.name == "text":
                break
    stopped = native(way, scripted.url, "cancel_run", reply.run_id)
    assert stopped.state in {"cancelled", "running"}
    assert native(way, scripted.url, "events", reply.run_id)[-1].name == "cancelled"
    assert native(way, scripted.url, "messages", conversation.id)[-1].text == "This much."
    gate.open()


def test_a_list_is_read_through_all_of_its_pages(scripted: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foreword_client.api_conversations.PAGE", 2)
    with Client(scripted.url) as client:
        made = [client.api.make_conversation(title=f"Page {number}").id for number in range(5)]
        assert [one.id for one in client.api.conversations()][:5] == made[::-1]
