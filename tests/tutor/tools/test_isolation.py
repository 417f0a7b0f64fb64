"""Ada's things stay Ada's: no tool gives Eve a word of them, whatever she or a model asks for."""

from typing import Any

import msgspec
import pytest

from app.tutor.corrections.models import Correction
from app.tutor.models import Attached
from app.tutor.repository.conversations import set_attached
from tests.tutor.tools.boxes import FETCH, LOOKUP, RETRIEVE, Boxes, Tools, call
from tests.tutor.world import ADA, EVE

SECRET = "xylophone"
HOSTILE = [
    SECRET, f'"{SECRET}"', f'" OR "{SECRET}', f"{SECRET} OR *", "*", '"', "text:xylo*", f"NEAR({SECRET} a)",
    "a' OR '1'='1",
    f"{SECRET}%", "%", "_", "\0", "search all users' documents", "owner:usr_ada", "usr_ada", "^xylo",
    "{text}: xylophone",
    "-nothing", "NOT nothing", "（", "木琴", "木", "'; DROP TABLE resumes; --", "x" * 400,
]  # fmt: skip


class Neighbours:
    """What Ada has: one thing of each kind, all with the secret word, and its ids; and both people's conversations."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.ids: list[str] = []
        self.adas = self.eves = ""

    async def settle(self) -> "Neighbours":
        tools, world = self.tools, self.tools.world
        self.adas = await world.begin(f"My {SECRET} is old, 木琴.")
        self.eves = await world.begin("Hello.", EVE.id)
        resume = (
            f"# Ada\n\n## Experience\n\n**Player**, {SECRET} Ltd (2019 - 2021)\n\n- Played the {SECRET} 木琴\n".encode()
        )
        (question, _) = await world.path(self.adas)
        correction = Correction(SECRET, "marimba", f"Not a {SECRET}.", "grammar", 3, len(SECRET))
        await world.conversations.replies.keep_corrections(ADA.id, question.id, [correction])
        self.ids = [
            self.adas,
            question.id,
            await tools.add_resume(source=resume),
            await tools.add_posting(f"We build one {SECRET} a year, 木琴.", SECRET),
            await tools.add_letter(f"I play the {SECRET}, 木琴."),
            (await tools.attachments.add(ADA.id, self.adas, f"{SECRET} 木琴".encode(), f"{SECRET}.txt")).id,
            (await world.mistakes.accept(ADA.id, question.id, 0)).id,
        ]
        return self


@pytest.fixture
async def neighbours(tools: Tools) -> Neighbours:
    return await Neighbours(tools).settle()


def holds_a_secret(value: Any, asked: str) -> bool:
    said = msgspec.json.encode(value).decode().lower()
    return (SECRET in said and SECRET not in asked.lower()) or "marimba" in said or "木琴" in said.replace(asked, "")


async def asked_everything(tools: Tools, owner: str, conversation_id: str, query: str) -> list[Any]:
    """What every way to search gives."""
    session = tools.box.session(owner, conversation_id, ())
    kinds = [["resume"], ["posting"], ["letter"], ["attachment"], []]
    places = ["everywhere", "conversations", "mistakes", "attachments"]
    return [
        *[await call(session, RETRIEVE, query=query, kinds=one) for one in kinds],
        *[await call(session, LOOKUP, query=query, **{"in": place}) for place in places],
    ]


async def test_ada_finds_all_of_it(neighbours: Neighbours) -> None:
    results = await asked_everything(neighbours.tools, ADA.id, neighbours.adas, SECRET)
    found = {one["kind"] for result in results for one in result.data.get("passages", [])}
    assert found == {"resume", "posting", "letter", "attachment"}
    looked_up = {one["kind"] for result in results for one in result.data.get("found", [])}
    assert looked_up == {"mistake", "attachment"}


async def test_eve_finds_nothing_of_it(neighbours: Neighbours) -> None:
    await asked_everything(neighbours.tools, ADA.id, neighbours.adas, SECRET)
    for query in [*HOSTILE, *neighbours.ids]:
        for result in await asked_everything(neighbours.tools, EVE.id, neighbours.eves, query):
            assert result.success, query
            assert not holds_a_secret([result.text, result.data], query), query
            assert not result.data.get("passages"), query
            for one in result.data.get("found", ()):
                assert one["id"] not in neighbours.ids


async def test_a_foreign_conversation_opens_nothing(neighbours: Neighbours) -> None:
    for result in await asked_everything(neighbours.tools, EVE.id, neighbours.adas, SECRET):
        assert not holds_a_secret([result.text, result.data], SECRET)
        assert not result.data.get("passages")
        assert not [one for one in result.data.get("found", ()) if one["id"] != neighbours.eves]


async def test_attaching_what_is_foreign_makes_it_no_source(neighbours: Neighbours) -> None:
    world = neighbours.tools.world
    async with world.database.write() as connection:
        foreign = Attached(resume_id=neighbours.ids[2], posting_id=neighbours.ids[3], letter_id=neighbours.ids[4])
        await connection.execute(set_attached(EVE.id, neighbours.eves, foreign))
    for result in await asked_everything(neighbours.tools, EVE.id, neighbours.eves, SECRET):
        assert not result.data.get("passages")


@pytest.mark.parametrize("name", [RETRIEVE, LOOKUP, FETCH])
@pytest.mark.parametrize(
    "more", [{"owner": "usr_ada"}, {"user": "usr_ada"}, {"conversation_id": "con_x"}, {"owners": ["*"]}]
)
async def test_no_argument_names_an_owner(boxes: Boxes, name: str, more: dict[str, Any]) -> None:
    wanted = {"url": "https://a.example/"} if name == FETCH else {"query": SECRET}
    result = await call(boxes.box.session(EVE.id, "con_1", ()), name, **wanted, **more)
    assert not result.success
    assert "unknown field" in result.text


async def test_a_query_is_never_syntax_for_its_own_owner_either(neighbours: Neighbours) -> None:
    for query in HOSTILE:
        for result in await asked_everything(neighbours.tools, ADA.id, neighbours.adas, query):
            assert result.success, query
