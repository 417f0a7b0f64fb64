"""A posting and its analysis as their page shows them."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.postings.analysis import Deadline, Finding, Flags, Overview, Pay, Questions, Requirements, Terms
from app.postings.contexts import (
    ENDINGS,
    AnalysisEnding,
    AnalysisView,
    Fact,
    FindingView,
    KeywordChip,
    KeywordGroup,
    Paragraph,
    PostingPage,
    Ref,
)
from app.postings.highlighting import Marked, Marks
from app.postings.models import Posting, StoredAnalysis
from app.postings.results import ExtractedKeywords, Keyword
from app.postings.wording import CATEGORY_TITLES, deadline_text, language_note, language_text, pay_text
from app.web.moments import moment

_ASKED = {"required": "required", "title": "required", "nice": "welcome", "duties": "mentioned", "about": "mentioned"}


class _Numbered:
    """Findings in the order of the page; those with a sentence are numbered and marked in the text."""

    def __init__(self) -> None:
        self.marked: list[Marked] = []
        self._places: dict[str, int] = {}
        self._count = 0

    def view(self, kind: str, title: str, finding: Finding | Pay | Deadline, text: str, why: str = "") -> FindingView:
        number = 0
        name = f"found-{len(self._places) + 1}"
        self._places[name] = -1 if finding.start is None else finding.start
        if finding.start is not None and finding.end is not None:
            self._count += 1
            number = self._count
            ref = Ref(f"#{name}", str(number), f"{number}, {title}: {text}")
            self.marked.append(Marked(finding.start, finding.end, kind, ref))
        serious = bool(getattr(finding, "serious", False))
        return FindingView(id=name, number=number, text=text, why=why, quote=finding.quote, serious=serious)

    def linked(self, view: FindingView, marks: Marks) -> FindingView:
        mark = marks.mark_of(self._places[view.id])
        return msgspec.structs.replace(view, href=f"#{mark}") if mark else view


def analysis_view(found: Mapping[str, Any], text: str, model_note: str) -> tuple[AnalysisView, tuple[Paragraph, ...]]:
    """What has come so far, by piece, and the posting's text with its sentences marked."""
    numbered = _Numbered()
    overview: Overview = found.get("overview", Overview())
    requirements: Requirements = found.get("requirements", Requirements())
    flags: Flags = found.get("flags", Flags())
    questions: Questions = found.get("questions", Questions())
    terms: Terms | None = found.get("terms")

    def views(kind: str, title: str, findings: Iterable[Finding]) -> tuple[FindingView, ...]:
        return tuple(numbered.view(kind, title, one, one.text, one.why) for one in findings)

    shown = {
        "overview": views("overview", "What the job is", overview.sentences),
        "musts": views("must", "Must-have", requirements.musts),
        "nices": views("nice", "Nice to have", requirements.nices),
    }
    facts = _facts(terms, numbered) if terms else ()
    shown["flags"] = views("flag", "Look twice", flags.flags)
    shown["questions"] = views("question", "Worth asking", questions.questions)
    keywords: ExtractedKeywords | None = found.get("keywords")
    marks = Marks([*numbered.marked, *_keyword_marks(keywords)])
    view = AnalysisView(
        arrived=tuple(found),
        **{name: tuple(numbered.linked(one, marks) for one in group) for name, group in shown.items()},
        facts=tuple(
            msgspec.structs.replace(fact, values=tuple(numbered.linked(one, marks) for one in fact.values))
            for fact in facts
        ),
        keyword_groups=_keyword_groups(keywords, marks),
        language_note=language_note(terms.language) if terms else "",
        model_note=model_note,
    )
    return view, marks.paragraphs(text)


def posting_page(
    posting: Posting, stored: StoredAnalysis | None, found: Mapping[str, Any] | None, model_note: str, bill: str
) -> PostingPage:
    """The page in whichever state; `found` is what a run under way has said so far."""
    if found is None and stored is not None and stored.result is not None:
        result = stored.result
        pieces = {name: getattr(result, name) for name in result.__struct_fields__ if name != "model_note"}
        view, paragraphs = analysis_view(pieces, posting.text, result.model_note)
    else:
        view, paragraphs = analysis_view(found or {}, posting.text, "")
    ending = _ending(stored) if found is None else None
    return PostingPage(
        id=posting.id,
        title=posting.title,
        company=posting.company,
        paragraphs=paragraphs,
        created=moment(posting.created_at),
        view=view if view.arrived or found is not None else None,
        ending=ending,
        earlier=ending is not None and bool(view.arrived),
        model_note=model_note,
        bill=bill,
    )


def said_at_end(stored: StoredAnalysis | None) -> str:
    """How it ended, in a sentence for screen readers."""
    ending = _ending(stored)
    if ending:
        return f"{ending.title}. {ending.message}"
    if stored is None or stored.result is None:
        return ""
    flags, musts = len(stored.result.flags.flags), len(stored.result.requirements.musts)
    return f"Done. {musts} must-haves, {flags} things to look at twice."


def _ending(stored: StoredAnalysis | None) -> AnalysisEnding | None:
    ending = ENDINGS.get(stored.state) if stored else None
    if ending is None or stored is None or stored.state != "failed" or not stored.problem:
        return ending
    return msgspec.structs.replace(ending, message=f"{stored.problem} {ending.message}")


def _facts(terms: Terms, numbered: _Numbered) -> tuple[Fact, ...]:
    def of(label: str, findings: Iterable[Finding | None]) -> tuple[FindingView, ...]:
        return tuple(numbered.view("fact", label, one, one.text) for one in findings if one)

    def pays(pay: Pay | None) -> tuple[FindingView, ...]:
        return () if pay is None else (numbered.view("fact", "Pay", pay, *pay_text(pay)),)

    def days(day: Deadline | None) -> tuple[FindingView, ...]:
        return () if day is None else (numbered.view("fact", "Apply by", day, deadline_text(day)),)

    written = Finding(text=language_text(terms.language)) if terms.language else None
    return (
        Fact("Pay", pays(terms.pay), "Not named"),
        Fact("Place", of("Place", terms.places), "Not named"),
        Fact("From home", of("From home", (terms.remote,)), "Nothing is said"),
        Fact("Contract", of("Contract", terms.employment), "Not named"),
        Fact("Level", of("Level", (terms.seniority, terms.years)), "Not named"),
        Fact("Languages", of("Languages", terms.languages), "None is asked for"),
        Fact("Apply by", days(terms.deadline), "No day is named"),
        Fact("Written in", of("Written in", (written,)), "Too little text to tell"),
    )


def _keyword_groups(keywords: ExtractedKeywords | None, marks: Marks) -> tuple[KeywordGroup, ...]:
    if keywords is None:
        return ()
    numbers = {id(keyword): number for number, keyword in enumerate(keywords.all(), 1)}
    return tuple(
        KeywordGroup(title, tuple(_chip(keyword, numbers[id(keyword)], marks) for keyword in group))
        for category, title in CATEGORY_TITLES.items()
        if (group := getattr(keywords, category))
    )


def _chip(keyword: Keyword, number: int, marks: Marks) -> KeywordChip:
    mark = marks.mark_of(keyword.start)
    notes = [f"or {', '.join(keyword.alternatives)}"] if keyword.alternatives else []
    if keyword.level:
        notes.append(keyword.level)
    if keyword.years:
        notes.append(f"{keyword.years}+ years")
    return KeywordChip(
        f"key-{number}", keyword.term, f"#{mark}" if mark else "", _ASKED[keyword.origin], ", ".join(notes)
    )


def _keyword_marks(keywords: ExtractedKeywords | None) -> list[Marked]:
    """One reference for all keywords of a sentence; it leads to the first of them."""
    if keywords is None:
        return []
    sentences: dict[tuple[int, int], list[tuple[int, Keyword]]] = {}
    for number, keyword in enumerate(keywords.all(), 1):
        if keyword.end > keyword.start:
            sentences.setdefault((keyword.start, keyword.end), []).append((number, keyword))
    return [
        Marked(
            start,
            end,
            "keyword",
            Ref(f"#key-{group[0][0]}", "k", f"k, keywords: {', '.join(one.term for _, one in group)}"),
        )
        for (start, end), group in sentences.items()
    ]
