from collections import defaultdict

import pytest

from app.documents.resume import Resume
from app.documents.terms.categories import CATEGORIES
from app.documents.terms.lexicon import make_form
from app.documents.terms.tokens import fold_in_place, is_written_in_english, language_of, tokenize
from app.documents.terms.vocabulary import categories, implied_by, lexicon, load_data, related_to
from app.tailoring.instructions import read_instructions

TRADES = ("software", "infrastructure", "data", "health", "business", "operations", "people", "personal")


def spellings() -> list[tuple[str, str]]:
    return [
        (term, text)
        for trade in TRADES
        for terms in load_data(trade).values()
        for term, aliases in terms.items()
        for text in (term, *aliases)
    ]


def test_there_are_many_terms_in_every_category() -> None:
    counts = {category: list(categories().values()).count(category) for category in CATEGORIES}
    assert sum(counts.values()) > 700
    assert min(counts.values()) >= 20


def test_no_spelling_belongs_to_two_terms() -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for term, text in spellings():
        form = make_form(term, text)
        assert form is not None, text
        owners[form.words].add(term)
    assert {words for words, terms in owners.items() if len(terms) > 1} == set()


def test_relations_name_known_terms_only() -> None:
    named = {*implied_by(), *related_to()}
    named |= {
        relation.term for relations in (implied_by(), related_to()) for each in relations.values() for relation in each
    }
    assert named <= categories().keys()


def test_ambiguous_words_are_spellings_of_terms() -> None:
    known = {text for _, text in spellings()}
    words = load_data("ambiguity")
    assert {text for text in (*words["cased"], *words["wary"]) if text not in known} == set()
    folded = {text.casefold() for text in known}
    assert {text for text in words["unstemmed"] if text.casefold() not in folded} == set()


def test_every_spelling_finds_its_own_term_in_a_skill_list() -> None:
    lost = [
        (term, text)
        for term, text in spellings()
        if term not in {hit.term for hit in lexicon().find(text, listed=True)}
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++, C# and .NET", ["C++", "C#", "and", ".NET"]),
        ("Node.js. Next", ["Node.js", "Next"]),
        ("GD&T or R&D", ["GD&T", "or", "R&D"]),
        ("see github.com/jake and a@b.org", ["see", "and"]),
        ("S/4HANA, CI/CD", ["S/4HANA", "CI", "CD"]),
    ],
)
def test_words_keep_the_signs_that_are_part_of_them(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words


def test_folding_in_place_keeps_every_place() -> None:
    text = "Maîtrise ﬁne ß İ É"
    assert len(fold_in_place(text)) == len(text)
    assert fold_in_place("Éà") == "ea"


def test_too_few_words_tell_no_language() -> None:
    assert language_of("Infrastructure as code") == "en"
    assert not is_written_in_english("Python, Docker")


def test_an_empty_instruction_has_no_clauses() -> None:
    assert read_instructions(" .\n;", Resume()) == []
