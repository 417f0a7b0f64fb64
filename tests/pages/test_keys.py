"""The page of the keys: in a real Chromium, and without scripts."""

import re
from collections.abc import Iterator
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.accounts.key_text import may_be_key
from tests.databases import open_database
from tests.pages.test_accessibility import violations
from tests.running import Server, Visitor

Scheme = Literal["light", "dark"]
WHEN_MADE = "Your new key"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for this page's tests."""
    with Server(tmp_path_factory.mktemp("keys") / "data") as running:
        yield running


@pytest.fixture(autouse=True)
def no_keys(server: Server) -> None:
    """Every test begins without a key."""
    with open_database(server.data_dir / "foreword.sqlite3") as connection:
        connection.execute("DELETE FROM api_keys")


def make(page: Page, name: str, *scopes: str, life: str = "In 90 days") -> str:
    """Fill the form in and send it; the key, as the page shows it."""
    page.get_by_label("What it is for").fill(name)
    for scope in scopes:
        page.get_by_role("checkbox", name=re.compile(f"^{scope}")).check()
    page.get_by_label("Expires").select_option(life)
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("heading", name=WHEN_MADE)).to_be_visible()
    return page.get_by_label("The key").input_value()


def status_of(server: Server, key: str, path: str = "/api/v1/usage") -> int:
    return httpx.get(server.url + path, headers={"x-api-key": key}).status_code


def row_of(page: Page, name: str) -> str:
    return page.locator(".key-row", has_text=name).inner_text()


def test_a_link_may_say_what_the_key_is_for(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/settings/keys?scope=chat&scope=tailor&scope=nonsense")
    ticked = page.get_by_role("checkbox", checked=True)
    expect(ticked).to_have_count(2)
    assert [box.get_attribute("value") for box in ticked.all()] == ["tailor", "chat"]
    page.goto(f"{server.url}/settings/keys?scope=usage")
    expect(page.get_by_role("checkbox", checked=True)).to_have_attribute("value", "usage")


def test_a_key_is_shown_once_copied_used_and_revoked(context: BrowserContext, page: Page, server: Server) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/settings/keys")
    expect(page.get_by_text("No key opens anything in your name.")).to_be_visible()
    key = make(page, "laptop", "usage")
    assert may_be_key(key)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == key
    assert "never used" in row_of(page, "laptop")
    assert "expires in 3 months" in row_of(page, "laptop")
    assert (status_of(server, key), status_of(server, key, "/v1/resumes")) == (200, 403)
    page.goto(f"{server.url}/settings/keys")
    expect(page.get_by_role("heading", name=WHEN_MADE)).to_have_count(0)
    assert key not in page.content()
    assert "last used just now" in row_of(page, "laptop")
    page.get_by_text("Revoke…").click()
    page.get_by_role("button", name="Revoke this key").click()
    expect(page.get_by_text("The key is revoked.")).to_be_visible()
    assert status_of(server, key) == 401
    page.get_by_text("1 no longer valid").click()
    assert "revoked just now" in row_of(page, "laptop")


def names_of_keys(server: Server) -> list[str]:
    with open_database(server.data_dir / "foreword.sqlite3") as connection:
        return [name for (name,) in connection.execute("SELECT name FROM api_keys ORDER BY created_at")]


def test_reloading_and_going_back_make_no_second_key_and_show_none(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/settings/keys")
    first = make(page, "laptop", "chat")
    page.reload()
    expect(page.get_by_role("heading", name="Your keys")).to_be_visible()
    assert first not in page.content()
    second = make(page, "phone", "chat")
    page.get_by_role("link", name="Settings").first.click()
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Your keys")).to_be_visible()
    assert second not in page.content()
    assert names_of_keys(server) == ["laptop", "phone"]


def test_a_form_that_cannot_be_a_key_comes_back_as_it_was_filled_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/settings/keys")
    page.get_by_label("What it is for").fill("laptop")
    page.get_by_label("Expires").select_option("Never")
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_text("Choose at least one thing that the key may do.")).to_be_visible()
    expect(page.get_by_role("group", name="What it may do")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("What it is for")).to_have_value("laptop")
    expect(page.get_by_label("Expires")).to_have_value("")
    assert violations(page) == []
    make(page, "laptop", "chat", life="Never")
    assert "does not expire" in row_of(page, "laptop")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page: Page, server: Server, scheme: Scheme, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server.url}/settings/keys")
    assert violations(page) == []
    make(page, "مفتاح المساعد", "resumes", "tailor", "letters", "chat", "usage")
    make(page, "W" * 200, "letters")
    for revoke in page.get_by_text("Revoke…").all():
        revoke.click()
    for direction in ("ltr", "rtl"):
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert violations(page) == []
        assert page.evaluate("document.querySelector('main').scrollWidth") <= width


def test_without_scripts_a_key_is_made_and_revoked_and_no_button_is_dead(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{server.url}/settings/keys")
    key = make(page, "<b>laptop</b>", "usage")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.get_by_role("heading", name="<b>laptop</b>")).to_be_visible()
    assert status_of(server, key) == 200
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("This form was sent before, and its key was shown then.")
    assert key not in page.content()
    assert names_of_keys(server) == ["<b>laptop</b>"]
    page.get_by_text("Revoke…").click()
    page.get_by_role("button", name="Revoke this key").click()
    expect(page.get_by_text("The key is revoked.")).to_be_visible()
    assert status_of(server, key) == 401
    context.close()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "A key needs a name"),
        ({"name": "x" * 100_000}, "A key needs a name"),
        ({"scope": "admin"}, "is no scope"),
        ({"scope": ["chat", "chat", "ADMIN"]}, "is no scope"),
        ({"life": "36500"}, "Choose from the list"),
        ({"life": "-1"}, "Choose from the list"),
        ({"name": ["a", "b"]}, "takes each text once"),
        ({"once": ["a", "b"]}, "takes each text once"),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(
    visitor: Visitor, server: Server, wrong: dict[str, str | list[str]], sentence: str
) -> None:
    fields = {"_csrf_token": visitor.token, "name": "laptop", "scope": "chat", "life": "7"}
    answer = visitor.post("/settings/keys", data={**fields, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert names_of_keys(server) == []


def test_the_answer_with_the_key_is_kept_nowhere(visitor: Visitor, server: Server) -> None:
    answer = visitor.post(
        "/settings/keys", data={"_csrf_token": visitor.token, "name": "laptop", "scope": ["chat", "usage"], "life": ""}
    )
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    found = re.search(r'value="(ck_live_\w+)"', answer.text)
    assert found is not None
    assert server.logged("POST")
    for path in (server.log_path, *server.data_dir.rglob("*")):
        assert path.is_dir() or found.group(1).encode() not in path.read_bytes(), path


def test_a_key_neither_sees_nor_revokes_keys(visitor: Visitor, server: Server) -> None:
    made = visitor.submit("/settings/keys", {"name": "laptop", "scope": "usage", "life": ""}).text
    (key,), (key_id,) = re.findall(r'value="(ck_live_\w+)"', made), re.findall(r'id="(key_\w+)"', made)
    assert status_of(server, key) == 200
    assert status_of(server, key, "/settings/keys") == 403
    for headers in ({"x-api-key": key}, {"x-api-key": key, "x-csrftoken": visitor.token}):
        refused = visitor.post(f"/settings/keys/{key_id}/revoke", headers=headers)
        assert refused.status_code == 403
    assert status_of(server, key) == 200
