"""Where people go on to after signing in: pages of this server, and nothing else."""

import pytest

from app.accounts.devices import device_of
from app.accounts.forms import local_path, parse_sign_in, parse_sign_up
from app.errors import InvalidInput


@pytest.mark.parametrize(
    "path", ["/", "/resumes", "/letters/let_1?saved=true", "/history?q=a%20b", "/a//b", "/postings?next=https://x"]
)
def test_a_page_of_this_server_is_gone_on_to(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\r\nSet-Cookie: a=b",
        "/\x00/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.example",
        "?x",
        "",
        "//[",
        "/sign-out",
        "/sign-in?next=/",
        "/reset/abc",
    ],
)
def test_everything_else_is_not(elsewhere: str) -> None:
    assert local_path(elsewhere) == "/"


def test_a_password_is_taken_as_it_was_typed() -> None:
    assert parse_sign_in({"email": " a@b ", "password": "  two  spaces  "}).password == "  two  spaces  "


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"password": "x"}, "email"),
        ({"email": "a@b", "password": " "}, "password"),
        ({"email": ["a@b", "c@d"], "password": "x"}, "email"),
        ({"email": "a" * 300, "password": "x"}, "email"),
        ({"email": "a@b", "password": "x" * 1_001}, "password"),
    ],
)
def test_what_is_missing_or_too_much_is_told_beside_its_field(fields: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_sign_in(fields)
    assert caught.value.field == field


def test_nothing_that_was_typed_stands_in_a_representation() -> None:
    form = parse_sign_up({"email": "ada@example.org", "name": "Ada", "password": "four quiet herons"})
    shown = repr(form) + repr(parse_sign_in({"email": "ada@example.org", "password": "four quiet herons"}))
    assert "herons" not in shown
    assert "ada" not in shown.lower()


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "An unknown device"),
    ],
)
def test_a_device_is_named_in_words(agent: str, device: str) -> None:
    assert device_of(agent) == device
