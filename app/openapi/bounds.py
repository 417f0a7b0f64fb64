"""What a request's members may hold beyond their types: bounds that the services keep, for the schemas of requests.

A member's entry is laid over what msgspec says of it; `RULES` are laid over whole objects.
"""

from typing import Any

from app.letters.service import LANGUAGES
from app.tutor.service import AGENTS

_TONES, _LENGTHS = ("warm", "formal", "direct"), ("short", "standard", "long")
_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
_TAG = "^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$"
_NAME: dict[str, Any] = {"maxLength": 300}
_INSTRUCTIONS: dict[str, Any] = {"maxLength": 2_000}
_POSTING: dict[str, Any] = {"minLength": 50, "maxLength": 50_000}
_MESSAGE: dict[str, Any] = {"minLength": 1, "maxLength": 20_000}
_WANTED_LETTER: dict[str, dict[str, Any]] = {
    "tone": {"enum": ["", *_TONES]},
    "length": {"enum": ["", *_LENGTHS]},
    "language": {"enum": ["", *LANGUAGES]},
    "hints": _INSTRUCTIONS,
}
_WISHES: dict[str, dict[str, Any]] = {
    "agent": {"enum": [None, "", *AGENTS]},
    "target": {"anyOf": [{"type": "string", "pattern": _TAG, "maxLength": 35}, {"type": "null"}]},
    "native": {"anyOf": [{"type": "string", "pattern": _TAG, "maxLength": 35}, {"type": "null"}]},
    "level": {"enum": [None, "", *_LEVELS]},
}
MEMBERS: dict[str, dict[str, dict[str, Any]]] = {
    "CareerRequest": {
        "jobDescription": _POSTING,
        "jobTitle": _NAME,
        "companyName": _NAME,
        "instructions": _INSTRUCTIONS,
        **_WANTED_LETTER,
    },
    "ChatRequest": {**_WISHES, "message": _MESSAGE},
    "MessageRequest": {**_WISHES, "message": _MESSAGE},
    "NewChat": _WISHES,
    "NewConversation": _WISHES,
    "ConversationChange": _WISHES,
    "NewMessage": {"text": _MESSAGE},
    "LatexForm": {
        "jd_text": _POSTING,
        "job_title": _NAME,
        "company_name": _NAME,
        "user_instructions": _INSTRUCTIONS,
    },
    "PostingText": {"text": _POSTING, "title": _NAME, "company": _NAME},
    "NewPosting": {"url": {"maxLength": 4_000}, "title": _NAME, "company": _NAME},
    "NewTailoring": {"instructions": _INSTRUCTIONS},
    "NewLetter": _WANTED_LETTER,
    "ParagraphText": {"text": {"minLength": 1}},
    "ResumeChange": {"fields": {"propertyNames": {"pattern": "^/"}}},
}
"""By the struct's name and the member's."""
_EITHER_POSTING: dict[str, Any] = {
    "oneOf": [
        {
            "title": "a posting that is kept",
            "required": ["posting_id"],
            "properties": {"posting_id": {"minLength": 1}, "posting": {"type": "null"}},
        },
        {
            "title": "a posting that is sent along",
            "required": ["posting"],
            "properties": {"posting": {"type": "object"}, "posting_id": {"const": ""}},
        },
    ]
}
_ACTION = "^(undo|redo|up|down|move|remove|duplicate)(:/[A-Za-z0-9/]{1,120}(:[0-9]{1,4})?)?$"
RULES: dict[str, dict[str, Any]] = {
    "NewTailoring": _EITHER_POSTING,
    "NewLetter": _EITHER_POSTING,
    "MatchRequest": _EITHER_POSTING,
    "NewPosting": {
        "oneOf": [
            {
                "title": "a text",
                "required": ["text"],
                "properties": {"text": _POSTING, "url": {"const": ""}},
            },
            {
                "title": "the address of a page",
                "required": ["url"],
                "properties": {"url": {"minLength": 1}, "text": {"const": ""}},
            },
        ]
    },
    "ResumeChange": {
        "oneOf": [
            {
                "title": "new texts",
                "required": ["fields"],
                "properties": {"fields": {"minProperties": 1}, "action": {"const": ""}},
            },
            {
                "title": "an action",
                "required": ["action"],
                "properties": {"action": {"pattern": _ACTION}, "fields": {"maxProperties": 0}},
            },
        ]
    },
}
"""By the struct's name."""


def lay_over(name: str, schema: dict[str, Any]) -> None:
    """Say in a struct's schema what its members may hold."""
    for member, bound in MEMBERS.get(name, {}).items():
        shown = schema["properties"][member]
        if "anyOf" in shown and "anyOf" not in bound:
            shown.pop("anyOf")
        shown.update(bound)
    schema.update(RULES.get(name, {}))
