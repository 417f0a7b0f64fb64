"""An archive holds everything of a person, and nothing of anybody else's, nor a secret."""

import errno
import io
import json
import zipfile
from typing import Any

import pytest

from app.accounts.models import LOCAL_USER, User
from app.errors import OutOfSpace
from tests.accounts.studio import RESUME, Studio, counts_of
from tests.accounts.world import PASSWORD

ADAS, EVES = "quibblewick7391", "zephyrmallow5128"


async def archive_of(studio: Studio, user: User) -> zipfile.ZipFile:
    export = await studio.people.export(user.id)
    data = b"".join([chunk async for chunk in export.chunks])
    assert len(data) == export.size
    assert export.filename == "foreword-2027-01-15.zip"
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return archive


def rows(archive: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(archive.read(f"rows/{table}.json"))
    return found


async def test_it_holds_every_row_of_every_table(studio: Studio) -> None:
    ada = await studio.people.create("ada@example.org", "Ada", PASSWORD)
    eve = await studio.people.create("eve@example.org", "Eve", PASSWORD)
    await studio.fill(ada, ADAS)
    await studio.parts.resumes.upload(eve.id, f"# Eve\n\n{EVES}".encode(), f"{EVES}.md")
    archive = await archive_of(studio, ada)
    async with studio.database.read() as connection:
        counts = await counts_of(connection, ada.id)
    assert all(counts.values())
    assert {table: len(rows(archive, table)) for table in counts} == counts
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert EVES.encode() not in everything
    assert eve.id.encode() not in everything
    resume = rows(archive, "resumes")[0]
    assert archive.read(resume["source"]["file"]).decode() == RESUME.replace("Likes boring", f"Likes {ADAS} boring")
    assert resume["source"]["file"].endswith("source.md")
    assert resume["document"]["resume"]["basics"]["name"] == "Amara Okafor-Lindqvist"
    assert f"I has a {ADAS} question about interviews. What should I say?" in {
        message["text"] for message in rows(archive, "messages")
    }


async def test_no_secret_is_in_it(studio: Studio) -> None:
    ada = await studio.people.create("ada@example.org", "Ada", PASSWORD)
    await studio.people.sessions.open(ada.id, "browser", "192.0.2.1")
    await studio.parts.keys.create(ada.id, "laptop")
    await studio.people.hand_reset(ada.id)
    archive = await archive_of(studio, ada)
    columns = {
        column
        for name in archive.namelist()
        if name.startswith("rows/")
        for row in json.loads(archive.read(name))
        for column in row
    }
    assert not columns & {"digest", "password_hash", "public_key", "credential_id", "challenge"}
    assert b"argon2" not in b"".join(archive.read(name) for name in archive.namelist())
    person = rows(archive, "users")[0]
    assert person["email"] == "ada@example.org"
    assert person["created_at"] == "2027-01-15T08:00:00Z"


async def test_names_of_files_cannot_leave_the_folder_that_it_is_unpacked_into(studio: Studio) -> None:
    ada = await studio.people.create("ada@example.org", "Ada", PASSWORD)
    async with studio.database.write() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO resumes"
            " (id, owner, title, filename, format, source, digest, state, version, created_at, updated_at)"
            " VALUES ('../../cron', ?, '../../x', '..\\..\\x', '/../sh', x'ff00ff', x'00', 'ready', 1, 1e300, 1)",
            (ada.id,),
        )
    archive = await archive_of(studio, ada)
    assert not [name for name in archive.namelist() if ".." in name or name.startswith("/") or "\\" in name]
    row = rows(archive, "resumes")[0]
    assert archive.read(row["source"]["file"]) == b"\xff\x00\xff"
    assert row["created_at"] == 1e300


async def test_nothing_of_it_is_left_in_the_data_folder(studio: Studio) -> None:
    ada = await studio.people.create("ada@example.org", "Ada", PASSWORD)
    before = sorted(path.name for path in studio.folder.iterdir())
    export = await studio.people.export(ada.id)
    assert sorted(path.name for path in studio.folder.iterdir()) == before
    unwanted = (await studio.people.export(ada.id)).chunks
    file = unwanted._file  # type: ignore[attr-defined] # to see that it is let go of
    del unwanted
    assert file.closed
    assert b"".join([chunk async for chunk in export.chunks])


async def test_a_full_disk_is_told_as_such(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    monkeypatch.setattr(zipfile.ZipFile, "_write_end_record", lambda _: None)
    ada = await studio.people.create("ada@example.org", "Ada", PASSWORD)
    with pytest.raises(OutOfSpace):
        await studio.people.export(ada.id)


async def test_the_person_of_this_machine_gets_theirs_too(studio: Studio) -> None:
    await studio.parts.accounts.prepare()
    await studio.parts.resumes.upload(LOCAL_USER.id, b"# Me\n\nA cook.", "me.md")
    assert [row["filename"] for row in rows(await archive_of(studio, LOCAL_USER), "resumes")] == ["me.md"]
