import pytest

from app.postings.keywords import extract_keywords


def asked(line: str) -> set[str]:
    """The terms of one requirement."""
    return {keyword.term for keyword in extract_keywords(f"Worker\nAcme\n\nRequirements\n- {line}\n").all()}


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("Shipping law", {"Shipping law"}),
        ("Swedish bodywork", {"Swedish bodywork"}),
        ("Fluent Swedish", {"Swedish"}),
        ("Swedish language skills", {"Swedish"}),
        ("Operational resilience", {"Operational resilience"}),
        ("Great resilience", {"Resilience"}),
        ("Sales report", {"Sales"}),
        ("Python scripting", {"Python"}),
        ("ALS course", {"Advanced life support"}),
    ],
)
def test_a_known_word_inside_another_thing_is_not_that_thing(line: str, terms: set[str]) -> None:
    assert asked(line) == terms


def test_a_bracket_that_shortens_is_no_second_thing() -> None:
    assert asked("Magnetic crack detection (MCD)") == {"Magnetic crack detection"}


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("Beekeeping (D)", "nice"),
        ("Beekeeping (desirable)", "nice"),
        ("Beekeeping (E)", "required"),
        ("Beekeeping would be a bonus", "nice"),
        ("Beekeeping or viticulture would be very welcome", "nice"),
        ("Ideally beekeeping", "nice"),
        ("A beekeeping course is not expected", None),
        ("Beekeeping isn't needed", None),
    ],
)
def test_how_a_thing_is_asked_for(line: str, origin: str | None) -> None:
    found = extract_keywords(f"Worker\nAcme\n\nSkills\n- {line}\n").all()
    assert next((keyword.origin for keyword in found if "eekeeping" in keyword.term), None) == origin
