"""Reviews by a model: a real LiteLLM, a real Chromium, and a provider on loopback that speaks OpenAI's format."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.reviews import begin
from tests.pages.tailoring import own_tex
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import hanging, held
from tests.provider.sharing import left_as_found
from tests.reviews.proposals import ONLY_SUGGESTIONS, by_entry, entries_asked, exchanges_about, honest, proposing
from tests.running import Server

GIVEN, MADE = 100.0, 200.0
INVENTED = ("9,000", "Initech", "forty")


def led(line: str) -> str:
    return f"Led a team that {line[0].lower()}{line[1:]}"


def counted(line: str) -> str:
    return f"{line} for 9,000 people"


def employed(line: str) -> str:
    return f"{line} at Initech"


def counted_in_words(line: str) -> str:
    return f"{line} with forty others"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(proposing(honest)) as running:
        yield running


@pytest.fixture(scope="module")
def server(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    prices = f"openai/loopback-1={GIVEN}/{MADE}"
    variables = model_variables(provider, "openai", **ONLY_SUGGESTIONS, model_prices=prices)
    with Server(tmp_path_factory.mktemp("reviewing") / "data", **variables) as running:
        yield running


@pytest.fixture(autouse=True)
def as_found(provider: Provider, server: Server) -> Iterator[None]:
    with left_as_found(server, provider):
        provider.script = proposing(honest)
        yield


def reworded(page: Page, words: str = "arefully") -> Locator:
    """The cards whose wording has these words."""
    return page.locator("#review-cards .card").filter(has=page.locator("ins", has_text=words))


def test_suggestions_arrive_while_other_entries_are_looked_at_and_the_bill_comes_last(
    page: Page, server: Server, provider: Provider, tmp_path: Path
) -> None:
    gate = provider.gate()
    provider.usually = by_entry(work_1=held(gate, after=0))
    page.goto(server.url + begin(server, own_tex(tmp_path, "arrive")))
    expect(reworded(page)).to_have_count(4)
    expect(page.locator("#review")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#review .small-print")).to_have_count(0)
    reworded(page).first.get_by_role("button", name="Accept").click()
    expect(reworded(page).first).to_have_attribute("data-state", "accepted")
    gate.open()
    expect(page.locator("#review")).to_have_attribute("aria-busy", "false")
    expect(reworded(page)).to_have_count(5)
    expect(reworded(page).first).to_have_attribute("data-state", "accepted")
    given = sum(exchange.said.input_tokens for exchange in provider.requests)
    made = sum(exchange.said.output_tokens for exchange in provider.requests)
    cost = (given * GIVEN + made * MADE) / 1_000_000
    bill = page.locator("#review .small-print")
    expect(bill).to_contain_text(f"{given:,} tokens in, {made:,} out")
    expect(bill).to_contain_text(f"${cost:,.2f}")
    assert len(entries_asked(provider)) == len(set(entries_asked(provider))) == 6


def test_what_a_model_invents_is_dropped_or_marked(
    page: Page, server: Server, provider: Provider, tmp_path: Path
) -> None:
    provider.script = proposing(led, counted, employed, counted_in_words)
    path = begin(server, own_tex(tmp_path, "invent"))
    page.goto(server.url + path)
    expect(page.locator("#review")).to_have_attribute("aria-busy", "false")
    daring = reworded(page, "Led a team that")
    expect(daring).to_have_count(5)
    assert daring.evaluate_all("cards => cards.map(card => card.dataset.state)") == ["doubtful"] * 5
    expect(daring.first).to_contain_text("Not in your résumé")
    text = page.locator("main").inner_text()
    assert [words for words in INVENTED if words in text] == []
    page.get_by_role("button", name=re.compile("Accept all")).click()
    expect(page.locator('#review-cards .card[data-state="accepted"]').first).to_be_visible()
    assert daring.evaluate_all("cards => cards.map(card => card.dataset.state)") == ["doubtful"] * 5
    source = page.request.get(f"{server.url}{path}/resume.tex").text()
    assert "Led a team" not in source


def test_stop_hangs_up_on_every_entry_that_is_looked_at(
    page: Page, server: Server, provider: Provider, tmp_path: Path
) -> None:
    under_way = ("/work/0", "/work/1", "/work/2")
    provider.usually = by_entry(work_0=hanging, work_1=hanging, work_2=hanging)
    page.goto(server.url + begin(server, own_tex(tmp_path, "stop"), ""))
    provider.wait_for_requests(3)
    assert sorted(entries_asked(provider)) == sorted(under_way)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    for entry in under_way:
        (exchange,) = exchanges_about(provider, entry)
        assert provider.wait_closed(provider.requests.index(exchange)).ended is None
    assert len(provider.requests) == 3
