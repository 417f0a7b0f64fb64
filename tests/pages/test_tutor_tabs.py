"""Who watches a reply: as long as one tab is open it goes on, without any it is given up after the grace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.tutor.service import ABANDON_AFTER_SECONDS
from tests.pages.giving import PATIENT, OneByOne
from tests.pages.hourglass import Hourglass
from tests.pages.tutoring import (
    BEGUN,
    BEGUN_PIECES,
    REPLY,
    expect_idle,
    expect_said,
    new,
    reply,
    scripted,
    send,
    text_of,
)
from tests.provider import Asked, Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import held
from tests.tutor.replying.world import Script, is_turn

ASKED = "Ask me something."
NEXT = "And what comes after that?"
ANOTHER = "Who was on duty with you that night?"


@pytest.fixture(autouse=True)
def script(provider: Provider) -> Script:
    return scripted(provider)


@pytest.fixture
def tutoring(provider: Provider, data_dir: Path) -> Iterator[Hourglass]:
    with Hourglass(data_dir, **model_variables(provider, "openai", **PATIENT)) as running:
        yield running


def id_in(url: str) -> str:
    return url.rpartition("/")[2]


def beside(page: Page, url: str) -> Page:
    """A second tab on the same conversation, in front."""
    other = page.context.new_page()
    other.goto(url)
    return other


def test_a_reply_goes_on_in_the_tab_that_is_left(
    page: Page, tutoring: Hourglass, provider: Provider, script: Script
) -> None:
    giving = OneByOne(provider)
    script.turns = [giving]
    url = new(page, tutoring.url)
    send(page, ASKED)
    giving.give(2)
    expect(text_of(reply(page))).to_have_text("Tell me")
    other = beside(page, url)
    expect(text_of(reply(other))).to_have_text("Tell me")
    run = tutoring.reply_of(id_in(url))
    page.close()
    words = REPLY.split()
    for count in (3, 4, len(words)):
        tutoring.pass_time(ABANDON_AFTER_SECONDS - 1)
        giving.give(count - giving.given)
        expect(text_of(reply(other))).to_have_text(" ".join(words[:count]))
        tutoring.wait_watched(run)
    giving.give()
    expect_said(other, ASKED, REPLY)
    expect(reply(other)).to_have_attribute("data-state", "complete")
    again = beside(other, url)
    expect_said(again, ASKED, REPLY)
    assert text_of(reply(again)).inner_text() == text_of(reply(other)).inner_text()
    assert len(script.asked) == 1


@pytest.mark.parametrize("then", ["tried again", "went on"])
def test_a_reply_that_nobody_watches_is_given_up_after_the_grace_and_can_be_taken_up(
    page: Page, tutoring: Hourglass, provider: Provider, script: Script, then: str
) -> None:
    script.turns = [held(provider.gate(), after=BEGUN_PIECES)]
    url = new(page, tutoring.url)
    elsewhere = page.context.new_page()
    send(page, ASKED)
    expect(text_of(reply(page))).to_have_text(BEGUN)
    other = beside(page, url)
    expect(text_of(reply(other))).to_have_text(BEGUN)
    run = tutoring.reply_of(id_in(url))
    page.close()
    other.close()
    tutoring.wait_unwatched(run)
    tutoring.pass_time(ABANDON_AFTER_SECONDS - 1)
    (writing,) = [exchange for exchange in provider.requests if is_turn(exchange.asked)]
    assert not tutoring.reply_of(id_in(url)).state.ended
    assert writing.closed is None
    tutoring.pass_time(1)
    provider.wait_closed(provider.requests.index(writing))
    assert writing.ended is None

    elsewhere.goto(url)
    expect_said(elsewhere, ASKED, BEGUN)
    expect(reply(elsewhere)).to_have_attribute("data-state", "partial")
    expect(reply(elsewhere).locator(".broken")).to_be_visible()
    retry = reply(elsewhere).get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    script.turn = lambda _asked: ANOTHER
    if then == "tried again":
        retry.click()
        expect_said(elsewhere, ASKED, ANOTHER)
        expect(reply(elsewhere).get_by_text("2 of 2")).to_be_visible()
        assert told(script.asked[-1], ASKED, BEGUN) == [1, 0]
        send(elsewhere, NEXT)
        expect_said(elsewhere, ASKED, ANOTHER, NEXT, ANOTHER)
        assert told(script.asked[-1], ASKED, BEGUN, ANOTHER, NEXT) == [1, 0, 1, 1]
    else:
        send(elsewhere, NEXT)
        expect_said(elsewhere, ASKED, BEGUN, NEXT, ANOTHER)
        assert told(script.asked[-1], ASKED, BEGUN, NEXT) == [1, 1, 1]
    expect_idle(elsewhere)
    elsewhere.reload()
    expect(reply(elsewhere)).to_have_attribute("data-state", "complete")


def told(asked: Asked, *texts: str) -> list[int]:
    """How often a request has each of the texts."""
    return [asked.prompt.count(text) for text in texts]
