"""Which passwords and addresses are taken, and how hashes are compared."""

import pytest

from app.accounts.naming import parse_email, parse_name
from app.accounts.passwords import Passwords, check_new_password
from app.errors import InvalidInput
from tests.accounts.world import CHEAP, PASSWORD


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "          a b c d",
        "пароль от почты",
        "密码本子在书架上面呢好",
        "x9!kQ2#pLm",
        "a" * 4 + "bcdefghij kl" * 80,
    ],
)
def test_long_enough_is_good_whatever_it_is_made_of(password: str) -> None:
    check_new_password(password, "Ada Lovelace", "ada@example.org")


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "at least 10"),
        ("x9!kQ2#pL", "at least 10"),
        ("x" * 5 + "abcd" * 300, "at most 1,000"),
        ("Password123", "tried first"),
        ("1234567890", "tried first"),
        ("correct horse battery staple", "tried first"),
        ("Ada Lovelace", "tried first"),
        ("ADA@example.org", "tried first"),
        ("adalovelace", "tried first"),
        ("aaaaaaaaaaaaaaa", "repeats itself"),
        ("ababababababab", "repeats itself"),
        ("efghijklmnop", "repeats itself"),
        ("zyxwvutsrqpo", "repeats itself"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        check_new_password(password, "Ada Lovelace", "ada@example.org", "adalovelace@example.org")
    assert refused.value.field == "password"


def test_two_characters_that_look_like_one_count_as_one() -> None:
    with pytest.raises(InvalidInput, match="at least 10"):
        check_new_password("u\u0308" * 9)


async def test_every_hash_has_its_own_salt_and_fits_its_password_alone() -> None:
    passwords = Passwords(CHEAP)
    first, second = await passwords.hash(PASSWORD), await passwords.hash(PASSWORD)
    assert first != second
    assert await passwords.verify(first, PASSWORD)
    assert not await passwords.verify(first, PASSWORD + " ")
    assert len(first) <= 200


@pytest.mark.parametrize("encoded", [None, "", "nonsense", "$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA", "$2b$12$abc"])
async def test_what_is_no_hash_fits_nothing(encoded: str | None) -> None:
    assert not await Passwords(CHEAP).verify(encoded, PASSWORD)


async def test_what_an_unknown_person_is_compared_with_fits_nothing_and_costs_the_same() -> None:
    passwords = Passwords(CHEAP)
    decoy = passwords._decoy()
    made = await passwords.hash(PASSWORD)
    assert decoy.split("$")[:4] == made.split("$")[:4]
    assert [len(part) for part in decoy.split("$")] == [len(part) for part in made.split("$")]
    assert not passwords.is_outdated(decoy)
    assert decoy != passwords._decoy()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("o'brien+jobs@mail.example.org", "o'brien+jobs@mail.example.org"),
        ("jürgen@bücher.example", "jürgen@bücher.example"),
        ("ju\u0308rgen@example.org", "jürgen@example.org"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_addresses_are_kept_in_one_way(typed: str, kept: str) -> None:
    assert parse_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "ada", "@example.org", "ada@", "ada@@example.org", "ada@example.org, eve@example.org",
        "Ada <ada@example.org>", "ada@example.org\r\nBcc: eve@example.org", "ada\0@example.org",
        "ada\u202e@example.org",
        "a" * 65 + "@example.org", "ada@" + "x" * 260, "\ud800@example.org", '"ada lovelace"@example.org',
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_email(typed)
    assert refused.value.field == "email"


def test_addresses_that_only_look_alike_are_two() -> None:
    assert parse_email("straße@example.org") != parse_email("strasse@example.org")
    assert parse_email("mıke@example.org") != parse_email("mike@example.org")


@pytest.mark.parametrize("typed", ["", " \n ", "a\x1b[31m", "x" * 201, "\ud800", "ada\u202e"])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_name(typed)
    assert refused.value.field == "name"


def test_a_name_is_kept_as_one_writes_it() -> None:
    assert parse_name("  Zoë \n O'Brien-Śmigły ") == "Zoë O'Brien-Śmigły"
