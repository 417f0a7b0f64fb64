"""What every page template is given, and how fragments of a page travel.

**Rendering a page.** `template.render(shell=Shell, page=<the page's own struct>)`; the two pages that watch a
run (`resumes/show.html`, `tailorings/show.html`) also take `progress: Progress | None`, which is None once
the run has ended. Each page struct names its template. The environment has one global of ours,
`static_url(name)` of `app.web.assets`. `page` of `error.html` is an `ErrorPage`.

**Rendering a block.** A block is named after the id of its fragment, with `_` for `-`:

| block | template | takes | id |
|---|---|---|---|
| `tailoring_steps` | tailorings/show.html | `progress` | `#tailoring-steps`, an `<ol>`: only its `<li>`s |
| `tailoring_label` | tailorings/show.html | `progress` | `#tailoring-label`, a `<p>`: only its text |
| `tailoring` | tailorings/show.html | `shell`, `page`, `progress` | `#tailoring`, the whole `<article>` |
| `resume_steps` | resumes/show.html | `progress` | `#resume-steps`, an `<ol>`: only its `<li>`s |
| `resume_label` | resumes/show.html | `progress` | `#resume-label`, a `<p>`: only its text |
| `resume` | resumes/show.html | `shell`, `page`, `progress` | `#resume`, the whole `<article>` |

**The frames of `/tailorings/{id}/events?after=N`** (`/resumes/{id}/events` is the same with `resume` for
`tailoring`). A `Last-Event-ID` header, when there is one, wins over `after`. N is the sequence number of the
last event that `progress` was folded from.

Progress, a whole snapshot each time, `id` being the event's sequence number:

```
id: 14
data: <hx-partial hx-target="#tailoring-steps" hx-swap="innerMorph">BLOCK tailoring_steps</hx-partial>
data: <hx-partial hx-target="#tailoring-label" hx-swap="textContent">BLOCK tailoring_label</hx-partial>
```

Silence of five seconds (no id):

```
event: app:ping
data: 1
```

The end, for every ending and again for every reconnect after it. The article carries no id, so that it is
always put in place; `said` is one sentence for screen readers ("Done. Score 78 of 100."):

```
data: <hx-partial hx-target="#tailoring" hx-swap="outerHTML">BLOCK tailoring (progress=None)</hx-partial>
data: <hx-partial hx-target="#tailoring-said" hx-swap="textContent">SAID, escaped</hx-partial>

id: 99
event: app:end
data: 99
```

A cursor that the log does not know (`reset` of the engine): two frames, then it goes on live. The article of
a running run is rendered with its `progress`:

```
id: 14
event: app:reset
data: 14

data: <hx-partial hx-target="#tailoring" hx-swap="outerHTML">BLOCK tailoring</hx-partial>
```

Comments are invisible to scripts, so a comment ping does not count. Statuses 401, 403, 404 and 410 stop the
page from connecting again; every stream answer is `no-store`.
"""

import msgspec


class Notice(msgspec.Struct, frozen=True):
    """A sentence above the page. `kind`: success, info, warning or error."""

    kind: str
    text: str


class Moment(msgspec.Struct, frozen=True):
    """A point in time: `iso` is ISO 8601 in UTC (`2026-03-12T14:05:00Z`), `text` the same for people."""

    iso: str
    text: str


class Person(msgspec.Struct, frozen=True):
    """Who is signed in. `has_session`: by Foreword itself, so that they can sign out here."""

    name: str
    is_admin: bool = False
    has_session: bool = False


class Shell(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds each page.

    `path` is the request's path; `person` is None for the local user, and where nobody is signed in. `is_outside`:
    nobody is, and there is nothing to see before somebody is.
    """

    csrf_token: str
    path: str
    person: Person | None = None
    is_outside: bool = False
    notices: tuple[Notice, ...] = ()

    @property
    def section(self) -> str:
        """Where one is: home, tailor, resumes, postings, letters, tutor, history, settings or nowhere named."""
        if self.path == "/":
            return "home"
        if self.path.startswith("/tailorings/new"):
            return "tailor"
        first = self.path.split("/")[1]
        if first in {"developers", "usage"} or (first == "account" and self.person is None):
            return "settings"
        if first in {"tailorings", "reviews"}:
            return "history"
        return first if first in {"resumes", "postings", "letters", "tutor", "history", "settings"} else ""


class Step(msgspec.Struct, frozen=True):
    """One dot. `state`: waiting, current, done or failed."""

    label: str
    state: str

    @property
    def state_text(self) -> str:
        """The state in words, for those who do not see the dot."""
        return {"waiting": "not started", "current": "in progress", "done": "done", "failed": "failed"}[self.state]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """A running run as its page shows it.

    `events_url` ends in `?after=N`. `label` is the sentence below the dots: the current step's label, exactly
    as published; while queued "Waiting to start...".
    """

    events_url: str
    steps: tuple[Step, ...]
    label: str
    started: Moment


class ErrorPage(msgspec.Struct, frozen=True, kw_only=True):
    """`error.html`. `message` is the error's own sentence; `request_id` is shown so that it can be quoted.

    `retry` says that the same address may work in a moment.
    """

    status: int
    title: str
    message: str
    request_id: str
    retry: bool = False


ERROR_TITLES = {
    400: "That did not reach us whole",
    401: "Please sign in first",
    403: "This is not allowed",
    404: "There is no such page",
    405: "This address does not take that",
    409: "Something changed meanwhile",
    413: "That is too large",
    422: "That cannot be used yet",
    429: "One moment, please",
    500: "Something went wrong on our side",
    503: "Busy for a moment",
    507: "The disk is full",
}
