"""Birthdays and families beside addresses are kept in words, and never taken for how to reach the person."""

from app.documents.reading.markdown import read_markdown
from app.documents.resume import OtherSection

HEAD = "# Nina Sari\n\nnina@example.org\n\n"
WORK = "\n## Experience\n\nSeamstress, Batik House, 2015 – 2020\n"


def test_a_section_of_private_details_alone_is_kept_word_for_word() -> None:
    read = read_markdown(f"{HEAD}## Personal Details\n\n- Date of birth: 12 May 1986\n- Married, two children\n{WORK}")
    assert read.resume.other == [
        OtherSection(title="Personal Details", lines=["Date of birth: 12 May 1986", "Married, two children"])
    ]
    assert read.resume.basics.label is None
    assert [section.key for section in read.sections] == ["other", "work"]


def test_private_lines_beside_an_address_are_kept_and_the_address_is_read() -> None:
    read = read_markdown(
        f"# Nina Sari\n\n## Contact\n\n- nina@example.org\n- Nationality: Indonesian\n- Phone:\n{WORK}"
    )
    assert read.resume.basics.email == "nina@example.org"
    assert read.resume.other == [OtherSection(title="Contact", lines=["Nationality: Indonesian"])]
    place = read.places["/other/0/lines/0"]
    assert read.text[place.start : place.end] == "Nationality: Indonesian"
    assert [section.key for section in read.sections] == ["contact", "work"]


def test_a_contact_section_that_is_read_whole_leaves_nothing() -> None:
    read = read_markdown(f"# Nina Sari\n\n## Contact\n\n- nina@example.org\n- +44 20 7946 0018\n- Leeds, UK\n{WORK}")
    assert read.resume.other == []
    assert read.resume.basics.phone == "+44 20 7946 0018"


def test_a_name_after_a_column_at_the_side_is_found_by_the_address() -> None:
    side = "k.vonbuelow@example.org\n\n## Stack\n\n- Go, Rust\n\nKatharina Vonbuelow\n\nLawyer\n"
    read = read_markdown(side + WORK)
    assert read.resume.basics.name == "Katharina Vonbuelow"
