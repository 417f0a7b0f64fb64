"""People who sign in at a school of the test's own, in a real browser."""

from playwright.sync_api import Page

from tests.accounts.signing_in import PASSWORD

ADA, GRACE = "ada@example.org", "grace@example.org"
NEW_PASSWORD = "eleven green bottles"


def enter(page: Page, url: str, email: str, password: str = PASSWORD, path: str = "/sign-in") -> None:
    page.goto(url + path)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
