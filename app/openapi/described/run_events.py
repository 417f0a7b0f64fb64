"""What runs say (`GET /api/runs/{run_id}/events`), by their kinds."""

from typing import Any

from app.openapi.describing import Events, StreamEvent
from app.openapi.wire.native import (
    EntryExamined,
    LetterStatus,
    Nothing,
    PagesPrinted,
    PartOpened,
    PartText,
    PartWritten,
    PieceFound,
    Progress,
    ReviewStatus,
    RunDone,
    RunFailed,
    RunReset,
)
from app.tailoring.service import Question, Suggestion
from app.tutor.service import reply_events

_STEPS = ("resume.read", "posting_analysis", "tailoring")
_LETTER, _REPLY, _REVIEW = ("letter", "letter_paragraph"), ("reply",), ("review",)
_OTHERS = (*_STEPS, *_REVIEW, *_LETTER)
_FAULT = {"code": "internal", "message": "Something went wrong on our side. Please try again.", "retryable": True}
_PROGRESS = {"step": 0, "label": "Analyzing resume..."}
_LOGGED = {"seq": 1, "name": "progress", "data": _PROGRESS}
_LINE = {"pointer": "/work/0/highlights/1", "line": "Ran the payments API of the team."}
_CLAIM = {
    "kind": "skill",
    "text": "payments API",
    "start": 10,
    "end": 22,
    "supported": True,
    "evidence": [_LINE],
    "entry": "/work/0",
    "problem": "",
    "nearest": [],
}
_SUGGESTION = {
    "id": "sug_5d0a41c27e9b8f36",
    "change": {
        "kind": "replace",
        "pointer": "/work/0/highlights/1",
        "before": "Responsible for the payments API.",
        "after": "Ran the payments API.",
    },
    "line": "Responsible for the payments API.",
    "title": "Begin with a verb",
    "reason": "A line that begins with what you did is read first.",
    "keyword": "",
    "evidence": [_LINE],
    "rank": 1,
    "claims": [],
}
_QUESTION = {
    "id": "que_1e666cf9c2934913",
    "pointer": "/work/0",
    "line": "Backend engineer, Northwind",
    "text": "How many payments a day did it handle?",
    "reason": "A number says more than an adjective.",
    "keyword": "",
    "rank": 2,
}
_STEP: dict[str, Any] = {
    "id": "step_1",
    "type": "consultant_retrieve_context_source",
    "content": "Looking in your résumé",
    "args": {"query": "payments"},
    "success": True,
    "data": {"passages": []},
    "tokens_in": 0,
    "tokens_out": 0,
    "calls": 0,
    "started_at": 1773324300.25,
    "ended_at": None,
}
_CORRECTION = {
    "original": "has",
    "corrected": "have",
    "explanation": "The verb agrees with “I”.",
    "type": "grammar",
    "offset": 2,
    "length": 3,
}
_CREATED = {
    "conversation_id": "con_7p2m9x4k1q8w5e3r6t0y",
    "number": 12345,
    "question_id": "msg_2f4g6h8j0k1l3z5x7c9v",
    "reply_id": "msg_8j0k1l3z5x7c9v2f4g6h",
    "agent": "tutor",
    "model": "builtin",
}
_REPLIED = {
    "conversation_id": "con_7p2m9x4k1q8w5e3r6t0y",
    "reply_id": "msg_8j0k1l3z5x7c9v2f4g6h",
    "model": "builtin",
    "used": {"input_tokens": 0, "output_tokens": 0, "calls": 0},
    "corrections": [_CORRECTION],
    "title": None,
    "usage_warning": None,
}


def _says(name: str, when: str, data: Any, example: Any, *runs: str) -> StreamEvent:
    return StreamEvent(name=name, when=when, data=data, example=example, runs=runs)


def _ends(name: str, when: str, data: Any, example: Any, *runs: str) -> StreamEvent:
    return StreamEvent(name=name, when=f"At the end: {when}", data=data, example=example, ends=True, runs=runs)


STREAM = Events(
    events=(
        _says("progress", "As a step begins.", Progress, _PROGRESS, *_STEPS),
        _says(
            "findings",
            "After each piece of the analysis.",
            PieceFound,
            {"piece": "flags", "found": {"flags": []}},
            "posting_analysis",
        ),
        _says("status", "Before each part of the review.", ReviewStatus, {"message": _PROGRESS["label"]}, *_REVIEW),
        _says("suggestion", "As soon as it is made.", Suggestion, _SUGGESTION, *_REVIEW),
        _says("question", "As soon as it comes up.", Question, _QUESTION, *_REVIEW),
        _says("examined", "After each entry of the résumé.", EntryExamined, {"entry": "/work/0"}, *_REVIEW),
        _says(
            "printed",
            "Once the résumé is on paper.",
            PagesPrinted,
            {"pages": 1, "engine": "typst", "error": "", "warnings": [], "us_letter": False},
            *_REVIEW,
        ),
        _says("status", "Before the first paragraph.", LetterStatus, {"label": "Reading your résumé..."}, *_LETTER),
        _says("open", "As a paragraph begins.", PartOpened, {"part": "opening", "label": "Opening"}, *_LETTER),
        _says("text", "While a paragraph is written.", PartText, {"part": "opening", "text": "I have "}, *_LETTER),
        _says(
            "paragraph",
            "When a paragraph is whole.",
            PartWritten,
            {"part": "opening", "text": "I ran the payments API.", "claims": [_CLAIM]},
            *_LETTER,
        ),
        _says("created", "First.", reply_events.Created, _CREATED, *_REPLY),
        _says("text", "While the reply is written.", reply_events.TextSaid, {"text": "Hello. "}, *_REPLY),
        _says("step", "As something begins to be done.", reply_events.StepSaid, {"step": _STEP}, *_REPLY),
        _says(
            "step_end",
            "When it is done, with the same `id`.",
            reply_events.StepSaid,
            {"step": {**_STEP, "ended_at": 1773324301.5}},
            *_REPLY,
        ),
        _says(
            "corrections",
            "Once, also when there are none.",
            reply_events.Corrected,
            {"question_id": "msg_2f4g6h8j0k1l3z5x7c9v", "corrections": [_CORRECTION], "note": ""},
            *_REPLY,
        ),
        _says("title", "When the conversation gets one.", reply_events.TitleSet, {"title": "Payments"}, *_REPLY),
        _says("suggested", "After the reply.", reply_events.Suggested, {"replies": ["Tell me more"]}, *_REPLY),
        _says(
            "reset",
            "First, when the place that was named is unknown.",
            RunReset,
            {"state": "running", "last_seq": 1, "events": [_LOGGED]},
        ),
        _ends("done", "the result is there.", RunDone, {}, *_OTHERS),
        _ends("done", "the reply is whole.", reply_events.ReplyDone, _REPLIED, *_REPLY),
        _ends("failed", "there is no result.", RunFailed, _FAULT),
        _ends("interrupted", "the server stopped.", RunFailed, _FAULT),
        _ends("cancelled", "somebody stopped it.", Nothing, {}),
        _ends("abandoned", "nobody listened any more.", Nothing, {}),
    ),
    example=(
        'retry: 1000\n\nevent: progress\nid: 1\ndata: {"step":0,"label":"Analyzing resume..."}\n\n'
        "event: done\nid: 7\ndata: {}\n\n"
    ),
)
"""Its example is a tailoring's."""
