"""Which section a heading opens."""

import pytest

from app.documents.headings import is_contact_heading, is_document_title, is_known_heading, section_key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("EXPERIENCE", "work"),
        ("E X P E R I E N C E", "work"),
        ("Work Experience:", "work"),
        ("Berufserfahrung", "work"),
        ("Expérience professionnelle", "work"),
        ("Experiencia laboral", "work"),
        ("Werkervaring", "work"),
        ("Experiência Profissional", "work"),
        ("Éducation", "education"),
        ("FORMACIÓN ACADÉMICA", "education"),
        ("Education & Training", "education"),
        ("Technical Skills", "skills"),
        ("Programming Languages", "skills"),
        ("IT-Kenntnisse", "skills"),
        ("Compétences", "skills"),
        ("Languages", "languages"),
        ("Sprachkenntnisse", "languages"),
        ("1. Projects", "projects"),
        ("Selected Open-Source Projects", "projects"),
        ("Honors & Awards", "awards"),
        ("Licenses & Certifications", "certificates"),
        ("Selected Publications", "publications"),
        ("Volunteer Experience", "volunteer"),
        ("Centres d’intérêt", "interests"),
        ("References", "references"),
        ("Über mich", "summary"),
        ("W O R K  E X P E R I E N C E", "work"),
        ("II. Berufliche Erfahrungen", "work"),
        ("Hobbys und Interessen", "interests"),
        ("Publications (selected)", "publications"),
        ("Diplômes et formations", "education"),
        ("Certificaten en trainingen", "certificates"),
        ("Histórico profissional", "work"),
        ("教育背景", "education"),
        ("職務経歴", "work"),
        ("الخبرة العملية", "work"),
        ("Опыт работы", "work"),
        ("Wykształcenie", "education"),
    ],
)
def test_headings_of_many_languages_are_known(title: str, key: str) -> None:
    assert section_key(title) == key


@pytest.mark.parametrize(
    "title", ["", "Polder Pay", "Contact", "Utrecht University", "…", "Führerschein", "Grants", "Patents", "x" * 5000]
)
def test_other_titles_open_no_section(title: str) -> None:
    assert section_key(title) is None


def test_a_contact_heading_is_known_and_of_its_own_kind() -> None:
    assert is_contact_heading("Kontakt:")
    assert is_known_heading("Contact")
    assert not is_contact_heading("Experience")


def test_the_title_of_a_document_is_no_heading_of_a_section() -> None:
    assert is_document_title("CURRICULUM VITAE")
    assert is_document_title("Lebenslauf")
    assert not is_document_title("Annegret Krause")


def test_a_sentence_with_a_headings_word_is_no_known_heading() -> None:
    assert not is_known_heading("Seven years of experience in Python")
