"""Over https, in a real Chromium, with a hostile page on a neighbouring subdomain and one on another site.

`jobs.foreword.test` is Foreword behind a proxy; `blog.foreword.test` and `evil.example` are the attacker's.
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.accounts.https import HttpsFront, make_certificate
from tests.accounts.signing_in import PASSWORD, make_account, signed_in, token_of
from tests.browsers import KEPT, launched
from tests.running import Server

ADA, EVE = "ada@example.org", "eve@example.org"
HOST = "jobs.foreword.test"
NAMES = "--host-resolver-rules=MAP *.foreword.test 127.0.0.1,MAP evil.example 127.0.0.1"
POSTING = "We need a Python developer who knows PostgreSQL and likes to write tests."


class Place(msgspec.Struct, frozen=True):
    """The running servers: Foreword's own process, and the port of the proxy before it."""

    server: Server
    port: int

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.port}"


class Attacker:
    """Serves one page, over https, under any name; what it sets and runs is the test's to say."""

    def __init__(self, folder: Path) -> None:
        self.html = ""
        self.cookies: list[str] = []
        attacker = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = attacker.html.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                for cookie in attacker.cookies:
                    self.send_header("Set-Cookie", cookie)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(make_certificate(folder))
        self.listener.socket = context.wrap_socket(self.listener.socket, server_side=True)
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.listener.shutdown()
        self.listener.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for which all these names lead to this machine."""
    with KEPT.playwright() as playwright:
        running = launched(playwright, NAMES)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(ignore_https_errors=True)
    made.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield made
    made.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("https")
    make_account(folder / "data", ADA, "Ada Lovelace")
    make_account(folder / "data", EVE, "Eve")
    settings = {"trusted_proxies": "127.0.0.1", "allowed_hosts": HOST}
    with Server(folder / "data", auth="accounts", **settings) as server, HttpsFront(folder, server.port) as front:
        yield Place(server, front.port)


@pytest.fixture
def attacker(tmp_path: Path) -> Iterator[Attacker]:
    made = Attacker(tmp_path)
    yield made
    made.close()


def enter(page: Page, place: Place) -> None:
    page.goto(f"{place.url}/sign-in")
    page.get_by_label("Email").fill(ADA)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{place.url}/")


def postings_of(page: Page, place: Place) -> int:
    page.goto(f"{place.url}/postings")
    return page.locator('main a[href^="/postings/"]').count()


def test_the_browser_keeps_the_session_for_this_host_alone(page: Page, context: BrowserContext, place: Place) -> None:
    enter(page, place)
    kept = {cookie["name"]: cookie for cookie in context.cookies()}
    session = kept["__Host-foreword_session"]
    assert (session["domain"], session["path"]) == (HOST, "/")
    assert (session["secure"], session["httpOnly"], session["sameSite"]) == (True, True, "Lax")
    assert all(cookie["name"].startswith("__Host-") for cookie in kept.values())
    assert page.evaluate("document.cookie") == ""


@pytest.mark.parametrize("name", ["blog.foreword.test", "evil.example"])
@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded", "text/plain"])
def test_a_form_on_another_page_is_not_carried_out(
    page: Page, place: Place, attacker: Attacker, name: str, kind: str
) -> None:
    enter(page, place)
    before = postings_of(page, place)
    with signed_in(place.server, EVE) as eve:
        token = token_of(eve.get("/postings"))
    attacker.html = f"""<form method=post action="{place.url}/postings" enctype="{kind}">
        <input name=_csrf_token value="{token}"><input name=text value="{POSTING}"></form>
        <script>document.forms[0].submit()</script>"""
    with page.expect_response(f"{place.url}/postings") as refused:
        page.goto(f"https://{name}:{attacker.port}/")
    assert refused.value.status == 403
    assert postings_of(page, place) == before


def test_cookies_tossed_from_a_subdomain_change_nothing(
    page: Page, context: BrowserContext, place: Place, attacker: Attacker
) -> None:
    """The neighbour signs in as Eve, plants her cookies for the whole domain, and sends her token."""
    enter(page, place)
    with signed_in(place.server, EVE) as eve:
        session = eve.cookies["foreword_session"]
        form = eve.cookies["foreword_csrf"]
    attacker.cookies = [
        f"{prefix}{name}={value}; Domain=foreword.test; Path={path}; Secure"
        for prefix in ("", "__Host-")
        for name, value in (("foreword_session", session), ("foreword_csrf", form))
        for path in ("/", "/account")
    ]
    page.goto(f"https://blog.foreword.test:{attacker.port}/")
    tossed = {cookie["name"] for cookie in context.cookies() if cookie["domain"] == ".foreword.test"}
    assert tossed == {"foreword_session", "foreword_csrf"}, "the browser itself keeps those with the prefix out"
    page.goto(f"{place.url}/account")
    expect(page.get_by_text(ADA)).to_be_visible()
    expect(page.get_by_text(EVE)).to_have_count(0)
    page.get_by_label("What Foreword calls you").fill("Ada King")
    page.get_by_role("button", name="Keep this name").click()
    expect(page.get_by_text("calls you by that name")).to_be_visible()


def test_a_script_on_another_page_reads_and_sends_nothing(page: Page, place: Place, attacker: Attacker) -> None:
    enter(page, place)
    attacker.html = "<p>hello"
    page.goto(f"https://blog.foreword.test:{attacker.port}/")
    script = """async ([url, method]) => {
      const body = method === "POST" ? new FormData() : undefined;
      try { return (await fetch(url, {method, body, credentials: "include"})).status; }
      catch { return "blocked"; }
    }"""
    for path, method in (("/account", "GET"), ("/account/export", "POST"), ("/api/resumes", "GET")):
        assert page.evaluate(script, [place.url + path, method]) == "blocked", path
    statuses = page.evaluate(
        """async (url) => {
          const answers = await Promise.allSettled([fetch(url, {mode: "no-cors", credentials: "include"})]);
          return answers.map((one) => one.status);
        }""",
        f"{place.url}/account",
    )
    assert statuses == ["rejected"], "Cross-Origin-Resource-Policy keeps even the opaque answer away"


def test_a_link_from_another_page_finds_the_person_signed_in(page: Page, place: Place, attacker: Attacker) -> None:
    """Lax, not Strict: a link in a mail leads to the page and not to the form."""
    enter(page, place)
    attacker.html = f'<a href="{place.url}/account">go</a>'
    page.goto(f"https://evil.example:{attacker.port}/")
    page.get_by_role("link", name="go").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_the_server_itself_speaks_no_https(place: Place) -> None:
    """What the tests above rest on: the proxy's word is why the cookies are Secure."""
    with socket.create_connection(("127.0.0.1", place.server.port)) as plain:
        plain.sendall(f"GET /sign-in HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: plain.recv(65_536), b"")).decode()
    assert "__Host-" not in answer
    assert "without https" in answer
