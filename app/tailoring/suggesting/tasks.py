"""The task of suggesting, entry by entry, for a language model or the built-in rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import msgspec

from app.clock import utc_today
from app.documents.extras import without_extras
from app.documents.resume import Resume
from app.llm import Message, prompt
from app.postings.service import ExtractedKeywords
from app.tailoring.results import MatchResult
from app.tailoring.suggesting.passages import passages_of
from app.tailoring.suggesting.proposing import Asked, Proposal, Proposals
from app.tailoring.suggesting.results import Question, Suggestion
from app.tailoring.suggesting.rules import suggest

_JOB = (
    "Suggest how the lines of this one entry of a résumé could be worded better{for_posting}. Propose a change only "
    "where it is a real gain: the posting's own word for the same thing, a plainer or shorter wording, the verb first, "
    "one tense, an important word earlier. Keep every number, date, name and title of a line, and add none. Never "
    "raise what the person did (helped stays helped). Write plain text without markup, in the language of the line, of "
    "at most 35 words. Quote `before` and its pointer exactly. Give each change a short imperative title and one "
    "sentence of reason. What only the person can know goes into `questions`. An entry that is good as it is gets "
    "empty lists."
)


@dataclass(frozen=True, slots=True)
class SuggestEdits:
    """What could be worded better in one entry (`/work/0`, `/projects/1`, `/basics`, `/skills`)?

    The answer is raw; `proposing.accepted` turns it into suggestions.
    """

    resume: Resume
    entry: str
    extracted: ExtractedKeywords | None = None
    match: MatchResult | None = None
    today: date = field(default_factory=utc_today)
    name: str = field(default="suggest_edits", init=False)
    answer_type: type[Proposals] = field(default=Proposals, init=False)

    def messages(self) -> list[Message]:
        """The prompt."""
        lines = [
            {"pointer": passage.pointer, "text": passage.text}
            for passage in passages_of(self.resume, self.today)
            if passage.pointer.startswith(f"{self.entry}/")
        ]
        job = _JOB.format(for_posting=" for this posting" if self.extracted is not None else "")
        return prompt(
            job,
            Proposals,
            lines=msgspec.json.encode(lines).decode(),
            entry=msgspec.json.encode(_entry_of(self.resume, self.entry)).decode(),
            keywords=msgspec.json.encode(self.extracted).decode() if self.extracted is not None else "",
        )

    def builtin(self) -> Proposals:
        """The answer without a model."""
        found = suggest(self.resume, self.extracted, self.match, today=self.today)
        return proposals_of(found, self.entry)


def entries_to_ask_about(resume: Resume) -> list[str]:
    """The entries that have lines to reword, in the résumé's order."""
    found = ["/basics"] if resume.basics.summary else []
    for key in ("work", "projects", "volunteer", "education"):
        for index, entry in enumerate(getattr(resume, key)):
            texts = (getattr(entry, name, None) for name in ("highlights", "summary", "description"))
            if any(texts):
                found.append(f"/{key}/{index}")
    return [*found, "/skills"] if resume.skills else found


def _entry_of(resume: Resume, entry: str) -> object:
    """The entry as the résumé has it, for what its lines belong to."""
    value: object = msgspec.to_builtins(without_extras(resume))
    for part in entry.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(part)]
        elif isinstance(value, dict):
            value = value.get(part, {})
    return {key: item for key, item in value.items() if key in _SHOWN} if isinstance(value, dict) else value


_SHOWN = frozenset({"name", "position", "organization", "institution", "area", "startDate", "endDate", "label", "type"})


def proposals_of(found: Iterable[Suggestion | Question], entry: str) -> Proposals:
    """The rules' suggestions for one entry in the form that a model answers in."""
    mine = [one for one in found if _pointer(one) == entry or _pointer(one).startswith(f"{entry}/")]
    return Proposals(
        changes=tuple(
            Proposal(
                pointer=one.change.pointer,
                before=one.change.before,
                after=one.change.after,
                title=one.title,
                reason=one.reason,
                keyword=one.keyword,
                kind=one.change.kind,
            )
            for one in mine
            if isinstance(one, Suggestion)
        ),
        questions=tuple(
            Asked(pointer=one.pointer, text=one.text, reason=one.reason, keyword=one.keyword)
            for one in mine
            if isinstance(one, Question)
        ),
    )


def _pointer(one: Suggestion | Question) -> str:
    return one.change.pointer if isinstance(one, Suggestion) else one.pointer
