"""Every route of the app × everybody who might ask: 401, 403 or 404 for those whom it is none of, never data.

The routes are read from the app and the answers from `routes.py`: a route that is in one and not in the other fails.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from litestar.routes import HTTPRoute

from app.accounts.guards import FOR_PEOPLE
from app.accounts.identity import Mode
from app.accounts.keys import INVALID_KEY
from app.accounts.scopes import ALL_SCOPES
from app.settings import Settings
from tests.accounts.household import CANARY, NEVER_LIMITED, Answer, Caller, Household
from tests.accounts.route import ADMINISTRATORS, ANYBODY, Route, Sent
from tests.accounts.routes import ROUTES
from tests.running import Server
from tests.whole_app import whole_app

NOTHING_OF_HERS = frozenset({200, 201, 202, 204, 303, 400, 409, 422})
WRONG_KEYS = ("revoked", "expired", "unknown")
PROTECTED = [name for name, route in ROUTES.items() if route.who != ANYBODY]
FOR_KEYS = [name for name in PROTECTED if isinstance(ROUTES[name].who, tuple)]
FOR_NO_KEY = [name for name in PROTECTED if not isinstance(ROUTES[name].who, tuple)]
IN_TURN = sorted(PROTECTED, key=lambda name: (ROUTES[name].last, not name.startswith("GET")))
"""What takes things away comes last."""


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Household:
    made = Household(tmp_path_factory.mktemp("routes") / "data")
    made.fill()
    return made


@pytest.fixture(scope="module")
def server(household: Household) -> Iterator[Server]:
    with Server(household.settings.data_dir, auth="accounts", tex="off", **NEVER_LIMITED) as running:
        yield running


class Callers(ExitStack):
    """Everybody who calls this server; their lines are closed together."""

    def __init__(self, household: Household, server: Server) -> None:
        super().__init__()
        self._household, self._server = household, server
        self._known: dict[tuple[str, str], Caller] = {}
        self._people: dict[str, Caller] = {}

    def by(self, key: str = "", session: str = "") -> Caller:
        """Whoever has that key, that session, both or none."""
        if (key, session) not in self._known:
            self._known[key, session] = self.enter_context(Caller(self._server, key=key, session=session))
        return self._known[key, session]

    def person(self, who: str) -> Caller:
        """Somebody in a browser who is signed in and has a form before them."""
        if who not in self._people:
            self._people[who] = self.by(session=self._household.sign_in(who))
            self._people[who].open_a_form("/postings")
        return self._people[who]


@pytest.fixture(scope="module")
def callers(household: Household, server: Server) -> Iterator[Callers]:
    with Callers(household, server) as made:
        yield made


@pytest.fixture(scope="module")
def nobody(callers: Callers) -> Caller:
    caller = callers.by()
    caller.open_a_form("/sign-in")
    return caller


def ask(caller: Caller, name: str, household: Household) -> Answer:
    """Send what the table says, about Ada's things."""
    method, path = name.split()
    route = ROUTES[name]
    names = household.names | {one: household.names[other] for one, other in route.about.items()}

    def filled(text: Any) -> Any:
        return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], text) if isinstance(text, str) else text

    sent = Sent(
        {field: filled(value) for field, value in route.sent.form.items()},
        None if route.sent.json is None else {field: filled(value) for field, value in route.sent.json.items()},
        {field: (file, filled(value)) for field, (file, value) in route.sent.parts.items()},
    )
    return caller.send(method, filled(path + route.query), sent)


def routes_of(settings: Settings) -> set[str]:
    """What the app answers, as `METHOD /path/{name}`; what is asked of every address by `OPTIONS` is left out."""
    found = set()
    for route in whole_app(settings).routes:
        assert isinstance(route, HTTPRoute), "what is neither HTTP nor a file needs a table of its own"
        found |= {f"{method} {route.path_format}" for method in route.methods if method != "OPTIONS"}
    return found


def test_the_table_knows_every_route_of_the_app_and_no_other(tmp_path: Path) -> None:
    found = routes_of(Settings(data_dir=tmp_path, auth="accounts"))
    assert found - set(ROUTES) == set(), "who may use these? Tell it in tests/accounts/routes.py"
    assert set(ROUTES) - found == set(), "these are gone: take them out of tests/accounts/routes.py"


@pytest.mark.parametrize("mode", ["local", "proxy"])
def test_other_modes_have_no_route_of_their_own(tmp_path: Path, mode: Mode) -> None:
    assert routes_of(Settings(data_dir=tmp_path, auth=mode, trusted_proxies=("127.0.0.1/32",))) <= set(ROUTES)


@pytest.mark.parametrize("name", PROTECTED)
def test_nobody_is_let_in(nobody: Caller, household: Household, name: str) -> None:
    answer = ask(nobody, name, household)
    assert CANARY not in answer.text
    if answer.status == 303:
        assert not isinstance(ROUTES[name].who, tuple)
        assert answer.location.startswith("/sign-in")
    else:
        assert answer.status == 401


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.who == ANYBODY])
def test_what_anybody_may_see_holds_nothing_of_anybody(nobody: Caller, household: Household, name: str) -> None:
    answer = ask(nobody, name, household)
    assert answer.status < 500
    assert CANARY not in answer.text
    assert [one for one in household.ids if one in answer.text] == []


@pytest.mark.parametrize("name", PROTECTED)
def test_a_key_that_ended_or_never_was_is_refused_in_the_same_words_beside_a_session_too(
    callers: Callers, household: Household, name: str
) -> None:
    keys = {**household.keys, "unknown": "ck_live_" + "a" * 43}
    session = household.session
    told = {ask(callers.by(key=keys[which], session=session), name, household) for which in WRONG_KEYS}
    assert {answer.status for answer in told} == {401}
    assert len({re.sub("[0-9a-f]{8}", "", answer.text) for answer in told}) == 1
    assert INVALID_KEY.partition(";")[0] in next(iter(told)).text
    assert CANARY not in next(iter(told)).text


@pytest.mark.parametrize("name", FOR_KEYS)
def test_a_key_without_the_scope_is_refused_and_told_which(callers: Callers, household: Household, name: str) -> None:
    needed = frozenset(ROUTES[name].who)
    key = household.key_for(ALL_SCOPES - needed)
    answer = ask(callers.by(key=key, session=household.session), name, household)
    assert answer.status == 403
    assert all(scope in answer.text for scope in needed)
    assert CANARY not in answer.text


@pytest.mark.parametrize("name", FOR_NO_KEY)
def test_no_key_opens_what_is_for_people(callers: Callers, household: Household, name: str) -> None:
    answer = ask(callers.by(key=household.keys["whole"], session=household.session), name, household)
    assert answer.status == 403
    assert FOR_PEOPLE.partition(":")[0] in answer.text
    assert CANARY not in answer.text


@pytest.mark.parametrize("name", IN_TURN)
def test_somebody_else_finds_nothing_and_changes_nothing(callers: Callers, household: Household, name: str) -> None:
    route, eve = ROUTES[name], callers.person("Eve")
    before = household.rows_of_ada()
    everywhere = [eve, callers.by(key=household.keys["Eve's"])] if isinstance(route.who, tuple) else [eve]
    for caller in everywhere:
        answer = ask(caller, name, household)
        assert CANARY not in answer.text
        assert answer.status in allowed_to_eve(route), answer.text
    assert household.rows_of_ada() == before


def allowed_to_eve(route: Route) -> frozenset[int]:
    if route.who == ADMINISTRATORS:
        return frozenset({403})
    return NOTHING_OF_HERS if route.foreign is None else route.foreign


SHOWN = (
    "GET /resumes/{resume_id}",
    "GET /letters/{letter_id}",
    "GET /tutor/{conversation_id}",
    "GET /settings/keys",
    "GET /account",
    "GET /resumes",
    "GET /tutor",
    "GET /history",
    "GET /api/postings",
    "GET /v1/resumes",
)


@pytest.mark.parametrize("name", SHOWN)
def test_ada_sees_what_the_others_did_not(callers: Callers, household: Household, name: str) -> None:
    assert CANARY in ask(callers.by(session=household.session), name, household).text


@pytest.mark.parametrize("name", IN_TURN)
def test_whoever_may_is_let_in(callers: Callers, household: Household, name: str) -> None:
    who = ROUTES[name].who
    person = callers.person("Root" if who == ADMINISTRATORS else "Ada")
    may = [callers.by(key=household.key_for(frozenset(who)))] if isinstance(who, tuple) else [person]
    for caller in [*may, person] if name.startswith("GET") else may:
        answer = ask(caller, name, household)
        assert answer.status not in {401, 403, 404, 405}, answer.text
        assert answer.status < 500, answer.text
        assert not answer.location.startswith("/sign-in?next")
