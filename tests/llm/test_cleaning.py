"""Text as models write it, made text that everything else can hold."""

import itertools

import pytest

from app.llm.cleaning import Cleaner, Thoughts


def cleaned(*pieces: str) -> str:
    cleaner = Cleaner()
    return "".join(cleaner.clean(piece) for piece in pieces) + cleaner.close()


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["\ud83d", "\ude00"], "😀"),
        (["a\ud83d\ude00b"], "a😀b"),
        (["\ude00 \ud83d x"], "\ufffd \ufffd x"),
        (["\ud83d", "\ud83d", "\ude00"], "\ufffd😀"),
        (["\ud83d"], "\ufffd"),
        (["a\x00b", "\x00"], "ab"),
        (["", "\ud83d", "", "\ude00"], "😀"),
    ],
)
def test_pairs_are_joined_and_halves_replaced(pieces: list[str], text: str) -> None:
    assert cleaned(*pieces) == text
    assert cleaned(*pieces).encode()


def visible(*pieces: str) -> str:
    thoughts = Thoughts()
    return "".join(thoughts.visible(piece) for piece in pieces) + thoughts.close()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>first, the tone</think>\n\nDear team", "Dear team"),
        ("\n<think></think>Dear team", "Dear team"),
        ("<think>a </thin k> b</think> Dear <think> you", "Dear <think> you"),
        ("Dear <think>team</think>", "Dear <think>team</think>"),
        ("<thin", "<thin"),
        ("<thing>", "<thing>"),
        ("<think>never ended", ""),
        ("  indented", "  indented"),
    ],
)
def test_a_thought_before_the_answer_is_left_out_however_it_is_cut(text: str, answer: str) -> None:
    assert visible(text) == answer
    assert visible(*text) == answer
    for first, second in itertools.combinations(range(len(text)), 2):
        assert visible(text[:first], text[first:second], text[second:]) == answer
