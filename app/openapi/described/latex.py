"""LaTeX tailoring (`protocols.md` section 4)."""

from app.openapi.describing import Events, Operation, StreamEvent
from app.openapi.examples import example
from app.openapi.headers import IDEMPOTENCY_KEY
from app.openapi.wire.latex import LatexComplete, LatexError, LatexForm, LatexProgress

TAG = "LaTeX tailoring"
_ABOUT = "A résumé in LaTeX and a posting's text; what is not meant to change stays the same to the byte."
_STREAM = Events(
    events=(
        StreamEvent(
            name="progress",
            when="As each of the six steps begins; 0 and 1 run at the same time.",
            data=LatexProgress,
            example={"step": 0, "label": "Analyzing resume..."},
        ),
        StreamEvent(
            name="complete",
            when="Once, at the end.",
            data=LatexComplete,
            example=example("latex_tailor", "200"),
            ends=True,
        ),
        StreamEvent(
            name="error",
            when="In place of `complete`.",
            data=LatexError,
            example={"detail": "Resume analysis failed", "step": 0},
            ends=True,
        ),
    ),
    example=(
        'event: progress\nid: run_9z8y7x6w5v4t3s2r1q0p:1\ndata: {"step":0,"label":"Analyzing resume..."}\n\n'
        'event: error\nid: run_9z8y7x6w5v4t3s2r1q0p:3\ndata: {"detail":"Resume analysis failed","step":0}\n\n'
    ),
)
OPERATIONS = {
    "POST /api/tailor-stream": Operation(
        id="latex_tailor_stream",
        tag=TAG,
        summary="Tailor a LaTeX résumé, and follow it",
        about=_ABOUT,
        form=LatexForm,
        stream=_STREAM,
        refusals=(409,),
        headers=(IDEMPOTENCY_KEY,),
    ),
    "POST /api/tailor": Operation(
        id="latex_tailor",
        tag=TAG,
        summary="Tailor a LaTeX résumé, and wait for it",
        about=f"{_ABOUT} Answers what the stream's `complete` says.",
        form=LatexForm,
        answer=LatexComplete,
        refusals=(409,),
        headers=(IDEMPOTENCY_KEY,),
    ),
}
