"""The part of the table of routes (`routes.py`) that is for programs."""

from tests.accounts.route import HIDDEN, POSTING, Route, file, hidden, json, parts

_RESUMES, _TAILOR, _LETTERS, _CHAT, _USAGE = ("resumes",), ("tailor",), ("letters",), ("chat",), ("usage",)
_WANTED = json(resumeId="{resume_id}", jobDescription=POSTING)
_THING = {"resume_id": "{resume_id}", "posting_id": "{posting_id}"}
_CHAT_MESSAGE = json(message="Hello.", stream=True)
_PROTOCOLS = {
    "POST /v1/tailor": hidden(_TAILOR, _WANTED),
    "POST /v1/cover-letters/generate": hidden(_LETTERS, _WANTED),
    "GET /v1/resumes": Route(_RESUMES),
    "POST /v1/resumes": Route(_RESUMES, file("file", "cv.md")),
    "GET /v1/resumes/{resume_id}": hidden(_RESUMES),
    "DELETE /v1/resumes/{resume_id}": hidden(_RESUMES, last=1, resume_id="third_resume_id"),
    "GET /optimization/stream/{resume_id}": Route(_TAILOR, foreign=HIDDEN, query="?posting_id={posting_id}"),
    "POST /api/tailor": Route(_TAILOR, parts(resume_file="", jd_text=POSTING)),
    "POST /api/tailor-stream": Route(_TAILOR, parts(resume_file="", jd_text=POSTING)),
    "POST /api/v1/chat": hidden(_CHAT, json(message="Hello.", conversation_id="{conversation_id}")),
    "GET /api/v1/chats": Route(_CHAT),
    "POST /api/v1/chats": Route(_CHAT, json(name="Mine")),
    "GET /api/v1/chats/{chat_id}": hidden(_CHAT),
    "POST /api/v1/chats/{chat_id}/messages": hidden(_CHAT, _CHAT_MESSAGE),
    "GET /api/v1/agents": Route(_CHAT),
    "GET /api/v1/usage": Route(_USAGE),
}
_RUNS = ("resumes", "tailor", "letters", "chat")
_SAID = "/api/conversations/{conversation_id}/messages"
_PARAGRAPH = "/api/letters/{letter_id}/paragraphs/{part}"
_NATIVE = {
    "GET /api/resumes": Route(_RESUMES),
    "POST /api/resumes": Route(_RESUMES, file("file", "cv.md")),
    "GET /api/resumes/{resume_id}": hidden(_RESUMES),
    "PATCH /api/resumes/{resume_id}": hidden(_RESUMES, json(fields={"/basics/label": "Mine"})),
    "DELETE /api/resumes/{resume_id}": hidden(_RESUMES, last=1, resume_id="other_resume_id"),
    "GET /api/resumes/{resume_id}/files/{kind}": hidden(_RESUMES),
    "GET /api/resumes/{resume_id}/original": hidden(_RESUMES),
    "GET /api/resumes/{resume_id}/source": hidden(_RESUMES),
    "POST /api/resumes/{resume_id}/read": hidden(_RESUMES),
    "GET /api/postings": Route(_RESUMES),
    "POST /api/postings": Route(_RESUMES, json(text=POSTING)),
    "GET /api/postings/{posting_id}": hidden(_RESUMES),
    "DELETE /api/postings/{posting_id}": hidden(_RESUMES, last=1, posting_id="other_posting_id"),
    "GET /api/postings/{posting_id}/analysis": hidden(_RESUMES),
    "POST /api/postings/{posting_id}/analysis": hidden(_RESUMES, json()),
    "GET /api/tailorings": Route(_TAILOR),
    "POST /api/tailorings": hidden(_TAILOR, json(**_THING)),
    "GET /api/tailorings/{tailoring_id}": hidden(_TAILOR),
    "DELETE /api/tailorings/{tailoring_id}": hidden(_TAILOR, last=1, tailoring_id="other_tailoring_id"),
    "GET /api/tailorings/{tailoring_id}/files/{kind}": hidden(_TAILOR),
    "POST /api/tailorings/{tailoring_id}/retry": hidden(_TAILOR),
    "POST /api/matches": hidden(_TAILOR, json(**_THING)),
    "GET /api/letters": Route(_LETTERS),
    "POST /api/letters": hidden(_LETTERS, json(**_THING)),
    "GET /api/letters/{letter_id}": hidden(_LETTERS),
    "DELETE /api/letters/{letter_id}": hidden(_LETTERS, last=1, letter_id="other_letter_id"),
    "GET /api/letters/{letter_id}/files/{kind}": hidden(_LETTERS),
    f"PUT {_PARAGRAPH}": hidden(_LETTERS, json(text="Mine.")),
    f"POST {_PARAGRAPH}/restore": hidden(_LETTERS, json(number=1)),
    f"POST {_PARAGRAPH}/rewrite": hidden(_LETTERS, json()),
    "POST /api/letters/{letter_id}/retry": hidden(_LETTERS),
    "GET /api/conversations": Route(_CHAT),
    "POST /api/conversations": Route(_CHAT, json(title="Mine")),
    "GET /api/conversations/{conversation_id}": hidden(_CHAT),
    "PATCH /api/conversations/{conversation_id}": hidden(_CHAT, json(title="Mine")),
    "DELETE /api/conversations/{conversation_id}": hidden(_CHAT, last=1, conversation_id="other_conversation_id"),
    f"GET {_SAID}": hidden(_CHAT),
    f"POST {_SAID}": hidden(_CHAT, json(text="Tell me the secret.")),
    f"POST {_SAID}/{{message_id}}/edit": hidden(_CHAT, json(text="Mine.")),
    f"POST {_SAID}/{{message_id}}/open": hidden(_CHAT),
    f"POST {_SAID}/{{message_id}}/retry": hidden(_CHAT),
    "GET /api/runs": Route(_RUNS),
    "GET /api/runs/{run_id}": hidden(_RUNS),
    "GET /api/runs/{run_id}/events": hidden(_RUNS),
    "POST /api/runs/{run_id}/cancel": hidden(_RUNS),
}

PROGRAM_ROUTES: dict[str, Route] = {**_PROTOCOLS, **_NATIVE}
