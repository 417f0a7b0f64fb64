"""Broken files for each reader, the same ones every time: each is read soundly or refused in a sentence."""

import pytest

from tests.fuzzing.corpus import KINDS
from tests.fuzzing.judging import SLOW, verdict
from tests.fuzzing.mutations import case
from tests.fuzzing.running import findings

CASES = 150


@pytest.mark.parametrize("kind", KINDS)
def test_broken_files_are_read_soundly_or_refused_in_a_sentence(kind: str) -> None:
    found = [(one.number, one.said) for one in findings(kind, 7, 0, CASES)]
    # Speed is judged by `make fuzz`: here the machine may be busy.
    assert [(number, said) for number, said in found if not said.endswith(SLOW)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_is_made_again_from_its_number_and_differs_from_the_others(kind: str) -> None:
    made = [case(kind, 7, number) for number in range(20)]
    assert made == [case(kind, 7, number) for number in range(20)]
    assert len(set(made)) > 15


def test_an_error_that_no_reader_means_to_raise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_source: str) -> None:
        raise KeyError("name")

    monkeypatch.setattr("app.documents.latex.read_latex", broken)
    assert verdict("tex", b"\\begin{document}\\end{document}").startswith("KeyError at test_short_run.py")
