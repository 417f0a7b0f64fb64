"""Mails to people: plain text, one link, sent through the server that `FOREWORD_SMTP_URL` names.

A name and a password are given to that server only over TLS (`smtps://`, or `smtp://` with STARTTLS), except on this
machine; its certificate has to be valid.
"""

import ipaddress
import logging
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

import msgspec

from app.errors import Unavailable

_log = logging.getLogger(__name__)
_SECONDS = 20.0
_PORTS = {"smtp": 587, "smtps": 465}


class Mail(msgspec.Struct, frozen=True):
    """What is sent to one address."""

    to: str
    subject: str
    text: str


class Mailer:
    """Sends mails, or says that it cannot. One instance for each process."""

    def __init__(self, smtp_url: str, sender: str) -> None:
        self._url = urlsplit(smtp_url)
        self._sender = sender

    @property
    def is_set(self) -> bool:
        """Whether a server is named."""
        return bool(self._url.hostname)

    async def send(self, mail: Mail) -> None:
        """Hand a mail to the server.

        Raises:
            Unavailable: the server cannot be reached, is not safe, or refuses. It may be tried again.
        """
        from aiosmtplib import SMTPException, send

        try:
            await send(
                _message(mail, self._sender),
                hostname=self._url.hostname,
                port=self._url.port or _PORTS[self._url.scheme],
                username=unquote(self._url.username) if self._url.username else None,
                password=unquote(self._url.password) if self._url.password else None,
                use_tls=self._url.scheme == "smtps",
                start_tls=self._start_tls(),
                timeout=_SECONDS,
            )
        except (SMTPException, OSError, ValueError) as error:
            _log.warning("a mail was not sent: %s", type(error).__name__)
            raise Unavailable("The mail could not be sent. Please try again later.", retry_after=60) from error

    def _start_tls(self) -> bool | None:
        """True: no TLS, no mail. None: if the server offers it. False: it is on already."""
        if self._url.scheme == "smtps":
            return False
        return True if self._url.username and not _is_loopback(self._url.hostname or "") else None


def invitation_mail(to: str, link: str, days: int) -> Mail:
    """To somebody who was invited, or who wants to sign up."""
    return Mail(
        to,
        "Your invitation to Foreword",
        "Hello,\n\nyou are invited to Foreword, a studio for job applications. Choose a password here:\n\n"
        f"{link}\n\nIt is good for {days} days and can be used once. If you do not know why you get this mail, "
        "you can forget it: without the link nothing happens.\n",
    )


def reset_mail(to: str, link: str, minutes: int) -> Mail:
    """To somebody who forgot their password."""
    return Mail(
        to,
        "Choose a new password for Foreword",
        "Hello,\n\na new password was asked for your account at Foreword. Follow this link to choose one:\n\n"
        f"{link}\n\nIt is good for {minutes} minutes and can be used once. If it was not you, you can forget this "
        "mail: your password stays as it is.\n",
    )


def known_mail(to: str, link: str) -> Mail:
    """To somebody who wants to sign up and has an account."""
    return Mail(
        to,
        "You have an account at Foreword",
        "Hello,\n\nsomebody, perhaps you, wanted to sign up here with this address. You have an account. Sign in, "
        f"or ask for a new password:\n\n{link}\n\nIf it was not you, you can forget this mail.\n",
    )


def changed_mail(to: str, link: str) -> Mail:
    """To somebody whose password is another one now."""
    return Mail(
        to,
        "Your password for Foreword was changed",
        "Hello,\n\nthe password of your account at Foreword was changed, and everybody who was signed in with the old "
        f"one is signed out. If it was not you, ask for a new password here:\n\n{link}\n",
    )


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"Foreword <{sender}>"
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = formatdate(localtime=False)
    # Python's own would name this machine.
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
