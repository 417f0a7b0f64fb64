"""Keys: good for what they were made for, until they expire or are revoked, and kept as digests only."""

import hashlib
import re
import sqlite3
import string
import time
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.accounts.key_text import checksum, may_be_key, new_key
from app.accounts.keys import KEPT_REVOKED, LONGEST_LIFE_SECONDS, MOST_KEYS, Keys
from app.accounts.models import User
from app.accounts.repository import add_user
from app.accounts.scopes import OPENS, SCOPES
from app.db import Database
from app.errors import Conflict, InvalidInput, NotFound
from tests.databases import new_database, open_database

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
OLD_KEY = "ck_live_" + "aZ09_-x" * 6 + "q"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / "foreword.sqlite3"
    new_database(path)
    made = Database(path)
    async with made.write() as connection:
        for user in (ADA, EVE):
            await add_user(connection, user, 0.0)
    yield made
    await made.close()


@pytest.fixture
def keys(database: Database) -> Keys:
    return Keys(database)


def file_of(database: Database) -> Path:
    """Where its rows are."""
    assert database.path is not None
    return database.path


def run(database: Database, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """One statement by hand, as if another process had run it."""
    with open_database(file_of(database)) as connection:
        return connection.execute(sql, values).fetchall()


async def test_a_key_speaks_for_its_owner_within_its_scopes(keys: Keys) -> None:
    made = await keys.create(ADA.id, "laptop", ["tailor", "chat"])
    caller = await keys.find(made.key)
    assert caller is not None
    assert (caller.user, caller.scopes, caller.key_id) == (ADA, frozenset({"tailor", "chat"}), made.id)


async def test_the_key_itself_is_kept_nowhere(keys: Keys, database: Database) -> None:
    made = await keys.create(ADA.id, "laptop")
    assert run(database, "SELECT digest FROM api_keys") == [(hashlib.sha256(made.key.encode()).digest(),)]
    assert made.key not in repr(made)
    for path in file_of(database).parent.iterdir():
        assert made.key.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    "ending",
    [
        "UPDATE api_keys SET expires_at = created_at",
        "UPDATE api_keys SET revoked_at = created_at",
        "UPDATE users SET disabled_at = 1 WHERE id = 'usr_ada'",
        "DELETE FROM api_keys",
    ],
)
async def test_what_ended_opens_nothing(keys: Keys, database: Database, ending: str) -> None:
    hers, other = await keys.create(ADA.id, "laptop"), await keys.create(EVE.id, "phone", expires_at=time.time() + 60)
    run(database, ending + (" WHERE owner = 'usr_ada'" if "WHERE" not in ending else ""))
    assert await keys.find(hers.key) is None
    assert await keys.find(other.key) is not None


async def test_only_the_owner_revokes_a_key_and_may_do_so_twice(keys: Keys) -> None:
    made = await keys.create(ADA.id, "laptop")
    for owner, key_id in ((EVE.id, made.id), (ADA.id, "key_absent")):
        with pytest.raises(NotFound):
            await keys.revoke(owner, key_id)
    assert await keys.find(made.key) is not None
    await keys.revoke(ADA.id, made.id)
    (revoked,) = await keys.list(ADA.id)
    await keys.revoke(ADA.id, made.id)
    assert await keys.list(ADA.id) == (revoked,)
    assert revoked.state(time.time()) == "revoked"
    assert await keys.find(made.key) is None


async def test_the_list_tells_keys_apart_without_telling_them(keys: Keys) -> None:
    until = time.time() + 100
    first = await keys.create(ADA.id, "  a\tlap top ", ["usage", "resumes", "usage"], until)
    second = await keys.create(ADA.id, "phone")
    await keys.create(EVE.id, "hers")
    newest, oldest = await keys.list(ADA.id)
    assert (newest.id, newest.hint, newest.scopes) == (second.id, f"ck_live_…{second.key[-4:]}", SCOPES)
    assert (oldest.name, oldest.scopes, oldest.expires_at) == ("a lap top", ("resumes", "usage"), until)
    assert oldest.hint.endswith(first.key[-4:])
    assert [oldest.state(until + after) for after in (-1, 0, 1)] == ["valid", "expired", "expired"]


async def test_a_use_is_noted_at_most_once_a_minute(keys: Keys, database: Database) -> None:
    made = await keys.create(ADA.id, "laptop")
    assert (await keys.list(ADA.id))[0].last_used_at is None
    await keys.find(made.key)
    ((used,),) = run(database, "SELECT last_used_at FROM api_keys")
    assert abs(used - time.time()) < 60
    run(database, "UPDATE api_keys SET last_used_at = ?", recent := time.time() - 30)
    await keys.find(made.key)
    assert run(database, "SELECT last_used_at FROM api_keys") == [(recent,)]
    run(database, "UPDATE api_keys SET last_used_at = ?", time.time() - 61)
    await keys.find(made.key)
    assert run(database, "SELECT last_used_at FROM api_keys") > [(recent,)]


async def test_a_key_opens_also_when_its_use_cannot_be_noted(
    tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await keys.create(ADA.id, "laptop")
    monkeypatch.setattr("app.db.sqlite.BUSY_TIMEOUT_MS", 50)
    impatient = Database(tmp_path / "foreword.sqlite3")
    writer = sqlite3.connect(file_of(impatient), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert await Keys(impatient).find(made.key) is not None
    writer.execute("ROLLBACK")
    writer.close()
    await impatient.close()
    assert (await keys.list(ADA.id))[0].last_used_at is None


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", {"name": " \t"}),
        ("name", {"name": "x" * 201}),
        ("name", {"name": "lap\x07top"}),
        ("name", {"name": "lap\u202etop"}),
        ("scopes", {"scopes": []}),
        ("scopes", {"scopes": ["tailor", "admin"]}),
        ("scopes", {"scopes": ["TAILOR"]}),
        ("expires", {"expires_at": time.time() - 1}),
        ("expires", {"expires_at": time.time() + LONGEST_LIFE_SECONDS + 86_400}),
        ("expires", {"expires_at": float("nan")}),
        ("expires", {"expires_at": float("inf")}),
    ],
)
async def test_what_cannot_be_a_key_is_refused_by_its_field(keys: Keys, field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as caught:
        await keys.create(ADA.id, **{"name": "laptop", **wrong})
    assert caught.value.field == field
    assert await keys.list(ADA.id) == ()


async def test_a_form_sent_twice_makes_one_key_for_each_person(keys: Keys) -> None:
    first = await keys.create(ADA.id, "laptop", once="form_1")
    with pytest.raises(Conflict):
        await keys.create(ADA.id, "laptop", once="form_1")
    await keys.create(EVE.id, "laptop", once="form_1")
    assert [key.id for key in await keys.list(ADA.id)] == [first.id]


async def test_valid_keys_are_limited_and_only_the_last_revoked_are_remembered(keys: Keys, database: Database) -> None:
    made = [await keys.create(ADA.id, f"program {number}") for number in range(MOST_KEYS)]
    with pytest.raises(InvalidInput, match="Revoke one"):
        await keys.create(ADA.id, "one more")
    await keys.create(EVE.id, "another's")
    for one in made:
        await keys.revoke(ADA.id, one.id)
    await keys.create(ADA.id, "one more")
    newest, *revoked = await keys.list(ADA.id)
    assert newest.name == "one more"
    assert {key.id for key in revoked} == {one.id for one in made[-KEPT_REVOKED:]}
    assert run(database, "SELECT count(*) FROM api_keys WHERE owner = 'usr_eve'") == [(1,)]


async def test_a_key_from_before_scopes_opens_everything(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    new_database(path)
    database = Database(path)
    async with database.write() as connection:
        await add_user(connection, ADA, 0.0)
    digest = hashlib.sha256(OLD_KEY.encode()).digest()
    run(
        database,
        "INSERT INTO api_keys (id, owner, name, digest, created_at) VALUES ('key_old', 'usr_ada', 'old', ?, 1)",
        digest,
    )
    caller = await Keys(database).find(OLD_KEY)
    assert caller is not None
    assert caller.scopes == frozenset(SCOPES)
    assert (await Keys(database).list(ADA.id))[0].hint == "ck_live_…"
    await database.close()


def test_new_keys_carry_a_checksum_that_others_can_compute() -> None:
    digits = string.digits + string.ascii_uppercase + string.ascii_lowercase
    for _ in range(50):
        key = new_key()
        assert re.fullmatch(r"ck_live_[0-9A-Za-z]{46}", key)
        value = 0
        for digit in key[-6:]:
            value = value * 62 + digits.index(digit)
        assert value == zlib.crc32(key[len("ck_live_") : -6].encode())
        assert may_be_key(key)
    assert len({new_key() for _ in range(1_000)}) == 1_000


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "nonsense",
        "ck_live_",
        "ck_live_" + "a" * 46,
        "ck_live_" + "a" * 40 + checksum("b" * 40),
        "ck_test_" + "a" * 40 + checksum("a" * 40),
        "ck_live_" + "a" * 40 + checksum("a" * 40) + "\n",
        "ck_live_" + "é" * 43,
        "ck_live_" + "\ud800" * 43,
        OLD_KEY + "\n",
        "x" + OLD_KEY,
    ],
)
async def test_what_is_not_spelt_like_a_key_is_not_looked_for(keys: Keys, database: Database, wrong: str) -> None:
    run(database, "DROP TABLE api_keys")
    assert await keys.find(wrong) is None


def test_every_scope_says_in_words_what_it_opens() -> None:
    assert tuple(OPENS) == SCOPES
