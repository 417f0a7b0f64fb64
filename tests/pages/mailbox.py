"""A mail server beside a browser: Playwright keeps the test's thread for its own loop, so it has one of its own."""

import asyncio
import re
import threading
from email.message import EmailMessage
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from tests.accounts.mail_server import MailServer

PATIENCE = 60.0


class _Arriving(list[EmailMessage]):
    """The mails of the server, each told to whoever waits for the next."""

    def __init__(self) -> None:
        super().__init__()
        self.queue: SimpleQueue[EmailMessage] = SimpleQueue()

    def append(self, mail: EmailMessage) -> None:
        super().append(mail)
        self.queue.put(mail)


class Mailbox:
    """Takes every mail; `address` is host and port."""

    def __init__(self) -> None:
        self.address = ""
        self._mails = _Arriving()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(PATIENCE), "the mail server did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        self._loop.close()

    def next(self) -> EmailMessage:
        """The next mail, waited for."""
        return self._mails.queue.get(timeout=PATIENCE)

    def link_in_next(self) -> str:
        """The one link of the next mail."""
        found: list[str] = re.findall(r"https?://\S+", self.next().get_content())
        assert len(found) == 1
        return found[0]

    @property
    def number(self) -> int:
        """How many mails have come."""
        return len(self._mails)

    async def _serve(self) -> None:
        server = MailServer()
        server.mails = self._mails
        async with server:
            self.address = server.address
            self._ready.set()
            await self._end.wait()
