"""The client. `AsyncClient` has the same methods."""

from pathlib import Path
from types import TracebackType
from typing import Literal, Self, Unpack, overload

import httpx

from foreword_client import answers, chat_answers, endpoints, events, wanted
from foreword_client.api import Api
from foreword_client.asking import Asker
from foreword_client.connection import Connection
from foreword_client.streams import Stream


class Client:
    """Speaks to one Foreword: `with Client(url, key) as client: …`. It may be used by several threads.

    `key` is an API key; `gate` the user name and password of a server that stands behind them. `silence`: seconds
    without a byte after which a stream's line counts as dead; `patience`: seconds that a whole answer may take;
    `retries`: attempts in a row without progress. `http`: your own `httpx.Client`, which stays yours to close.

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
        http: httpx.Client | None = None,
    ) -> None:
        connection = Connection(
            base_url=base_url, key=key, gate=gate, silence=silence, patience=patience, retries=retries
        )
        self._is_ours = http is None
        self._http = http or httpx.Client()
        self._asker = Asker(connection, self._http)
        self.api = Api(self._asker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that this client has opened."""
        if self._is_ours:
            self._http.close()

    @overload
    def tailor(self, *, stream: Literal[True], **request: Unpack[wanted.TailorWanted]) -> Stream[answers.Section]: ...

    @overload
    def tailor(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.TailorWanted]
    ) -> answers.Tailoring: ...

    def tailor(
        self, *, stream: bool = False, **request: Unpack[wanted.TailorWanted]
    ) -> Stream[answers.Section] | answers.Tailoring:
        """A résumé tailored to a posting: its sections as soon as they are known, or the whole."""
        if stream:
            return self._asker.follow(endpoints.tailor_stream(request))
        return self._asker.ask(endpoints.tailor(request))

    @overload
    def cover_letter(
        self, *, stream: Literal[True], **request: Unpack[wanted.LetterWanted]
    ) -> Stream[answers.Section]: ...

    @overload
    def cover_letter(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.LetterWanted]
    ) -> answers.Letter: ...

    def cover_letter(
        self, *, stream: bool = False, **request: Unpack[wanted.LetterWanted]
    ) -> Stream[answers.Section] | answers.Letter:
        """A cover letter: pieces of its sections while they are written, or the whole."""
        if stream:
            return self._asker.follow(endpoints.cover_letter_stream(request))
        return self._asker.ask(endpoints.cover_letter(request))

    def upload_resume(self, file: str | Path | bytes, filename: str = "") -> str:
        """Take a résumé in, a file by its path or its bytes with their name, and get its id; it is not sent twice."""
        if isinstance(file, bytes):
            return self._asker.ask(endpoints.upload_resume(file, filename))
        content = Path(file).read_bytes()
        return self._asker.ask(endpoints.upload_resume(content, filename or Path(file).name))

    def resumes(self) -> tuple[answers.Resume, ...]:
        """Your résumés, newest first."""
        return self._asker.ask(endpoints.resumes())

    def resume(self, resume_id: str) -> answers.Resume:
        """One résumé, with what was read from it."""
        return self._asker.ask(endpoints.resume(resume_id))

    def delete_resume(self, resume_id: str) -> None:
        """Remove a résumé; what was made from it stays."""
        self._asker.ask(endpoints.delete_resume(resume_id))

    @overload
    def review(
        self, *, stream: Literal[True], **request: Unpack[wanted.ReviewWanted]
    ) -> Stream[events.ReviewEvent]: ...

    @overload
    def review(self, *, stream: Literal[False] = False, **request: Unpack[wanted.ReviewWanted]) -> answers.Review: ...

    def review(
        self, *, stream: bool = False, **request: Unpack[wanted.ReviewWanted]
    ) -> Stream[events.ReviewEvent] | answers.Review:
        """Suggestions for a résumé, as they are made or all at once; what is there already is not made again."""
        if stream:
            return self._asker.follow(endpoints.review_stream(request))
        return self._asker.ask(endpoints.review(request))

    @overload
    def tailor_latex(
        self, *, stream: Literal[True], **request: Unpack[wanted.LatexWanted]
    ) -> Stream[events.LatexEvent]: ...

    @overload
    def tailor_latex(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.LatexWanted]
    ) -> answers.LatexTailoring: ...

    def tailor_latex(
        self, *, stream: bool = False, **request: Unpack[wanted.LatexWanted]
    ) -> Stream[events.LatexEvent] | answers.LatexTailoring:
        """A LaTeX résumé tailored to a posting: six steps and the result, or only the result."""
        if stream:
            return self._asker.follow(endpoints.tailor_latex_stream(request))
        return self._asker.ask(endpoints.tailor_latex(request))

    @overload
    def chat(self, *, stream: Literal[True], **request: Unpack[wanted.ChatWanted]) -> Stream[events.ChatEvent]: ...

    @overload
    def chat(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.ChatWanted]
    ) -> chat_answers.ChatReply: ...

    def chat(
        self, *, stream: bool = False, **request: Unpack[wanted.ChatWanted]
    ) -> Stream[events.ChatEvent] | chat_answers.ChatReply:
        """The tutor's reply: pieces and then what belongs to it, or the whole."""
        reply = self._asker.follow(endpoints.chat(request))
        return reply if stream else endpoints.whole_reply(reply)

    def usage(self) -> tuple[chat_answers.Quota, ...]:
        """What you used today, and of how much."""
        return self._asker.ask(endpoints.usage())

    def agents(self) -> tuple[chat_answers.Agent, ...]:
        """Who can be asked."""
        return self._asker.ask(endpoints.agents())

    def create_chat(self, **chat: Unpack[wanted.NewChatWanted]) -> chat_answers.Chat:
        """A chat without messages."""
        return self._asker.ask(endpoints.create_chat(chat))

    def chats(self, *, limit: int = 20, offset: int = 0) -> chat_answers.ChatList:
        """Your chats, the one used last first."""
        return self._asker.ask(endpoints.chats(limit, offset))

    def read_chat(self, chat_id: int) -> chat_answers.Chat:
        """One chat with its messages, oldest first."""
        return self._asker.ask(endpoints.read_chat(chat_id))

    @overload
    def send_message(
        self, *, stream: Literal[True], **request: Unpack[wanted.MessageWanted]
    ) -> Stream[events.AgentEvent]: ...

    @overload
    def send_message(
        self, *, stream: Literal[False] = False, **request: Unpack[wanted.MessageWanted]
    ) -> chat_answers.AgentReply: ...

    def send_message(
        self, *, stream: bool = False, **request: Unpack[wanted.MessageWanted]
    ) -> Stream[events.AgentEvent] | chat_answers.AgentReply:
        """An agent's reply in a chat: its steps and its text as they come, or the whole."""
        if stream:
            return self._asker.follow(endpoints.send_message_stream(request))
        return self._asker.ask(endpoints.send_message(request))
