"""Every route of the app, and who may use it: the table that `test_every_route.py` holds the app to.

It is written by hand, so that a route that is opened by mistake stands against it. A name in braces is filled in with
the name of a thing of Ada's (`household.py`), in addresses and in what is sent.
"""

from typing import Any

import msgspec

ANYBODY, PEOPLE, ADMINISTRATORS = "anybody", "people", "administrators"
HIDDEN = frozenset({404})
"""Somebody else is told that there is no such thing."""
REFUSED = frozenset({404, 422})
"""Somebody else is told so by the page, or by the form in which they named it."""
POSTING = "We look for a backend engineer with Python, PostgreSQL and Docker, five years of experience, in Lisbon."


class Sent(msgspec.Struct, frozen=True):
    """What goes with a request: `form`, `json`, or `parts` of a multipart form, each a file's name and the content."""

    form: dict[str, str] = {}
    json: dict[str, Any] | None = None
    parts: dict[str, tuple[str | None, str]] = {}


NOTHING = Sent()


class Route(msgspec.Struct, frozen=True):
    """`who` may use it: anybody, people, administrators, or a key with one of these scopes (and people).

    `foreign` is what somebody else is answered who names Ada's things; None where nothing is named, so that they get
    something of their own. `about` are names to be filled in as others. `last`: it takes away what other rows need.
    """

    who: str | tuple[str, ...]
    sent: Sent = NOTHING
    foreign: frozenset[int] | None = None
    query: str = ""
    about: dict[str, str] = {}
    last: int = 0


def form(**fields: str) -> Sent:
    return Sent(form=fields)


def json(**fields: Any) -> Sent:
    return Sent(json=fields)


def parts(**fields: str) -> Sent:
    return Sent(parts={name: (None, value) for name, value in fields.items()})


def file(field: str, name: str) -> Sent:
    return Sent(parts={field: (name, "# Somebody\n\nAn engineer who built a thing or two with Python.")})


def _hidden(who: str | tuple[str, ...], sent: Sent = NOTHING, *, last: int = 0, **about: str) -> Route:
    return Route(who, sent, HIDDEN, about=about, last=last)


_LETTER, _REVIEW, _TUTOR = "/letters/{letter_id}", "/reviews/{review_id}", "/tutor/{conversation_id}"
_PART, _ITEM = f"{_LETTER}/parts/{{part}}", f"{_REVIEW}/items/{{finding_id}}"
_TAILORING, _RESUME, _POSTING = "/tailorings/{tailoring_id}", "/resumes/{resume_id}", "/postings/{posting_id}"
_FROM = "?resume_id={resume_id}&posting_id={posting_id}"
_CHOSEN = {"resume_id": "{resume_id}", "posting_id": "{posting_id}"}
_MARK = form(number="1", start="0", end="5")
_DECISION = form(revision="0", number="0", wording="Built a thing with Python.")
_CARD = form(message_id="{message_id}", index="0", grade="3", seen="1", answer="have")

_PUBLIC = {
    "GET /health/live": Route(ANYBODY),
    "GET /health/ready": Route(ANYBODY),
    "GET /static/{file_path}": Route(ANYBODY),
    "HEAD /static/{file_path}": Route(ANYBODY),
    "GET /sign-in": Route(ANYBODY),
    "POST /sign-in": Route(ANYBODY, form(email="ada@example.org", password="wrong")),
    "POST /sign-in/passkey": Route(ANYBODY, json(challenge_id="x", credential={})),
    "POST /sign-in/passkey/challenge": Route(ANYBODY),
    "GET /sign-up": Route(ANYBODY),
    "POST /sign-up": Route(ANYBODY, form(email="bob@example.org", name="Bob", password="")),
    "GET /invitation/{token}": Route(ANYBODY),
    "POST /invitation/{token}": Route(ANYBODY, form(email="bob@example.org", name="Bob", password="")),
    "GET /reset": Route(ANYBODY),
    "POST /reset": Route(ANYBODY, form(email="ada@example.org")),
    "GET /reset/{token}": Route(ANYBODY),
    "POST /reset/{token}": Route(ANYBODY, form(password="")),
}
_ACCOUNT = {
    "GET /account": Route(PEOPLE),
    "POST /account/name": Route(PEOPLE, form(name="Somebody")),
    "POST /account/password": Route(PEOPLE, form(old="wrong", new="")),
    "POST /account/sessions/end": Route(PEOPLE, last=1),
    "POST /account/sessions/{session_id}/end": _hidden(PEOPLE),
    "POST /account/passkeys/challenge": Route(PEOPLE),
    "POST /account/passkeys": Route(PEOPLE, json(challenge_id="x", credential={}, name="x")),
    "POST /account/passkeys/{passkey_id}/remove": _hidden(PEOPLE, last=1),
    "POST /account/export": Route(PEOPLE),
    "POST /account/delete": Route(PEOPLE, form(password="wrong", confirm="no"), last=3),
    "POST /sign-out": Route(PEOPLE, last=4),
    "GET /admin": Route(ADMINISTRATORS),
    "POST /admin/people/{user_id}/{change}": Route(ADMINISTRATORS),
    "POST /admin/runs/{run_id}/stop": Route(ADMINISTRATORS),
    "POST /admin/invitations": Route(ADMINISTRATORS, form(email="carol@example.org")),
    "POST /admin/invitations/{invitation_id}/withdraw": Route(ADMINISTRATORS, last=1),
    "GET /settings": Route(PEOPLE),
    "POST /settings/model": Route(PEOPLE, form(model="builtin")),
    "POST /settings/model/test": Route(PEOPLE, form(model="builtin")),
    "GET /settings/keys": Route(PEOPLE),
    "POST /settings/keys": Route(PEOPLE, form(name="laptop", scope="usage", life="7")),
    "POST /settings/keys/{key_id}/revoke": _hidden(PEOPLE, last=1),
    "GET /usage": Route(PEOPLE),
}
_WORK = {
    "GET /": Route(PEOPLE),
    "GET /history": Route(PEOPLE),
    "GET /resumes": Route(PEOPLE),
    "POST /resumes": Route(PEOPLE, file("resume_file", "cv.md")),
    f"GET {_RESUME}": _hidden(PEOPLE),
    f"GET {_RESUME}/edit": _hidden(PEOPLE),
    f"POST {_RESUME}/edit": _hidden(PEOPLE, form(version="1")),
    f"GET {_RESUME}/events": _hidden(PEOPLE),
    f"GET {_RESUME}/machine-view": _hidden(PEOPLE),
    f"GET {_RESUME}/original": _hidden(PEOPLE),
    f"GET {_RESUME}/source": _hidden(PEOPLE),
    f"GET {_RESUME}/resume.docx": _hidden(PEOPLE),
    f"GET {_RESUME}/resume.json": _hidden(PEOPLE),
    f"GET {_RESUME}/resume.pdf": _hidden(PEOPLE),
    f"POST {_RESUME}/retry": _hidden(PEOPLE),
    f"POST {_RESUME}/delete": _hidden(PEOPLE, last=1),
    "GET /postings": Route(PEOPLE),
    "POST /postings": Route(PEOPLE, form(text=POSTING)),
    f"GET {_POSTING}": _hidden(PEOPLE),
    f"GET {_POSTING}/events": _hidden(PEOPLE),
    f"POST {_POSTING}/analysis": _hidden(PEOPLE),
    f"POST {_POSTING}/stop": _hidden(PEOPLE),
    f"POST {_POSTING}/delete": _hidden(PEOPLE, last=1),
    "GET /tailorings": Route(PEOPLE),
    "GET /tailorings/new": Route(PEOPLE, query=_FROM),
    "POST /tailorings": Route(PEOPLE, parts(**_CHOSEN), REFUSED),
    f"GET {_TAILORING}": _hidden(PEOPLE),
    f"GET {_TAILORING}/events": _hidden(PEOPLE),
    f"GET {_TAILORING}/machine-view": _hidden(PEOPLE),
    f"GET {_TAILORING}/pages/{{name}}": _hidden(PEOPLE),
    f"GET {_TAILORING}/resume.docx": _hidden(PEOPLE),
    f"GET {_TAILORING}/resume.json": _hidden(PEOPLE),
    f"GET {_TAILORING}/resume.pdf": _hidden(PEOPLE),
    f"GET {_TAILORING}/resume.tex": _hidden(PEOPLE),
    f"POST {_TAILORING}/retry": _hidden(PEOPLE),
    f"POST {_TAILORING}/stop": _hidden(PEOPLE),
    f"POST {_TAILORING}/delete": _hidden(PEOPLE, last=1),
    "GET /reviews": Route(PEOPLE),
    "GET /reviews/new": Route(PEOPLE, query=_FROM),
    "POST /reviews": Route(PEOPLE, parts(**_CHOSEN), REFUSED),
    f"GET {_REVIEW}": _hidden(PEOPLE),
    f"GET {_REVIEW}/events": _hidden(PEOPLE),
    f"GET {_REVIEW}/pages/{{name}}": _hidden(PEOPLE),
    f"GET {_REVIEW}/resume.docx": _hidden(PEOPLE),
    f"GET {_REVIEW}/resume.json": _hidden(PEOPLE),
    f"GET {_REVIEW}/resume.pdf": _hidden(PEOPLE),
    f"GET {_REVIEW}/resume.tex": _hidden(PEOPLE),
    f"POST {_REVIEW}/accept-supported": _hidden(PEOPLE),
    f"POST {_ITEM}/accept": _hidden(PEOPLE, _DECISION),
    f"POST {_ITEM}/edit": _hidden(PEOPLE, _DECISION),
    f"POST {_ITEM}/reject": _hidden(PEOPLE, _DECISION),
    f"POST {_ITEM}/remove": _hidden(PEOPLE, _DECISION),
    f"POST {_ITEM}/undo": _hidden(PEOPLE, _DECISION),
    f"POST {_REVIEW}/keep": _hidden(PEOPLE),
    f"POST {_REVIEW}/retry": _hidden(PEOPLE),
    f"POST {_REVIEW}/stop": _hidden(PEOPLE),
    f"POST {_REVIEW}/delete": _hidden(PEOPLE, last=1),
    "GET /letters": Route(PEOPLE),
    "GET /letters/new": Route(PEOPLE, query=_FROM),
    "POST /letters": Route(PEOPLE, parts(**_CHOSEN), REFUSED),
    f"GET {_LETTER}": _hidden(PEOPLE),
    f"GET {_LETTER}/events": _hidden(PEOPLE),
    f"GET {_LETTER}/letter.docx": _hidden(PEOPLE),
    f"GET {_LETTER}/letter.pdf": _hidden(PEOPLE),
    f"GET {_LETTER}/letter.txt": _hidden(PEOPLE),
    f"POST {_PART}/add": _hidden(PEOPLE, form(line="Mine.", entry="/work/0")),
    f"POST {_PART}/edit": _hidden(PEOPLE, form(number="1", text="Mine.")),
    f"POST {_PART}/remove": _hidden(PEOPLE, _MARK),
    f"POST {_PART}/rephrase": _hidden(PEOPLE, _MARK),
    f"POST {_PART}/restore": _hidden(PEOPLE, form(number="1")),
    f"POST {_PART}/rewrite": _hidden(PEOPLE),
    f"POST {_PART}/shorten": _hidden(PEOPLE),
    f"POST {_LETTER}/retry": _hidden(PEOPLE),
    f"POST {_LETTER}/stop": _hidden(PEOPLE),
    f"POST {_LETTER}/delete": _hidden(PEOPLE, last=1),
}
_TALK = {
    "GET /tutor": Route(PEOPLE, query="?q=secret&everything=yes"),
    "POST /tutor": Route(PEOPLE, form(message="Hello.", **_CHOSEN), REFUSED),
    "GET /tutor/new": Route(PEOPLE),
    f"GET {_TUTOR}": _hidden(PEOPLE),
    f"GET {_TUTOR}/at/{{message_id}}": _hidden(PEOPLE),
    f"GET {_TUTOR}/events": _hidden(PEOPLE),
    f"GET {_TUTOR}/export.json": _hidden(PEOPLE),
    f"GET {_TUTOR}/export.md": _hidden(PEOPLE),
    f"GET {_TUTOR}/files/{{attachment_id}}": _hidden(PEOPLE),
    f"POST {_TUTOR}/files": _hidden(PEOPLE, file("file", "notes.md")),
    f"POST {_TUTOR}/files/{{attachment_id}}/delete": _hidden(PEOPLE, last=1),
    f"POST {_TUTOR}/answers/{{message_id}}": _hidden(PEOPLE, form(answer="x"), message_id="reply_id"),
    f"POST {_TUTOR}/attach": _hidden(PEOPLE, form(**_CHOSEN)),
    f"POST {_TUTOR}/configure": _hidden(PEOPLE, form(agent="coach")),
    f"POST {_TUTOR}/messages": _hidden(PEOPLE, form(message="Tell me the secret.")),
    f"POST {_TUTOR}/rename": _hidden(PEOPLE, form(title="Mine")),
    f"POST {_TUTOR}/stop": _hidden(PEOPLE),
    f"POST {_TUTOR}/switch": _hidden(PEOPLE, form(message_id="{message_id}")),
    f"POST {_TUTOR}/delete": _hidden(PEOPLE, last=2),
    "GET /tutor/messages/{message_id}/edit": _hidden(PEOPLE),
    "POST /tutor/messages/{message_id}/edit": _hidden(PEOPLE, form(message="Mine.")),
    "POST /tutor/messages/{message_id}/retry": _hidden(PEOPLE),
    "GET /tutor/mistakes": Route(PEOPLE, query="?q=has"),
    "POST /tutor/mistakes": _hidden(PEOPLE, _CARD),
    "POST /tutor/mistakes/all": _hidden(PEOPLE, _CARD),
    "GET /tutor/mistakes/review": Route(PEOPLE, query="?ahead=yes"),
    "POST /tutor/mistakes/{mistake_id}/answer": _hidden(PEOPLE, _CARD),
    "POST /tutor/mistakes/{mistake_id}/review": _hidden(PEOPLE, _CARD),
    "POST /tutor/mistakes/{mistake_id}/delete": _hidden(PEOPLE, last=1),
}

_RESUMES, _TAILOR, _LETTERS, _CHAT, _USAGE = ("resumes",), ("tailor",), ("letters",), ("chat",), ("usage",)
_WANTED = json(resumeId="{resume_id}", jobDescription=POSTING)
_THING = {"resume_id": "{resume_id}", "posting_id": "{posting_id}"}
_CHAT_MESSAGE = json(message="Hello.", stream=True)
_PROTOCOLS = {
    "POST /v1/tailor": _hidden(_TAILOR, _WANTED),
    "POST /v1/cover-letters/generate": _hidden(_LETTERS, _WANTED),
    "GET /v1/resumes": Route(_RESUMES),
    "POST /v1/resumes": Route(_RESUMES, file("file", "cv.md")),
    "GET /v1/resumes/{resume_id}": _hidden(_RESUMES),
    "DELETE /v1/resumes/{resume_id}": _hidden(_RESUMES, last=1, resume_id="third_resume_id"),
    "GET /optimization/stream/{resume_id}": Route(_TAILOR, foreign=HIDDEN, query="?posting_id={posting_id}"),
    "POST /api/tailor": Route(_TAILOR, parts(resume_file="", jd_text=POSTING)),
    "POST /api/tailor-stream": Route(_TAILOR, parts(resume_file="", jd_text=POSTING)),
    "POST /api/v1/chat": _hidden(_CHAT, json(message="Hello.", conversation_id="{conversation_id}")),
    "GET /api/v1/chats": Route(_CHAT),
    "POST /api/v1/chats": Route(_CHAT, json(name="Mine")),
    "GET /api/v1/chats/{chat_id}": _hidden(_CHAT),
    "POST /api/v1/chats/{chat_id}/messages": _hidden(_CHAT, _CHAT_MESSAGE),
    "GET /api/v1/agents": Route(_CHAT),
    "GET /api/v1/usage": Route(_USAGE),
}
_RUNS = ("resumes", "tailor", "letters", "chat")
_SAID = "/api/conversations/{conversation_id}/messages"
_PARAGRAPH = "/api/letters/{letter_id}/paragraphs/{part}"
_NATIVE = {
    "GET /api/resumes": Route(_RESUMES),
    "POST /api/resumes": Route(_RESUMES, file("file", "cv.md")),
    "GET /api/resumes/{resume_id}": _hidden(_RESUMES),
    "PATCH /api/resumes/{resume_id}": _hidden(_RESUMES, json(fields={"/basics/label": "Mine"})),
    "DELETE /api/resumes/{resume_id}": _hidden(_RESUMES, last=1, resume_id="other_resume_id"),
    "GET /api/resumes/{resume_id}/files/{kind}": _hidden(_RESUMES),
    "GET /api/resumes/{resume_id}/original": _hidden(_RESUMES),
    "GET /api/resumes/{resume_id}/source": _hidden(_RESUMES),
    "POST /api/resumes/{resume_id}/read": _hidden(_RESUMES),
    "GET /api/postings": Route(_RESUMES),
    "POST /api/postings": Route(_RESUMES, json(text=POSTING)),
    "GET /api/postings/{posting_id}": _hidden(_RESUMES),
    "DELETE /api/postings/{posting_id}": _hidden(_RESUMES, last=1, posting_id="other_posting_id"),
    "GET /api/postings/{posting_id}/analysis": _hidden(_RESUMES),
    "POST /api/postings/{posting_id}/analysis": _hidden(_RESUMES, json()),
    "GET /api/tailorings": Route(_TAILOR),
    "POST /api/tailorings": _hidden(_TAILOR, json(**_THING)),
    "GET /api/tailorings/{tailoring_id}": _hidden(_TAILOR),
    "DELETE /api/tailorings/{tailoring_id}": _hidden(_TAILOR, last=1, tailoring_id="other_tailoring_id"),
    "GET /api/tailorings/{tailoring_id}/files/{kind}": _hidden(_TAILOR),
    "POST /api/tailorings/{tailoring_id}/retry": _hidden(_TAILOR),
    "POST /api/matches": _hidden(_TAILOR, json(**_THING)),
    "GET /api/letters": Route(_LETTERS),
    "POST /api/letters": _hidden(_LETTERS, json(**_THING)),
    "GET /api/letters/{letter_id}": _hidden(_LETTERS),
    "DELETE /api/letters/{letter_id}": _hidden(_LETTERS, last=1, letter_id="other_letter_id"),
    "GET /api/letters/{letter_id}/files/{kind}": _hidden(_LETTERS),
    f"PUT {_PARAGRAPH}": _hidden(_LETTERS, json(text="Mine.")),
    f"POST {_PARAGRAPH}/restore": _hidden(_LETTERS, json(number=1)),
    f"POST {_PARAGRAPH}/rewrite": _hidden(_LETTERS, json()),
    "POST /api/letters/{letter_id}/retry": _hidden(_LETTERS),
    "GET /api/conversations": Route(_CHAT),
    "POST /api/conversations": Route(_CHAT, json(title="Mine")),
    "GET /api/conversations/{conversation_id}": _hidden(_CHAT),
    "PATCH /api/conversations/{conversation_id}": _hidden(_CHAT, json(title="Mine")),
    "DELETE /api/conversations/{conversation_id}": _hidden(_CHAT, last=1, conversation_id="other_conversation_id"),
    f"GET {_SAID}": _hidden(_CHAT),
    f"POST {_SAID}": _hidden(_CHAT, json(text="Tell me the secret.")),
    f"POST {_SAID}/{{message_id}}/edit": _hidden(_CHAT, json(text="Mine.")),
    f"POST {_SAID}/{{message_id}}/open": _hidden(_CHAT),
    f"POST {_SAID}/{{message_id}}/retry": _hidden(_CHAT),
    "GET /api/runs": Route(_RUNS),
    "GET /api/runs/{run_id}": _hidden(_RUNS),
    "GET /api/runs/{run_id}/events": _hidden(_RUNS),
    "POST /api/runs/{run_id}/cancel": _hidden(_RUNS),
}
ROUTES: dict[str, Route] = {**_PUBLIC, **_ACCOUNT, **_WORK, **_TALK, **_PROTOCOLS, **_NATIVE}
