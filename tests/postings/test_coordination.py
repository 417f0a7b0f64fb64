"""Things that share one head are each found in full."""

import pytest

from app.postings.coordination import with_shared_heads
from app.postings.keywords import extract_keywords
from app.postings.sentences import Sentence


def shared(text: str, language: str) -> set[str]:
    """What one task names beside its last thing."""
    return {term.text for term in with_shared_heads(Sentence("duties", text, 0, len(text), 0, listed=True), language)}


def test_an_english_adjective_that_leaves_its_head_to_the_next_one_is_a_thing_of_its_own() -> None:
    text = "Surveyor\nAcme\n\nYour tasks\n- Carry out glacial and coastal surveys\n"
    found = {keyword.term: keyword for keyword in extract_keywords(text).all()}
    assert {"glacial surveys", "coastal surveys"} <= found.keys()
    assert found["glacial surveys"].found == ("glacial and coastal surveys",)


@pytest.mark.parametrize("text", ["Look after invoicing and dunning systems", "Carry out basic and coastal surveys"])
def test_nouns_share_nothing_and_praise_is_no_kind(text: str) -> None:
    assert shared(text, "en") == set()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Werkzeug- und Spannmittelauswahl", "de", {"Werkzeugauswahl"}),
        ("Dreh-, Fräs- und Schleifmaschinen", "de", {"Drehmaschinen", "Fräsmaschinen"}),
        ("CNC- und Schleifmaschinen", "de", {"CNC-Maschinen"}),
        ("ervaring in een koel- of vriesmagazijn", "nl", {"koelmagazijn"}),
    ],
)
def test_a_word_cut_off_by_a_hyphen_gets_the_last_part_of_the_next(
    text: str, language: str, expected: set[str]
) -> None:
    assert shared(text, language) == expected


def test_a_shared_head_that_the_vocabulary_knows_gives_its_own_term() -> None:
    tasks = "- Wund- und Schmerzmanagement auf der Station\n- Begleitung der Visite und Dokumentation für die Ärzte\n"
    text = f"Pflegefachkraft\nHaus Linde\n\nDeine Aufgaben\n{tasks}"
    found = {keyword.term: keyword for keyword in extract_keywords(text).all()}
    assert found["Wound care"].found == ("Wund- und Schmerzmanagement",)


def test_a_word_whose_last_part_is_unknown_is_not_guessed() -> None:
    assert shared("Hinter- und Vorderhof", "de") == set()


def test_a_very_long_run_of_cut_off_words_is_read_in_passing() -> None:
    assert shared("Wund- und " * 20_000 + "Schmerzmanagement", "de") == {"Wundmanagement"}
