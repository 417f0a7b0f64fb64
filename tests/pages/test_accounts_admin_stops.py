"""An administrator stops what somebody has running: it ends for real, and the person's page says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.signing_in import make_account
from tests.pages.letters import begin, expect_whole, text_of
from tests.pages.schooling import ADA, GRACE, enter
from tests.pages.test_letters_live import BEGUN, ONLY_LETTERS, by_part
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import held, ok
from tests.provider.letters import letter_script
from tests.running import Server


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider(letter_script()) as running:
        yield running


@pytest.fixture
def school(provider: Provider, data_dir: Path) -> Iterator[Server]:
    make_account(data_dir, ADA, "Ada Lovelace", admin=True)
    make_account(data_dir, GRACE, "Grace Hopper")
    with Server(data_dir, auth="accounts", **model_variables(provider, "openai", **ONLY_LETTERS)) as running:
        yield running


def test_a_letter_in_the_middle_is_stopped_from_the_administrators_page(
    page: Page, other: Page, school: Server, provider: Provider
) -> None:
    provider.usually = by_part(body_1=held(provider.gate(), after=5))
    enter(page, school.url, GRACE)
    page.wait_for_url(f"{school.url}/")
    begin(page, school.url)
    expect(page.locator("#letter-body_1-text")).to_have_text(BEGUN)

    enter(other, school.url, ADA, path="/sign-in?next=/admin")
    expect(other.get_by_role("listitem").filter(has_text="A letter, for Grace Hopper")).to_be_visible()
    expect(other.get_by_role("row").filter(has_text="Grace Hopper").locator('[data-label="Running"]')).to_have_text("1")
    assert "Northwind" not in other.content(), "it is told that something runs, not what is in it"
    other.get_by_role("button", name="Stop: A letter, for Grace Hopper").click()
    expect(other.get_by_text("Stopped. What was written of it is kept for its owner.")).to_be_visible()
    expect(other.get_by_text("Nothing is being written or read at the moment.")).to_be_visible()

    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    assert text_of(page, "body_1") == BEGUN
    provider.wait_closed(len(provider.requests) - 1)
    provider.usually = ok
    page.get_by_role("button", name="Write the rest").click()
    expect_whole(page)
