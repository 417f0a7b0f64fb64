"""Keywords that a résumé shows in other words: what a model sees beyond the word lists, borne out by a real line."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.documents.resume import Resume
from app.documents.terms.lines import lines_of
from app.llm import Message
from app.tailoring.prompts import inference_messages
from app.tailoring.results import Inference, Inferences

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class FindInOtherWords:
    """Which of these keywords, none of which was found by its words, does a line of this résumé show all the same?"""

    resume: Resume
    terms: tuple[str, ...]
    name: str = field(default="match_skills", init=False)
    answer_type: type[Inferences] = field(default=Inferences, init=False)

    def messages(self) -> list[Message]:
        """The prompt."""
        return inference_messages(self.resume, self.terms)

    def builtin(self) -> Inferences:
        """Nothing: the word lists have said all they know."""
        return Inferences()


def borne_out(answer: Inferences, resume: Resume, terms: Sequence[str]) -> dict[str, Inference]:
    """The inferences by term whose line stands in the résumé at the place that they name."""
    lines = {line.pointer: line for line in lines_of(resume)}
    found: dict[str, Inference] = {}
    for one in answer.found:
        line = lines.get(one.pointer)
        if line is None or one.term not in terms or " ".join(one.line.split()) != " ".join(line.text.split()):
            continue
        reason = " ".join(one.reason.split())[:LONGEST_REASON]
        found.setdefault(one.term, Inference(one.term, one.pointer, line.shown, reason))
    return found
