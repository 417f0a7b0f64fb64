"""What stands between the letters of a PDF: tracking, wide gaps, pictures, words from right to left."""

import typst

from app.documents.reading.pdf import pdf_blocks

PAGE = '#set page("a4", margin: 2cm)\n#set text(font: ("Libertinus Serif", "DejaVu Sans"), size: 11pt)\n'


def lines(source: str) -> list[str]:
    text, _ = pdf_blocks(typst.compile((PAGE + source).encode()))
    return [line for line in text.splitlines() if line]


def test_letters_set_apart_are_words_again() -> None:
    blanks = '#"S K I L L S   A N D   T O O L S"'
    spaced = f"#text(tracking: 0.3em)[WORK EXPERIENCE] \\\n{blanks} \\\nWelding, brazing and fitting"
    assert lines(spaced) == ["WORK EXPERIENCE", "SKILLS AND TOOLS", "Welding, brazing and fitting"]


def test_single_letters_that_are_words_stay_apart() -> None:
    assert lines("Vitamins A B C and D are measured daily")[0] == "Vitamins A B C and D are measured daily"


def test_a_gap_wider_than_spaces_parts_pieces() -> None:
    row = (
        '#"Leipzig   0341 5550123   a.krause@post.example.de" \\\nA line of words with spaces of the usual width only.'
    )
    assert lines(row)[0] == "Leipzig\t0341 5550123\ta.krause@post.example.de"


def test_the_stretched_spaces_of_a_justified_line_are_spaces() -> None:
    narrow = "#set page(width: 8cm)\n#set par(justify: true)\n#set text(hyphenate: false)\n"
    text = (
        "Responsibilities comprehensively incorporated internationalization requirements notwithstanding difficulties."
    )
    assert not [line for line in lines(narrow + text) if "\t" in line]


def test_signs_of_icon_fonts_are_no_text_but_part_pieces() -> None:
    found = lines("\ue0b0 Leipzig \ue0b1 0341 5550123 \ue0b2 a.krause\\@post.example.de, welder and fitter of pipes")
    assert found == ["Leipzig\t0341 5550123\ta.krause@post.example.de, welder and fitter of pipes"]


def test_words_from_right_to_left_are_read_so() -> None:
    assert lines("Yael Cohen (יעל כהן), designer of interfaces")[0] == "Yael Cohen (יעל כהן), designer of interfaces"


def test_small_capitals_of_two_sizes_are_one_word() -> None:
    name = "#text(20pt)[A]#text(16pt)[NNEGRET] #text(20pt)[K]#text(16pt)[RAUSE] \\\nNurse in an intensive care unit"
    assert lines(name)[0] == "ANNEGRET KRAUSE"
