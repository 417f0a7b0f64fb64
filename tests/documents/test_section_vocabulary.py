"""The words by which sections are judged are those of the vocabulary, read without its parser."""

import subprocess
import sys

import pytest

from app.documents import section_vocabulary
from app.documents.terms.vocabulary import load_data

TRADES = (*section_vocabulary._TRADES, "personal")


@pytest.mark.parametrize("trade", TRADES)
def test_a_trade_has_the_names_that_a_parser_finds(trade: str) -> None:
    parsed = {
        category: [name for term, aliases in terms.items() for name in (term, *aliases)]
        for category, terms in load_data(trade).items()
    }
    assert section_vocabulary._names(trade) == parsed
    assert sum(map(len, parsed.values())) > 50


@pytest.mark.parametrize(
    ("line", "skill", "qualification", "language"),
    [
        ("python and sql", True, False, False),
        ("nebosh general certificate, 2019", False, True, False),
        ("deutsch (muttersprache)", False, False, True),
        ("long walks with the dog", False, False, False),
    ],
)
def test_what_a_line_names(line: str, *, skill: bool, qualification: bool, language: bool) -> None:
    assert section_vocabulary.has_skill(line) is skill
    assert section_vocabulary.has_qualification(line) is qualification
    assert section_vocabulary.names_language(line) is language


def test_a_reader_process_does_without_the_parser_and_the_search() -> None:
    code = (
        "import sys\nfrom app.documents.section_vocabulary import has_skill\n"
        "assert has_skill('python')\nprint('app.documents.terms.vocabulary' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
