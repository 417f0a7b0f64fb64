"""What was seen, as the page shows it."""

from collections.abc import Iterator, Sequence

from app.documents.machine_view.results import FieldSeen, Finding, FontSeen, MachineView, MarkedText, ReadingOrder
from app.documents.structure import SECTION_TITLES
from app.machine_view.contexts import (
    Count,
    FieldGroup,
    FieldView,
    FindingView,
    FontView,
    MachineViewPage,
    Piece,
    TextView,
)
from app.machine_view.service import OWN_LATEX, Looked
from app.machine_view.wording import CAUSES, FINDINGS, KINDS, MADE_BY, MARKS

_CHIPS = {"found": "matched", "garbled": "nearly", "lost": "missing"}
_STATES = {"found": "arrives", "garbled": "garbled", "lost": "lost"}
_TONES = ("error", "warning", "info")
_IN_MARGIN = "only in the header or footer"
_UNKNOWN = "▯"
_FONT_KINDS = {"Type1Font": "Type 1", "TrueTypeFont": "TrueType", "CIDFont": "Composite", "Type3": "Type 3"}
_GROUPS = {"basics": "Contact", "sections": "Headings"} | SECTION_TITLES


def machine_view_page(looked: Looked, back_url: str, back_text: str) -> MachineViewPage:
    """The page."""
    view = looked.view
    if view is None:
        return MachineViewPage(
            title=looked.title, back_url=back_url, back_text=back_text, made_by=MADE_BY[looked.made_by],
            notes=looked.notes, problem=looked.problem or "A program gets nothing out of this file.",
        )  # fmt: skip
    return MachineViewPage(
        title=looked.title,
        back_url=back_url,
        back_text=back_text,
        made_by=MADE_BY[looked.made_by],
        notes=looked.notes,
        headline=_headline(view.fields),
        counts=_counts(view.fields),
        facts=_facts(view),
        findings=_findings(view.findings, is_latex=looked.made_by == OWN_LATEX),
        spoilt=tuple(_field(field) for field in view.fields if field.state != "found" or field.in_margin),
        groups=tuple(_groups(view.fields)),
        mixed_rows=view.mixed_rows,
        texts=_texts(view),
        fonts=tuple(map(_font, view.fonts)),
    )


def _headline(fields: Sequence[FieldSeen]) -> str:
    arrived = sum(field.state == "found" for field in fields)
    if not fields:
        return "Nothing of your résumé was looked for: it holds no values yet."
    if arrived == len(fields):
        return f"Nothing is lost: all {arrived} values of your résumé arrive as they are."
    return f"{arrived} of {len(fields)} values of your résumé arrive as they are."


def _counts(fields: Sequence[FieldSeen]) -> tuple[Count, ...]:
    states: list[str] = [field.state for field in fields]
    return tuple(
        Count(_CHIPS[state], f"{states.count(state)} {text}")
        for state, text in (("found", "arrive"), ("garbled", "garbled"), ("lost", "lost"))
        if state in states
    )


def _facts(view: MachineView) -> tuple[tuple[str, str], ...]:
    size = f"{view.size / 1_000_000:.1f} MB" if view.size >= 1_000_000 else f"{max(1, round(view.size / 1000))} kB"
    tagged = "yes: the file says what is a heading and a list" if view.tagged else "no"
    return (("Pages", str(view.pages)), ("Size", size), ("Tagged", tagged))


def _findings(findings: Sequence[Finding], *, is_latex: bool) -> tuple[FindingView, ...]:
    shown = []
    for finding in findings:
        words = FINDINGS[finding.kind]
        change = words.in_latex if is_latex and words.in_latex else words.change
        examples = tuple(map(visible, finding.examples))
        shown.append(
            FindingView(
                title=words.title, tone=words.tone, where=_where(finding), why=words.why, change=change,
                examples=examples,
            )
        )  # fmt: skip
    return tuple(sorted(shown, key=lambda view: _TONES.index(view.tone)))


def _where(finding: Finding) -> str:
    if not finding.pages:
        return ""
    numbers = ", ".join(map(str, finding.pages))
    return f"page {numbers}" if len(finding.pages) == 1 else f"pages {numbers}"


def _field(field: FieldSeen) -> FieldView:
    return FieldView(
        kind=KINDS[field.kind],
        expected=field.expected,
        state="nearly" if field.in_margin else _CHIPS[field.state],
        state_text="in the margin" if field.in_margin else _STATES[field.state],
        note=_IN_MARGIN if field.in_margin else CAUSES.get(field.cause, ""),
        arrives=visible(field.arrives) if field.state == "garbled" else "",
    )


def _groups(fields: Sequence[FieldSeen]) -> Iterator[FieldGroup]:
    gathered: dict[str, list[FieldView]] = {}
    for field in fields:
        key = field.pointer.split("/")[1]
        if field.pointer == "/basics/summary":
            key = "summary"
        gathered.setdefault(_GROUPS.get(key, key), []).append(_field(field))
    for title, views in gathered.items():
        yield FieldGroup(title, tuple(views))


def visible(text: str) -> str:
    """Text with a sign in the place of each letter that has no meaning."""
    return "".join(_UNKNOWN if char == "\ufffd" or "\ue000" <= char <= "\uf8ff" else char for char in text)


def _texts(view: MachineView) -> tuple[TextView, ...]:
    return (
        TextView(
            id="written",
            title="In the order of the file",
            explanation="Most programs take the text as it follows in the file.",
            order=_order(view.order_written),
            is_open=True,
            strays=view.order_written.strays,
            pieces=tuple(_pieces(view.written)),
        ),
        TextView(
            id="across",
            title="Row by row across the page",
            explanation="Others go by position: from the top, each row from left to right over the whole page.",
            order=_order(view.order_across),
            is_open=bool(view.mixed_rows or view.order_across.strays),
            strays=view.order_across.strays,
            pieces=tuple(_pieces(view.across)),
        ),
    )


def _order(order: ReadingOrder) -> str:
    if order.tau is None:
        return "There is too little to compare the order by."
    if order.tau == 1:
        return "It comes in the order of your résumé (Kendall's tau 1.00)."
    return f"It comes in another order than your résumé (Kendall's tau {min(order.tau, 0.99):.2f} of 1.00)."


def _pieces(marked: MarkedText) -> Iterator[Piece]:
    at = 0
    for mark in marked.marks:
        if mark.start > at:
            yield Piece(_paged(marked.text[at : mark.start]))
        yield Piece(_paged(marked.text[mark.start : mark.end]), MARKS.get(mark.kind, ""))
        at = mark.end
    if at < len(marked.text):
        yield Piece(_paged(marked.text[at:]))


def _paged(text: str) -> str:
    return visible(text).replace("\f", "· · · next page · · ·\n")


def _font(font: FontSeen) -> FontView:
    silent = font.unmapped + font.private
    letters = "1 letter has" if font.letters == 1 else f"{font.letters} letters have"
    note = f"{silent} of {font.letters} letters mean nothing" if silent else f"{letters} a meaning"
    return FontView(font.name, _FONT_KINDS.get(font.kind, font.kind), note, bool(silent))
