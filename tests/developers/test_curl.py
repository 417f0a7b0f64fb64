"""The line for the shell: whatever a person's things, addresses and texts hold, the shell hands on just that."""

import json
import subprocess

import pytest

from app.developers.belongings import Belongings
from app.developers.catalogue import Body, Field, Place, Request
from app.developers.curl import curl_of

BASE = "https://foreword.example"
HOSTILE = [
    "it's",
    '"; touch /tmp/x; "',
    "$(id) `id` $HOME",
    "a\\nb\n\nc\ttab",
    "@/etc/passwd;type=text/plain",
    "<resume.tex",
    "ñ – 日本 🙂",
    "--data @/etc/passwd",
    "!!",
    "{resume_id}",
]


def arguments(line: str) -> list[str]:
    """What curl would be given."""
    script = "curl() { printf '%s\\0' \"$@\"; }\n" + line
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env={"FOREWORD_KEY": "k$1", "FOREWORD_USER": "u", "FOREWORD_PASSWORD": "p w"},
        capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().split("\0")[:-1]


def field(name: str, place: Place, value: str) -> Field:
    return Field(name=name, place=place, label=name, value=value)


def line(body: Body, *fields: Field, path: str = "/v1/x", base: str = BASE, **known: str) -> str:
    request = Request(
        id="x",
        title="x",
        method="POST" if body else "GET",
        path=path,
        does="x",
        scope="tailor",
        body=body,
        fields=fields,
    )
    return curl_of(request, Belongings(known=known), base, bearer=False, has_gate=False)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_arrives_as_it_is_in_json(text: str) -> None:
    given = arguments(line("json", field("text", "json", "{words}"), words=text))
    assert json.loads(given[given.index("-d") + 1]) == {"text": text}
    assert given[given.index("-H") + 1] == "x-api-key: k$1"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_arrives_as_it_is_in_a_form(text: str) -> None:
    given = arguments(line("multipart", field("text", "form", "{words}"), words=text))
    assert given[given.index("--form-string") + 1] == f"text={text}"
    assert "-F" not in given


@pytest.mark.parametrize("text", HOSTILE)
def test_an_address_is_one_argument_whatever_it_is_made_of(text: str) -> None:
    fields = (field("resume_id", "path", "{words}"), field("posting_id", "query", "{words}"))
    given = arguments(line("", *fields, path="/r/{resume_id}", base=f"https://{text}", words=text))
    assert given[0].startswith(f"https://{text}/r/")
    rest = given[0].removeprefix(f"https://{text}")
    assert rest.isascii()
    assert rest.count("/") == 2
    assert rest.count("?") == 1
    assert given[1:] == ["-H", "x-api-key: k$1"]


def test_what_there_is_none_of_is_named_in_capitals_and_left_out_where_it_may_be() -> None:
    needed, spared = field("resumeId", "json", "{resume_id}"), field("posting_id", "query", "{posting_id}")
    optional = Field(name="posting_id", place="query", label="x", value="{posting_id}", required=False)
    assert '"resumeId": "RESUME_ID"' in line("json", needed)
    assert "posting_id=POSTING_ID" in line("", spared)
    assert "posting_id" not in line("", optional)
    assert "posting_id=job_1" in line("", optional, posting_id="job_1")


def test_the_gate_and_the_bearer_have_headers_of_their_own() -> None:
    request = Request(id="x", title="x", method="GET", path="/v1/x", does="x", scope="chat", streams=True)
    given = arguments(curl_of(request, Belongings(known={}), BASE, bearer=True, has_gate=True))
    headers = [given[at + 1] for at, argument in enumerate(given) if argument == "-H"]
    assert headers == [
        "Authorization: Bearer k$1",
        "X-Auth-Username: u",
        "X-Auth-Password: p w",
        "Accept: text/event-stream",
    ]
    assert given[0] == "-N"
