"""The sentences of learners: how many mistakes are found without a key, and how few right sentences are touched."""

import pytest

from benchmarks.corrections import Half, Sentences, load, measure

HALVES: tuple[Half, ...] = ("tuned", "held_back")


@pytest.mark.parametrize("half", HALVES)
def test_a_half_has_forty_wrong_and_forty_right_sentences_and_each_mistake_stands_in_its_sentence(half: Half) -> None:
    sentences = load(half)
    assert len({mistake.text for mistake in sentences.wrong}) == len(set(sentences.right)) == 40
    assert all(mistake.span[0] < mistake.span[1] for mistake in sentences.wrong)


@pytest.mark.parametrize("half", HALVES)
def test_at_least_32_of_40_mistakes_are_found_and_at_most_2_right_sentences_are_touched(half: Half) -> None:
    outcome = measure(load(half))
    assert len(outcome.found) >= 32
    assert len({text for text, _ in outcome.alarms}) <= 2
    assert len(outcome.beside) <= 2


def test_what_is_found_is_repaired_as_a_teacher_would() -> None:
    outcome = measure(load("tuned"))
    assert len(outcome.repaired) >= 38


def test_the_measure_tells_a_wrong_repair_from_a_right_one() -> None:
    known = load("tuned")
    swapped = Sentences(names=(), posting="", wrong=known.wrong[:1], right=(known.wrong[0].text,))
    outcome = measure(swapped)
    assert outcome.alarms
    assert len(outcome.found) == 1
