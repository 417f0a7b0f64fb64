"""A mail server on loopback: takes what it is given, or refuses as the test says, with or without TLS."""

import asyncio
import base64
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.accounts.certificates import make_certificate


class MailServer:
    """RFC 5321 as far as a sender needs it.

    `mails` is what was delivered, `logins` the names and passwords given, with whether TLS was on. With a folder it
    offers STARTTLS with a certificate of its own there; `refuses`: it takes no recipient.
    """

    def __init__(self, folder: Path | None = None, *, refuses: bool = False) -> None:
        self.mails: list[EmailMessage] = []
        self.logins: list[tuple[str, str, bool]] = []
        self.senders: list[str] = []
        self._refuses = refuses
        self._certificate = None if folder is None else make_certificate(folder)
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """Host and port."""
        assert self._server is not None
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._converse, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    def _tls(self) -> ssl.SSLContext:
        assert self._certificate is not None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self._certificate)
        return context

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        has_tls = False
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().strip():
            verb, _, rest = line.partition(" ")
            if verb == "EHLO":
                offered = ["250-AUTH PLAIN"]
                if self._certificate is not None and not has_tls:
                    offered.append("250-STARTTLS")
                writer.write("\r\n".join(["250-here", *offered, "250 SMTPUTF8\r\n"]).encode())
            elif verb == "STARTTLS":
                writer.write(b"220 go\r\n")
                await writer.drain()
                try:
                    await writer.start_tls(self._tls())
                except (ssl.SSLError, ConnectionError):
                    break
                has_tls = True
            elif verb == "AUTH":
                _, name, password = base64.b64decode(rest.removeprefix("PLAIN ")).decode().split("\0")
                self.logins.append((name, password, has_tls))
                writer.write(b"235 welcome\r\n")
            elif verb == "RCPT" and self._refuses:
                writer.write(b"550 nobody\r\n")
            elif verb == "DATA":
                writer.write(b"354 go on\r\n")
                self.mails.append(_parse(await reader.readuntil(b"\r\n.\r\n")))
                writer.write(b"250 taken\r\n")
            elif verb == "QUIT":
                writer.write(b"221 bye\r\n")
                await writer.drain()
                break
            else:
                if verb == "MAIL":
                    self.senders.append(rest)
                writer.write(b"250 fine\r\n")
        writer.close()


def _parse(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw.removesuffix(b".\r\n"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message
