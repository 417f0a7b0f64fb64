"""The conversation that an address names, directly or by one of its messages, for the person who asks."""

from typing import Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.letters.service import Letters
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.tutor.attachments import Attachments
from app.tutor.presenting.materials import Library
from app.tutor.service import Conversations, Mistakes
from app.tutor.watching import Room
from app.web.rendering import Pages


def provide_room(
    request: Request[Any, Any, Any],
    conversation_id: FromPath[str],
    user: NamedDependency[User],
    conversations: NamedDependency[Conversations],
    mistakes: NamedDependency[Mistakes],
    resumes: NamedDependency[Resumes],
    postings: NamedDependency[Postings],
    letters: NamedDependency[Letters],
    attachments: NamedDependency[Attachments],
    pages: NamedDependency[Pages],
) -> Room:
    """By its own id. Whether it is there, and this person's, is found out when it is read."""
    library = Library(resumes, postings, letters, attachments)
    return Room(request, pages, conversations, mistakes, library, user.id, conversation_id)


async def provide_room_of_message(
    request: Request[Any, Any, Any],
    message_id: FromPath[str],
    user: NamedDependency[User],
    conversations: NamedDependency[Conversations],
    mistakes: NamedDependency[Mistakes],
    resumes: NamedDependency[Resumes],
    postings: NamedDependency[Postings],
    letters: NamedDependency[Letters],
    attachments: NamedDependency[Attachments],
    pages: NamedDependency[Pages],
) -> Room:
    """By one of its messages; NotFound when that is absent or somebody else's."""
    message = await conversations.message(user.id, message_id)
    library = Library(resumes, postings, letters, attachments)
    return Room(request, pages, conversations, mistakes, library, user.id, message.conversation_id)
