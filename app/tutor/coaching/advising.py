"""The application adviser without a language model: posting and résumé held against each other, with their lines."""

from app.tailoring.service import Suggestion, suggest_by_rules
from app.tutor.coaching import lookups
from app.tutor.coaching.models import Material, Turn
from app.tutor.coaching.quoting import escaped, quoted
from app.tutor.coaching.understanding import Understood, understand

_FIRST, _MOST_WORDS = 3, 3
_SUGGESTED = ("What fits?", "What am I missing?", "What should I change first?")
ABILITIES = (
    "I am the application adviser that comes with Foreword: rules of language, no language model, and nothing leaves "
    "this machine. I can tell you what the posting asks for, what of it your résumé shows and where, what is missing, "
    "and what to change first. Ask, for example, “What have I done with …?” or “What does the posting say about pay?”"
)
_OUTSIDE = "That is outside what I can do. I compare your résumé with the posting and look things up in both."


def advise(material: Material, message: str) -> Turn:
    """The answer to one message; it depends on nothing that was said before."""
    understood = understand(message)
    if understood.wish == "abilities":
        text = ABILITIES
    elif understood.wish == "change":
        text = changes(material)
    else:
        text = looked_up(material, understood) or of_words(material, message, understood) or ""
        if not text:
            text = overview(material) if understood.wish != "other" else f"{_OUTSIDE}\n\n{overview(material)}"
    return Turn(text=text, suggested=_SUGGESTED if material.match is not None else ("What can you do?",))


def looked_up(material: Material, understood: Understood) -> str | None:
    """What a lookup gives; None for a message that is none."""
    if understood.wish == "requirements":
        return lookups.requirements(material)
    if understood.wish == "about_term":
        return lookups.about(material, understood.term)
    if understood.wish == "done_with":
        return lookups.done_with(material, understood.term)
    if understood.wish == "missing":
        return lookups.missing(material)
    return lookups.fits(material) if understood.wish == "fit" else None


def overview(material: Material) -> str:
    """What fits, what is missing and what to change first."""
    if material.match is None:
        return lookups.NO_RESUME if material.resume is None else lookups.NO_POSTING
    head = f"Your résumé and the posting meet at {material.match.score} of 100."
    return "\n\n".join((head, lookups.fits(material), lookups.missing(material), changes(material)))


def changes(material: Material) -> str:
    """What to change first, each with the line it is about. Only what the résumé's own lines bear out."""
    if material.resume is None:
        return lookups.NO_RESUME
    found = suggest_by_rules(material.resume, material.keywords, material.match)[:_FIRST]
    if not found:
        return "I see nothing that I would change first: the lines are in order."
    items = []
    for number, one in enumerate(found, 1):
        title = one.title if isinstance(one, Suggestion) else one.text
        line = f" Your line: {quoted(one.line, 110)}." if one.line else ""
        stop = "" if title.endswith((".", "?", "!")) else "."
        items.append(f"{number}. {escaped(title)}{stop} {escaped(one.reason)}{line}")
    return "What I would change first:\n\n" + "\n".join(items)


def of_words(material: Material, message: str, understood: Understood) -> str | None:
    """For a bare word or two ("Kubernetes", "SQL?"): what both sides say about it; None for anything longer."""
    words = message.strip(" ?!.")
    if understood.wish not in ("answer", "other") or not 0 < len(words.split()) <= _MOST_WORDS:
        return None
    if material.resume is None or not material.posting:
        return None
    return f"{lookups.about(material, words)}\n\n{lookups.done_with(material, words)}"
