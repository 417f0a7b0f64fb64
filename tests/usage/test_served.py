"""Quotas and streams of a real server, asked by many at once."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.databases import open_database
from tests.protocols.chat import CHAT, frames_of, messages_of, new_chat, opened, post
from tests.protocols.scripted_replies import ScriptedServer
from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
HELLO = {"message": "Hello."}
pytestmark = pytest.mark.usefixtures("enough_of_today")


@pytest.fixture
def three(tmp_path: Path) -> Iterator[ScriptedServer]:
    """Three streams at a time."""
    with ScriptedServer(tmp_path / "data", streams_per_account=3, rate_limit_per_minute=10_000) as running:
        yield running


@pytest.fixture
def ten(tmp_path: Path) -> Iterator[ScriptedServer]:
    """Ten messages a day."""
    with ScriptedServer(tmp_path / "data", quota_ai_text_messages=10) as running:
        yield running


def test_of_a_hundred_messages_at_the_same_time_ten_are_answered(ten: ScriptedServer) -> None:
    with ThreadPoolExecutor(25) as threads:
        answers = list(threads.map(lambda _: post(ten.url + CHAT, json=HELLO), range(100)))
    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(200), statuses.count(429)) == (10, 90)
    for answer in answers:
        assert "event: done" in answer.text or int(answer.headers["retry-after"]) > 0
    with open_database(ten.data_dir / "foreword.sqlite3") as connection:
        assert connection.execute("SELECT used FROM usage_days").fetchall() == [(10,)]
        assert connection.execute("SELECT count(*) FROM runs").fetchall() == [(10,)]


def test_a_fourth_stream_is_refused_by_each_protocol_and_page_until_one_has_ended(three: ScriptedServer) -> None:
    gate, chat = three.gate(), new_chat(three)
    three.replies.says = ["One moment. ", gate, "Here I am."]
    with ExitStack() as opened_streams:
        streams = [opened_streams.enter_context(opened(three, CHAT, HELLO)) for _ in range(3)]
        files = {"resume_file": ("cv.tex", (SAMPLES / "jake_resume.tex").read_bytes(), "application/x-tex")}
        for refused in (
            post(three.url + CHAT, json=HELLO),
            post(three.url + messages_of(chat), json={"message": "Hello.", "stream": True}),
            httpx.post(f"{three.url}/api/tailor-stream", files=files, data={"jd_text": BACKEND}, timeout=120),
        ):
            assert refused.status_code == 429, refused.text
            assert int(refused.headers["retry-after"]) > 0
            assert "3 things are being written for you already." in refused.text
        gate.open()
        for stream in streams:
            assert list(frames_of(stream))[-1].event == "done"
    assert post(three.url + CHAT, json=HELLO).status_code == 200


def test_seven_tabs_of_one_reply_are_one_stream(three: ScriptedServer) -> None:
    gate = three.gate()
    three.replies.says = ["One moment. ", gate, "Here I am."]
    with ExitStack() as opened_streams:
        first = opened_streams.enter_context(opened(three, CHAT, HELLO))
        seen = frames_of(first)
        run_id = next(seen).id.partition(":")[0]
        tabs = [
            opened_streams.enter_context(opened(three, CHAT, None, **{"Last-Event-ID": f"{run_id}:0"}))
            for _ in range(6)
        ]
        assert [tab.status_code for tab in tabs] == [200] * 6
        others = [opened_streams.enter_context(opened(three, CHAT, HELLO)) for _ in range(2)]
        assert [other.status_code for other in others] == [200] * 2
        assert post(three.url + CHAT, json=HELLO).status_code == 429
        gate.open()


def test_resumes_are_taken_in_and_postings_kept_beside_three_streams(three: ScriptedServer) -> None:
    gate = three.gate()
    three.replies.says = ["One moment. ", gate]
    with ExitStack() as opened_streams:
        for _ in range(3):
            opened_streams.enter_context(opened(three, CHAT, HELLO))
        for number in range(4):
            source = (SAMPLES / "resume_plain.md").read_bytes() + b"\n" * number
            taken = httpx.post(f"{three.url}/v1/resumes", files={"file": ("cv.md", source)}, timeout=60)
            assert taken.status_code == 201, taken.text
        page = add_posting(three)
        assert page.status_code == 200
        assert "Analyse this posting" in page.text
        gate.open()


def add_posting(server: ScriptedServer) -> httpx.Response:
    """The page of a posting that was typed in."""
    with httpx.Client(base_url=server.url, timeout=60, follow_redirects=True) as client:
        token = re.findall(r'name="_csrf_token" value="([^"]+)"', client.get("/postings").text)[0]
        return client.post("/postings", data={"_csrf_token": token, "text": BACKEND})
