"""The documents' own examples for browsers, in a real Chromium: address, key and ids replaced."""

import json
from typing import Any

import pytest
from foreword_client import Client
from playwright.sync_api import Page

from tests.clients.examples import example, given, to_javascript
from tests.protocols.chat import FOUND, SEARCHING
from tests.protocols.scripted_replies import Replies, ScriptedServer
from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
HOOKS = """
const states = [];
let place = 0, ran = false;
const render = () => { place = 0; window.shown = exports.useOptimizationStream(resumeId); };
const useState = (initial) => {
  const at = place++;
  if (!(at in states)) states[at] = initial;
  return [states[at], (next) => { states[at] = next instanceof Function ? next(states[at]) : next; render(); }];
};
const useEffect = (effect) => { if (!ran) { ran = true; effect(); } };
const exports = {}, require = () => ({ useEffect, useState });
"""
"""As much of React's hooks as the example calls: a component is drawn again when a state is set."""


@pytest.fixture(scope="module")
def resume_id(scripted: ScriptedServer) -> str:
    with Client(scripted.url) as client:
        return client.upload_resume(SAMPLES / "resume_plain.md")


@pytest.fixture
def printed(scripted: ScriptedServer, page: Page) -> list[str]:
    """What is printed in a page of the server, as it comes."""
    page.goto(f"{scripted.url}/postings")
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    return found


def wait(page: Page, condition: str) -> None:
    """Until it is so; Playwright's own way to wait is forbidden by the page's security policy."""
    page.evaluate(
        f"() => new Promise((met) => {{ const look = () => {condition} ? met() : setTimeout(look, 20); look(); }})"
    )


def run(page: Page, source: str) -> Any:
    """An example within a function of the reader's own."""
    return page.evaluate(f"async () => {{ {source} }}")


def test_career_by_fetch(scripted: ScriptedServer, page: Page, printed: list[str], key: str) -> None:
    with Client(scripted.url, key) as client:
        own = client.upload_resume(SAMPLES / "resume_plain.md")
        whole = client.tailor(resume_id=own, job_description=BACKEND)
    source = given(apiKey=key, resumeId=own, jobDescription=BACKEND)
    run(page, source + example("career_browser.js", {"https://api.laddro.com": scripted.url}))
    assert printed == [f"{section.section} {section.content}" for section in whole.sections]


def test_agent_by_fetch(
    scripted: ScriptedServer,
    replies: Replies,
    page: Page,
    printed: list[str],
    key: str,
) -> None:
    replies.says = ["Our business hours ", SEARCHING, FOUND, "are Monday to Friday, 9 to 6. 😀"]
    text = "".join(piece for piece in replies.says if isinstance(piece, str))
    with Client(scripted.url, key) as client:
        chat_id, agent_id = client.create_chat().id, client.agents()[0].id
    own = {"https://api.codeer.ai": scripted.url, "YOUR_API_KEY": key, "chats/12345": f"chats/{chat_id}"}
    page.evaluate("document.body.innerHTML = '<p id=output></p>'")
    run(page, example("agent_browser.js", own | {"your-agent-id": agent_id}))
    assert printed == [f"Final response: {text}", "Stream completed"]
    assert page.locator("#output").text_content() == text


def test_optimisation_by_the_hook(
    scripted: ScriptedServer,
    page: Page,
    printed: list[str],
    resume_id: str,
) -> None:
    source = to_javascript(example("optimisation_hook.ts", {"http://localhost:8000": scripted.url}), "CommonJS")
    run(page, given(resumeId=resume_id) + HOOKS + source + "\nrender();")
    wait(page, "shown.isComplete")
    shown = page.evaluate("shown")
    with Client(scripted.url) as client:
        review = client.review(resume_id=resume_id)
    assert [suggestion["id"] for suggestion in shown["suggestions"]] == [one.id for one in review.suggestions]
    assert shown["suggestions"]
    assert shown["status"]
    assert printed == []


@pytest.mark.parametrize(
    ("name", "address"),
    [("optimisation_eventsource.js", "/optimize/stream"), ("optimisation_native.js", "/api/optimize/stream")],
)
def test_optimisation_by_a_native_eventsource(
    scripted: ScriptedServer,
    page: Page,
    printed: list[str],
    resume_id: str,
    name: str,
    address: str,
) -> None:
    own = f"{scripted.url}/optimization/stream/{resume_id}"
    source = "const updateUI = (data) => console.log(JSON.stringify(data));\n" + example(name, {address: own})
    run(page, source + "\nwindow.source = eventSource;")
    wait(page, "source.readyState === EventSource.CLOSED")
    told = [json.loads(line) for line in printed if line.startswith("{")]
    assert told[0] == {"type": "status", "message": "Analyzing resume..."}
    assert told[-1] == {"type": "complete"}
    assert [event["type"] for event in told].count("complete") == 1
    assert "suggestion" in {event["type"] for event in told}
