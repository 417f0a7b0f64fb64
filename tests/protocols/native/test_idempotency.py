"""`Idempotency-Key`: the same request counts once, another one under the same key is refused."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.databases import open_database
from tests.protocols.native.api import BACKEND, Api, problem
from tests.running import SAMPLES, Server

REPLAYED = "idempotency-replayed"


def bodies(resume: dict[str, Any], posting: dict[str, Any]) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """For each POST that makes something: a body, and another one."""
    both = {"resume_id": resume["id"], "posting_id": posting["id"]}
    return {
        "/api/postings": ({"text": BACKEND + "\nOnce."}, {"text": BACKEND + "\nTwice."}),
        "/api/tailorings": (both, {**both, "instructions": "Projects first"}),
        "/api/letters": (both, {**both, "tone": "formal"}),
        "/api/conversations": ({"title": "Once"}, {"title": "Twice"}),
    }


@pytest.mark.parametrize("path", ["/api/postings", "/api/tailorings", "/api/letters", "/api/conversations"])
def test_a_post_that_is_sent_again_makes_nothing_new(
    api: Api, resume: dict[str, Any], posting: dict[str, Any], path: str
) -> None:
    body, other = bodies(resume, posting)[path]
    key = {"Idempotency-Key": f"once for {path}"}
    first = api.post(path, json=body, headers=key)
    again = api.post(path, json=dict(reversed(body.items())), headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (REPLAYED in first.headers, again.headers[REPLAYED]) == (False, "true")
    assert first.json()["id"] == again.json()["id"]
    assert first.headers["location"] == again.headers["location"]
    told = problem(api.post(path, json=other, headers=key), 422)
    assert (told["code"], told["field"]) == ("idempotency_key_reused", "Idempotency-Key")
    another = api.post(path, json=body, headers={"Idempotency-Key": f"another for {path}"})
    if path != "/api/postings":
        assert another.json()["id"] != first.json()["id"]


def test_one_key_is_not_for_two_addresses(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    body, key = {"resume_id": resume["id"], "posting_id": posting["id"]}, {"Idempotency-Key": "two addresses"}
    assert api.post("/api/letters", json=body, headers=key).status_code == 201
    assert problem(api.post("/api/tailorings", json=body, headers=key), 422)["code"] == "idempotency_key_reused"


def test_a_file_is_the_same_whatever_the_boundary(api: Api) -> None:
    sent = (SAMPLES / "resume_plain.md").read_bytes() + b"\n\nsent twice\n"
    key = {"Idempotency-Key": "upload"}
    answers = [api.post("/api/resumes", files={"file": ("mine.md", sent)}, headers=key) for _ in range(2)]
    assert answers[0].request.headers["content-type"] != answers[1].request.headers["content-type"]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    other = api.post("/api/resumes", files={"file": ("mine.md", sent + b"x")}, headers=key)
    assert problem(other, 422)["field"] == "Idempotency-Key"


def test_a_message_is_answered_once(api: Api) -> None:
    path = f"/api/conversations/{api.make('/api/conversations', {})['id']}/messages"
    key = {"Idempotency-Key": "hello"}
    first = api.make(path, {"text": "Hello there."}, 202, key)
    assert api.until_ended(first["run_id"]) == "done"
    assert api.make(path, {"text": "Hello there."}, 202, key) == first
    assert len(api.read(path)["items"]) == 2


def test_a_hundred_at_the_same_time_make_one(server: Server, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    body = {"resume_id": resume["id"], "posting_id": posting["id"], "instructions": "All at once"}
    key = {"Idempotency-Key": "a hundred"}
    with Api(server) as api, ThreadPoolExecutor(20) as pool:
        sent = list(pool.map(lambda _: api.post("/api/tailorings", json=body, headers=key), range(100)))
    assert {answer.status_code for answer in sent} == {201}
    assert len({answer.json()["id"] for answer in sent}) == 1
    assert sum(REPLAYED not in answer.headers for answer in sent) == 1
    with open_database(server.data_dir / "foreword.sqlite3") as connection:
        wanted = "SELECT count(*) FROM tailorings WHERE instructions = 'All at once'"
        assert connection.execute(wanted).fetchone() == (1,)


def test_a_request_that_failed_leaves_its_key_free(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "failed first"}
    body = {"resume_id": "res_none", "posting_id": posting["id"]}
    assert problem(api.post("/api/letters", json=body, headers=key), 404)
    made = api.post("/api/letters", json={**body, "resume_id": resume["id"]}, headers=key)
    assert made.status_code == 201


def test_a_replay_speaks_of_the_thing_as_it_is_now(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    body, key = {"resume_id": resume["id"], "posting_id": posting["id"]}, {"Idempotency-Key": "as it is now"}
    made = api.post("/api/tailorings", json=body, headers=key).json()
    assert api.until_ended(made["run_id"]) == "done"
    again = api.post("/api/tailorings", json=body, headers=key)
    assert (again.json()["state"], again.json()["id"]) == ("done", made["id"])
    assert api.delete(f"/api/tailorings/{made['id']}").status_code == 204
    assert problem(api.post("/api/tailorings", json=body, headers=key), 404)


def test_stopping_twice_is_stopping_once(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    made = api.make("/api/tailorings", {"resume_id": resume["id"], "posting_id": posting["id"]})
    path = f"/api/runs/{made['run_id']}/cancel"
    first = api.post(path, headers={"Idempotency-Key": "stop"}).json()
    assert api.post(path, headers={"Idempotency-Key": "stop"}).json() == first


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "tab\there"])
def test_a_key_that_is_none_is_refused(api: Api, key: str) -> None:
    answer = api.post("/api/conversations", json={}, headers={"Idempotency-Key": key})
    assert problem(answer, 422)["field"] == "Idempotency-Key"


def test_a_key_of_the_protocols_is_another_key(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "shared"}
    of_protocol = api.post("/v1/tailor", json={"resumeId": resume["id"], "jobDescription": BACKEND}, headers=key)
    assert of_protocol.status_code == 200
    own = api.make("/api/tailorings", {"resume_id": resume["id"], "posting_id": posting["id"]}, headers=key)
    assert own["id"] != of_protocol.json()["tailoringId"]


def test_a_server_that_dies_does_not_make_it_twice(data_dir: Any) -> None:
    """The run is begun, the key's note of it is lost: sent again, the request finds the run that it began."""
    with Server(data_dir) as server, Api(server) as api:
        body = {"resume_id": api.upload()["id"], "posting": {"text": BACKEND}}
        key = {"Idempotency-Key": "before the crash"}
        made = api.make("/api/tailorings", body, headers=key)
        server.kill()
        with open_database(data_dir / "foreword.sqlite3") as connection:
            assert connection.execute("UPDATE idempotency_keys SET target = ''").rowcount == 1
        server.start()
        assert api.make("/api/tailorings", body, headers=key)["id"] == made["id"]
        assert len(api.read("/api/tailorings")["items"]) == 1
