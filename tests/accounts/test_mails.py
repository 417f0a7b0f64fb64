"""Mails: sent with one link, only to the address that is stored, and told to nobody who asks."""

import re
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.accounts.mails import Mail, Mailer
from app.errors import Forbidden, NotFound, NotSignedIn, Unavailable
from tests.accounts.mail_server import MailServer
from tests.accounts.world import HERE, OTHER_PASSWORD, PASSWORD, World

ADA = "ada@example.org"
_LINK = re.compile(r"https://foreword\.example(/\S*)")


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with MailServer() as running:
        yield running


@pytest.fixture
async def mailing(tmp_path: Path, server: MailServer) -> AsyncIterator[World]:
    """People to whom mails are sent, and who may sign up by themselves."""
    made = World(
        tmp_path / "data",
        smtp_url=f"smtp://{server.address}",
        mail_from="foreword@example.net",
        public_url="https://foreword.example",
        sign_up="open",
    )
    yield made
    await made.close()


def link_in(mail: EmailMessage) -> str:
    found = _LINK.findall(mail.get_content())
    assert len(found) == 1
    return str(found[0])


async def test_a_new_password_comes_by_mail_and_the_link_is_good_once(mailing: World, server: MailServer) -> None:
    people = mailing.people
    ada = await people.create(ADA, "Ada", PASSWORD)
    session = await people.sessions.open(ada.id, "Firefox", HERE)
    await people.request_reset(" Ada@Example.org", HERE)
    await people.settle()
    (mail,) = server.mails
    assert mail["To"] == ADA
    assert mail["From"] == "Foreword <foreword@example.net>"
    assert mail["Message-ID"].endswith("@example.net>")
    assert mail["Auto-Submitted"] == "auto-generated"
    path = link_in(mail)
    token = path.removeprefix("/reset/")
    assert await people.can_reset(token)
    assert await people.reset(token, OTHER_PASSWORD) == ada
    assert not await people.can_reset(token)
    with pytest.raises(NotFound):
        await people.reset(token, PASSWORD)
    with pytest.raises(NotSignedIn):
        await people.sign_in(ADA, PASSWORD, HERE)
    assert await people.sessions.find(session) is None
    await people.sign_in(ADA, OTHER_PASSWORD, HERE)
    await people.settle()
    assert server.mails[1]["Subject"] == "Your password for Foreword was changed"


async def test_a_link_is_good_for_an_hour(mailing: World, server: MailServer) -> None:
    await mailing.people.create(ADA, "Ada", PASSWORD)
    await mailing.people.request_reset(ADA, HERE)
    await mailing.people.settle()
    token = link_in(server.mails[0]).removeprefix("/reset/")
    mailing.clock.move(3_599)
    assert await mailing.people.can_reset(token)
    mailing.clock.move(1)
    assert not await mailing.people.can_reset(token)
    with pytest.raises(NotFound):
        await mailing.people.reset(token, OTHER_PASSWORD)


async def test_nobody_is_mailed_who_has_no_account_or_is_locked_out(mailing: World, server: MailServer) -> None:
    ada = await mailing.people.create(ADA, "Ada", PASSWORD)
    await mailing.people.set_disabled("", ada.id, True)
    for email in (ADA, "nobody@example.org", "no address", "\r\nBcc: eve@example.org"):
        await mailing.people.request_reset(email, HERE)
    await mailing.people.settle()
    assert server.mails == []


async def test_the_answer_does_not_wait_for_the_mail(tmp_path: Path) -> None:
    """Whether the address is known shows only where nobody waits, so that no clock tells it either."""
    world = World(
        tmp_path / "data",
        smtp_url="smtp://127.0.0.1:9",
        mail_from="foreword@example.net",
        public_url="https://foreword.example",
    )
    await world.people.create(ADA, "Ada", PASSWORD)
    asked: list[str] = []

    class Watched(Mailer):
        async def send(self, mail: Mail) -> None:
            asked.append(mail.to)

    world.people._mailer = Watched("smtp://127.0.0.1:9", "foreword@example.net")
    await world.people.request_reset(ADA, HERE)
    assert asked == []
    await world.people.settle()
    assert asked == [ADA]
    await world.close()


async def test_without_a_mail_server_the_answer_is_the_same(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    await world.people.request_reset(ADA, HERE)
    await world.people.request_reset("nobody@example.org", HERE)
    await world.people.settle()
    assert not world.people.sends_mail


async def test_an_open_sign_up_begins_with_a_mail_that_shows_whose_address_it_is(
    mailing: World, server: MailServer
) -> None:
    people = mailing.people
    assert people.confirms_by_mail
    with pytest.raises(Forbidden):
        await people.sign_up(email=ADA, name="Eve", password=PASSWORD, address=HERE)
    await people.request_sign_up(ADA, HERE)
    await people.settle()
    token = link_in(server.mails[0]).removeprefix("/invitation/")
    ada = await people.sign_up(email="eve@example.org", name="Ada", password=PASSWORD, address=HERE, token=token)
    assert (await people.account(ada.id)).email == ADA, "the mailed address counts, not one that is typed"
    assert not ada.is_admin


async def test_who_has_an_account_learns_it_from_the_mail_and_nobody_else_does(
    mailing: World, server: MailServer
) -> None:
    await mailing.people.create(ADA, "Ada", PASSWORD)
    for email in (ADA, "new@example.org"):
        await mailing.people.request_sign_up(email, HERE)
    await mailing.people.settle()
    subjects = {mail["To"]: mail["Subject"] for mail in server.mails}
    assert subjects == {ADA: "You have an account at Foreword", "new@example.org": "Your invitation to Foreword"}


async def test_an_invitation_is_mailed_and_shown(mailing: World, server: MailServer) -> None:
    ada = await mailing.people.create(ADA, "Ada", PASSWORD, admin=True)
    link = await mailing.people.invite(ada.id, "eve@example.org")
    await mailing.people.settle()
    assert server.mails[0]["To"] == "eve@example.org"
    assert link == "https://foreword.example" + link_in(server.mails[0])


async def test_a_server_that_refuses_or_is_not_there_is_told_without_its_words() -> None:
    async with MailServer(refuses=True) as server:
        mailer = Mailer(f"smtp://{server.address}", "foreword@example.net")
        with pytest.raises(Unavailable, match="The mail could not be sent"):
            await mailer.send(Mail(ADA, "Hello", "Text"))
        gone = server.address
    with pytest.raises(Unavailable):
        await Mailer(f"smtp://{gone}", "foreword@example.net").send(Mail(ADA, "Hello", "Text"))


async def test_a_mail_that_fails_in_the_background_names_nobody_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with MailServer(refuses=True) as server:
        world = World(
            tmp_path / "data",
            smtp_url=f"smtp://name:s3cret-word@{server.address}",
            mail_from="foreword@example.net",
            public_url="https://foreword.example",
        )
        await world.people.create(ADA, "Ada", PASSWORD)
        await world.people.request_reset(ADA, HERE)
        await world.people.settle()
        await world.close()
    assert "a mail was not sent" in caplog.text
    assert "ada@" not in caplog.text
    assert "s3cret-word" not in caplog.text


async def test_a_name_and_password_go_to_a_server_on_this_machine(server: MailServer) -> None:
    await Mailer(f"smtp://us%40er:pa%3Ass@{server.address}", "foreword@example.net").send(Mail(ADA, "Hello", "Text"))
    assert server.logins == [("us@er", "pa:ss", False)]


async def test_a_name_and_password_go_to_no_other_server_without_tls(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.accounts.mails._is_loopback", lambda _host: False)
    with pytest.raises(Unavailable):
        await Mailer(f"smtp://user:password@{server.address}", "foreword@example.net").send(Mail(ADA, "Hello", "Text"))
    assert server.logins == []
    assert server.mails == []


async def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    async with MailServer(tmp_path) as server:
        port = server.address.rpartition(":")[2]
        with pytest.raises(Unavailable):
            await Mailer(f"smtp://user:password@localhost:{port}", "a@example.net").send(Mail(ADA, "Hello", "Text"))
        assert server.logins == []
        assert server.mails == []


async def test_with_a_certificate_that_is_trusted_everything_goes_over_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with MailServer(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        port = server.address.rpartition(":")[2]
        await Mailer(f"smtp://user:password@localhost:{port}", "a@example.net").send(Mail(ADA, "Hello", "Grüße"))
    assert server.logins == [("user", "password", True)]
    assert server.mails[0].get_content() == "Grüße\n"


async def test_an_address_cannot_write_headers() -> None:
    async with MailServer() as server:
        mailer = Mailer(f"smtp://{server.address}", "foreword@example.net")
        with pytest.raises(Unavailable):
            await mailer.send(Mail("ada@example.org\r\nBcc: eve@example.org", "Hello", "Text"))
        assert server.mails == []
