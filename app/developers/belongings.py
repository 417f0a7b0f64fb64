"""The newest of everything that is the reader's, with which the lines on the page are filled."""

import re
from collections.abc import Mapping

import msgspec

from app.postings.service import Postings
from app.resumes.service import Resumes
from app.streaming import Engine
from app.tutor.service import Conversations

FOLLOWED = ("tailoring",)
EXAMPLE_TITLE = "Backend engineer"
EXAMPLE_TEXT = (
    "We look for a backend engineer with five years of Python, PostgreSQL and Docker, "
    "who enjoys clear writing and looks after what they build."
)
_NAMED = re.compile(r"\{(\w+)\}")


class Missing(msgspec.Struct, frozen=True):
    """What the reader has none of: a sentence, and where to make one."""

    sentence: str
    url: str
    link: str


_UPLOAD = ("/resumes", "Upload a résumé")
MISSING: Mapping[str, Missing] = {
    "resume_id": Missing("You have no résumé here yet, so this line names none.", *_UPLOAD),
    "tex_resume_id": Missing(
        "You have no LaTeX résumé here yet. Put a resume.tex of your own where you run this.", "/resumes", "Upload one"
    ),
    "posting_id": Missing("You have no posting here yet, so this line names none.", "/postings", "Add a posting"),
    "conversation_id": Missing("You have no conversation yet, so this line names none.", "/tutor/new", "Begin one"),
    "chat_id": Missing("You have no chat yet, so this line names none.", "/tutor/new", "Begin one"),
    "run_id": Missing("You have no tailoring yet, so this line names no run.", "/tailorings/new", "Begin a tailoring"),
}


class Belongings(msgspec.Struct, frozen=True, kw_only=True):
    """Ids, and texts to send, by the names that `protocols/*.toml` use; an id that is not there is absent."""

    known: Mapping[str, str]

    def fill(self, text: str) -> str:
        """The text with what is named in braces; an id that there is none of becomes `RESUME_ID` and the like."""
        return _NAMED.sub(lambda found: self.known.get(found[1], found[1].upper()), text)

    def lacks(self, text: str) -> tuple[str, ...]:
        """The names in the text that the reader has nothing for."""
        return tuple(name for name in _NAMED.findall(text) if name not in self.known)


async def belongings_of(
    owner: str, resumes: Resumes, postings: Postings, conversations: Conversations, engine: Engine
) -> Belongings:
    """What the person made last, as far as a request can use it."""
    known = {"posting_text": EXAMPLE_TEXT, "posting_title": EXAMPLE_TITLE}
    usable = [resume for resume in await resumes.of(owner) if resume.state != "failed"]
    tex = [resume for resume in usable if resume.format == "tex"]
    talks = await conversations.of(owner, 1)
    found = {
        "resume_id": [resume.id for resume in usable],
        "tex_resume_id": [resume.id for resume in tex],
        "posting_id": [posting.id for posting in await postings.of(owner, 1)],
        "conversation_id": [talk.id for talk in talks],
        "chat_id": [str(talk.number) for talk in talks],
        "run_id": [run.id for run in await engine.store.list_runs(owner, FOLLOWED, 1)],
    }
    return Belongings(known=known | {name: ids[0] for name, ids in found.items() if ids})
