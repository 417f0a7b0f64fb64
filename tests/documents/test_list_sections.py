"""Sections of lines: languages, certificates, awards, publications, skills."""

import pytest

from app.documents.reading.markdown import read_markdown
from app.documents.reading.plain_text import read_plain_text
from app.documents.resume import Resume


def resume_of(heading: str, body: str) -> Resume:
    return read_plain_text(f"Jo Doe\n\n{heading.upper()}\n\n{body}\n").resume


@pytest.mark.parametrize(
    "body",
    [
        "Deutsch: Muttersprache\nEnglisch: C1",
        "Deutsch (Muttersprache), Englisch (C1)",
        "Deutsch - Muttersprache\nEnglisch - C1",
        "- Deutsch, Muttersprache\n- Englisch, C1",
        "Deutsch    Muttersprache\nEnglisch   C1",
        "Deutsch – Muttersprache | Englisch – C1",
        "Deutsch, Muttersprache, Englisch, C1",
    ],
)
def test_languages_and_how_well_in_every_notation(body: str) -> None:
    found = [(one.language, one.fluency) for one in resume_of("Sprachen", body).languages]
    assert found == [("Deutsch", "Muttersprache"), ("Englisch", "C1")]


@pytest.mark.parametrize(
    "body",
    [
        "AWS Architect – Professional | Amazon | 06/2021\nCKA | CNCF | 2019",
        "AWS Architect – Professional | Amazon    06/2021\nCKA | CNCF    2019",
        "- AWS Architect – Professional | Amazon (06/2021)\n- CKA | CNCF (2019)",
        "AWS Architect – Professional | Amazon\n06/2021\nCKA | CNCF\n2019",
    ],
)
def test_all_lines_part_their_title_by_the_same_sign(body: str) -> None:
    found = [(one.name, one.issuer, one.date) for one in resume_of("Certificates", body).certificates]
    assert found == [("AWS Architect – Professional", "Amazon", "2021-06"), ("CKA", "CNCF", "2019")]


def test_lines_broken_on_purpose_are_as_many_entries() -> None:
    resume = read_markdown(
        "# Jo Doe\n\n## Awards\n\nBest Talk, ICES (2015-09)<br>Fund Prize, Icelandic Fund (2020-01)\n"
    ).resume
    assert [(one.title, one.awarder, one.date) for one in resume.awards] == [
        ("Best Talk", "ICES", "2015-09"),
        ("Fund Prize", "Icelandic Fund", "2020-01"),
    ]


def test_a_short_date_at_the_end_of_a_line_is_a_date() -> None:
    award = resume_of("Premios", "Primer lugar, BBVA México, 10/23").awards[0]
    assert (award.title, award.awarder, award.date) == ("Primer lugar", "BBVA México", "2023-10")


def test_a_full_stop_parts_a_publication_from_where_it_appeared() -> None:
    found = resume_of("Publications", "Emergency arbitrators in the Gulf. Dubai Arbitration Week, 11.2020").publications
    assert [(one.name, one.publisher, one.release_date) for one in found] == [
        ("Emergency arbitrators in the Gulf", "Dubai Arbitration Week", "2020-11")
    ]


def test_a_written_address_is_a_certificates_link() -> None:
    found = resume_of("Certificates", "CKA, CNCF (2021) cncf.io/verify/12").certificates
    assert [(one.name, one.issuer, one.url) for one in found] == [("CKA", "CNCF", "https://cncf.io/verify/12")]


def test_a_group_of_skills_may_be_labelled_by_a_dash() -> None:
    found = resume_of("Skills", "Languages – Python, Go\nTools – Git, Docker").skills
    assert [(one.name, one.keywords) for one in found] == [
        ("Languages", ["Python", "Go"]),
        ("Tools", ["Git", "Docker"]),
    ]
