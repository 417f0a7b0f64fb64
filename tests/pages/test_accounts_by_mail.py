"""A forgotten password, and an address that wants an account: by mails from a real mail server, in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.signing_in import PASSWORD, make_account
from tests.pages.mailbox import Mailbox
from tests.pages.schooling import ADA, NEW_PASSWORD, enter
from tests.pages.test_accessibility import violations
from tests.running import Server

ANSWER = "If there is an account with this address, a mail with a link is on its way."


class Linked(Server):
    """A server whose links lead to itself."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        super().__init__(data_dir, **settings)
        self.settings["public_url"] = f"http://localhost:{self.port}"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as running:
        yield running


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Server]:
    """Anybody may make an account, and mails are sent."""
    folder = tmp_path_factory.mktemp("school") / "data"
    make_account(folder, ADA, "Ada Lovelace")
    mails = {"smtp_url": f"smtp://{mailbox.address}", "mail_from": "foreword@example.net"}
    with Linked(folder, auth="accounts", sign_up="open", **mails) as running:
        yield running


def ask(page: Page, url: str, email: str) -> None:
    """From the page of signing in, as somebody does who cannot get in."""
    page.goto(f"{url}/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()


def test_a_forgotten_password_is_set_anew_by_mail(page: Page, other: Page, url: str, mailbox: Mailbox) -> None:
    enter(other, url, ADA)
    other.wait_for_url(f"{url}/")

    ask(page, url, ADA)
    link = mailbox.link_in_next()
    assert link.startswith(f"{url}/reset/")
    page.goto(link)
    expect(page.get_by_label("New password")).to_be_focused()
    assert violations(page) == []
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Set the password").click()
    expect(page.locator(".error")).to_contain_text("at least 10 characters")
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("Your new password is set. Sign in with it.")).to_be_visible()
    assert "was changed" in mailbox.next()["Subject"]

    other.goto(f"{url}/resumes")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    enter(page, url, ADA)
    expect(page.get_by_role("alert").first).to_contain_text("do not belong together")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_label("Password").press("Enter")
    page.wait_for_url(f"{url}/")
    other.goto(link)
    expect(other.get_by_text("This link is no longer good")).to_be_visible()


def test_nobody_learns_from_the_page_who_has_an_account(page: Page, url: str, mailbox: Mailbox) -> None:
    before = mailbox.number
    ask(page, url, "nobody@example.org")
    ask(page, url, ADA)
    assert mailbox.next()["To"] == ADA
    assert mailbox.number == before + 1


def test_an_address_shows_that_it_is_its_owners_before_there_is_an_account(
    page: Page, url: str, mailbox: Mailbox
) -> None:
    page.goto(f"{url}/sign-up")
    page.get_by_label("Email").fill("grace@example.org")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_text("A mail is on its way to grace@example.org.")).to_be_visible()
    page.goto(mailbox.link_in_next())
    expect(page.get_by_label("Email")).to_have_value("grace@example.org")
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url(f"{url}/")
    expect(page.get_by_role("link", name="Grace Hopper")).to_be_visible()
