"""What an assistant may do with a person's Foreword: read résumés, see how they match, tailor them, write a letter.

Nothing here judges or writes by itself: each tool asks the running Foreword, whose checks hold. An assistant is told
what Foreword would show a person, and where the person finds it.
"""

from collections.abc import Awaitable
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from app.assistants.foreword_api import ForewordApi, JsonObject
from app.errors import AppError

INSTRUCTIONS = (
    "Foreword keeps a person's résumés and tailors them to job postings without inventing anything. Begin with "
    "list_resumes. match_resume is quick and changes nothing; tailor_resume and write_letter take a while and may cost "
    "the person money, so ask before you use them. Never add facts of your own to what these tools return, show the "
    "person what is marked as unsupported, and give them the page where they can look at it."
)
TAILORING_STEPS = 6
LETTER_PARTS = 5

Posting: TypeAlias = Annotated[str, Field(description="The job posting's own text, 50 to 50,000 characters.")]
Answer = TypeVar("Answer")
ResumeId: TypeAlias = Annotated[str, Field(description="A résumé's id, from list_resumes.")]
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
MAKES = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False)


def make_server(foreword: ForewordApi) -> MCPServer[None]:
    """The server with its tools; they fail with Foreword's own sentences."""
    server: MCPServer[None] = MCPServer("foreword", title="Foreword", instructions=INSTRUCTIONS, log_level="WARNING")
    tools = Tools(foreword)
    for tool, annotations in (
        (tools.list_resumes, READS),
        (tools.read_resume, READS),
        (tools.match_resume, READS),
        (tools.tailor_resume, MAKES),
        (tools.write_letter, MAKES),
    ):
        server.add_tool(tool, annotations=annotations)
    return server


class Tools:
    """The tools. What they return is for a model to read: the parts that matter, and the page with all of it."""

    def __init__(self, foreword: ForewordApi) -> None:
        self._foreword = foreword

    async def list_resumes(
        self, cursor: Annotated[str, Field(description="`next` of the page before; empty for the newest.")] = ""
    ) -> JsonObject:
        """List the person's résumés, newest first: id, title, file name and whether it has been read."""
        page = await _told(self._foreword.get("/api/resumes", {"cursor": cursor} if cursor else None))
        kept = ("id", "title", "filename", "state", "updated_at")
        return {"resumes": [{name: one[name] for name in kept} for one in page["items"]], "next": page["next"]}

    async def read_resume(self, resume_id: ResumeId) -> JsonObject:
        """Read one résumé as JSON Resume, exactly as Foreword read it; it is the only source of facts."""
        found = await _told(self._foreword.get(f"/api/resumes/{resume_id}"))
        kept = ("id", "title", "state", "problem", "warnings", "resume")
        return {**{name: found[name] for name in kept}, "page": self._page("resumes", resume_id)}

    async def match_resume(self, resume_id: ResumeId, posting: Posting) -> JsonObject:
        """See at once how a résumé meets a posting: the score out of 100, and each keyword with the line that shows
        it, or that it is missing. Nothing is kept and no language model is asked.
        """
        wanted = {"resume_id": resume_id, "posting": {"text": posting}}
        found = await _told(self._foreword.post("/api/matches", wanted))
        return {"score": found["score"], "match": found["match"]}

    async def tailor_resume(
        self,
        context: Context[Any, Any],
        resume_id: ResumeId,
        posting: Posting,
        instructions: Annotated[str, Field(description="What the person wants stressed or left alone.")] = "",
    ) -> JsonObject:
        """Tailor a résumé to a posting: what it already says is reordered and brought forward, nothing is invented.
        Returns the score, what changed as a diff, warnings, and where the files and the page are.
        """
        wanted = {"resume_id": resume_id, "posting": {"text": posting}, "instructions": instructions}
        begun = await _told(self._foreword.post("/api/tailorings", wanted))
        await self._watch(context, begun["run_id"], "progress", TAILORING_STEPS)
        ended = await _told(self._foreword.get(f"/api/tailorings/{begun['id']}"))
        result = _result_of(ended, ended["result"])
        kept = ("match", "diff", "warnings", "pages", "pdf_error")
        return {
            "id": ended["id"],
            "score": ended["score"],
            **{name: result[name] for name in kept},
            "files": {kind: self._foreword.url + path for kind, path in result["files"].items()},
            "page": self._page("tailorings", ended["id"]),
        }

    async def write_letter(
        self,
        context: Context[Any, Any],
        resume_id: ResumeId,
        posting: Posting,
        tone: Literal["warm", "formal", "direct"] = "warm",
        length: Literal["short", "standard", "long"] = "standard",
        hints: Annotated[str, Field(description="What the person wants said or dwelt on.")] = "",
    ) -> JsonObject:
        """Write a cover letter from a résumé for a posting. Returns the text and, for each paragraph, the claims that
        the résumé does not support: the person has to see to those before the letter is sent.
        """
        wanted = {"resume_id": resume_id, "posting": {"text": posting}, "tone": tone, "length": length, "hints": hints}
        begun = await _told(self._foreword.post("/api/letters", wanted))
        await self._watch(context, begun["run_id"], "paragraph", LETTER_PARTS)
        ended = await _told(self._foreword.get(f"/api/letters/{begun['id']}"))
        kept = ("id", "text", "unanswered_marks")
        letter = _result_of(ended, {name: ended[name] for name in kept} if ended["is_whole"] else None)
        open_questions = [
            {
                "part": part["part"],
                "blanks": part["blanks"],
                "claims": [claim for claim in part["claims"] if claim["problem"]],
            }
            for part in ended["paragraphs"]
        ]
        marked = [part for part in open_questions if part["blanks"] or part["claims"]]
        return {**letter, "marked": marked, "page": self._page("letters", ended["id"])}

    def _page(self, kind: str, name: str) -> str:
        return f"{self._foreword.url}/{kind}/{name}"

    async def _watch(self, context: Context[Any, Any], run_id: str, step: str, steps: int) -> None:
        """Follow a run to its end and tell each of its steps; whoever gives the tool up stops the run as well."""
        told = 0
        try:
            async for name, data in self._foreword.events(run_id):
                if name == step:
                    told += 1
                    await context.report_progress(told, steps, data.get("label"))
        except AppError as error:
            raise ToolError(error.message) from error
        except anyio.get_cancelled_exc_class():
            with anyio.CancelScope(shield=True):
                await self._foreword.post(f"/api/runs/{run_id}/cancel")
            raise


async def _told(asking: Awaitable[Answer]) -> Answer:
    try:
        return await asking
    except AppError as error:
        raise ToolError(error.message) from error


def _result_of(ended: JsonObject, result: JsonObject | None) -> JsonObject:
    if result is None:
        raise ToolError(ended["problem"] or f"This ended without a result: it is {ended['state']}.")
    return result
