"""A conversation as plain forms and links, for a browser without JavaScript."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.pages.tutoring import BEGUN, BEGUN_PIECES, REPLY, scripted, serving
from tests.provider import Provider
from tests.provider.behaviours import held
from tests.provider.sharing import left_as_found
from tests.provider.wires import Call, Spoken
from tests.running import Server, Visitor
from tests.tutor.replying.world import Script

FIELDS = [{"name": "job", "label": "Job title", "type": "text", "required": True}]
FORM = {"title": "About the job", "fields": FIELDS}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def tutoring(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("tutoring") / "data", provider) as running:
        yield running


@pytest.fixture(autouse=True)
def script(provider: Provider, tutoring: Server) -> Iterator[Script]:
    with left_as_found(tutoring, provider):
        yield scripted(provider)


@pytest.fixture
def guest(tutoring: Server) -> Iterator[Visitor]:
    with Visitor(tutoring) as visiting:
        yield visiting


def begin(guest: Visitor, message: str = "Ask me.", key: str = "") -> str:
    """A conversation by the form; its path."""
    answer = guest.submit("/tutor", {"agent": "adviser", "message": message, "key": key})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def texts(body: str) -> list[str]:
    """What the messages say, without their markup."""
    found = re.findall(r'<(?:p|div) class="message-text.*?</(?:p|div)>', body, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in found]


def ids(body: str, by: str) -> list[str]:
    return re.findall(rf'<article id="message-(\w+)" class="message" data-by="{by}"', body)


def test_begin_send_edit_switch_and_retry(guest: Visitor, script: Script) -> None:
    script.turn = lambda asked: f"On {asked.turns[-1].text.splitlines()[-1]}"
    path = begin(guest, "one")
    body = guest.ended(path)
    assert texts(body) == ["one", "On one"]
    sent = guest.submit(f"{path}/messages", {"message": "two"})
    assert (sent.status_code, sent.headers["location"]) == (303, f"{path}#latest")
    body = guest.ended(path)
    assert texts(body) == ["one", "On one", "two", "On two"]
    second = ids(body, "me")[1]
    assert ">two</textarea>" in guest.get(f"/tutor/messages/{second}/edit").text.replace("\n", "")
    assert guest.submit(f"/tutor/messages/{second}/edit", {"message": "three"}).status_code == 303
    body = guest.ended(path)
    assert texts(body) == ["one", "On one", "three", "On three"]
    assert "2 of 2" in body
    back = guest.submit(f"{path}/switch", {"message_id": second})
    assert back.headers["location"] == f"{path}#message-{second}"
    assert texts(guest.get(path).text) == ["one", "On one", "two", "On two"]
    script.turn = lambda _asked: "Otherwise"
    assert guest.submit(f"/tutor/messages/{ids(guest.get(path).text, 'agent')[1]}/retry").status_code == 303
    assert texts(guest.ended(path)) == ["one", "On one", "two", "Otherwise"]


def test_a_reply_is_seen_growing_and_stopped(guest: Visitor, provider: Provider, script: Script) -> None:
    script.turns = [held(provider.gate(), after=BEGUN_PIECES)]
    path = begin(guest)
    while BEGUN not in (body := guest.get(path).text):
        assert 'http-equiv="refresh"' in body
    refused = guest.submit(f"{path}/messages", {"message": "Keep <this>."})
    assert refused.status_code == 409
    assert "A reply is being written" in refused.text
    assert "\nKeep &lt;this&gt;.</textarea>" in refused.text
    assert guest.submit(f"{path}/stop").status_code == 303
    assert guest.submit(f"{path}/stop").status_code == 303
    body = guest.get(path).text
    assert 'http-equiv="refresh"' not in body
    assert "Stopped." in body
    assert "Try again" in body


def test_a_form_sent_twice_begins_one_conversation_and_one_message(guest: Visitor) -> None:
    path = begin(guest, key="k1")
    assert begin(guest, key="k1") == path
    guest.ended(path)
    for _ in range(2):
        assert guest.submit(f"{path}/messages", {"message": "once", "key": "k2"}).status_code == 303
    assert texts(guest.ended(path)) == ["Ask me.", REPLY, "once", REPLY]


def test_a_form_in_the_chat_is_answered(guest: Visitor, script: Script) -> None:
    turns: list[str | Spoken] = [Spoken("Tell me.", (Call("consultant_request_form", (json.dumps(FORM),)),))]
    script.turn = lambda _asked: turns.pop() if turns else REPLY
    path = begin(guest)
    form = ids(guest.ended(path), "agent")[-1]
    refused = guest.submit(f"{path}/answers/{form}", {"field-job": " "})
    assert refused.status_code == 422
    assert "Please fill in “<bdi>Job title</bdi>”." in refused.text
    assert guest.submit(f"{path}/answers/{form}", {"field-job": "Nurse"}).status_code == 303
    body = guest.ended(path)
    assert '<dd dir="auto">Nurse</dd>' in body
    assert guest.submit(f"{path}/answers/{form}", {"field-job": "Cook"}).status_code == 409


@pytest.mark.parametrize(
    ("fields", "said"), [({"message": " "}, "Write a message"), ({"message": "x" * 20_001}, "limited")]
)
def test_what_cannot_be_sent_is_said_and_stays(guest: Visitor, fields: dict[str, str], said: str) -> None:
    path = begin(guest, message="")
    refused = guest.submit(f"{path}/messages", fields)
    assert refused.status_code in {413, 422}
    assert said in refused.text


def test_what_is_wrong_with_a_new_conversation_is_said_at_its_field(guest: Visitor) -> None:
    answer = guest.submit("/tutor", {"agent": "tutor", "level": "Z9", "message": "keep me"})
    assert answer.status_code == 422
    assert "Choose a level from A1 to C2." in answer.text
    assert "\nkeep me</textarea>" in answer.text
    gone = guest.submit("/tutor", {"agent": "tutor", "resume_id": "res_gone"})
    assert gone.status_code == 422
    assert "Choose another one." in gone.text


@pytest.mark.parametrize(
    "path",
    ["/tutor/con_absent", "/tutor/con_absent/events", "/tutor/con_absent/export.md", "/tutor/messages/msg_absent/edit"],
)
def test_what_is_absent_is_404(guest: Visitor, path: str) -> None:
    assert guest.get(path).status_code == 404


@pytest.mark.parametrize(
    "what", ["messages", "stop", "switch", "rename", "configure", "attach", "answers/msg_a", "files"]
)
def test_nothing_is_done_to_what_is_absent(guest: Visitor, what: str) -> None:
    fields = {"message": "x", "message_id": "msg_a", "title": "x"}
    path = f"/tutor/con_absent/{what}"
    answer = guest.submit_multipart(path, fields) if what == "files" else guest.submit(path, fields)
    assert answer.status_code == 404
