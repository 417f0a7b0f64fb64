"""What each call may be given. Everything but what is required may be left out.

`idempotency_key`: the same key with the same input is the same work, and is paid for once. Without one each call makes
its own, so that what it repeats by itself after a broken line is never done twice.
"""

from typing import NotRequired, TypedDict


class TailorWanted(TypedDict):
    """A résumé to be tailored to a posting."""

    resume_id: str
    job_description: str
    job_title: NotRequired[str]
    company_name: NotRequired[str]
    instructions: NotRequired[str]
    idempotency_key: NotRequired[str]


class LetterWanted(TypedDict):
    """A cover letter. `tone`, `length` and `language` as the form of letters offers them; `hints` are free text."""

    resume_id: str
    job_description: str
    job_title: NotRequired[str]
    company_name: NotRequired[str]
    tone: NotRequired[str]
    length: NotRequired[str]
    language: NotRequired[str]
    hints: NotRequired[str]
    idempotency_key: NotRequired[str]


class ReviewWanted(TypedDict):
    """A review of a résumé, for a posting where one is named; `fresh`: not the one that is there already."""

    resume_id: str
    posting_id: NotRequired[str]
    fresh: NotRequired[bool]


class LatexWanted(TypedDict):
    """A LaTeX résumé (at most 2 MB) to be tailored to a posting of at least 50 characters."""

    resume_file: bytes
    jd_text: str
    filename: NotRequired[str]
    job_title: NotRequired[str]
    company_name: NotRequired[str]
    user_instructions: NotRequired[str]
    idempotency_key: NotRequired[str]


class _About(TypedDict):
    agent: NotRequired[str]
    agent_id: NotRequired[str]
    target: NotRequired[str]
    native: NotRequired[str]
    level: NotRequired[str]
    resume_id: NotRequired[str]
    posting_id: NotRequired[str]
    letter_id: NotRequired[str]
    idempotency_key: NotRequired[str]


class ChatWanted(_About):
    """A message to a conversation, or without one the first of a new one.

    `agent`: coach, tutor or adviser. `target` and `native` are languages, `level` A1 to C2.
    """

    message: str
    conversation_id: NotRequired[str]


class NewChatWanted(_About):
    """A chat without messages."""

    name: NotRequired[str]


class MessageWanted(_About):
    """A message to a chat of the agents."""

    chat_id: int
    message: str


class PostingText(TypedDict):
    """A posting's text, 50 to 50,000 characters."""

    text: str
    title: NotRequired[str]
    company: NotRequired[str]


class MatchWanted(TypedDict):
    """A résumé beside a posting: one that is kept, or a text."""

    resume_id: str
    posting_id: NotRequired[str]
    posting: NotRequired[PostingText]


class NewTailoringWanted(MatchWanted):
    """A tailoring of the native API."""

    instructions: NotRequired[str]


class NewLetterWanted(MatchWanted):
    """A letter of the native API."""

    tone: NotRequired[str]
    length: NotRequired[str]
    language: NotRequired[str]
    hints: NotRequired[str]


class ConversationWanted(TypedDict, total=False):
    """A conversation of the native API; an id that is "" is taken away."""

    title: str
    agent: str
    agent_id: str
    target: str
    native: str
    level: str
    resume_id: str
    posting_id: str
    letter_id: str
