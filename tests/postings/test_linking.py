"""Cuts over a word that parts phrases elsewhere, names in capitals, and verbs with their objects in five languages."""

import pytest

from app.postings.linking import cuts, linked
from app.postings.sentences import Sentence


def sentence(text: str) -> Sentence:
    return Sentence("required", text, 0, len(text), 0, listed=True)


def found(text: str, language: str) -> set[str]:
    return {text[span.start : span.end] for span in linked(sentence(text), language)}


@pytest.mark.parametrize(
    ("text", "language", "cut"),
    [
        ("Experience with management of change", "en", "management of change"),
        ("City & Guilds in joinery", "en", "City & Guilds"),
        ("the Right to Manage", "en", "Right to Manage"),
        ("ateliers de musique assistée par ordinateur", "fr", "musique assistée par ordinateur"),
        ("cuidado de úlceras por presión", "es", "úlceras por presión"),
        ("Étalonner les appareils", "fr", "Étalonner les appareils"),
        ("Je onderhoudt warmtepompen", "nl", "onderhoudt warmtepompen"),
        ("Sie sollen Maschinen warten", "de", "Maschinen warten"),
    ],
)
def test_a_link_holds_a_cut_together(text: str, language: str, cut: str) -> None:
    assert cut in {text[span.start : span.end] for span in cuts(sentence(text), language)}


@pytest.mark.parametrize(
    ("text", "cut"),
    [("Machine/learning", "Machine/learning"), ("Invoices, and audits of cash", "Invoices, and audits")],
)
def test_a_stop_or_a_slash_between_words_does_not(text: str, cut: str) -> None:
    assert cut not in found(text, "en")


def test_no_cut_is_offered_twice() -> None:
    places = [(span.start, span.end) for span in cuts(sentence("City & Guilds in Plumbing and Heating"), "en")]
    assert len(places) == len(set(places))
