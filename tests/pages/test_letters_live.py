"""A letter while a model writes it: reloads, tabs, a killed server, Stop, hostile text; in a real Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.letters import PARTS, begin, edit, expect_whole, text_of
from tests.pages.tailoring import BACKEND
from tests.pages.test_accessibility import violations
from tests.pages.test_hostile_text import HOSTILE, OURS
from tests.provider import Asked, Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import held, ok
from tests.provider.building import Behaviour
from tests.provider.letters import HONEST, OBEDIENT, letter_script, part_of
from tests.provider.sharing import left_as_found
from tests.provider.steps import Reply
from tests.provider.wires import Said, Wire
from tests.running import Server

MADE_BY_TEXT = "main :is(script, style, iframe, object, base, hx-partial, #fake, [hx-get], [onerror], [onload])"
BEGUN = " ".join(HONEST["body_1"].split()[:5])
ONLY_LETTERS = {"model_tasks": "extract_keywords=builtin,match_skills=builtin"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(letter_script()) as running:
        yield running


@pytest.fixture(scope="module")
def writing(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose letters the provider writes."""
    data_dir = tmp_path_factory.mktemp("writing") / "data"
    with Server(data_dir, **model_variables(provider, "openai", **ONLY_LETTERS)) as running:
        yield running


@pytest.fixture(autouse=True)
def as_found(provider: Provider, writing: Server) -> Iterator[None]:
    with left_as_found(writing, provider):
        provider.script = letter_script()
        yield


def by_part(**behaviours: Behaviour) -> Behaviour:
    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return behaviours.get(part_of(asked) or "", ok)(wire, asked, said)

    return behave


def asked_parts(provider: Provider) -> list[str | None]:
    return [part_of(exchange.asked) for exchange in provider.requests]


def test_a_reload_and_a_second_tab_show_the_open_paragraph_and_go_on(
    page: Page, writing: Server, provider: Provider
) -> None:
    gate = provider.gate()
    provider.usually = by_part(body_1=held(gate, after=5))
    url = begin(page, writing.url)
    expect(page.locator("#letter-body_1-text")).to_have_text(BEGUN)
    expect(page.locator("#letter-label")).to_have_text("Writing what you have done...")
    assert violations(page) == []
    page.reload()
    expect(page.locator("#letter-body_1-text")).to_have_text(BEGUN)
    other = page.context.new_page()
    other.goto(url)
    expect(other.locator("#letter-body_1-text")).to_have_text(BEGUN)
    gate.open()
    expect_whole(other)
    page.bring_to_front()
    expect_whole(page)
    assert {part: text_of(page, part) for part in PARTS} == HONEST
    assert asked_parts(provider) == list(PARTS)


def test_a_server_killed_in_a_paragraph_replaces_it_before_ones_eyes(
    page: Page, writing: Server, provider: Provider
) -> None:
    provider.usually = by_part(body_1=held(provider.gate(), after=5))
    begin(page, writing.url)
    expect(page.locator("#letter-body_1-text")).to_have_text(BEGUN)
    writing.kill()
    provider.usually = ok
    provider.script = letter_script(HONEST | {"body_1": "For Gitlytics I used Celery, written anew."})
    writing.start()
    expect_whole(page)
    assert {part: text_of(page, part) for part in PARTS} == HONEST | {
        "body_1": "For Gitlytics I used Celery, written anew."
    }
    assert asked_parts(provider) == ["salutation", "opening", "body_1", "body_1", "body_2", "closing"]


def test_stop_keeps_what_is_there_and_the_rest_is_written_later(
    page: Page, writing: Server, provider: Provider
) -> None:
    provider.usually = by_part(body_1=held(provider.gate(), after=5))
    begin(page, writing.url)
    expect(page.locator("#letter-body_1-text")).to_have_text(BEGUN)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    assert text_of(page, "body_1") == BEGUN
    assert violations(page) == []
    edit(page, "body_2", "For Gitlytics I used Celery, by my own hand.")
    provider.usually = ok
    page.get_by_role("button", name="Write the rest").click()
    expect_whole(page)
    assert {part: text_of(page, part) for part in PARTS} == HONEST | {
        "body_2": "For Gitlytics I used Celery, by my own hand."
    }


def test_hostile_text_of_a_model_a_resume_and_a_posting_does_nothing(
    page: Page, writing: Server, provider: Provider, tmp_path: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    provider.script = letter_script(OBEDIENT | {"opening": " ".join(HOSTILE).replace("\n", " ")})
    resume = tmp_path / "eve.md"
    bullets = "\n".join(f"- Built Python services {text}" for text in HOSTILE)
    resume.write_text(
        f"# Eve {HOSTILE[2]}\n\n## Experience\n\n### Engineer, Acme — 2020 to present\n\n{bullets}\n", encoding="utf-8"
    )
    url = begin(page, writing.url, resume, hints=HOSTILE[2], posting=BACKEND + HOSTILE[17])
    expect_whole(page)
    for _ in range(2):
        assert page.evaluate("window.pwned") is None
        made = (
            "main :is(script:not([src]), style, iframe, object, base, hx-partial, #fake, [hx-get], [onerror], [onload])"
        )
        assert page.locator(made).count() == 0
        assert page.locator("main img").count() == 0
        assert page.locator("main article").count() == 1
        assert page.url == url
        page.reload()
        expect_whole(page)
    ours = re.compile(OURS.pattern + r"|/letters(/\w+(/events)?)?")
    assert [url for url in asked if not ours.fullmatch(url.removeprefix(writing.url).partition("?")[0])] == []
