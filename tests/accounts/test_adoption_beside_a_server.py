"""From one person without an account to accounts: a real server before and after the switch."""

import re
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from app.accounts.models import LOCAL_USER
from tests.accounts.keys import make_key_beside
from tests.accounts.signing_in import PASSWORD, signed_in, token_of
from tests.accounts.test_deletion_beside_a_server import command, make, work
from tests.running import Server

ADA, WORD = "ada@example.org", "quibblewick7391"
THINGS = "1 résumé, 1 job posting, 1 tailored résumé and 1 key"


class Left(NamedTuple):
    """What was made without an account: a key, and what it opened."""

    key: str
    resume_id: str

    def answered(self, server: Server) -> int:
        """The status of the answer to the key."""
        url = f"{server.url}/v1/resumes/{self.resume_id}"
        return httpx.get(url, headers={"x-api-key": self.key}).status_code


@pytest.fixture
def left(data_dir: Path) -> Left:
    """Somebody worked here without an account, and by a key."""
    with Server(data_dir, tex="off") as server:
        key = make_key_beside(data_dir, LOCAL_USER)
        made = Left(key, work(server, key, WORD))
        assert made.answered(server) == 200
    return made


def first_link(server: Server) -> str:
    """The path of the link that the server told when it was started."""
    found = re.search(r"http://\S+(/invitation/\S+)", server.log)
    assert found is not None, server.log
    return found.group(1)


@pytest.mark.parametrize("choice", ["take", "leave"])
def test_the_first_administrator_is_asked_and_has_it_or_not(data_dir: Path, left: Left, choice: str) -> None:
    with Server(data_dir, auth="accounts", tex="off") as server:
        assert f"They can take over {THINGS}" in server.log
        assert left.answered(server) == 401, "without an owner who signs in a key opens nothing"
        with httpx.Client(base_url=server.url, timeout=60) as client:
            path = first_link(server)
            page = client.get(path)
            assert f"This Foreword holds {THINGS}" in page.text
            fields = {"_csrf_token": token_of(page), "email": ADA, "name": "Ada", "before": choice}
            refused = client.post(path, data={**fields, "password": "short"})
            assert refused.status_code == 422
            checked = re.findall(r'value="(\w+)" checked', refused.text)
            assert checked == [choice], "what was chosen is chosen again"
            assert client.post(path, data={**fields, "password": PASSWORD}).status_code == 303
            has_it = choice == "take"
            assert client.get(f"/resumes/{left.resume_id}").status_code == (200 if has_it else 404)
            assert (THINGS in client.get("/admin").text) is not has_it
        assert left.answered(server) == (200 if has_it else 401)
        assert WORD not in server.log


def test_it_is_taken_over_later_while_the_server_runs(data_dir: Path, left: Left) -> None:
    hers = make(data_dir, "ada")
    with Server(data_dir, auth="accounts", tex="off") as server:
        assert left.answered(server) == 401
        own = work(server, hers, "zephyrmallow5128")
        done = command(data_dir, "users", "adopt", ADA, "--yes")
        assert done == f"{ADA} has taken over {THINGS}.\n"
        assert left.answered(server) == 200
        for resume_id in (own, left.resume_id):
            answer = httpx.get(f"{server.url}/v1/resumes/{resume_id}", headers={"x-api-key": hers})
            assert answer.status_code == 200
        again = work(server, left.key, WORD)
        assert again == left.resume_id, "the same file is the same résumé, now hers"


def test_an_administrator_made_by_hand_has_it_with_the_account(data_dir: Path, left: Left) -> None:
    made = command(data_dir, "users", "create", ADA, "--admin", "--adopt", "--link")
    path = re.sub(r"^http://[^/]+", "", made.strip())
    with Server(data_dir, auth="accounts", tex="off") as server:
        assert "Nobody has an account" not in server.log
        with httpx.Client(base_url=server.url) as client:
            fields = {"_csrf_token": token_of(client.get(path)), "password": PASSWORD}
            assert client.post(path, data=fields).status_code == 303
        with signed_in(server, ADA) as client:
            assert left.resume_id in client.get("/resumes").text
        assert left.answered(server) == 200
