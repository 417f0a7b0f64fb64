"""A form that came too late is shown again to whoever sent it from our own page, and to nobody else."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from tests.accounts.signing_in import make_account, signed_in, token_of
from tests.running import Server

ADA = "ada@example.org"
TYPED = 'We look for a "nurse" </textarea><script>alert(1)</script> who knows the ward at night.'


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("again") / "data"
    make_account(folder, ADA, "Ada Lovelace")
    with Server(folder, auth="accounts", tex="off") as running:
        yield running


@pytest.fixture
def ada(school: Server) -> Iterator[httpx.Client]:
    """A browser in which Ada is signed in."""
    with signed_in(school, ADA) as client:
        client.headers["Origin"] = school.url
        yield client


@pytest.fixture
def ended(ada: httpx.Client) -> httpx.Client:
    """The same browser once the session has ended elsewhere: it still sends the cookie."""
    session = ada.cookies["foreword_session"]
    ada.post("/sign-out", data={"_csrf_token": token_of(ada.get("/account"))})
    ada.cookies.set("foreword_session", session)
    return ada


def texts_in(page: httpx.Response) -> list[str]:
    """What stands in the fields that somebody can read."""
    return [unescape(text) for text in re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)]


def test_what_was_typed_stands_on_the_page_and_nothing_of_it_is_code(ended: httpx.Client) -> None:
    answer = ended.post("/postings?from=mail", data={"text": TYPED, "title": "Nurse", "_csrf_token": "old"})
    assert answer.status_code == 401
    assert answer.headers["cache-control"] == "no-store"
    assert texts_in(answer) == [TYPED]
    assert '<input type="hidden" name="title" value="Nurse">' in answer.text
    assert 'action="/postings?from=mail"' in answer.text
    assert "old" not in re.findall(r'value="(\w*)"', answer.text), "the token from before is not sent again"
    assert "<script>alert" not in answer.text
    assert "Set-Cookie" not in answer.headers or "foreword_session" not in answer.headers["set-cookie"]


def test_a_token_of_another_session_is_answered_by_the_form_with_one_of_now(ada: httpx.Client) -> None:
    refused = ada.post("/postings", data={"text": TYPED, "_csrf_token": "0" * 96})
    assert refused.status_code == 403
    assert texts_in(refused) == [TYPED]
    assert TYPED[:20] not in unescape(ada.get("/postings").text), "it is not carried out"
    sent = ada.post("/postings", data={"text": texts_in(refused)[0], "_csrf_token": token_of(refused)})
    assert sent.status_code == 303


def test_htmx_puts_it_in_the_place_of_the_page(ended: httpx.Client) -> None:
    answer = ended.post("/postings", data={"text": TYPED}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-retarget"]) == (401, "body")
    assert texts_in(answer) == [TYPED]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Mode": "cors"},
    ],
)
def test_nothing_is_repeated_that_our_own_page_did_not_send(ended: httpx.Client, headers: dict[str, str]) -> None:
    if not headers.get("Origin", "x"):
        del ended.headers["Origin"]
        headers = {}
    answer = ended.post("/postings", data={"text": TYPED}, headers=headers)
    assert "nurse" not in answer.text
    assert answer.status_code in {303, 401, 403}


def test_of_somebody_who_was_never_signed_in_nothing_is_read(ada: httpx.Client) -> None:
    ada.cookies.clear()
    answer = ada.post("/postings", data={"text": TYPED})
    assert (answer.status_code, answer.text) == (303, "")


def test_nothing_big_is_read(ended: httpx.Client) -> None:
    answer = ended.post("/resumes", files={"resume_file": ("cv.md", b"x" * 1_000_001)})
    assert (answer.status_code, answer.text) == (303, "")


@pytest.mark.parametrize("secret", ["password", "old", "new"])
def test_a_password_is_not_repeated(ended: httpx.Client, secret: str) -> None:
    answer = ended.post("/account/password", data={secret: "seven brass lanterns", "name": "Ada"})
    assert (answer.status_code, answer.text) == (303, "")


def test_a_file_is_asked_for_once_somebody_is_signed_in(ended: httpx.Client, school: Server) -> None:
    first = ended.post("/resumes", data={"note": "mine"}, files={"resume_file": ("cv.md", b"# Me")})
    assert '<input type="hidden" name="_file_again" value="resume_file">' in first.text
    assert 'type="file"' not in first.text
    assert 'enctype="multipart/form-data"' in first.text
    with signed_in(school, ADA) as again:
        sent = {"_file_again": (None, "resume_file"), "note": (None, "mine")}
        second = again.post("/resumes", files=sent, headers={"Origin": school.url})
    assert second.status_code == 403
    assert 'name="resume_file" type="file"' in second.text
    assert "_file_again" not in second.text


def test_a_broken_form_is_refused_as_before(ended: httpx.Client) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = ended.post("/resumes", content=b"--x\r\nbroken", headers=headers)
    assert answer.status_code == 303
