"""Signing in and out over HTTP: who is let in, where they are sent, and what an attacker gets for trying."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.accounts.signing_in import PASSWORD, make_account, sign_in, signed_in, token_of, with_people
from tests.running import Server

ADA, EVE = "ada@example.org", "eve@example.org"
COOKIE = "foreword_session"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of several people."""
    folder = tmp_path_factory.mktemp("school") / "data"
    make_account(folder, ADA, "Ada Lovelace")
    make_account(folder, EVE, "Eve")
    with Server(folder, auth="accounts") as running:
        yield running


@pytest.fixture
def client(school: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=school.url, timeout=60) as made:
        yield made


def key_of(client: httpx.Client) -> str:
    """A new key of whoever is signed in, with the scope `resumes`."""
    page = client.get("/settings/keys")
    fields = {"_csrf_token": token_of(page), "name": "script", "scope": "resumes", "life": "7"}
    made = re.search(r"ck_live_\w+", client.post("/settings/keys", data=fields).text)
    assert made is not None
    return made.group()


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "/sign-in"),
        ("/resumes", "/sign-in?next=/resumes"),
        ("/history?a=1&b=%C3%BC", "/sign-in?next=/history%3Fa%3D1%26b%3D%25C3%25BC"),
        ("/letters/let_1", "/sign-in?next=/letters/let_1"),
        ("/account", "/sign-in?next=/account"),
        ("/admin", "/sign-in?next=/admin"),
    ],
)
def test_a_page_sends_nobody_to_sign_in_and_back(client: httpx.Client, path: str, place: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert answer.headers["cache-control"] == "no-store"


def test_a_form_sends_nobody_back_to_the_page_that_it_stood_on(client: httpx.Client, school: Server) -> None:
    def place(referer: str) -> str:
        answer = client.post("/postings", data={"text": "x"}, headers={"Referer": referer})
        assert answer.status_code == 303
        return answer.headers["location"]

    assert place(f"{school.url}/postings?a=1") == "/sign-in?next=/postings%3Fa%3D1"
    assert place("https://evil.example/postings") == "/sign-in"
    assert place("http://[") == "/sign-in"


def test_htmx_leaves_the_page_and_a_stream_ends(client: httpx.Client, school: Server) -> None:
    headers = {"HX-Request": "true", "Referer": f"{school.url}/resumes"}
    answer = client.get("/resumes/res_1", headers=headers)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/sign-in?next=/resumes")
    stream = client.get("/resumes/res_1/events", headers={**headers, "Accept": "text/event-stream"})
    assert (stream.status_code, stream.headers["cache-control"]) == (401, "no-store")
    assert client.get("/resumes", headers={"Sec-Fetch-Mode": "cors"}).status_code == 401


def test_programs_are_told_in_json(client: httpx.Client) -> None:
    for path in ("/v1/resumes", "/api/v1/usage", "/api/resumes", "/optimization/stream/res_1"):
        answer = client.get(path)
        assert answer.status_code == 401, path
        assert "json" in answer.headers["content-type"]
        assert "x-api-key" in answer.text


@pytest.mark.parametrize("go_on", ["https://evil.example/", "//evil.example/", "/\\evil.example", "/\t/evil.example"])
def test_signing_in_never_leads_to_another_site(client: httpx.Client, go_on: str) -> None:
    assert sign_in(client, ADA, go_on=go_on).headers["location"] == "/"
    assert client.get("/sign-in", params={"next": go_on}).headers["location"] == "/"


def test_signing_in_leads_to_the_page_that_was_wanted(client: httpx.Client) -> None:
    assert sign_in(client, ADA, go_on="/history?a=1").headers["location"] == "/history?a=1"
    assert "Ada Lovelace" in client.get("/history").text
    assert client.get("/sign-in?next=/usage").headers["location"] == "/usage"


def test_a_session_that_was_planted_is_not_taken_over(client: httpx.Client, school: Server) -> None:
    with signed_in(school, EVE) as eve:
        planted = eve.cookies[COOKIE]
        token = token_of(client.get("/sign-in"))
        client.cookies.set(COOKIE, planted)
        fields = {"_csrf_token": token, "email": ADA, "password": PASSWORD}
        answer = client.post("/sign-in", data=fields)
        assert answer.status_code == 303
        mine = answer.cookies[COOKIE]
        assert mine != planted
        assert eve.get("/account").status_code == 303, "the session that the browser came with ends"
    assert "Ada Lovelace" in httpx.get(f"{school.url}/account", cookies={COOKIE: mine}).text


@pytest.mark.parametrize("chosen", ["chosen-by-an-attacker", "a" * 43])
def test_a_session_that_was_made_up_never_counts(client: httpx.Client, school: Server, chosen: str) -> None:
    client.cookies.set(COOKIE, chosen)
    assert client.get("/account").status_code == 303
    mine = sign_in(client, ADA).cookies[COOKIE]
    assert mine != chosen
    assert httpx.get(f"{school.url}/account", cookies={COOKIE: chosen}).status_code == 303


def test_after_signing_out_the_session_opens_nothing(school: Server) -> None:
    with signed_in(school, ADA) as ada:
        before = ada.cookies[COOKIE]
        answer = ada.post("/sign-out", data={"_csrf_token": token_of(ada.get("/account"))})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?note=left")
        assert answer.headers["clear-site-data"] == '"cache"'
        assert COOKIE not in ada.cookies
        assert httpx.get(f"{school.url}/account", cookies={COOKIE: before}).status_code == 303
        assert sign_in(ada, ADA).cookies[COOKIE] != before


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(school: Server) -> None:
    answers = []
    for email, password in (("eve2@example.org", "wrong wrong wrong"), ("eva2@example.org", PASSWORD)):
        with httpx.Client(base_url=school.url, timeout=60) as client:
            answers.append(sign_in(client, email, password))
    with_people(school.data_dir, lambda people: people.create("eve2@example.org", "Eve", PASSWORD))
    with httpx.Client(base_url=school.url, timeout=60) as client:
        answers.append(sign_in(client, "eve2@example.org", "wrong wrong wrong"))

    def bare(answer: httpx.Response) -> tuple[int, str, list[str]]:
        text = re.sub(r"ev[ea]2@example\.org", "", answer.text).replace(token_of(answer), "")
        return answer.status_code, re.sub(r"[0-9a-f]{96}", "", text), sorted(answer.headers.keys())

    assert bare(answers[0]) == bare(answers[1]) == bare(answers[2])
    assert answers[0].status_code == 401


def test_guessing_is_slowed_down_for_known_and_unknown_alike(school: Server) -> None:
    make_account(school.data_dir, "guessed@example.org", "Guessed")
    for email in ("guessed@example.org", "nobody@example.org"):
        with httpx.Client(base_url=school.url, timeout=60) as client:
            statuses = [sign_in(client, email, f"guess number {number}").status_code for number in range(6)]
            assert statuses == [401] * 5 + [429]
            right = sign_in(client, email)
            assert right.status_code == 429, "the right password does not help once guessing is stopped"
            assert 1 <= int(right.headers["retry-after"]) <= 900
            assert "too many tries" in right.text


def test_a_key_in_an_address_is_refused_and_opens_nothing(school: Server) -> None:
    with signed_in(school, ADA) as ada:
        key = key_of(ada)
        assert httpx.get(f"{school.url}/v1/resumes", headers={"x-api-key": key}).status_code == 200
        for path in (f"/v1/resumes?key={key}", f"/v1/resumes?x-api-key={key}", f"/resumes?a={key}", f"/resumes/{key}"):
            assert httpx.get(school.url + path).status_code in {303, 401}, path
            own = ada.get(path)
            assert own.status_code == 401, path
            assert "addresses are kept in logs" in own.text
        hidden = ada.get(f"/v1/resumes?key={key.replace('_', '%5F')}")
        assert hidden.status_code == 401
    assert key not in school.log


def test_a_key_wins_over_the_cookie_beside_it(school: Server) -> None:
    with signed_in(school, ADA) as ada:
        key = key_of(ada)
        assert ada.get("/v1/resumes", headers={"x-api-key": "ck_live_wrong"}).status_code == 401
        assert ada.get("/account", headers={"x-api-key": "ck_live_wrong"}).status_code == 401
        for_people = ada.get("/account", headers={"Authorization": f"Bearer {key}"})
        assert for_people.status_code == 403
        assert "This page is for people" in for_people.text
        lacking = ada.get("/api/v1/usage", headers={"x-api-key": key})
        assert lacking.status_code == 403
        assert "usage" in lacking.text


def test_the_secret_of_a_link_is_not_in_the_log(school: Server) -> None:
    secret = "s3cret" * 7 + "x"
    for path in (f"/invitation/{secret}", f"/reset/{secret}"):
        assert httpx.get(school.url + path).status_code == 404
    assert "…" in school.logged("path=/reset/") or "reset" in school.log
    assert secret not in school.log


def test_where_one_is_signed_in_is_listed_and_ended(school: Server) -> None:
    with signed_in(school, EVE) as here, signed_in(school, EVE) as there:
        page = here.get("/account").text
        ends = re.findall(r'action="(/account/sessions/ses_\w+/end)"', page)
        assert ends
        with signed_in(school, ADA) as ada:
            foreign = ada.post(ends[0], data={"_csrf_token": token_of(ada.get("/account"))})
            assert foreign.status_code == 404
        assert there.get("/account").status_code == 200
        for end in ends:
            here.post(end, data={"_csrf_token": token_of(here.get("/account"))})
        assert there.get("/account").status_code == 303
        assert here.get("/account").status_code == 200


def test_a_changed_password_ends_the_other_sessions_and_renews_this_one(school: Server) -> None:
    make_account(school.data_dir, "grace@example.org", "Grace")
    with signed_in(school, "grace@example.org") as here, signed_in(school, "grace@example.org") as there:
        before = here.cookies[COOKIE]

        def change(old: str, new: str) -> httpx.Response:
            token = token_of(here.get("/account"))
            return here.post("/account/password", data={"_csrf_token": token, "old": old, "new": new})

        wrong = change("not my password", "eleven green bottles")
        assert wrong.status_code == 422
        assert "This is not your password." in wrong.text
        assert change(PASSWORD, "short").status_code == 422
        assert change(PASSWORD, "eleven green bottles").headers["location"] == "/account?note=password"
        assert here.cookies[COOKIE] != before
        assert httpx.get(f"{school.url}/account", cookies={COOKIE: before}).status_code == 303
        assert there.get("/account").status_code == 303
        assert "Your password is changed" in here.get("/account?note=password").text
