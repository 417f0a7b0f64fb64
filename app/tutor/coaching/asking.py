"""The words of the coach's questions."""

from collections.abc import Sequence

from app.documents.resume import Project, Resume, Volunteer, Work
from app.tutor.coaching.careers import Gap, ShortStay
from app.tutor.coaching.models import Material, Question
from app.tutor.coaching.pairing import Pair, named
from app.tutor.coaching.quoting import escaped, pick, quoted

_ASKS = (
    "The posting asks for {term}: {sentence}.",
    "Now {term}. The posting says {sentence}.",
    "They want {term}: {sentence}.",
)
_ASKS_BARELY = ("The job is about {term}.", "The posting names {term}.", "They also name {term}.")
_NOTHING_NEAR = (
    "Your résumé says nothing about it, and nobody meets every line of a posting.",
    "I find nothing about it in your résumé. That is no shame, as long as you can speak about it.",
)
_VERBS = {
    "people": "led lead manage managed headed supervised supervise coordinated coordinate mentored mentor "
    "trained train coach coached taught teach ran organised organized organise organize directed "
    "onboarded collaborated collaborate",
    "change": "cut reduced reduce improved improve increased increase raised raise grew saved save optimised "
    "optimized won accelerated lowered boosted doubled exceeded beat closed negotiated",
    "making": "built build developed develop designed design wrote write created create introduced introduce "
    "implemented implement set launched established published contributed started opened migrated "
    "moved",
    "keeping": "maintain maintained operated operate supported support assessed assess communicated communicate "
    "handled handle administered monitored monitor cared care served serve prepared prepare assisted "
    "assist provided provide",
    "finding": "explored researched analysed analyzed conducted presented investigated studied evaluated",
}
_BY_VERB = {
    "people": "Who was involved, what did you do yourself, and how did it end?",
    "change": "What was the problem, what exactly did you change, and how do you know that it worked?",
    "making": "Why was it needed, what did you decide yourself, and what came of it?",
    "keeping": "Tell me about one day when that was difficult: what did you do, and how did it end?",
    "finding": "What did you want to find out, what did you do, and what was learned?",
}
_KIND_OF = {verb: kind for kind, verbs in _VERBS.items() for verb in verbs.split()}
_ANY_LINE = (
    "Take me through it: how did it begin, what did you do, and what came of it?",
    "Tell me that story: what was the situation, what was your part, and what was the result?",
)
_GENERAL = (
    "Tell me about a time when something at work went wrong and you had a part in it. What did you do?",
    "Tell me about a time when you and somebody at work did not agree. What did you do?",
    "Tell me about a piece of work that you are proud of. What was yours in it, and what came of it?",
)


def job_of(material: Material) -> str:
    """What the wanted job is called in a sentence."""
    at = f" at {escaped(material.company)}" if material.company else ""
    return f"the job of {escaped(material.title)}{at}" if material.title else f"this job{at}"


def opener(material: Material) -> Question:
    """Who one is, and why this job."""
    latest = _latest(material.resume) if material.resume else None
    job = escaped(material.company) if material.company else "this job"
    if latest is None:
        return Question(
            kind="opener",
            text=f"Let us begin simply. In about a minute: who are you at work, what are you good at, and why {job}?",
        )
    pointer, work = latest
    at = f" at {escaped(work.name)}" if work.name else ""
    does = "did you do" if work.end_date else "do you do"
    return Question(
        kind="opener",
        text=f"Let us begin simply. Your résumé has you as {quoted(work.position or '')}{at}. In about a minute: what "
        f"{does} there, what are you good at, and why {job}?",
        line=work.position or "",
        pointer=f"{pointer}/position",
    )


def story(pair: Pair, material: Material, number: int) -> Question:
    """The story behind a line that shows what the posting asks for; `number` varies the words."""
    line = pair.line
    ask = _asks(pair, number)
    if not line:
        text = f"{ask} Tell me about one time when you did that: what was the situation, and what came of it?"
    elif pair.listed:
        text = (
            f"{ask} Your résumé names it ({quoted(line, 90)}) without saying what you did with it. Tell me about one "
            "time when you needed it: what for, what did you do, and what came of it?"
        )
    else:
        text = f"{ask} You write{_under(material.resume, pair.pointer)}: {quoted(line)}. {about_line(line)}"
    return Question(
        kind="story",
        text=text,
        term=pair.keyword.term,
        sentence=pair.sentence,
        line=line,
        pointer=pair.pointer if line else "",
    )


def own_story(line: str, pointer: str, material: Material, *, transfer: bool) -> Question:
    """The story behind a line that the posting does not ask for by name; with `transfer`, what use it is there."""
    use = " And what of it would help you in this job?" if transfer else ""
    text = f"You write{_under(material.resume, pointer)}: {quoted(line)}. {about_line(line)}{use}"
    return Question(kind="story", text=text, line=line, pointer=pointer)


def lack(pair: Pair, number: int) -> Question:
    """A requirement that the résumé does not show; `number` varies the words."""
    if pair.line:
        near = f"Your résumé does not show it; nearest is {quoted(pair.line, 110)}."
    else:
        near = _NOTHING_NEAR[number % len(_NOTHING_NEAR)]
    if pair.keyword.category == "education":
        rest = "Do you have it? If not, what do you have instead, and how would you get it?"
    elif number % 2:
        rest = "If they ask: what can you honestly say about it, what is closest in your work, and what is your plan?"
    else:
        rest = "What do you know of it today, what have you done that comes close, and how would you learn the rest?"
    return Question(
        kind="gap",
        text=f"{_asks(pair, number + 1)} {near} {rest}",
        term=pair.keyword.term,
        sentence=pair.sentence,
        line=pair.line,
        pointer=pair.pointer if pair.line else "",
    )


def time_without(gap: Gap) -> Question:
    """Months in which the résumé has nothing."""
    after = f"after {escaped(gap.after)}" if gap.after else "there"
    until = f"until {gap.until}" if gap.before else "until now"
    text = (
        f"Your résumé leaves some time open {after}: from {gap.since} {until}, about {gap.months} months. Many people "
        "have such a time, and an interviewer may ask. What did you do then, and what are you looking for now?"
    )
    return Question(kind="dates", text=text, pointer="")


def soon_over(stay: ShortStay) -> Question:
    """A job that lasted a few months."""
    text = (
        f"You were at {escaped(stay.label)} for {stay.months} months. That happens; an interviewer may still ask why. "
        "What would you say, in a few sentences and without blame?"
    )
    return Question(kind="dates", text=text, line=stay.label, pointer=stay.pointer)


def behaviour(pair: Pair) -> Question:
    """A time when one did what a duty of the job asks for."""
    if pair.keyword.origin == "duties":
        text = (
            f"One line of the posting reads {quoted(pair.sentence)}. Tell me about a time when you did something like "
            "it, at work or elsewhere. What did you do, and how did it end?"
        )
    else:
        text = (
            f"They ask for {quoted(pair.sentence)}. Tell me about one time when you needed exactly that. What "
            "happened, and what did you do?"
        )
    return Question(kind="duty", text=text, term=pair.keyword.term, sentence=pair.sentence)


def general(seed: str, number: int) -> Question:
    """A question that fits every job."""
    first = _GENERAL.index(pick(_GENERAL, "general", seed))
    return Question(kind="duty", text=_GENERAL[(first + number) % len(_GENERAL)])


def closing(material: Material) -> Question:
    """What one asks the employer."""
    company = escaped(material.company) if material.company else "the employer"
    return Question(
        kind="closing",
        text=f"The last one is yours: what would you like to ask {company}? Give me two questions that you would "
        "really ask.",
    )


def about_line(line: str) -> str:
    """What to ask about a line, by what its verb says was done."""
    first = line.split()[0].strip(".,:;").lower() if line.split() else ""
    if first in _KIND_OF:
        return _BY_VERB[_KIND_OF[first]]
    return pick(_ANY_LINE, line)


def _asks(pair: Pair, number: int) -> str:
    options = _ASKS if pair.sentence else _ASKS_BARELY
    return options[number % len(options)].format(term=escaped(named(pair.keyword)), sentence=quoted(pair.sentence))


def _latest(resume: Resume) -> tuple[str, Work] | None:
    """The job that goes on, or the one that ended last; of two the one begun last."""
    jobs = [(f"/work/{at}", job) for at, job in enumerate(resume.work) if job.position]
    return max(jobs, key=lambda one: (one[1].end_date or "9999", one[1].start_date or ""), default=None)


def _under(resume: Resume | None, pointer: str) -> str:
    """ ", under Polder Pay": the entry that a line stands in, where it has a name."""
    key, _, rest = pointer.lstrip("/").partition("/")
    at = rest.partition("/")[0]
    if resume is None or not at.isdecimal() or key not in ("work", "volunteer", "projects"):
        return ""
    entries: dict[str, Sequence[Work | Volunteer | Project]] = {
        "work": resume.work,
        "volunteer": resume.volunteer,
        "projects": resume.projects,
    }
    entry = entries[key][int(at)]
    name = entry.organization if isinstance(entry, Volunteer) else entry.name
    return f", under {escaped(name)}" if name else ""
