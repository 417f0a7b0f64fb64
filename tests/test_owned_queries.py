"""No query forgets whose rows it means (docs/decisions/0041-no-row-level-security.md).

The rule is read from the source, so that it holds for a query that no test of a route happens to reach, in either
database: what a repository selects, changes or deletes is compared with an owner, there or in a function to which the
owner is handed. What means rows of several people, or finds out who somebody is, stands below with its reason.
"""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.test_architecture import SLICES, modules_of_the_app

ADMINISTRATOR = "an administrator sees or takes back what any of them has made"
BY_SECRET = "whoever shows the secret is who the row says: nobody is known yet"
AFTER_SECRET = "marks the row that was found by a secret just before"
HOUSEKEEPING = "what is out of date goes, whoever's it was"
WHOLE_ACCOUNT = "everything of an account, found by following keys from its own row"
UNOWNED: dict[str, str] = {
    "accounts.repository._bills": "its callers give the condition: the owner's",
    "accounts.repository.belongings._reached": WHOLE_ACCOUNT,
    "accounts.repository.belongings.delete_all": WHOLE_ACCOUNT,
    "accounts.repository.belongings.rows_of": WHOLE_ACCOUNT,
    "accounts.repository.keys.touch_key": AFTER_SECRET,
    "accounts.repository.links.delete_expired": HOUSEKEEPING,
    "accounts.repository.links.delete_first_links": "the first invitations of an installation are nobody's",
    "accounts.repository.links.delete_invitation": ADMINISTRATOR,
    "accounts.repository.links.delete_invitations_to": ADMINISTRATOR,
    "accounts.repository.links.find_invitation": BY_SECRET,
    "accounts.repository.links.find_reset": BY_SECRET,
    "accounts.repository.links.list_invitations": ADMINISTRATOR,
    "accounts.repository.links.take_reset": BY_SECRET,
    "accounts.repository.passkeys.forget_challenges": HOUSEKEEPING,
    "accounts.repository.passkeys.note_use": AFTER_SECRET,
    "accounts.repository.sessions.delete_by_digest": BY_SECRET,
    "accounts.repository.sessions.delete_expired": HOUSEKEEPING,
    "accounts.repository.sessions.touch_session": AFTER_SECRET,
    "usage.repository.find_used_by_owner": ADMINISTRATOR,
    "usage.repository.settle": "written with the end of a run, which has one owner, by the run's own id",
}
WITHOUT_OWNER = frozenset({"attempts", "erasures", "shared_secrets", "users"})
"""Tables of which no row belongs to anybody: accounts themselves, attempts, erasures, what servers have in common."""


def unowned(sources: dict[str, ast.Module]) -> Iterator[str]:
    """The functions that ask for rows and name no owner, of modules that may call each other, by dotted names."""
    functions = {
        f"{module}.{node.name}": node
        for module, tree in sources.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    owned = {name for name, function in functions.items() if compares_owner(function)}
    while more := {
        name
        for name, function in functions.items()
        if name not in owned and hands_owner_to(function) & {known.rpartition(".")[2] for known in owned}
    }:
        owned |= more
    for name, function in functions.items():
        if name not in owned and asks(function) and not named_tables(function) <= WITHOUT_OWNER:
            yield name


def asks(function: ast.AST) -> bool:
    """Whether it selects, changes or deletes."""
    return any(
        node.func.attr in {"select", "update", "delete"} and getattr(node.func.value, "id", "") == "sa"
        for node in calls_in(function)
        if isinstance(node.func, ast.Attribute)
    )


def compares_owner(function: ast.AST) -> bool:
    """Whether a column `owner` is one side of a comparison; that there is none is no comparison."""
    sides = [
        side for node in ast.walk(function) if isinstance(node, ast.Compare) for side in (node.left, *node.comparators)
    ]
    sides += [
        call.func.value
        for call in calls_in(function)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "is_not_distinct_from"
    ]
    return any(isinstance(side, ast.Attribute) and side.attr == "owner" for side in sides)


def hands_owner_to(function: ast.AST) -> set[str]:
    """The functions that are called with a value called `owner`."""
    return {
        getattr(call.func, "attr", "") or getattr(call.func, "id", "")
        for call in calls_in(function)
        for given in (*call.args, *(keyword.value for keyword in call.keywords))
        if isinstance(given, ast.Name) and given.id == "owner"
    }


def named_tables(function: ast.AST) -> set[str]:
    """The tables that it names; where it names none, it is somebody's."""
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} & tables() or {"?"}


def calls_in(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@cache
def tables() -> frozenset[str]:
    """The names under which the app's code knows tables."""
    return frozenset(
        target.id
        for module in modules_of_the_app()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign) and getattr(getattr(node.value, "func", None), "attr", "") in {"Table", "table"}
        for target in node.targets
        if isinstance(target, ast.Name)
    )


def repositories() -> dict[str, ast.Module]:
    return {
        module.name.removeprefix("app."): module.tree
        for module in modules_of_the_app()
        if module.part in SLICES and module.role == "repository"
    }


def test_each_query_of_a_repository_names_an_owner_or_says_why_not() -> None:
    assert len(repositories()) > 15
    assert {"conversations", "letters", "messages", "resumes", "users"} <= tables()
    assert sorted(unowned(repositories())) == sorted(UNOWNED)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("def find(id): return sa.select(letters).where(letters.c.id == id)", True),
        ("def find(owner, id): return sa.select(letters).where(letters.c.id == id)", True),
        ("def find(owner, id): return sa.select(letters.c.owner).where(letters.c.id == id)", True),
        ("def find(owner, id): return sa.select(letters).where(letters.c.id == id, letters.c.owner == owner)", False),
        ("def find(id): return sa.select(letters).where(letters.c.owner.is_not(None))", True),
        ("def find(owner): return sa.delete(letters).where(_of(owner))\ndef _of(of): return True", True),
        (
            "def find(owner): return sa.delete(letters).where(_of(owner))\ndef _of(of): return letters.c.owner == of",
            False,
        ),
        ("def find(id): return sa.select(users).where(users.c.id == id)", False),
        ("def find(id): return sa.select(users, letters).where(users.c.id == id)", True),
        ("def note(row): return insert(letters).values(row)", False),
    ],
)
def test_the_rule_sees_who_forgot(source: str, wrong: bool) -> None:
    assert bool(list(unowned({"letters.repository": ast.parse(source)}))) is wrong
