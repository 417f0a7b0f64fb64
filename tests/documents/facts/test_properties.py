"""What holds for every text: a résumé's own lines are true, another number in them is not, places are right."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.documents.evidence import Background, Claim, check_text
from app.documents.terms.lines import Line, lines_of
from tests.documents.facts.people import EVERYBODY, TODAY, resume_of

RESUMES = {name: resume_of(name) for name in EVERYBODY}
LINES = [(name, line) for name, resume in RESUMES.items() for line in lines_of(resume)]
GIVEN = {
    name: {number for line in lines_of(resume) for number in re.findall(r"\d+", line.text)}
    for name, resume in RESUMES.items()
}
DIGITS = [(name, line) for name, line in LINES if not line.listed and re.search(r"(?<![\w.,'])\d", line.text)]
WORDS = [
    "I",
    "led",
    "managed",
    "helped",
    "founded",
    "built",
    "cut",
    "grew",
    "the",
    "a",
    "of",
    "at",
    "in",
    "for",
    "from",
    "to",
    "and",
    "or",
    "with",
    "my",
    "your",
    "their",
    "team",
    "costs",
    "Polder",
    "Pay",
    "Kanaal",
    "Travel",
    "Google",
    "Python",
    "Kafka",
    "Rust",
    "forty",
    "per",
    "cent",
    "40",
    "%",
    "1,200",
    "€3M",
    "half",
    "doubled",
    "twice",
    "a",
    "dozen",
    "five",
    "years",
    "since",
    "March",
    "2020",
    "until",
    "2019–2021",
    "Senior",
    "Software",
    "Engineer",
    "Head",
    "Chef",
    "BSc",
    "MSc",
    "PhD",
    "Computing",
    "Science",
    "not",
    "never",
    "would",
    "if",
    "?",
    ".",
    ";",
    ":",
    ",",
    "–",
    "—",
    "“",
    "”",
    "(",
    ")",
    "\n",
    "\n\n",
    "•",
    "There",
    "before",
    "that",
    "who",
    "3",
    "4.5/5",
    "½",
    "٣",
    "ß",
    "İ",
    "é",
    "🙂",
]


def unsupported(claims: tuple[Claim, ...]) -> list[Claim]:
    return [claim for claim in claims if not claim.supported]


@pytest.mark.parametrize(("name", "line"), LINES, ids=[f"{name}{line.pointer}" for name, line in LINES])
def test_a_line_of_the_resume_is_true_of_it(name: str, line: Line) -> None:
    assert unsupported(check_text(line.text, RESUMES[name], today=TODAY)) == []
    assert unsupported(check_text(line.text, RESUMES[name], entry=line.entry, today=TODAY)) == []


@given(chosen=st.sampled_from(DIGITS), factor=st.integers(3, 9), more=st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_another_number_in_a_line_is_marked(chosen: tuple[str, Line], factor: int, more: int) -> None:
    name, line = chosen
    numbers = [claim for claim in check_text(line.text, RESUMES[name], today=TODAY) if claim.kind == "number"]
    assume(numbers)
    for claim in numbers:
        digits = re.search(r"\d+", claim.text)
        if digits is None:
            continue
        at = claim.start + digits.start()
        other = str(int(digits[0]) * factor + more)
        assume(other not in GIVEN[name])
        text = line.text[:at] + other + line.text[at + len(digits[0]) :]
        for entry in (None, line.entry):
            marked = unsupported(check_text(text, RESUMES[name], entry=entry, today=TODAY))
            assert any(found.start <= at < found.end for found in marked), text


@given(text=st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_every_claim_is_where_it_says(text: str) -> None:
    background = Background(company="Google", title="Head Chef", posting=text[::-1])
    for entry in (None, "/work/0", "/skills/0", "/nowhere"):
        claims = check_text(text, RESUMES["amara"], entry=entry, background=background, today=TODAY)
        assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
        for claim in claims:
            assert 0 <= claim.start < claim.end <= len(text)
            assert text[claim.start : claim.end] == claim.text
            assert claim.supported == bool(claim.evidence)
            assert claim.supported != bool(claim.problem)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 50_000,
        "1" * 50_000,
        "1," * 25_000,
        "hundred and " * 4_000,
        "I led forty five per cent and " * 300,
        "At Google I " * 2_000,
        "At " + "Aa Bb " * 8_000,
        "head of " * 6_000,
        "“" * 50_000,
        "\n" * 50_000,
        " " * 50_000,
        ". " * 25_000,
        "\ud800 I led 40 % \x00",
    ],
    ids=lambda text: repr(text[:14]),
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    for claim in check_text(text, RESUMES["amara"], today=TODAY):
        assert text[claim.start : claim.end] == claim.text
