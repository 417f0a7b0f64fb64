"""How many mistakes of learners are found without a key, and how many right sentences are left alone.

`python -m benchmarks.corrections` measures the tuned half, `--half held_back` the other one; `--misses` names every
difference. The sentences are tests/tutor/corrections/sentences/*.toml.
"""

import argparse
import re
import time
import tomllib
from pathlib import Path
from statistics import median
from typing import Literal, NamedTuple

import msgspec

from app.tutor.corrections.local import check_locally
from app.tutor.corrections.models import Context, Correction, Type

Half = Literal["tuned", "held_back"]
SENTENCES = Path(__file__).parents[1] / "tests/tutor/corrections/sentences"


class Mistake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with one mistake. `right` are the replacements of the words `wrong` that are accepted."""

    text: str
    wrong: str
    right: tuple[str, ...]
    type: Type
    l1: str

    @property
    def span(self) -> tuple[int, int]:
        """Where the wrong words stand, in code points."""
        match = re.search(
            rf"(?<![\w]){re.escape(self.wrong)}(?!\w)" if self.wrong[0].isalnum() else re.escape(self.wrong), self.text
        )
        if match is None:
            raise ValueError(f"“{self.wrong}” does not stand in “{self.text}”.")
        return match.span()


class Sentences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One half."""

    names: tuple[str, ...]
    posting: str
    wrong: tuple[Mistake, ...]
    right: tuple[str, ...]

    @property
    def context(self) -> Context:
        """Who writes."""
        return Context(names=self.names, posting=self.posting)


class Outcome(NamedTuple):
    """`found`: a correction stands on the mistake; `repaired`: and what it writes is accepted."""

    found: list[Mistake]
    repaired: list[Mistake]
    beside: list[tuple[str, Correction]]
    alarms: list[tuple[str, Correction]]


def load(half: Half) -> Sentences:
    """The sentences of a half."""
    data = tomllib.loads((SENTENCES / f"{half}.toml").read_text(encoding="utf-8"))
    return msgspec.convert(data, Sentences)


def measure(sentences: Sentences) -> Outcome:
    """Check every sentence by itself, without a model."""
    outcome = Outcome([], [], [], [])
    for mistake in sentences.wrong:
        start, end = mistake.span
        corrections = check_locally(mistake.text, sentences.context)
        on_it = [found for found in corrections if found.offset < end and start < found.end]
        outcome.beside.extend((mistake.text, found) for found in corrections if found not in on_it)
        if on_it:
            outcome.found.append(mistake)
        accepted = {mistake.text[:start] + right + mistake.text[end:] for right in mistake.right}
        if corrected(mistake.text, on_it) in accepted:
            outcome.repaired.append(mistake)
    for text in sentences.right:
        outcome.alarms.extend((text, found) for found in check_locally(text, sentences.context))
    return outcome


def corrected(text: str, corrections: list[Correction]) -> str:
    """The text with the corrections in it."""
    for found in sorted(corrections, key=lambda found: -found.offset):
        text = text[: found.offset] + found.corrected + text[found.end :]
    return text


def milliseconds(sentences: Sentences, length: int = 4_000) -> float:
    """The median time of one core, of ten checks of a message of so many code points, after a first one."""
    texts = [mistake.text for mistake in sentences.wrong] + list(sentences.right)
    message = (" ".join(text for text in texts if "\n" not in text) * 2)[:length]
    check_locally(message, sentences.context)
    times = []
    for _ in range(10):
        began = time.thread_time()
        check_locally(message, sentences.context)
        times.append(time.thread_time() - began)
    return median(times) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corrections", description=__doc__)
    parser.add_argument("--half", choices=("tuned", "held_back"), default="tuned")
    parser.add_argument("--misses", action="store_true", help="name every difference")
    asked = parser.parse_args()
    sentences = load(asked.half)
    outcome = measure(sentences)
    print(
        f"{asked.half}: {len(outcome.found)} of {len(sentences.wrong)} mistakes found, {len(outcome.repaired)} repaired"
    )
    print(
        f"right sentences: {len(outcome.alarms)} false alarms in {len(sentences.right)}; beside: {len(outcome.beside)}"
    )
    print(f"a message of 4,000 code points: {milliseconds(sentences):.0f} ms")
    if asked.misses:
        for mistake in sentences.wrong:
            if mistake not in outcome.repaired:
                print("not found:" if mistake not in outcome.found else "not repaired:", mistake.text)
        for text, found in (*outcome.beside, *outcome.alarms):
            print(f"alarm: “{found.original}” → “{found.corrected}” ({found.explanation}) in: {text}")


if __name__ == "__main__":
    main()
