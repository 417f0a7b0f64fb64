"""The session ends, or another one begins, while somebody fills a form in: nothing that they typed is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.signing_in import make_account
from tests.databases import open_database
from tests.pages.schooling import ADA, GRACE, enter
from tests.pages.test_accessibility import violations
from tests.pages.tutoring import mine, new, send
from tests.running import SAMPLES, Server

TYPED = "We look for a <b>nurse</b> who knows the ward at night.\n\nTen minutes of typing went into this."
AWAY = "You are no longer signed in"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("between") / "data"
    make_account(folder, ADA, "Ada Lovelace", admin=True)
    make_account(folder, GRACE, "Grace Hopper")
    with Server(folder, auth="accounts", tex="off") as running:
        yield running


@pytest.fixture
def ada(page: Page, url: str) -> Page:
    enter(page, url, ADA)
    page.wait_for_url(f"{url}/")
    return page


def end_sessions(school: Server) -> None:
    """As time does, or a new password."""
    with open_database(school.data_dir / "foreword.sqlite3") as connection:
        connection.execute("DELETE FROM sessions")
    connection.close()


def sign_in_beside(page: Page, url: str) -> None:
    """By the link of the page, in another tab."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    beside = opened.value
    beside.get_by_label("Email").fill(ADA)
    enter(beside, url, ADA)
    beside.wait_for_url(f"{url}/")
    beside.close()


def test_a_form_is_sent_after_signing_in_again(ada: Page, school: Server, url: str) -> None:
    ada.goto(f"{url}/postings")
    ada.get_by_label("Title").fill("Night nurse")
    ada.locator("textarea[name=text]").fill(TYPED)
    end_sessions(school)
    ada.locator("textarea[name=text]").evaluate("field => field.form.requestSubmit()")
    expect(ada.get_by_role("heading", name=AWAY)).to_be_visible()
    expect(ada.get_by_label("Text")).to_have_value(TYPED)
    assert violations(ada) == []
    sign_in_beside(ada, url)
    ada.get_by_role("button", name="Go on").click()
    expect(ada.get_by_role("heading", name="Send it once more")).to_be_visible()
    expect(ada.get_by_label("Text")).to_have_value(TYPED)
    assert violations(ada) == []
    ada.get_by_role("button", name="Send it").click()
    expect(ada.get_by_role("heading", name="Night nurse").first).to_be_visible()
    expect(ada.get_by_text("Ten minutes of typing went into this.").first).to_be_visible()


def test_a_tab_from_before_another_signing_in_sends_its_form_once_more(ada: Page, url: str) -> None:
    ada.goto(f"{url}/postings")
    ada.locator("textarea[name=text]").fill(TYPED)
    beside = ada.context.new_page()
    beside.goto(f"{url}/account")
    beside.get_by_role("button", name="Sign out", exact=True).click()
    enter(beside, url, ADA)
    beside.wait_for_url(f"{url}/")
    ada.bring_to_front()
    ada.locator("textarea[name=text]").evaluate("field => field.form.requestSubmit()")
    expect(ada.get_by_role("heading", name="Send it once more")).to_be_visible()
    ada.get_by_role("button", name="Send it").click()
    expect(ada.get_by_text("Ten minutes of typing went into this.").first).to_be_visible()


def test_a_message_that_scripts_send_is_sent_after_signing_in_again(ada: Page, school: Server, url: str) -> None:
    new(ada, url)
    end_sessions(school)
    send(ada, "How do I tell of a long break?")
    expect(ada.get_by_role("heading", name=AWAY)).to_be_visible()
    sign_in_beside(ada, url)
    ada.get_by_role("button", name="Go on").click()
    ada.get_by_role("button", name="Send it").click()
    expect(mine(ada)).to_contain_text("How do I tell of a long break?")


def test_a_file_is_chosen_again(ada: Page, school: Server, url: str) -> None:
    ada.goto(f"{url}/resumes")
    ada.locator("input[type=file]").set_input_files(SAMPLES / "resume_plain.md")
    end_sessions(school)
    ada.locator("input[type=file]").evaluate("field => field.form.requestSubmit()")
    expect(ada.get_by_role("heading", name=AWAY)).to_be_visible()
    sign_in_beside(ada, url)
    ada.get_by_role("button", name="Go on").click()
    expect(ada.get_by_role("heading", name="Send it once more")).to_be_visible()
    ada.get_by_label("Choose the file again").set_input_files(SAMPLES / "resume_plain.md")
    ada.get_by_role("button", name="Send it").click()
    expect(ada.get_by_role("heading", name="Amara Okafor-Lindqvist").first).to_be_visible()


def test_a_password_is_not_repeated(ada: Page, school: Server, url: str) -> None:
    ada.goto(f"{url}/account")
    ada.get_by_label("The one you have now").fill("a secret of mine")
    ada.get_by_label("The new one").fill("another secret of mine")
    end_sessions(school)
    ada.get_by_role("button", name="Change the password").click()
    expect(ada.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "secret" not in ada.content()
