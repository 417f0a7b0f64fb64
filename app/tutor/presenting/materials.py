"""What a conversation can be about, and what it is about: résumés, postings, letters; who answers, and how."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from app.errors import NotFound
from app.letters.service import LANGUAGES, Letters
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.tutor.agents_catalogue import AGENT_CARDS
from app.tutor.attachments import Attachments
from app.tutor.contexts import Chip, Choice, FileItem, Manners, Materials
from app.tutor.models import Attached, AttachedFile, Conversation, Manner
from app.tutor.wishes import LEVELS

T = TypeVar("T")
NEWEST = "newest"
_LEVELS = {
    "A1": "first words",
    "A2": "everyday phrases",
    "B1": "gets along",
    "B2": "fluent in most things",
    "C1": "fluent at work",
    "C2": "like a native speaker",
}


class Library:
    """What the person has of each kind."""

    def __init__(self, resumes: Resumes, postings: Postings, letters: Letters, attachments: Attachments) -> None:
        self._resumes = resumes
        self._postings = postings
        self._letters = letters
        self._attachments = attachments

    async def materials(self, owner: str, attached: Attached) -> Materials:
        """Everything that can be chosen, newest first; `newest` as an id stands for the first of its kind."""
        resumes = [item for item in await self._resumes.of(owner) if item.state != "failed"]
        postings = await self._postings.of(owner)
        letters = await self._letters.of(owner)
        return Materials(
            resumes=_choices([(item.id, item.title, item.filename) for item in resumes], attached.resume_id),
            postings=_choices([(item.id, item.title, item.company) for item in postings], attached.posting_id),
            letters=_choices([(item.id, item.posting_title, item.company) for item in letters], attached.letter_id),
        )

    async def chips(self, conversation: Conversation) -> tuple[Chip, ...]:
        """What the conversation is about, each to be opened; what was deleted since says so."""
        owner, attached = conversation.owner, conversation.attached
        chips = []
        if one := attached.resume_id:
            found = self._resumes.get(owner, one)
            chips.append(await _chip("Résumé", f"/resumes/{one}", found, lambda resume: resume.title))
        if one := attached.posting_id:
            wanted = self._postings.get(owner, one)
            chips.append(await _chip("Posting", f"/postings/{one}", wanted, lambda posting: posting.title))
        if one := attached.letter_id:
            written = self._letters.get(owner, one)
            chips.append(await _chip("Letter", f"/letters/{one}", written, lambda letter: letter.posting_title))
        page = f"/tutor/{conversation.id}/files"
        files = await self.files(owner, conversation.id)
        return (*chips, *(Chip(kind="File", title=file.name, url=f"{page}/{file.id}") for file in files))

    async def files(self, owner: str, conversation_id: str) -> tuple[FileItem, ...]:
        """The files of one conversation."""
        listed = await self._attachments.of(owner, conversation_id)
        return tuple(FileItem(id=file.id, name=file.name, note=_note(file)) for file in listed)


async def _chip(kind: str, url: str, found: Awaitable[T], title: Callable[[T], str]) -> Chip:
    """What is attached, with a link to it while it is there."""
    try:
        return Chip(kind=kind, title=title(await found), url=url)
    except NotFound:
        return Chip(kind=kind, title="deleted since")


def manners(manner: Manner) -> Manners:
    """Who may answer and how, `manner` chosen."""
    return Manners(
        agents=agent_choices(manner.agent),
        targets=_languages(manner.target),
        natives=_languages(manner.native),
        levels=tuple(Choice(level, f"{level}: {_LEVELS[level]}", selected=level == manner.level) for level in LEVELS),
    )


def agent_choices(chosen: str = "") -> tuple[Choice, ...]:
    """The agents, with what each does."""
    return tuple(Choice(card.agent, card.name, card.description, card.agent == chosen) for card in AGENT_CARDS.values())


def about(manner: Manner) -> str:
    """Who answers and how, in a few words."""
    name = AGENT_CARDS[manner.agent].name
    if manner.agent != "tutor":
        return name
    return f"{name} · {LANGUAGES.get(manner.target, manner.target)}, {manner.level}"


def _choices(known: Sequence[tuple[str, str, str]], chosen: str | None) -> tuple[Choice, ...]:
    wanted = known[0][0] if known and chosen == NEWEST else chosen
    return tuple(Choice(name, title, detail, name == wanted) for name, title, detail in known)


def _note(file: AttachedFile) -> str:
    return f"the first {file.characters:,} characters" if file.is_cut else ""


def _languages(chosen: str) -> tuple[Choice, ...]:
    known = LANGUAGES if chosen in LANGUAGES else {chosen: chosen, **LANGUAGES}
    return tuple(Choice(tag, name, selected=tag == chosen) for tag, name in known.items())
