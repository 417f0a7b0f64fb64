"""axe-core finds nothing in a conversation, in whichever state and look."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_accessibility import Scheme, violations
from tests.pages.tutoring import (
    BEGUN,
    BEGUN_PIECES,
    expect_idle,
    mine,
    new,
    reply,
    scripted,
    send,
    serving,
    text_of,
)
from tests.provider import Provider
from tests.provider.behaviours import held
from tests.provider.sharing import left_as_found
from tests.provider.wires import Call, Spoken
from tests.running import Server
from tests.tutor.replying.world import Script

WIDE = (
    "# A table\n\n| " + " | ".join(f"column {number}" for number in range(14)) + " |\n|" + "-|" * 14 + "\n| "
    + " | ".join("a value" for _ in range(14)) + " |\n\n```\n" + "a long line of code " * 20 + "\n```\n\n"
    + "https://example.org/" + "x" * 300 + "\n\n1. one\n2. two\n\n> quoted\n"
)  # fmt: skip
FORM = {
    "title": "About the job", "intro": "Briefly.",
    "fields": [
        {"name": "job", "label": "Job title", "type": "text", "required": True, "help": "As in the posting."},
        {"name": "day", "label": "First day", "type": "date"},
        {"name": "shifts", "label": "Shifts", "type": "multiselect", "options": ["Early", "Late"]},
        {"name": "car", "label": "I have a car", "type": "checkbox"},
        {"name": "level", "label": "Level", "type": "select", "options": ["B1", "B2"]},
    ],
}  # fmt: skip


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


def check(page: Page, width: int) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("scheme", "width", "direction"), [("light", 1280, "ltr"), ("dark", 360, "ltr"), ("light", 360, "rtl")]
)
def test_every_state_of_a_conversation(
    page: Page, tutoring: Server, provider: Provider, script: Script, scheme: Scheme, width: int, direction: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{tutoring.url}/tutor")
    check(page, width)
    page.goto(f"{tutoring.url}/tutor/new?agent=tutor")
    check(page, width)
    new(page, tutoring.url, "Language tutor")
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    check(page, width)
    gate = provider.gate()
    script.turns = [held(gate, after=BEGUN_PIECES)]
    send(page, "I has worked there.")
    expect(text_of(reply(page))).to_have_text(BEGUN)
    expect(mine(page).locator(".correction")).to_have_count(1)
    expect(page.locator("#chat-log")).to_have_attribute("aria-busy", "true")
    check(page, width)
    page.get_by_role("button", name="Stop the reply").click()
    expect(page.locator("#chat-said")).to_contain_text("Stopped.")
    expect_idle(page)
    check(page, width)
    look = Call("consultant_retrieve_context_source", ('{"query": "nights"}',))
    turns: list[str | Spoken] = [
        Spoken(WIDE, (Call("consultant_request_form", (json.dumps(FORM),)),)),
        Spoken("", (look,)),
    ]
    script.turn = lambda _asked: turns.pop()
    send(page, "Go on.")
    form = page.get_by_role("form", name="About the job")
    form.get_by_role("button", name="Send").click()
    expect(form.locator(".error")).to_have_count(1)
    page.locator(".step > details").evaluate_all("all => all.forEach(one => (one.open = true))")
    page.locator("#chat-settings > summary").click()
    mine(page).get_by_role("link", name="Edit this message").click()
    expect(page.get_by_label("Say it differently")).to_be_visible()
    check(page, width)
    page.goto(f"{tutoring.url}/tutor?q=worked")
    expect(page.locator("mark.hit").first).to_be_visible()
    check(page, width)


def test_a_reader_of_the_screen_hears_steps_and_the_end_but_no_single_words(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    gate = provider.gate()
    script.turns = [held(gate, after=BEGUN_PIECES)]
    new(page, tutoring.url)
    log, said = page.get_by_role("log", name="Conversation"), page.locator("#chat-said")
    expect(log).to_have_attribute("aria-live", "off")
    expect(said).to_have_attribute("role", "status")
    send(page, "Ask.")
    expect(text_of(reply(page))).to_have_text(BEGUN)
    expect(said).to_be_empty()
    expect(log).to_have_attribute("aria-busy", "true")
    gate.open()
    expect(said).to_have_text("Reply done. Tell me about a night shift.")
    expect(log).to_have_attribute("aria-busy", "false")
