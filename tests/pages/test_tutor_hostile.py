"""Whatever a model, a learner, a tool or a title says is only text."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_hostile_text import HOSTILE, OURS
from tests.pages.tutoring import expect_idle, new, reply, scripted, send, serving
from tests.provider import Provider
from tests.provider.wires import Call, Spoken
from tests.running import Server
from tests.tutor.replying.world import Script

MADE = (
    "main :is(script, style, iframe, object, base, svg, img, hx-partial, #fake, [hx-get]:not(.tool),"
    " [onerror], [onload], .markdown [hx-get], .markdown [hx-post], .message-text [id]:not(.settled, .tail))"
)
NASTY = "</textarea></hx-partial><hx-partial hx-target=body hx-swap=delete></hx-partial>"


@pytest.fixture(autouse=True)
def script(provider: Provider) -> Script:
    return scripted(provider)


@pytest.fixture
def tutoring(provider: Provider, data_dir: Path) -> Iterator[Server]:
    with serving(data_dir, provider) as running:
        yield running


def test_nothing_fires(page: Page, tutoring: Server, script: Script) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said = "\n\n".join(HOSTILE) + NASTY
    form = {
        "title": NASTY + HOSTILE[0], "intro": HOSTILE[17],
        "fields": [{"name": "a", "label": HOSTILE[2], "type": "select", "options": [HOSTILE[0], NASTY]}],
    }  # fmt: skip
    look = Call("consultant_retrieve_context_source", (json.dumps({"query": HOSTILE[2]}),))
    turns: list[str | Spoken] = [
        Spoken(said, (Call("consultant_request_form", (json.dumps(form),)),)),
        Spoken(said, (look,)),
    ]
    script.turn = lambda _asked: turns.pop() if turns else said
    script.title = HOSTILE[2] + NASTY
    url = new(page, tutoring.url)
    send(page, "\n".join(HOSTILE) + NASTY)
    expect(reply(page)).to_have_attribute("data-state", "complete")
    page.locator("#chat-settings > summary").click()
    page.get_by_label("Title").fill(HOSTILE[17] + NASTY)
    page.get_by_role("button", name="Rename").click()
    expect(page.locator("#chat-title")).to_contain_text("hx-get")
    for _ in range(2):
        expect_idle(page)
        assert page.evaluate("window.pwned") is None
        assert page.locator(MADE).count() == 0
        assert page.locator("main .message").count() == 2
        assert page.url.partition("#")[0] == url
        page.reload()
    page.goto(f"{tutoring.url}/tutor?q=script")
    assert page.locator(MADE).count() == 0
    ours = re.compile(OURS.pattern + r"|/tutor(/[\w.]+)*")
    assert [url for url in asked if not ours.fullmatch(url.removeprefix(tutoring.url).partition("?")[0])] == []
