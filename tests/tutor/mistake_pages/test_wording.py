"""Answers compared word by word, sentences with their marks, spans of time on buttons."""

from collections.abc import Sequence

import pytest

from app.tutor.mistake_pages.contexts import Piece
from app.tutor.mistake_pages.wording import compared, solved, span_of


def told(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces]


def test_an_answer_becomes_what_was_wanted() -> None:
    assert told(compared("I had time", "I have time")) == [
        ("same", "I "), ("del", "had"), ("ins", "have"), ("same", " time"),
    ]  # fmt: skip
    assert told(compared("don't", "doesn’t")) == [("del", "don't"), ("ins", "doesn’t")]
    assert told(compared("However", "However,")) == [("same", "However"), ("ins", ",")]
    assert told(compared("about", "")) == [("del", "about")]


@pytest.mark.parametrize(
    ("before", "wrong", "right", "after", "pieces"),
    [
        ("I ", "has", "have", " it.", [("same", "I "), ("del", "has"), ("ins", "have"), ("same", " it.")]),
        ("I am ", "", "an ", "engineer", [("same", "I am "), ("ins", "an"), ("same", " engineer")]),
        ("discuss ", "about ", "", "it", [("same", "discuss "), ("del", "about"), ("same", " it")]),
        ("We met ", "on", "", " Monday", [("same", "We met "), ("del", "on"), ("same", " Monday")]),
        ("better", " too", "", ".", [("same", "better "), ("del", "too"), ("same", ".")]),
        ("listen", "", " to", " me", [("same", "listen"), ("same", " "), ("ins", "to"), ("same", " me")]),
        ("Hi", " ,", ",", " you", [("same", "Hi"), ("del", " ,"), ("ins", ","), ("same", " you")]),
    ],
)
def test_marks_stand_on_words_not_on_blanks(
    before: str, wrong: str, right: str, after: str, pieces: list[tuple[str, str]]
) -> None:
    assert told(solved(before, wrong, right, after)) == pieces


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "1 min"),
        (60, "1 min"),
        (329.998, "6 min"),
        (600, "10 min"),
        (3_569, "59 min"),
        (3_571, "1 h"),
        (6 * 3_600, "6 h"),
        (23 * 3_600, "23 h"),
        (86_000, "1 d"),
        (8 * 86_400, "8 d"),
        (30 * 86_400, "30 d"),
        (70 * 86_400, "2.3 mo"),
        (364 * 86_400, "1 y"),
        (550 * 86_400, "1.5 y"),
        (36_500 * 86_400, "99.9 y"),
    ],
)
def test_spans_fit_a_button(seconds: float, text: str) -> None:
    assert span_of(seconds) == text
