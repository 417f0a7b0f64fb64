"""Names and mail addresses of people, as they are checked before anything is stored."""

import re
import unicodedata

from app.errors import InvalidInput
from app.streaming.encoding import clean_text

LONGEST_NAME = 200
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s\"(),:;<>\[\\\]\ufffd]{1,64}@[^@\s\"(),:;<>\[\\\]\ufffd]+")


def parse_email(text: str) -> str:
    """The address as it is stored: NFC, lower case.

    No more is folded: two addresses that only look alike are two people, and a mail goes to the address that is
    stored, never to what was typed.

    Raises:
        InvalidInput: field `email`.
    """
    address = fold_email(text)
    if not 3 <= len(address) <= LONGEST_EMAIL or not address.isprintable() or not _EMAIL.fullmatch(address):
        raise InvalidInput("This is not an email address. It looks like name@example.org.", field="email")
    return address


def fold_email(text: str) -> str:
    """An address for comparing, whether it is one or not."""
    return unicodedata.normalize("NFC", clean_text(text).strip()).lower()


def parse_name(text: str) -> str:
    """A person's name as it is shown.

    Raises:
        InvalidInput: field `name`.
    """
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if not tidy or len(tidy) > LONGEST_NAME or not tidy.isprintable():
        raise InvalidInput(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    return tidy
