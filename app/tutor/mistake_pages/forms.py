"""What the pages of mistakes are sent."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.errors import InvalidInput
from app.tutor.corrections.models import Type
from app.tutor.mistake_pages.plot import KINDS
from app.tutor.models import Grade
from app.web.forms import text_field

LONGEST_ANSWER = 1_000
_LONGEST_QUERY = 400
_LONGEST_ID = 64
_MOST = 10**6
_OUT_OF_DATE = "This form is out of date. Reload the page and try again."


class Filter(NamedTuple):
    """Which cards are wished for; `kind` None for all types, `page` from 1."""

    kind: Type | None = None
    typed: str = ""
    page: int = 1


class Place(NamedTuple):
    """A correction: the message, and its number among the message's, from 0."""

    message_id: str
    number: int


def parse_filter(kind: str, typed: str, page: int) -> Filter:
    """What an address asks for; a type that does not exist is none."""
    known = next((name for name in KINDS if name == kind), None)
    return Filter(known, typed.replace("\0", "")[:_LONGEST_QUERY].strip(), max(1, page))


def parse_place(data: Mapping[str, Any]) -> Place:
    """`message_id` and `index` of a form."""
    return Place(parse_message(data), _number(data, "index"))


def parse_message(data: Mapping[str, Any]) -> str:
    """`message_id` of a form."""
    return text_field(data, "message_id", _LONGEST_ID)


def parse_answer(data: Mapping[str, Any]) -> str | None:
    """What was typed; None when the answer was asked for instead."""
    if text_field(data, "act", _LONGEST_ID) == "show":
        return None
    return text_field(data, "answer", LONGEST_ANSWER).strip()


def parse_grade(data: Mapping[str, Any]) -> tuple[Grade, int]:
    """The grade, and how often the card had been reviewed when it was shown."""
    grade = _number(data, "grade")
    if grade not in set(Grade):
        raise InvalidInput(_OUT_OF_DATE, field="grade")
    return Grade(grade), _number(data, "seen")


def parse_ahead(data: Mapping[str, Any]) -> bool:
    """Whether cards are taken that are due soon."""
    return text_field(data, "ahead", _LONGEST_ID) == "yes"


def parse_back(data: Mapping[str, Any]) -> bool:
    """Whether a card is taken away in the middle of a review, which then goes on."""
    return text_field(data, "back", _LONGEST_ID) == "review"


def _number(data: Mapping[str, Any], name: str) -> int:
    text = text_field(data, name, _LONGEST_ID)
    if not (text.isascii() and text.isdecimal()) or int(text) > _MOST:
        raise InvalidInput(_OUT_OF_DATE, field=name)
    return int(text)
