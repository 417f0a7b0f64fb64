"""Where an employer's name ends and its place begins: regions, counties, sites and towns that sound like ensembles."""

import pytest

from app.documents.entries import is_region, names_site, organisation_evidence, role_evidence
from app.documents.reading.entry_fit import GIVER, job_fit
from app.documents.reading.plain_text import read_plain_text


@pytest.mark.parametrize(
    ("head", "employer", "place"),
    [
        (
            "International Rescue Committee, Kakuma, Turkana County",
            "International Rescue Committee",
            "Kakuma, Turkana County",
        ),
        (
            "U.S. Army, 25th Transportation Company, Schofield Barracks, HI",
            "U.S. Army, 25th Transportation Company",
            "Schofield Barracks, HI",
        ),
        ("Carney Hospital, Dorchester, MA", "Carney Hospital", "Dorchester, MA"),
        ("Coach, Easton Town Center", "Coach", "Easton Town Center"),
        ("Coach, Trafford Centre", "Coach", "Trafford Centre"),
        ("County Government of Nyeri, Othaya Sub-County", "County Government of Nyeri", "Othaya Sub-County"),
    ],
)
def test_a_place_is_whole_and_no_part_of_the_employer(head: str, employer: str, place: str) -> None:
    source = (
        "Grace Mwangi\n\nEXPERIENCE\n\nNurse\t2019 - 2023\nSacred Heart Hospital, Nairobi\n- Led a ward\n\n"
        f"Keyholder\t2016 - 2019\n{head}\n- Kept the keys of the house\n\n"
        "Driver\t2014 - 2016\nHoldings Transport Ltd, Boston\n- Drove by night\n"
    )
    job = read_plain_text(source).resume.work[1]
    assert (job.name, job.location) == (employer, place)


@pytest.mark.parametrize(
    ("text", "region"), [("HI", True), ("Turkana County", True), ("Kakuma", False), ("Kakuma, Turkana County", False)]
)
def test_a_region_is_told_from_a_town(text: str, region: bool) -> None:
    assert is_region(text) is region


@pytest.mark.parametrize(
    ("text", "site"),
    [("Easton Town Center", True), ("Stockport Market", True), ("City Hospital", False), ("Leeds", False)],
)
def test_a_site_is_told_from_an_organisation(text: str, site: bool) -> None:
    assert names_site(text) is site


def test_a_site_behind_a_comma_makes_no_employer_of_what_stands_before_it() -> None:
    assert job_fit(GIVER, "Coach, Easton Town Center") <= job_fit(GIVER, "Coach")
    assert job_fit(GIVER, "City Hospital, Easton Town Center") >= 1


def test_arts_are_a_physician_in_dutch_alone() -> None:
    assert role_evidence("Institute of American Indian Arts") == 0
    assert organisation_evidence("Institute of American Indian Arts") >= 1
    assert role_evidence("Arts in opleiding") >= 1


def test_dorchester_is_no_orchestra() -> None:
    assert organisation_evidence("Dorchester") == 0
    assert organisation_evidence("Kammerorchester") >= 1
