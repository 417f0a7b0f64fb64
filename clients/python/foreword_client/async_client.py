"""The async client. `Client` has the same methods."""

from collections.abc import Awaitable
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, Unpack, overload

import anyio
import httpx

from foreword_client import answers, chat_answers, endpoints, events, wanted
from foreword_client.asking import AsyncAsker
from foreword_client.async_api import AsyncApi
from foreword_client.connection import Connection
from foreword_client.streams import AsyncStream


class AsyncClient:
    """Speaks to one Foreword, async: `async with AsyncClient(url, key) as client: …`.

    `key` is an API key; `gate` the user name and password of a server that stands behind them. `silence`: seconds
    without a byte after which a stream's line counts as dead; `patience`: seconds that a whole answer may take;
    `retries`: attempts in a row without progress. `http`: your own `httpx.AsyncClient`, which stays yours to close.

    `api` is the native API. Every method raises a `ForewordError`, whose class says what went wrong.
    """

    def __init__(
        self,
        base_url: str,
        key: str = "",
        *,
        gate: tuple[str, str] | None = None,
        silence: float = 45.0,
        patience: float = 300.0,
        retries: int = 8,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        connection = Connection(
            base_url=base_url, key=key, gate=gate, silence=silence, patience=patience, retries=retries
        )
        self._is_ours = http is None
        self._http = http or httpx.AsyncClient()
        self._asker = AsyncAsker(connection, self._http)
        self.api = AsyncApi(self._asker)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections that this client has opened."""
        if self._is_ours:
            await self._http.aclose()

    @overload
    def tailor(
        self, *, stream: Literal[True], **request: Unpack[wanted.TailorWanted]
    ) -> AsyncStream[answers.Section]: ...

    @overload
    def tailor(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.TailorWanted]
    ) -> Awaitable[answers.Tailoring]: ...

    def tailor(
        self, *, stream: bool = False, **request: Unpack[wanted.TailorWanted]
    ) -> AsyncStream[answers.Section] | Awaitable[answers.Tailoring]:
        """A résumé tailored to a posting: its sections as soon as they are known, or the whole."""
        if stream:
            return self._asker.follow(endpoints.tailor_stream(request))
        return self._asker.ask(endpoints.tailor(request))

    @overload
    def cover_letter(
        self, *, stream: Literal[True], **request: Unpack[wanted.LetterWanted]
    ) -> AsyncStream[answers.Section]: ...

    @overload
    def cover_letter(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.LetterWanted]
    ) -> Awaitable[answers.Letter]: ...

    def cover_letter(
        self, *, stream: bool = False, **request: Unpack[wanted.LetterWanted]
    ) -> AsyncStream[answers.Section] | Awaitable[answers.Letter]:
        """A cover letter: pieces of its sections while they are written, or the whole."""
        if stream:
            return self._asker.follow(endpoints.cover_letter_stream(request))
        return self._asker.ask(endpoints.cover_letter(request))

    async def upload_resume(self, file: str | Path | bytes, filename: str = "") -> str:
        """Take a résumé in, a file by its path or its bytes with their name, and get its id; it is not sent twice."""
        if isinstance(file, bytes):
            return await self._asker.ask(endpoints.upload_resume(file, filename))
        content = await anyio.Path(file).read_bytes()
        return await self._asker.ask(endpoints.upload_resume(content, filename or Path(file).name))

    async def resumes(self) -> tuple[answers.Resume, ...]:
        """Your résumés, newest first."""
        return await self._asker.ask(endpoints.resumes())

    async def resume(self, resume_id: str) -> answers.Resume:
        """One résumé, with what was read from it."""
        return await self._asker.ask(endpoints.resume(resume_id))

    async def delete_resume(self, resume_id: str) -> None:
        """Remove a résumé; what was made from it stays."""
        await self._asker.ask(endpoints.delete_resume(resume_id))

    @overload
    def review(
        self, *, stream: Literal[True], **request: Unpack[wanted.ReviewWanted]
    ) -> AsyncStream[events.ReviewEvent]: ...

    @overload
    def review(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.ReviewWanted]
    ) -> Awaitable[answers.Review]: ...

    def review(
        self, *, stream: bool = False, **request: Unpack[wanted.ReviewWanted]
    ) -> AsyncStream[events.ReviewEvent] | Awaitable[answers.Review]:
        """Suggestions for a résumé, as they are made or all at once; what is there already is not made again."""
        if stream:
            return self._asker.follow(endpoints.review_stream(request))
        return self._asker.ask(endpoints.review(request))

    @overload
    def tailor_latex(
        self, *, stream: Literal[True], **request: Unpack[wanted.LatexWanted]
    ) -> AsyncStream[events.LatexEvent]: ...

    @overload
    def tailor_latex(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.LatexWanted]
    ) -> Awaitable[answers.LatexTailoring]: ...

    def tailor_latex(
        self, *, stream: bool = False, **request: Unpack[wanted.LatexWanted]
    ) -> AsyncStream[events.LatexEvent] | Awaitable[answers.LatexTailoring]:
        """A LaTeX résumé tailored to a posting: six steps and the result, or only the result."""
        if stream:
            return self._asker.follow(endpoints.tailor_latex_stream(request))
        return self._asker.ask(endpoints.tailor_latex(request))

    @overload
    def chat(self, *, stream: Literal[True], **request: Unpack[wanted.ChatWanted]) -> AsyncStream[events.ChatEvent]: ...

    @overload
    def chat(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.ChatWanted]
    ) -> Awaitable[chat_answers.ChatReply]: ...

    def chat(
        self, *, stream: bool = False, **request: Unpack[wanted.ChatWanted]
    ) -> AsyncStream[events.ChatEvent] | Awaitable[chat_answers.ChatReply]:
        """The tutor's reply: pieces and then what belongs to it, or the whole."""
        reply = self._asker.follow(endpoints.chat(request))
        return reply if stream else _whole(reply)

    async def usage(self) -> tuple[chat_answers.Quota, ...]:
        """What you used today, and of how much."""
        return await self._asker.ask(endpoints.usage())

    async def agents(self) -> tuple[chat_answers.Agent, ...]:
        """Who can be asked."""
        return await self._asker.ask(endpoints.agents())

    async def create_chat(self, **chat: Unpack[wanted.NewChatWanted]) -> chat_answers.Chat:
        """A chat without messages."""
        return await self._asker.ask(endpoints.create_chat(chat))

    async def chats(self, *, limit: int = 20, offset: int = 0) -> chat_answers.ChatList:
        """Your chats, the one used last first."""
        return await self._asker.ask(endpoints.chats(limit, offset))

    async def read_chat(self, chat_id: int) -> chat_answers.Chat:
        """One chat with its messages, oldest first."""
        return await self._asker.ask(endpoints.read_chat(chat_id))

    @overload
    def send_message(
        self, *, stream: Literal[True], **request: Unpack[wanted.MessageWanted]
    ) -> AsyncStream[events.AgentEvent]: ...

    @overload
    def send_message(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.MessageWanted]
    ) -> Awaitable[chat_answers.AgentReply]: ...

    def send_message(
        self, *, stream: bool = False, **request: Unpack[wanted.MessageWanted]
    ) -> AsyncStream[events.AgentEvent] | Awaitable[chat_answers.AgentReply]:
        """An agent's reply in a chat: its steps and its text as they come, or the whole."""
        if stream:
            return self._asker.follow(endpoints.send_message_stream(request))
        return self._asker.ask(endpoints.send_message(request))


async def _whole(reply: AsyncStream[events.ChatEvent]) -> chat_answers.ChatReply:
    return endpoints.whole_reply([event async for event in reply])
