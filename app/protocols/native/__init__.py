"""Foreword's own API, for what the published protocols lack (`docs/api.md`).

Everything is under `/api/`, everything is JSON but files and streams. What is wrong is told as problem details (RFC
9457). Lists come a page at a time. A POST may carry an `Idempotency-Key`. What can be read has an `ETag`.
"""

from litestar import Controller, Router
from litestar.di import Provide

from app.protocols.native.conversations import ConversationApi
from app.protocols.native.letters import LetterApi
from app.protocols.native.messages import MessageApi
from app.protocols.native.once import provide_once
from app.protocols.native.paragraphs import ParagraphApi
from app.protocols.native.postings import PostingApi
from app.protocols.native.problems import refuse
from app.protocols.native.resume_files import ResumeFilesApi
from app.protocols.native.resumes import ResumeApi
from app.protocols.native.runs import RunApi
from app.protocols.native.tailorings import MatchApi, TailoringApi
from app.protocols.queries import refuse_repeated


def _at_api(controller: type[Controller]) -> Router:
    return Router(
        path="/api",
        route_handlers=[controller],
        dependencies={"once": Provide(provide_once, sync_to_thread=False)},
        before_request=refuse_repeated,
        exception_handlers={Exception: refuse},
        opt={"exclude_from_csrf": True},
    )


NATIVE_API = tuple(
    _at_api(controller)
    for controller in (
        ResumeApi,
        ResumeFilesApi,
        PostingApi,
        TailoringApi,
        MatchApi,
        LetterApi,
        ParagraphApi,
        ConversationApi,
        MessageApi,
        RunApi,
    )
)
"""What the application serves at `/api`: a router for each controller, because each is registered at one go."""

__all__ = ["NATIVE_API"]
