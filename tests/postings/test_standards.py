"""Standards by their number: found whole, whatever body they are of, and nothing that only looks like one."""

import pytest

from app.postings.keywords import extract_keywords
from app.postings.standards import standards


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in standards(text, [])]


@pytest.mark.parametrize(
    "standard",
    [
        "BS 5930",
        "ISO 17100:2015",
        "BS EN 1090-2",
        "AS9102",
        "ISO/IEC 17025",
        "ASME B31.3",
        "DIN EN ISO 9606-1",
        "NEN 3140",
    ],
)
def test_a_standard_is_found_whole(standard: str) -> None:
    assert found(f"You work to {standard}, and write it down.") == [standard]


@pytest.mark.parametrize(
    "text", ["AS 3 people left", "as 30 years", "AWS 2", "Windows 11", "a UBS 500 account", "EN15000000"]
)
def test_what_looks_like_one_is_none(text: str) -> None:
    assert found(text) == []


def test_what_is_taken_is_not_found_again() -> None:
    assert list(standards("ISO 9001 and ISO 14001", [(0, 8)])) == [(13, 22)]


def test_a_standard_that_no_list_knows_is_a_keyword() -> None:
    text = "Logger\nStratum\n\nRequirements\n- Logging of boreholes to BS 5930\n"
    assert next(one.category for one in extract_keywords(text).all() if one.term == "BS 5930") == "domain"
