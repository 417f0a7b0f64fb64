"""Résumé optimisation (`protocols.md` section 2)."""

from app.openapi.describing import Events, Operation, StreamEvent
from app.openapi.headers import LAST_EVENT_PLACE
from app.openapi.wire.optimisation import (
    Optimisation,
    OptimisationComplete,
    OptimisationError,
    OptimisationStatus,
    OptimisationSuggestion,
)

TAG = "Résumé optimisation"
_SUGGESTION = {
    "id": "sug_1",
    "title": "Begin with a stronger verb",
    "line": "Responsible for the payments API of the team.",
    "change": {
        "kind": "reword",
        "before": "Responsible for the payments API of the team.",
        "after": "Ran the payments API of the team.",
    },
    "reason": "A line that begins with what you did is read first.",
    "keyword": "",
    "evidence": [{"pointer": "/work/0/highlights/1", "line": "Responsible for the payments API of the team."}],
    "pointer": "/work/0/highlights/1",
    "unsupported": [],
}
_STREAM = Events(
    events=(
        StreamEvent(
            name="status",
            when="Before each part of the work.",
            data=OptimisationStatus,
            example={"type": "status", "message": "Analyzing resume..."},
            is_named=False,
        ),
        StreamEvent(
            name="suggestion",
            when="As soon as it is made.",
            data=OptimisationSuggestion,
            example={"type": "suggestion", "data": _SUGGESTION},
            is_named=False,
        ),
        StreamEvent(
            name="complete",
            when="Once, at the end.",
            data=OptimisationComplete,
            example={"type": "complete"},
            ends=True,
            is_named=False,
        ),
        StreamEvent(
            name="error",
            when="In place of `complete`.",
            data=OptimisationError,
            example={"type": "error", "message": "LLM timeout"},
            ends=True,
            is_named=False,
        ),
    ),
    example=(
        "id: run_9z8y7x6w5v4t3s2r1q0p:0\n\nretry: 1000\n\n"
        'id: run_9z8y7x6w5v4t3s2r1q0p:1\ndata: {"type":"status","message":"Analyzing resume..."}\n\n'
        'id: run_9z8y7x6w5v4t3s2r1q0p:9\ndata: {"type":"complete"}\n\n'
    ),
)
OPERATIONS = {
    "GET /optimization/stream/{resume_id}": Operation(
        id="optimise_resume",
        tag=TAG,
        summary="Follow suggestions for a résumé while they are made",
        about=(
            "For a browser's `EventSource`. The newest review of this version of the résumé (and this posting) is "
            "joined while it runs and replayed when it is done; only without one is a new one begun. Where `Accept` "
            "names `application/json` and no stream, the answer is one JSON document: the same run waited for."
        ),
        answer=Optimisation,
        stream=_STREAM,
        refusals=(409, 502, 507),
        headers=(LAST_EVENT_PLACE,),
        no_content="The review has ended and all of it is known; it also stops a browser's `EventSource`.",
    ),
}
