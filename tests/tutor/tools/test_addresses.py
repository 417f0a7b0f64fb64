"""Which addresses the learner gave: as typed, however the sentence around them is written, and nothing else."""

import msgspec
import pytest

from app.tutor.forms_asked import Asked, Field, Form, answer_text
from app.tutor.models import Message, Role, Step
from app.tutor.tools import typed_texts
from app.tutor.tools.addresses import addresses_in, key_of


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Read https://a.example/x.", "https://a.example/x"),
        ("(see https://a.example/x_(y)).", "https://a.example/x_(y)"),
        ("**https://a.example/b**", "https://a.example/b"),
        ("[it](https://a.example/c)", "https://a.example/c"),
        ("<https://a.example/d>", "https://a.example/d"),
        ("„https://a.example/e“", "https://a.example/e"),
        ("请看https://a.example/f。谢谢", "https://a.example/f"),
        ("www.a.example/jobs?id=1, and", "https://www.a.example/jobs?id=1"),
        ("jobs.a.example/baker!", "https://jobs.a.example/baker"),
        ("Is a.example good? a.example.", "https://a.example"),
        ("http://Bücher.example/ä#part", "http://Bücher.example/ä#part"),
    ],
)
def test_an_address_is_found_in_a_sentence(typed: str, address: str) -> None:
    assert list(addresses_in([typed]).values()) == [address]


@pytest.mark.parametrize(
    "typed",
    [
        "ada@a.example",
        "no address. None",
        "javascript:alert(1)",
        "ftp://a.example/x",
        "http://",
        "https://u:p@a.example/",
    ],
)
def test_what_is_no_address_is_none(typed: str) -> None:
    assert addresses_in([typed]) == {}


@pytest.mark.parametrize(
    "spelling",
    [
        "https://jobs.example/a%20b?x=1", "HTTP://Jobs.Example:80/a%20b?x=1#top", "https://jobs.example./a%20b?x=%31",
        "https://jobs.example:443/a b?x=1",
    ],
)  # fmt: skip
def test_spellings_of_one_address_have_one_key(spelling: str) -> None:
    assert key_of(spelling) == "jobs.example/a%20b?x=1"


@pytest.mark.parametrize(
    "other",
    [
        "https://jobs.example/a%20b?x=2", "https://jobs.example/a%20b", "https://jobs.example/A%20b?x=1",
        "https://evil.example/a%20b?x=1", "https://jobs.example.evil.example/a%20b?x=1",
        "https://jobs.example:8080/a%20b?x=1", "https://jobs.example/a%20b?x=1&y=secret", "https://jobs.example/a%2520b?x=1",
        "https://jobs.example/a%20b%3Fx=1", "https://u@jobs.example/a%20b?x=1",
    ],
)  # fmt: skip
def test_another_address_has_another_key(other: str) -> None:
    assert key_of(other) != key_of("https://jobs.example/a%20b?x=1")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "http://[",
        "https://a.example:99999/",
        "https://\ud800.example/",
        "https://a.example/\ud800",
        "https://a.example/" + "x" * 9_000,
    ],
)
def test_a_broken_address_has_no_key(broken: str) -> None:
    assert key_of(broken) is None


def test_the_last_addresses_are_kept_when_there_are_very_many() -> None:
    found = addresses_in(["".join(f"https://a.example/{number} " for number in range(1_000))])
    assert len(found) == 200
    assert found["a.example/999"] == "https://a.example/999"


def message(role: Role, text: str, *steps: Step) -> Message:
    return Message(
        number=1, id="msg_1", conversation_id="con_1", parent_id=None, role=role, text=text, state="complete",
        problem="", run_id="", model="", tokens_in=0, tokens_out=0, corrections=(), steps=steps, created_at=0.0,
    )  # fmt: skip


FORM = Form(
    title="One question",
    fields=(
        Field(name="link", label="See https://label.example/", type="text"),
        Field(name="pick", label="Pick", type="select", options=("https://option.example/x",)),
        Field(name="more", label="More", type="textarea", value="https://filled.example/in"),
    ),
)


def answered(**values: str) -> tuple[str, ...]:
    """What counts as typed in an answer to the form."""
    step = Step(id="1", type="consultant_request_form", success=True, data=msgspec.to_builtins(Asked(FORM)))
    path = [message("user", "Hi"), message("assistant", "", step), message("user", answer_text(FORM, values))]
    return typed_texts(path)


def test_what_an_agent_wrote_into_a_form_was_not_typed() -> None:
    said = answered(
        link="my page is https://mine.example/",
        pick="https://option.example/x",
        more="https://filled.example/in and https://own.example/",
    )
    assert set(addresses_in(said)) == {"mine.example/", "own.example/"}


def test_what_an_agent_says_was_not_typed_and_later_messages_were() -> None:
    path = [
        message("user", "https://a.example/"),
        message("assistant", "https://b.example/"),
        message("user", "and https://c.example/"),
    ]
    assert set(addresses_in(typed_texts(path))) == {"a.example/", "c.example/"}
