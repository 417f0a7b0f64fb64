"""Positions, employers, schools, degrees and places told apart."""

import pytest

from app.documents.entries import (
    ends_in_legal_form,
    looks_like_degree,
    looks_like_place,
    place_evidence,
    position_likelihood,
    role_evidence,
    school_likelihood,
    split_study,
)


@pytest.mark.parametrize(
    ("position", "employer"),
    [
        ("Undergraduate Research Assistant", "Texas A&M University"),
        ("Software Engineer", "Polder Pay"),
        ("Softwareentwickler (m/w/d)", "Siemens AG"),
        ("Chef de projet", "Banque Populaire"),
        ("Barista", "Blue Door Cafe"),
        ("Ingeniera de datos", "Telefónica"),
        ("Cooperante", "Farmacéuticos Sin Fronteras"),
        ("Freie Architektin", "Schreinerei Ohlendorf"),
        ("Second Mate", "MV Hamnavoe"),
        ("Christmas Temp", "Manchester City Council"),
        ("Vacataire", "Mairie de Saint-Étienne"),
        ("Stagiair Sportservice", "Gemeente Zaanstad"),
        ("Bauleitung", "Landeshauptstadt Hannover"),
    ],
)
def test_position_and_employer_are_told_apart(position: str, employer: str) -> None:
    assert position_likelihood(position) > position_likelihood(employer)


def test_school_and_study_are_told_apart() -> None:
    assert school_likelihood("TU Delft") > school_likelihood("BSc Physics")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BSc Computing Science", ("BSc", "Computing Science")),
        ("Ausbildung zum Bäcker", ("Ausbildung zum Bäcker", None)),
        ("MBO-4 Dierverzorging", ("MBO-4", "Dierverzorging")),
        ("Doctor of Musical Arts in Violin", ("Doctor of Musical Arts", "Violin")),
        ("Befähigungsprüfung Gastgewerbe", ("Befähigungsprüfung", "Gastgewerbe")),
        (
            "Bachelor of Arts in Computer Science, Minor in Business",
            ("Bachelor of Arts", "Computer Science, Minor in Business"),
        ),
        ("Associate's in Liberal Arts", ("Associate's", "Liberal Arts")),
        ("M.S., Electrical Engineering", ("M.S.", "Electrical Engineering")),
        ("PhD in Physics", ("PhD", "Physics")),
        ("Licence en droit", ("Licence", "droit")),
        ("Computer Science", (None, "Computer Science")),
        ("", (None, None)),
    ],
)
def test_a_degree_line_is_type_and_area(text: str, expected: tuple[str | None, str | None]) -> None:
    assert split_study(text) == expected


@pytest.mark.parametrize("text", ["College Station, TX", "Amsterdam", "New York, NY", "Remote", "Frankfurt am Main"])
def test_places_look_like_places(text: str) -> None:
    assert looks_like_place(text)


@pytest.mark.parametrize("text", ["Texas A&M University", "Software Engineer", "Led the team", "BSc Physics", "2018"])
def test_other_parts_of_a_head_do_not(text: str) -> None:
    assert not looks_like_place(text)


def test_small_words_are_no_degrees() -> None:
    assert not looks_like_degree("Be the change")
    assert looks_like_degree("BE Mechanical")


@pytest.mark.parametrize("text", ["Saint-Priest", "Saint-Étienne (42)", "Easton Town Center", "Pont-l'Abbé"])
def test_words_of_positions_and_organisations_within_towns_do_not_hide_them(text: str) -> None:
    assert place_evidence(text) > 0
    assert role_evidence(text) == 0


@pytest.mark.parametrize(("text", "ends"), [("Marine & Steel Ltd.", True), ("ČEZ, a. s.", True), ("We cook.", False)])
def test_a_legal_form_ends_no_sentence(text: str, ends: bool) -> None:
    assert ends_in_legal_form(text) is ends
