"""Degrees with their subjects, as postings of several countries name them."""

import pytest

from app.postings.degrees import asked_degree
from app.postings.keywords import extract_keywords


@pytest.mark.parametrize(
    ("line", "term", "text"),
    [
        (
            "BSc (Hons) Diagnostic Radiography or DCR",
            "Bachelor's degree in Diagnostic Radiography",
            "BSc (Hons) Diagnostic Radiography",
        ),
        (
            "B.S. in Chemical Engineering from an accredited university",
            "Bachelor's degree in Chemical Engineering",
            "B.S. in Chemical Engineering",
        ),
        ("Grado en Educación Social.", "Degree in Educación Social", "Grado en Educación Social"),
        ("Studium der Kindheitspädagogik oder", "Degree in Kindheitspädagogik", "Studium der Kindheitspädagogik"),
        ("BSc Podiatry and HCPC registration", "Bachelor's degree in Podiatry", "BSc Podiatry"),
        ("BSc required", "Bachelor's degree", "BSc"),
        ("A degree Is needed", "Degree", "degree"),
    ],
)
def test_a_degree_is_named_with_its_subject(line: str, term: str, text: str) -> None:
    degree = asked_degree(line)
    assert degree is not None
    assert (degree.term, degree.text) == (term, text)


def test_the_subject_of_a_degree_is_no_keyword_of_its_own() -> None:
    found = extract_keywords("Radiographer\nTrust\n\nRequirements\n- BSc (Hons) Diagnostic Radiography or DCR\n").all()
    assert {keyword.term for keyword in found} == {"Bachelor's degree in Diagnostic Radiography", "DCR"}


def test_a_sentence_without_a_degree_names_none() -> None:
    assert asked_degree("Some degree of patience helps.") is None
