"""Signing in, one's account and the administrator's page in a real Chromium."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.signing_in import PASSWORD, make_account
from tests.pages.schooling import ADA, GRACE, NEW_PASSWORD, enter
from tests.pages.test_accessibility import violations
from tests.running import Server

Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Ada looks after it; anybody may make an account."""
    folder = tmp_path_factory.mktemp("school") / "data"
    make_account(folder, ADA, "Ada Lovelace", admin=True)
    make_account(folder, GRACE, "Grace Brewster Murray Hopper")
    with Server(folder, auth="accounts", sign_up="open") as running:
        yield running


def test_nobody_signs_in_and_goes_on_to_the_page_they_wanted(page: Page, url: str) -> None:
    page.goto(f"{url}/letters/new?from=mail")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_label("Email")).to_be_focused()
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.get_by_label("Email").fill(GRACE)
    page.get_by_label("Password").fill("not my password")
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("do not belong together")
    expect(page.get_by_label("Email")).to_have_value(GRACE)
    expect(page.get_by_label("Password")).to_be_focused()
    assert violations(page) == []
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    page.wait_for_url(f"{url}/letters/new?from=mail")
    expect(page.get_by_role("link", name="Grace Brewster Murray Hopper")).to_be_visible()


def test_after_signing_out_the_back_button_shows_nothing(page: Page, url: str) -> None:
    enter(page, url, GRACE)
    page.wait_for_url(f"{url}/")
    page.goto(f"{url}/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Grace")).to_have_count(0)


def test_somebody_makes_an_account_changes_it_takes_everything_and_goes(page: Page, other: Page, url: str) -> None:
    page.goto(f"{url}/sign-in")
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Email").fill("mehmet@example.org")
    page.get_by_label("Your name").fill("Mehmet Öz")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator(".error")).to_contain_text("at least 10 characters")
    expect(page.get_by_label("Your name")).to_have_value("Mehmet Öz")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url(f"{url}/")
    page.get_by_role("link", name="Mehmet Öz").click()
    page.get_by_label("What Foreword calls you").fill("Mehmet Özdemir")
    page.get_by_role("button", name="Keep this name").click()
    expect(page.get_by_text("calls you by that name")).to_be_visible()
    expect(page.get_by_role("link", name="Mehmet Özdemir")).to_be_visible()

    enter(other, url, "mehmet@example.org")
    other.wait_for_url(f"{url}/")
    page.get_by_label("The one you have now").fill(PASSWORD)
    page.get_by_label("The new one").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Everywhere else you were signed out.")).to_be_visible()
    other.goto(f"{url}/resumes")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()

    with page.expect_download() as taken:
        page.get_by_role("button", name="Download everything").click()
    names = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())).namelist()
    assert taken.value.suggested_filename.endswith(".zip")
    assert any(name.endswith(".json") for name in names)

    page.get_by_text("Delete…").click()
    page.get_by_label("Your password").fill("not my password")
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    page.get_by_label("Your password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("Your account and everything in it is deleted.")).to_be_visible()
    enter(page, url, "mehmet@example.org", NEW_PASSWORD)
    expect(page.get_by_role("alert").first).to_contain_text("do not belong together")


def test_one_place_is_signed_out_from_another(page: Page, other: Page, url: str) -> None:
    enter(page, url, GRACE)
    page.wait_for_url(f"{url}/")
    enter(other, url, GRACE)
    other.wait_for_url(f"{url}/")
    page.goto(f"{url}/account")
    here = page.get_by_role("listitem").filter(has_text="here")
    expect(here).to_have_count(1)
    expect(here.get_by_role("button")).to_have_count(0)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text("Signed out there.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out everywhere else")).to_have_count(0)
    other.goto(f"{url}/account")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()


def with_authenticator(page: Page) -> None:
    """A device that has the person's finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_signs_in_and_is_removed(page: Page, url: str) -> None:
    with_authenticator(page)
    enter(page, url, GRACE, path="/sign-in?next=/account")
    page.get_by_label("What to call it").fill("My laptop")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("The passkey is kept.")).to_be_visible()
    expect(page.get_by_role("heading", name="My laptop")).to_be_visible()
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("This device has a passkey for your account already.")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(f"{url}/usage")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{url}/usage")
    page.goto(f"{url}/account")
    assert violations(page) == []
    page.get_by_role("button", name="Remove the passkey My laptop").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("This passkey does not open an account here.")).to_be_visible()
    assert violations(page) == []


def test_the_administrator_invites_and_the_invited_comes(page: Page, other: Page, url: str) -> None:
    enter(page, url, ADA, path="/sign-in?next=/admin")
    page.get_by_label("Their email").fill("no address")
    page.get_by_label("Their email").evaluate("field => field.form.noValidate = true")
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.locator(".error")).to_contain_text("not an email address")
    page.get_by_label("Their email").fill("katherine@example.org")
    page.get_by_role("button", name="Make the invitation").click()
    link = page.get_by_label("The link").input_value()
    assert re.fullmatch(rf"{re.escape(url)}/invitation/[\w-]+", link)
    expect(page.get_by_text("katherine@example.org").last).to_be_visible()
    assert violations(page) == []
    page.goto(f"{url}/admin")
    expect(page.get_by_text("katherine@example.org")).to_be_visible()
    assert link.rpartition("/")[2] not in page.content(), "it is shown once"
    other.goto(link)
    expect(other.get_by_label("Email")).to_have_value("katherine@example.org")
    other.get_by_label("Your name").fill("Katherine Johnson")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Make the account").click()
    other.wait_for_url(f"{url}/")
    other.goto(link)
    expect(other.get_by_text("This link is no longer good")).to_be_visible()
    other.goto(f"{url}/admin")
    expect(other.get_by_text("This page is for administrators.")).to_be_visible()

    page.goto(f"{url}/admin")
    person = page.get_by_role("row").filter(has_text="Katherine Johnson")
    person.get_by_text("Lock out…").click()
    person.get_by_role("button", name="Lock out").click()
    expect(page.get_by_text("The account is locked")).to_be_visible()
    other.goto(f"{url}/resumes")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    enter(other, url, "katherine@example.org")
    expect(other.get_by_text("This account is disabled.")).to_be_visible()
    page.get_by_role("button", name="Let Katherine Johnson in again").click()
    expect(page.get_by_text("The account is open again.")).to_be_visible()
    enter(other, url, "katherine@example.org")
    other.wait_for_url(f"{url}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page: Page, url: str, scheme: Scheme, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    def look(path: str) -> None:
        page.goto(url + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    for path in ("/sign-in?note=left", "/sign-up", "/reset"):
        look(path)
    enter(page, url, ADA)
    page.wait_for_url(f"{url}/")
    for path in ("/account?note=renamed", "/admin?note=enabled", "/settings"):
        look(path)
        for summary in page.locator("details > summary").all():
            summary.click()
        assert violations(page) == [], path
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
