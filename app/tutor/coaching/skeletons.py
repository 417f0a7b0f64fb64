"""Help with an answer: its shape, with the learner's own lines in it and gaps where only they know what comes."""

from app.tutor.coaching.models import Material, Question
from app.tutor.coaching.pairing import own_lines
from app.tutor.coaching.quoting import escaped, quoted

_STAR = (
    "- **Situation**, one sentence: “In … (when) at … (where), …”\n"
    "- **Task**: “The problem was …, and I had to …”\n"
    "- **Action**, two or three sentences: “First I … Then I … I decided … because …”\n"
    "- **Result**: “In the end …; … went from … to …”"
)
_SHAPES = {
    "opener": (
        "- **Today**: “I am a … at …, where I …”\n"
        "- **Before**: “For … years I have …”\n"
        "- **A proof**: “Last year I …, which …”\n"
        "- **This job**: “I applied because …”"
    ),
    "gap": (
        "- **Plainly**: “I have not used … at work; I know … of it.”\n"
        "- **Closest**: “What comes near is …: there I …”\n"
        "- **Plan**: “I would start with …; in … weeks I expect to …”"
    ),
    "dates": (
        "- **The reason**, one sentence: “I … because …”\n"
        "- **That time**: “I used it to …”\n"
        "- **Now**: “Today I am looking for …, which is why this job …”"
    ),
    "closing": (
        "- “How does … work in the team today?”\n"
        "- “What would a good first half-year look like for the person in this job?”\n"
        "- “Your posting says …; what does that mean in practice?”"
    ),
}


def skeleton(question: Question, material: Material) -> str:
    """The shape of an answer in Markdown; its facts are the résumé's lines word for word, the rest stays open."""
    shape = _SHAPES.get(question.kind, _STAR)
    start = ""
    if question.line and question.kind in ("story", "gap"):
        start = f"Start from your own line: {quoted(question.line)}.\n\n"
    elif question.kind in ("duty", "opener") and material.resume is not None:
        lines = [quoted(line, 100) for _, line in own_lines(material.resume)[:2]]
        if lines:
            start = f"Lines of yours that may carry it: {' or '.join(lines)}.\n\n"
    elif question.kind == "closing" and material.company:
        start = f"Ask {escaped(material.company)} what you cannot read in the posting.\n\n"
    return f"{start}A shape for it; the content is yours:\n\n{shape}"
