"""Endings that show adjectives, participles and verbs, and nouns that only look like them."""

import pytest

from app.documents.terms.plain_words import plain_words
from app.postings.word_shapes import describes_a_kind, is_dutch_verb, is_infinitive, is_no_noun, is_romance_adjective


@pytest.mark.parametrize("word", ["functional", "secondary", "cognitive", "parliamentary"])
def test_an_adjective_that_names_a_kind_is_told_by_its_ending(word: str) -> None:
    assert describes_a_kind(word)


@pytest.mark.parametrize("word", ["forklift", "bandaging", "viennoiserie", "titanium"])
def test_a_noun_names_no_kind(word: str) -> None:
    assert not describes_a_kind(word)
    assert not is_no_noun(word)


@pytest.mark.parametrize("word", ["designated", "rated", "wonderful", "sensible"])
def test_participles_and_adjectives_are_no_nouns(word: str) -> None:
    assert is_no_noun(word)


@pytest.mark.parametrize("word", ["seed", "feed", "lameness", "mastitis"])
def test_nouns_that_end_alike_stay_nouns(word: str) -> None:
    assert not is_no_noun(word)


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("es", "intervenir", True),
        ("es", "taller", False),
        ("es", "escolar", False),
        ("fr", "construire", False),
        ("fr", "encadrer", True),
        ("fr", "atelier", False),
        ("pt", "organizar", True),
        ("pt", "hospitalar", False),
        ("en", "manager", False),
    ],
)
def test_an_infinitive_is_told_by_its_ending_in_romance_languages(language: str, word: str, expected: bool) -> None:
    assert is_infinitive(word, plain_words(language)) is expected


def test_dutch_third_persons_are_no_nouns_that_end_alike() -> None:
    assert all(map(is_dutch_verb, ["onderhoudt", "plaatst", "draagt", "geeft"]))
    assert not any(map(is_dutch_verb, ["markt", "recept", "concept", "opdracht", "klant"]))


def test_a_romance_adjective_follows_its_noun() -> None:
    assert all(map(is_romance_adjective, ["pedagogique", "educativo", "sanitaria"]))
    assert not any(map(is_romance_adjective, ["cata", "reservas", "montage"]))
