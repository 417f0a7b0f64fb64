"""A whole server whose provider misbehaves: a letter always ends, keeps what it has, and goes on when asked to."""

import html
import re
from collections.abc import Callable, Iterator

import pytest

from tests.provider import KEY, Asked, Provider, wire_anthropic, wire_openai
from tests.provider.asking import model_variables
from tests.provider.behaviours import (
    breaking_when,
    cut,
    dripping,
    empty,
    ending_at_once,
    endless_line,
    failing,
    failing_midway,
    finishing,
    half_an_event,
    hanging,
    ok,
    page_of_html,
    resetting_midway,
    saying,
    stalling,
    with_huge_event,
)
from tests.provider.building import Behaviour
from tests.provider.letters import HONEST, PARTS, letter_script, part_of
from tests.provider.steps import Hang, Reply
from tests.provider.wires import Said, Wire
from tests.running import SAMPLES, Server, Visitor, wait_until

POSTING = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
IMPATIENT = {"model_first_token_seconds": "1", "model_between_tokens_seconds": "1"}
WAIT = "takes no more requests"
FAULT = "has a fault or is overloaded"
BROKEN = "broke off before the answer was complete"
CUT_SHORT = "ended without saying that it was finished"
THIRD_WORD = HONEST["body_1"].split()[2]
STALLED = "stopped in the middle"
FAULTS: dict[str, tuple[Behaviour, str, int]] = {
    "429": (failing(429, retry_after="60"), WAIT, 0),
    "500": (failing(500), FAULT, 0),
    "401": (failing(401), "key is not accepted", 0),
    "hang": (hanging, "did not begin to answer in time", 0),
    "HTML": (page_of_html, CUT_SHORT, 0),
    "empty": (empty, CUT_SHORT, 0),
    "[DONE]": (ending_at_once(wire_openai.DONE), CUT_SHORT, 0),
    "message_stop": (ending_at_once(wire_anthropic.STOP), CUT_SHORT, 0),
    "reset midway": (resetting_midway(after=3), BROKEN, 3),
    "stall": (stalling(after=3), STALLED, 3),
    "drip": (dripping(after=3), STALLED, 3),
    "half an event": (half_an_event(after=3, then=Hang()), STALLED, 3),
    "cut": (cut(after=3, orderly=True), CUT_SHORT, 3),
    "429 midway": (failing_midway(429, after=3), WAIT, 3),
    "huge event": (with_huge_event(20_000_000, after=3), "far larger than any real one", 3),
    "endless line": (endless_line, "far larger than any real one", 0),
    "refusal": (finishing("filter"), "declined to answer", len(HONEST["body_1"].split())),
    "length": (finishing("length"), "reached its limit", len(HONEST["body_1"].split())),
    "tool": (finishing("tool"), "tried to use a tool", 0),
}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(letter_script()) as running:
        yield running


@pytest.fixture(scope="module", params=["openai", "anthropic"])
def served(
    request: pytest.FixtureRequest, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    variables = model_variables(provider, request.param, **IMPATIENT, log_level="debug")
    with Server(tmp_path_factory.mktemp("served") / "data", **variables) as running:
        with Visitor(running) as visiting:
            # The library is read in by then, for which these servers have no patience.
            form = {"model": variables["model"]}
            wait_until(lambda: "answered in" in visiting.submit("/settings/model/test", form).text, "an answer")
        yield running


@pytest.fixture
def person(served: Server) -> Iterator[Visitor]:
    with Visitor(served) as visiting:
        yield visiting


def in_body_1(behaviour: Behaviour) -> Behaviour:
    """Meets the first main paragraph; every other request is answered well."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return (behaviour if part_of(asked) == "body_1" else ok)(wire, asked, said)

    return behave


def begin(person: Visitor) -> str:
    """Begin a letter; the path of its page."""
    fields = {"resume_id": "new", "posting_id": "new", "text": POSTING, "tone": "warm", "length": "standard"}
    answer = person.submit("/letters", fields | {"language": "en"}, file=SAMPLES / "jake_resume.tex")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def watch_to_the_end(person: Visitor, path: str, seen: Callable[[str], None] = lambda _: None) -> None:
    """Read the page's stream until the server has said the last word; `seen` hears each line."""
    with person.stream("GET", f"{path}/events") as stream:
        for line in stream.iter_lines():
            seen(html.unescape(line))


def shows_the_beginning(line: str) -> bool:
    """Whether a line of the stream brings the first main paragraph's third word: the same word stands in the evidence
    that is shown beside the opening.
    """
    return THIRD_WORD in line.partition("letter-body_1")[2]


def paragraphs(page: str) -> dict[str, str]:
    """What each part of the letter says, without the tips on its claims."""
    page = re.sub(r'<span class="tip".*?</span> .*?</span>', "", page, flags=re.DOTALL)
    found = re.findall(r'<section class="letter-part" id="letter-(\w+)".*?</section>', page, flags=re.DOTALL)
    said = {}
    for part, whole in zip(found, re.split(r'<section class="letter-part"', page)[1:], strict=True):
        text = re.search(r'<p class="letter-text"[^>]*>(.*?)</p>', whole, flags=re.DOTALL)
        if text:
            said[part] = html.unescape(re.sub(r"<[^>]+>", "", text.group(1))).strip()
    return said


@pytest.mark.parametrize("name", FAULTS)
def test_a_letter_ends_keeps_what_it_has_and_goes_on(person: Visitor, provider: Provider, name: str) -> None:
    behaviour, sentence, kept = FAULTS[name]
    gate, beginning = provider.gate(), " ".join(HONEST["body_1"].split()[:kept])
    provider.usually = in_body_1(breaking_when(gate, behaviour))
    first = len(provider.requests)
    path = begin(person)
    watch_to_the_end(person, path, lambda line: gate.open() if shows_the_beginning(line) else None)
    page = person.get(path).text
    assert sentence in html.unescape(page)
    assert KEY not in page
    expected = {part: HONEST[part] for part in ("salutation", "opening")}
    assert paragraphs(page) == expected | ({"body_1": beginning} if kept else {})
    provider.usually = ok
    person.submit(f"{path}/retry")
    watch_to_the_end(person, path)
    assert paragraphs(person.get(path).text) == HONEST
    asked = [part_of(exchange.asked) for exchange in provider.requests[first:]]
    assert [asked.count(part) for part in PARTS if part != "body_1"] == [1, 1, 1, 1]


def test_an_answer_of_the_wrong_form_names_itself(person: Visitor, provider: Provider) -> None:
    provider.usually = saying("I would rather talk.")
    path = begin(person)
    watch_to_the_end(person, path)
    said = html.unescape(person.get(path).text)
    assert "the step “<bdi>extract keywords</bdi>” did not have the form that was asked for" in said
    provider.usually = ok
    person.submit(f"{path}/retry")
    watch_to_the_end(person, path)
    assert paragraphs(person.get(path).text) == HONEST


def test_no_key_and_no_text_is_in_the_log(person: Visitor, served: Server, provider: Provider) -> None:
    provider.usually = in_body_1(failing(500))
    watch_to_the_end(person, begin(person))
    log = served.log
    assert "status 500" in log
    for secret in (KEY, "Texas A&M", "Northwind", "reconciliation pipeline", HONEST["salutation"], "Bearer"):
        assert secret not in log
