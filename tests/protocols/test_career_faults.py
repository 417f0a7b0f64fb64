"""The Career API when something goes wrong: clients that leave, a server that is killed, a provider that fails."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.protocols.career import GENERATE, STREAM, Frame, body, frames_of, joined, runs_of, stream, upload
from tests.provider import Asked, Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import failing, failing_midway, held, ok
from tests.provider.building import Behaviour
from tests.provider.letters import HONEST, letter_script, part_of
from tests.provider.sharing import left_as_found
from tests.provider.steps import Reply
from tests.provider.wires import Said, Wire
from tests.running import Server, wait_until

ONLY_LETTERS = {"model_tasks": "extract_keywords=builtin,match_skills=builtin"}
Letters = Callable[[], list[str]]
SECTIONS = {
    "salutation": HONEST["salutation"],
    "opening": HONEST["opening"],
    "body": HONEST["body_1"] + "\n\n" + HONEST["body_2"],
    "closing": HONEST["closing"],
}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(letter_script()) as running:
        yield running


@pytest.fixture(scope="module")
def server(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Its letters are written by the provider."""
    data_dir = tmp_path_factory.mktemp("writing") / "data"
    with Server(data_dir, **model_variables(provider, "openai", **ONLY_LETTERS)) as running:
        yield running


@pytest.fixture(autouse=True)
def as_found(provider: Provider, server: Server) -> Iterator[None]:
    with left_as_found(server, provider):
        provider.script = letter_script()
        yield


@pytest.fixture
def letters(server: Server) -> Letters:
    """The states of the letters that this test began."""
    before = len(runs_of(server.data_dir, "letter"))
    return lambda: runs_of(server.data_dir, "letter")[before:]


def first_words(part: str, count: int) -> str:
    return " ".join(HONEST[part].split()[:count])


def by_part(**behaviours: Behaviour) -> Behaviour:
    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return behaviours.get(part_of(asked) or "", ok)(wire, asked, said)

    return behave


def parts_asked(provider: Provider) -> list[str | None]:
    return [part_of(exchange.asked) for exchange in provider.requests]


def read_until(server: Server, resume_id: str, words: str, **headers: str) -> list[Frame]:
    """The frames until a section says these words; then the client is gone."""
    seen: list[Frame] = []
    with httpx.stream(
        "POST", server.url + GENERATE, json=body(resume_id), headers={**STREAM, **headers}, timeout=60
    ) as answer:
        for frame in frames_of(answer):
            seen.append(frame)
            if any(text.endswith(words) for text in joined(seen).values()):
                return seen
    raise AssertionError(joined(seen))


def test_pieces_arrive_while_the_model_writes(server: Server, provider: Provider, letters: Letters) -> None:
    resume_id, gate = upload(server), provider.gate()
    provider.usually = by_part(body_1=held(gate, after=5))
    seen: list[Frame] = []
    with httpx.stream("POST", server.url + GENERATE, json=body(resume_id), headers=STREAM, timeout=60) as answer:
        for frame in frames_of(answer):
            seen.append(frame)
            if joined(seen).get("body") == first_words("body_1", 5):
                assert letters() == ["running"]
                gate.open()
    assert joined(seen) == SECTIONS
    assert seen[-1].payload == {"type": "done"}


def test_a_client_that_leaves_stops_the_model_after_the_grace(
    server: Server, provider: Provider, letters: Letters
) -> None:
    provider.usually = by_part(opening=held(provider.gate(), after=3))
    read_until(server, upload(server), first_words("opening", 3))
    assert provider.wait_closed(1).ended is None
    wait_until(lambda: letters() != ["running"], "the letter is over")
    assert letters() == ["abandoned"]
    assert parts_asked(provider) == ["salutation", "opening"]


def test_a_client_that_comes_back_in_time_pays_nothing_twice(server: Server, provider: Provider) -> None:
    gate = provider.gate()
    provider.usually = by_part(opening=held(gate, after=3))
    seen = read_until(server, upload(server), first_words("opening", 3))
    gate.open()
    rest = stream(server, GENERATE, {}, **{"Last-Event-ID": seen[-1].id})
    assert joined([*seen, *rest]) == SECTIONS
    assert parts_asked(provider) == list(HONEST)


def test_a_killed_server_goes_on_in_the_open_paragraph_and_the_client_reads_on(
    server: Server, provider: Provider, letters: Letters
) -> None:
    provider.usually = by_part(body_2=held(provider.gate(), after=4))
    seen = read_until(server, upload(server), first_words("body_2", 4))
    server.kill()
    provider.usually = ok
    server.start()
    rest = stream(server, GENERATE, {}, **{"Last-Event-ID": seen[-1].id})
    assert joined([*seen, *rest]) == SECTIONS
    assert rest[-1].payload == {"type": "done"}
    assert parts_asked(provider) == ["salutation", "opening", "body_1", "body_2", "body_2", "closing"]
    assert letters() == ["done"]


def test_what_was_sent_and_is_written_otherwise_after_a_kill_ends_the_stream_and_a_new_one_reads_well(
    server: Server, provider: Provider, letters: Letters
) -> None:
    resume_id = upload(server)
    provider.usually = by_part(opening=held(provider.gate(), after=4))
    once = {"Idempotency-Key": "a-letter"}
    seen = read_until(server, resume_id, first_words("opening", 4), **once)
    server.kill()
    provider.usually = ok
    provider.script = letter_script(HONEST | {"opening": "Another opening altogether."})
    server.start()
    rest = stream(server, GENERATE, {}, **{"Last-Event-ID": seen[-1].id})
    assert (rest[-1].payload["type"], rest[-1].payload["statusCode"]) == ("error", 409)
    assert "opening" not in joined(rest)
    whole = stream(server, GENERATE, body(resume_id), **once)
    assert joined(whole) == SECTIONS | {"opening": "Another opening altogether."}
    assert letters() == ["done"]


def test_a_provider_that_refuses_is_the_documents_error(server: Server, provider: Provider) -> None:
    resume_id = upload(server)
    provider.usually = by_part(opening=failing(429, retry_after="90"))
    frames = stream(server, GENERATE, body(resume_id))
    assert joined(frames) == {"salutation": HONEST["salutation"]}
    assert frames[-1].payload.keys() == {"type", "message", "statusCode"}
    assert (frames[-1].payload["type"], frames[-1].payload["statusCode"]) == ("error", 429)
    assert provider.key not in frames[-1].payload["message"]
    waited = httpx.post(server.url + GENERATE, json=body(resume_id), timeout=60)
    assert (waited.status_code, waited.json()["statusCode"]) == (429, 429)
    assert int(waited.headers["retry-after"]) >= 60


def test_a_provider_that_breaks_off_ends_the_stream_with_an_error(server: Server, provider: Provider) -> None:
    provider.usually = by_part(body_1=failing_midway(500, after=4))
    frames = stream(server, GENERATE, body(upload(server)))
    assert HONEST["body_1"].startswith(joined(frames)["body"])
    assert frames[-1].payload["type"] == "error"
    assert frames[-1].payload["statusCode"] >= 500
