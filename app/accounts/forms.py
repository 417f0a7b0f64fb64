"""What people fill in to sign in, to make an account and to change it. What is wrong is told beside its field."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from app.errors import InvalidInput
from app.web.forms import text_field

LONGEST_EMAIL = 254
LONGEST_NAME = 200
LONGEST_PASSWORD = 1_000
TAKE_OVER = "take"
_LONGEST_PLACE = 2_000
_NO_PLACE_TO_RETURN = ("/sign-in", "/sign-out", "/sign-up", "/reset", "/invitation")


class SignInForm(msgspec.Struct, frozen=True):
    """`go_on` is where the person wanted to go: a path on this server."""

    email: str
    password: str
    go_on: str

    def __repr__(self) -> str:
        return f"SignInForm(go_on={self.go_on!r})"


class SignUpForm(msgspec.Struct, frozen=True):
    """A new account. `adopts`: they want what was made before there were accounts, where they are asked about it."""

    email: str
    name: str
    password: str
    adopts: bool

    def __repr__(self) -> str:
        return "SignUpForm()"


def parse_sign_in(data: Mapping[str, Any]) -> SignInForm:
    """Raises InvalidInput for a field that is empty, too long, sent twice or a file."""
    return SignInForm(
        parse_email_field(data), parse_password(data), local_path(text_field(data, "next", _LONGEST_PLACE))
    )


def parse_sign_up(data: Mapping[str, Any]) -> SignUpForm:
    """Raises InvalidInput for a field that is empty, too long, sent twice or a file."""
    return SignUpForm(
        email=_needed(data, "email", LONGEST_EMAIL, "Type the email address that you want to sign in with.").strip(),
        name=_needed(data, "name", LONGEST_NAME, "Type the name that Foreword should call you.").strip(),
        password=parse_password(data, empty="Choose a password."),
        adopts=text_field(data, "before") == TAKE_OVER,
    )


def parse_email_field(data: Mapping[str, Any]) -> str:
    """The email address of an account, as it was typed but for spaces around it."""
    return _needed(data, "email", LONGEST_EMAIL, "Type the email address of your account.").strip()


def parse_password(data: Mapping[str, Any], field: str = "password", *, empty: str = "Type your password.") -> str:
    """A password exactly as it was typed: it is compared, not tidied."""
    return _needed(data, field, LONGEST_PASSWORD, empty)


def local_path(text: str) -> str:
    """A page on this server to go on to; `/` for everything that could lead elsewhere.

    Browsers take `//host`, `/\\host` and both with a tab or a line break inside for another host (WHATWG URL, "relative
    slash state"), so what is not a plain path and query is not followed.
    """
    is_path = text.startswith("/") and not text.startswith("//") and text.isprintable() and "\\" not in text
    return text if is_path and not urlsplit(text).path.startswith(_NO_PLACE_TO_RETURN) else "/"


def _needed(data: Mapping[str, Any], field: str, limit: int, empty: str) -> str:
    text = text_field(data, field, limit)
    if not text.strip():
        raise InvalidInput(empty, field=field)
    return text


def parse_name_field(data: Mapping[str, Any]) -> str:
    """The name that Foreword should call somebody."""
    return _needed(data, "name", LONGEST_NAME, "Type the name that Foreword should call you.")
