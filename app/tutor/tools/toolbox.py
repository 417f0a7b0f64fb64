"""The tools of a reply: what a model may ask for, carried out for the one person whose conversation it is.

All of them read and none of them writes. Whose things are read is set here, by the server: no argument names an owner.
"""

import logging
from collections.abc import Sequence

from app.errors import AppError, InvalidInput
from app.fetching import Gate
from app.letters.service import Letters
from app.llm import Tool, ToolCall
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.tutor.attachments import Attachments
from app.tutor.mistakes import Mistakes
from app.tutor.service import Conversations
from app.tutor.tools.addresses import addresses_in, key_of
from app.tutor.tools.arguments import (
    FETCH,
    LOOKUP,
    RETRIEVE,
    SEARCH,
    Fetch,
    Lookup,
    Retrieve,
    Search,
    decoded,
    tool_of,
)
from app.tutor.tools.looking_up import Lookups
from app.tutor.tools.results import Result, failure, in_one_line
from app.tutor.tools.retrieving import Retrieval
from app.tutor.tools.sources import Documents
from app.tutor.tools.web_page import read_page
from app.tutor.tools.web_search import WebSearch

_log = logging.getLogger(__name__)
_BROKEN = "This could not be done because of an error in Foreword. Go on without it."
_PLACES = {
    "everywhere": "what you said and learned before",
    "conversations": "your earlier conversations",
    "mistakes": "your mistakes",
    "attachments": "the attached files",
}


class Toolbox:
    """One instance for each process. Without `search_url` (a SearXNG server) the web is not searched.

    `gate` is what pages are fetched through.
    """

    def __init__(
        self,
        *,
        conversations: Conversations,
        resumes: Resumes,
        postings: Postings,
        letters: Letters,
        attachments: Attachments,
        mistakes: Mistakes,
        search_url: str = "",
        gate: Gate | None = None,
    ) -> None:
        self.conversations = conversations
        self.retrieval = Retrieval(Documents(resumes, postings, letters, attachments))
        self.lookups = Lookups(conversations, mistakes, attachments)
        self.web_search = WebSearch(search_url) if search_url else None
        self.gate = gate
        offered = [tool_of(RETRIEVE, Retrieve), tool_of(LOOKUP, Lookup), tool_of(FETCH, Fetch)]
        self.tools = (*offered, tool_of(SEARCH, Search)) if search_url else tuple(offered)

    def session(self, owner: str, conversation_id: str, typed: Sequence[str]) -> "ToolSession":
        """The tools for one reply. `typed` is what the learner's own hands wrote in this conversation (`typed_texts`):
        pages whose addresses stand there may be read.
        """
        return ToolSession(self, owner, conversation_id, typed)


class ToolSession:
    """The tools of one reply to one person."""

    def __init__(self, toolbox: Toolbox, owner: str, conversation_id: str, typed: Sequence[str]) -> None:
        self._toolbox = toolbox
        self._owner = owner
        self._conversation_id = conversation_id
        self._addresses = addresses_in(typed)

    @property
    def tools(self) -> tuple[Tool, ...]:
        """What a model may be offered."""
        return self._toolbox.tools

    def why(self, call: ToolCall) -> str:
        """What is being done, in words for the person."""
        try:
            if call.name == RETRIEVE:
                return f"Searching your documents for {_quoted(decoded(call.arguments, Retrieve).query)}"
            if call.name == LOOKUP:
                lookup = decoded(call.arguments, Lookup)
                return f"Looking through {_PLACES[lookup.place]} for {_quoted(lookup.query)}"
            if call.name == FETCH:
                return f"Reading {in_one_line(decoded(call.arguments, Fetch).url, 100)}"
            if call.name == SEARCH:
                return f"Searching the web for {_quoted(decoded(call.arguments, Search).query)}"
        except InvalidInput:
            pass
        return "Using a tool"

    async def carry_out(self, call: ToolCall) -> Result:
        """The result of a call; what goes wrong is a result without success."""
        if call.problem:
            return failure(call.problem)
        try:
            return await self._carried_out(call)
        except AppError as error:
            return failure(error.message)
        except Exception:  # noqa: BLE001 - whatever a tool raises is told to the model; the reply goes on
            _log.exception("the tool %s failed", call.name[:64])
            return failure(_BROKEN)

    async def _carried_out(self, call: ToolCall) -> Result:
        toolbox, owner, conversation_id = self._toolbox, self._owner, self._conversation_id
        if call.name == RETRIEVE:
            wanted = decoded(call.arguments, Retrieve)
            return await toolbox.retrieval.find(owner, await toolbox.conversations.get(owner, conversation_id), wanted)
        if call.name == LOOKUP:
            return await toolbox.lookups.find(owner, conversation_id, decoded(call.arguments, Lookup))
        if call.name == FETCH:
            return await read_page(decoded(call.arguments, Fetch), self._addresses, toolbox.gate)
        if call.name == SEARCH and toolbox.web_search is not None:
            result, found = await toolbox.web_search.search(decoded(call.arguments, Search))
            self._addresses |= {key: one.url for one in found if (key := key_of(one.url)) is not None}
            return result
        return failure("There is no such tool.")


def _quoted(query: str) -> str:
    return f"“{in_one_line(query, 80)}”"
