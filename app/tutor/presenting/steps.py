"""What an agent did for a reply, with what it brought: passages, pages, what was found."""

import re
from collections.abc import Callable, Sequence

import msgspec
from markupsafe import Markup

from app.tutor.contexts import Source, StepView
from app.tutor.models import AGENTS, Step
from app.web.markdown import render

_MOST_SOURCES = 12
_MOST_QUOTED = 1_200
_AWAY = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_HERE = re.compile(r"/(?!/)[^\s\\]*")
_TITLES = {
    "consultant_retrieve_context_source": "Searching your documents",
    "consultant_lookup": "Looking at what was said before",
    "consultant_fetch_web_content": "Reading a web page",
    "consultant_search_web": "Searching the web",
    "consultant_call_agent": "Asking another agent",
    "consultant_request_form": "Preparing a form",
}


class _Piece(msgspec.Struct, frozen=True):
    title: str = ""
    url: str = ""
    text: str = ""
    snippet: str = ""


class _Data(msgspec.Struct, frozen=True):
    """What any tool may have brought; what is absent or of another shape is not shown."""

    passages: tuple[_Piece, ...] = ()
    found: tuple[_Piece, ...] = ()
    results: tuple[_Piece, ...] = ()
    title: str = ""
    url: str = ""
    text: str = ""
    agent: str = ""
    problem: str = ""


def step_view(message_id: str, index: int, step: Step) -> StepView:
    """One step; `index` counts from 0 within its message."""
    state = "running" if step.ended_at is None else "done" if step.success else "failed"
    data = _data_of(step)
    title = _TITLES.get(step.type, "Working")
    sources, said = _result_of(step, data)
    problem = (data.problem or "This did not work.") if state == "failed" else ""
    return StepView(
        id=f"message-{message_id}-step-{index}",
        title=step.content or title,
        why=title if step.content else "",
        state=state,
        took=_took(step),
        sources=tuple(sources[:_MOST_SOURCES]) if state == "done" else (),
        said=said if state == "done" else Markup(),
        problem=problem,
    )


def _data_of(step: Step) -> _Data:
    try:
        return msgspec.convert(step.data, _Data)
    except msgspec.ValidationError:
        return _Data()


def _result_of(step: Step, data: _Data) -> tuple[list[Source], Markup]:
    show: Callable[[_Data], list[Source]] | None = _SOURCES.get(step.type)
    said = Markup()
    if step.type == "consultant_call_agent" and data.text:
        said = render(data.text[:_MOST_QUOTED])
    return (show(data) if show else []), said


def _passages(data: _Data) -> list[Source]:
    return _sources(data.passages)


def _found(data: _Data) -> list[Source]:
    return _sources(data.found)


def _results(data: _Data) -> list[Source]:
    return _sources(data.results)


def _page(data: _Data) -> list[Source]:
    return _sources([_Piece(data.title or data.url, data.url, data.text)]) if data.url else []


def _asked(data: _Data) -> list[Source]:
    return [Source(title=name) for agent, name in AGENTS.items() if agent == data.agent]


_SOURCES: dict[str, Callable[[_Data], list[Source]]] = {
    "consultant_retrieve_context_source": _passages,
    "consultant_lookup": _found,
    "consultant_search_web": _results,
    "consultant_fetch_web_content": _page,
    "consultant_call_agent": _asked,
}


def _sources(pieces: Sequence[_Piece]) -> list[Source]:
    return [
        Source(
            title=piece.title or piece.url or "Untitled",
            text=_clipped(piece.text or piece.snippet),
            url=piece.url if _AWAY.fullmatch(piece.url) or _HERE.fullmatch(piece.url) else "",
            is_away=_AWAY.fullmatch(piece.url) is not None,
        )
        for piece in pieces
    ]


def _clipped(text: str) -> str:
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED].rsplit(" ", 1)[0] + " …"


def _took(step: Step) -> str:
    if step.ended_at is None:
        return ""
    seconds = max(0.0, step.ended_at - step.started_at)
    return "at once" if seconds < 0.1 else f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"


def said_of(step: Step) -> str:
    """What is being done, in a sentence for those who do not see it."""
    return step.content or _TITLES.get(step.type, "Working")
