import pytest

from app.errors import InvalidInput
from app.postings.forms import parse_posting

TEXT = "Senior Gardener\n\nYou will look after roses, hedges and one very old oak. Patience is required."


def test_a_missing_title_is_the_first_line() -> None:
    assert parse_posting(TEXT).title == "Senior Gardener"
    assert parse_posting(TEXT, "Head  Gardener", " Kew ").title == "Head Gardener"
    assert parse_posting(TEXT, company=" Kew  Gardens ").company == "Kew Gardens"


def test_forty_characters_are_too_few_and_fifty_enough() -> None:
    with pytest.raises(InvalidInput, match="has 40 characters; at least 50") as caught:
        parse_posting("x" * 40)
    assert caught.value.field == "text"
    assert parse_posting("x" * 50).text == "x" * 50


def test_blank_space_does_not_count() -> None:
    with pytest.raises(InvalidInput):
        parse_posting("short" + " \n" * 100)


def test_too_long_a_posting_or_name_is_refused() -> None:
    with pytest.raises(InvalidInput, match="longer than 50,000"):
        parse_posting("x" * 50_001)
    with pytest.raises(InvalidInput) as caught:
        parse_posting(TEXT, company="x" * 301)
    assert caught.value.field == "company"


def test_nul_and_carriage_returns_are_taken_out() -> None:
    assert "\0" not in parse_posting(TEXT.replace("\n", "\r\n") + "\0").text
    assert "\r" not in parse_posting(TEXT.replace("\n", "\r\n")).text
