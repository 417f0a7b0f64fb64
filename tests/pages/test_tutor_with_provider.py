"""Replies with a model behind them, in both wire formats: tools, titles, bills, and Stop that reaches the provider."""

import logging
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.giving import PATIENT
from tests.pages.test_tutor import upload
from tests.pages.tutoring import (
    BEGUN,
    BEGUN_PIECES,
    REPLY,
    expect_idle,
    expect_said,
    mine,
    new,
    reply,
    scripted,
    send,
    text_of,
)
from tests.provider import Asked, Exchange, Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import hanging, held, ok
from tests.provider.building import Behaviour
from tests.provider.steps import Gate
from tests.provider.wires import Call, Spoken
from tests.running import Server, Visitor
from tests.tutor.replying.world import TITLE, Script, is_turn

logger = logging.getLogger(__name__)
ASKED = "I has ten minutes. Ask me something."
NEXT = "And what comes after that?"
ASKED_AT_FIRST = 3
"""The reply, the check of the message, the title."""
RETRIEVE, LOOKUP = "consultant_retrieve_context_source", "consultant_lookup"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module", params=["openai", "anthropic"])
def tutoring(
    request: pytest.FixtureRequest, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    data_dir = tmp_path_factory.mktemp("tutoring") / "data"
    with Server(data_dir, **model_variables(provider, request.param, **PATIENT)) as running:
        yield running


@pytest.fixture(autouse=True)
def script(provider: Provider) -> Script:
    provider.requests.clear()
    return scripted(provider)


def stop_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Stop the reply")


def turns_asked(provider: Provider) -> list[Exchange]:
    """The agents' requests, with what became of them."""
    return [exchange for exchange in provider.requests if is_turn(exchange.asked)]


def settle(page: Page, gate: Gate, title: str = TITLE) -> None:
    """Everything that is asked of the model beside the reply is there; let the reply go to its end."""
    expect(page.locator("#chat-title")).to_have_text(title)
    expect(mine(page).locator(".correction")).to_have_count(1)
    gate.open()
    expect_idle(page)


def usage_of_last(page: Page, server: Server) -> dict[str, int]:
    """What is kept of the last reply's tokens, as the conversation is taken away."""
    with Visitor(server) as visitor:
        exported: dict[str, Any] = visitor.get(f"{page.url.partition('#')[0]}/export.json").json()
    usage: dict[str, int] = exported["messages"][-1]["usage"]
    return usage


def bill_on(page: Page, url: str) -> tuple[int, int]:
    """Tokens in and out, as the usage page adds them up."""
    page.goto(f"{url}/usage")
    expect(page.get_by_role("heading", name="Usage", level=1)).to_be_visible()
    bill = page.get_by_role("figure").filter(has_text="tokens in")
    if not bill.count():
        return 0, 0
    told = re.search(r"([\d,]+) tokens in, ([\d,]+) out", bill.inner_text())
    assert told is not None
    return int(told[1].replace(",", "")), int(told[2].replace(",", ""))


def billed(exchanges: list[Exchange]) -> tuple[int, int]:
    """Tokens in and out, as the provider counted them."""
    return sum(one.said.input_tokens for one in exchanges), sum(one.said.output_tokens for one in exchanges)


def test_tools_are_shown_as_they_are_used_and_the_title_and_the_bill_are_kept(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    upload(page, tutoring.url)
    bill = bill_on(page, tutoring.url)
    first, second, third = provider.gate(), provider.gate(), provider.gate()
    script.title = "The forklift licence"
    script.turns = [held(first, after=2), ok, held(second, after=1), held(third, after=BEGUN_PIECES)]
    new(page, tutoring.url)
    send(page, "I has a forklift licence since March.")
    settle(page, first, script.title)
    expect(page).to_have_title(f"{script.title} · Foreword")

    before = len(provider.requests)
    script.title = TITLE
    turns: list[str | Spoken] = [
        Spoken("Let me look.", (Call(RETRIEVE, ('{"query": ', '"PostgreSQL"}')),)),
        Spoken("Now what you said.", (Call(LOOKUP, ('{"query": "forklift licence"}',)),)),
        REPLY,
    ]
    script.turn = lambda _asked: turns.pop(0)
    new(page, tutoring.url)
    send(page, ASKED)
    expect(text_of(reply(page))).to_have_text("Let me look. Now")
    steps = reply(page).locator(".step")
    expect(steps).to_have_count(1)
    expect_step(steps.nth(0), "Searching your documents for “PostgreSQL”", "PostgreSQL")
    expect(reply(page)).to_have_attribute("data-state", "running")
    second.open()
    expect(text_of(reply(page))).to_have_text(f"Let me look. Now what you said. {BEGUN}")
    expect(steps).to_have_count(2)
    expect_step(steps.nth(1), "forklift licence", "forklift")
    expect(steps.nth(0).locator("blockquote").first).to_be_visible()
    settle(page, third)
    expect(steps).to_have_count(2)
    expect(steps.nth(1).locator("blockquote").first).to_be_visible()
    expect_said(page, ASKED, f"Let me look. Now what you said. {REPLY}")
    expect_results_told(turns_asked(provider))

    asked = provider.requests[before:]
    given, made = billed(asked)
    assert len(asked) == 5
    assert usage_of_last(page, tutoring) == {"input_tokens": given, "output_tokens": made}
    address = page.url
    given, made = billed(provider.requests)
    assert bill_on(page, tutoring.url) == (bill[0] + given, bill[1] + made)

    page.goto(f"{tutoring.url}/tutor")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(1)
    page.get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(address)
    expect(page).to_have_title(re.compile(f"^{TITLE}"))
    expect_links_to_lead_there(page)


def expect_step(step: Locator, why: str, found: str) -> None:
    """What was done, why, how long it took, and in a fold what it brought."""
    expect(step).to_have_attribute("data-state", "done")
    expect(step.locator("summary")).to_contain_text(why)
    expect(step.locator("summary")).to_contain_text(re.compile(r"done, (?:at once|\d+(?:\.\d)? s)"))
    expect(step.locator(".step-body")).to_be_hidden()
    step.locator("summary").click()
    expect(step.locator("blockquote").first).to_contain_text(found)


def expect_results_told(asked: list[Exchange]) -> None:
    """The model was told what its calls brought, each once."""
    *_, second, third = [exchange.asked.results for exchange in asked]
    assert "PostgreSQL" in "".join(second.values())
    assert len(third) == 2
    assert "forklift" in "".join(third.values())


def expect_links_to_lead_there(page: Page) -> None:
    """A passage opens the document, something said opens the conversation at the message."""
    steps = reply(page).locator(".step")
    steps.nth(0).locator("summary").click()
    steps.nth(0).get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/resumes/res_\w+"))
    expect(page.locator(f"#{page.url.partition('#')[2].partition(':~:')[0]}")).to_be_visible()
    page.go_back()
    steps.nth(1).locator("summary").click()
    steps.nth(1).get_by_role("link").filter(has_text="forklift").first.click()
    page.wait_for_url(re.compile(r"/tutor/con_\w+.*#message-"))
    expect(page.locator(f"#{page.url.partition('#')[2]}")).to_contain_text("forklift licence since March")


def kept_back(provider: Provider, after: int) -> Behaviour:
    """An answer of which no more comes after so many pieces; not even its head when that is less than none."""
    return held(provider.gate(), after=after) if after >= 0 else hanging


@pytest.mark.parametrize(
    ("after", "elsewhere"),
    [(-1, False), (0, False), (BEGUN_PIECES, False), (BEGUN_PIECES, True)],
    ids=["before any answer", "before the first word", "in the middle", "in another tab"],
)
def test_stop_closes_the_providers_line_and_what_is_sent_next_knows_what_was_there(
    page: Page, tutoring: Server, provider: Provider, script: Script, after: int, elsewhere: bool
) -> None:
    script.turns = [kept_back(provider, after)]
    words = BEGUN if after > 0 else ""
    url = new(page, tutoring.url)
    send(page, ASKED)
    expect(page.locator("#chat-title")).to_have_text(TITLE)
    provider.wait_for_requests(ASKED_AT_FIRST)
    expect(text_of(reply(page))).to_have_text(words)
    stopping = page
    if elsewhere:
        stopping = page.context.new_page()
        stopping.goto(url)
    expect(stop_button(stopping)).to_be_visible()
    clicked = time.monotonic()
    stop_button(stopping).dblclick()
    logger.info("from the click to the close of the provider's line: %.3f s", closed(provider, 0) - clicked)
    page.bring_to_front()
    send(page, NEXT)
    expect_said(page, ASKED, words, NEXT, REPLY)
    expect(reply(page, 0)).to_have_attribute("data-state", "partial")
    expect(reply(page, 0).locator(".broken")).to_contain_text("Stopped")
    expect(reply(page, 0).get_by_role("button", name="Try again")).to_be_visible()
    later = turns_asked(provider)[1].asked
    expect_told_once(later, ASKED, NEXT, *([BEGUN] if words else []))
    roles = [turn.role for turn in later.turns if turn.role in {"user", "assistant"}]
    assert roles == (["user", "assistant", "user"] if words else ["user"])
    with Visitor(tutoring) as again:
        assert again.submit(f"{url.removeprefix(tutoring.url)}/stop").status_code in {200, 303}
    page.reload()
    expect_said(page, ASKED, words, NEXT, REPLY)


def test_stop_after_a_step_keeps_the_step_and_what_was_said_before_it(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    upload(page, tutoring.url)
    turns: list[str | Spoken] = [Spoken("Let me look.", (Call(RETRIEVE, ('{"query": "PostgreSQL"}',)),))]
    script.turn = lambda _asked: turns.pop() if turns else REPLY
    script.turns = [ok, held(provider.gate(), after=0)]
    new(page, tutoring.url)
    send(page, ASKED)
    step = reply(page).locator(".step")
    expect(step).to_have_attribute("data-state", "done")
    provider.wait_for_requests(ASKED_AT_FIRST + 1)
    stop_button(page).click()
    closed(provider, 1)
    expect_said(page, ASKED, "Let me look.")
    expect(reply(page)).to_have_attribute("data-state", "partial")
    page.reload()
    expect_said(page, ASKED, "Let me look.")
    expect_step(step, "Searching your documents for “PostgreSQL”", "PostgreSQL")
    send(page, NEXT)
    expect_said(page, ASKED, "Let me look.", NEXT, REPLY)
    expect_told_once(turns_asked(provider)[2].asked, ASKED, "Let me look.", NEXT)


def closed(provider: Provider, number: int) -> float:
    """When the line of the agents' request of this number was closed: before the provider said anything more."""
    exchange = turns_asked(provider)[number]
    provider.wait_closed(provider.requests.index(exchange))
    assert exchange.ended is None
    assert exchange.closed is not None
    return exchange.closed


def expect_told_once(asked: Asked, *texts: str) -> None:
    assert [asked.prompt.count(text) for text in texts] == [1] * len(texts)
