"""What the coach says around its questions: greetings, feedback in a paragraph, and what it can do."""

from collections.abc import Sequence

from app.tutor.coaching.asking import job_of
from app.tutor.coaching.models import Feedback, Material, Part, Plan, Question
from app.tutor.coaching.quoting import around, listed, pick

ABILITIES = (
    "I am the interview coach that comes with Foreword: rules of language, no language model, and nothing leaves this "
    "machine. I can:\n\n"
    "- ask you the questions that the posting and your résumé give rise to, and follow up on what you answer;\n"
    "- judge each answer: situation, task, action, result, numbers and length, with one thing to improve;\n"
    "- look up what the posting asks for (“What does the job ask for?”, “What does it say about pay?”) and what your "
    "résumé shows (“What have I done with …?”, “What am I missing?”);\n"
    "- help with “hint”, “repeat”, “skip”, “try again” and “finish”.\n\n"
    "I cannot chat about other things, and I do not write answers for you."
)
OUTSIDE = (
    "That is outside what I can do: I rehearse the interview with you, and I look things up in your résumé and the "
    "posting. Ask “What can you do?” to see all of it."
)
OVER = "The interview is over; your results are above. Say “start again” for another round, or ask about the posting."
_BACK = ("Back to my question:", "So, the question again:", "And now the question:")
_COURTESY = ("Good.", "You are welcome.", "All right.")
_OPENINGS = {
    4: ("That is a whole answer.", "Everything is there.", "That holds together well."),
    3: ("Nearly whole.", "That is a good answer.", "Good; one piece is left."),
    2: ("Half of it is there.", "A start to build on.", "There is more in this."),
    1: ("There is a beginning.", "That is still thin.", "One piece is there."),
    0: ("That does not answer it yet.", "This one needs another try some day.", "Let us leave it at that for now."),
}


def greeting(material: Material, plan: Plan) -> str:
    """Who speaks, what is known, and how this goes."""
    read = ["your résumé"] * (material.resume is not None) + ["the posting"] * bool(material.posting.strip())
    known = f"I have read {listed(read)}." if read else "Attach a résumé or a posting, and my questions come from them."
    job = f" for {job_of(material)}" if material.title else ""
    return (
        f"Hello. Let us rehearse the interview{job}. {known} There are {len(plan.questions)} questions; answer as you "
        "would speak. “Hint”, “skip”, “repeat” and “finish” work at any time."
    )


def back(turns: int) -> str:
    """The way back to the question."""
    return pick(_BACK, "back", turns)


def courtesy(turns: int) -> str:
    """An answer to thanks or a greeting."""
    return pick(_COURTESY, "courtesy", turns)


def judged(question: Question, answer: str, feedback: Feedback, had: Sequence[str] | None) -> str:
    """Feedback in a short paragraph, then the points with their reason."""
    opening = pick(_OPENINGS[feedback.score], question.text, answer)
    praise = _news(answer, feedback, had) or (feedback.strength.text if feedback.strength else "")
    found = [part.name for part in feedback.parts if part.found]
    missing = [part.name for part in feedback.parts if not part.found]
    points = f"{feedback.score} of {len(feedback.parts)}"
    if missing and found:
        points += f": {listed(found)}; not yet {listed(missing)}"
    return " ".join(part for part in (opening, praise, f"To improve: {feedback.improve.text}", f"*({points})*") if part)


def on_the_way(answer: str, feedback: Feedback, had: Sequence[str] | None) -> str:
    """A word on an answer that is followed up: what is new or good in it, or why more is needed."""
    news = _news(answer, feedback, had)
    if news:
        return news
    if feedback.improve.kind == "short":
        return f"That is {feedback.words} word{'' if feedback.words == 1 else 's'}; an interviewer waits for more."
    if feedback.improve.kind == "unrelated":
        return feedback.improve.text
    is_said = feedback.strength is not None and feedback.strength.start != feedback.improve.start
    return feedback.strength.text if feedback.strength is not None and is_said else ""


def _news(answer: str, feedback: Feedback, had: Sequence[str] | None) -> str:
    """What a follow-up has brought."""
    if had is None:
        return ""
    new = [part for part in feedback.parts if part.found and part.name not in had]
    if not new:
        return ""
    best: Part = new[-1]
    names = listed([_the(part.name) for part in new])
    return f"Now {names} {'is' if len(new) == 1 else 'are'} there too: {around(answer, best.start, best.end)}."


def _the(name: str) -> str:
    return name if name.split()[0] in ("a", "an", "the", "your", "what", "who", "why", "their") else f"the {name}"
