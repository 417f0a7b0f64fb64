"""The prompt for one paragraph of a letter: a pure function."""

from collections.abc import Sequence

from app.documents.structure import to_plain_text
from app.letters.composing import Occasion, Paragraph
from app.llm import Message, prompt
from app.tailoring.service import MatchResult

LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish",
    "nb": "Norwegian",
    "fi": "Finnish",
    "cs": "Czech",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ar": "Arabic",
    "he": "Hebrew",
    "hi": "Hindi",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
}
_PARTS = {
    "salutation": (
        "Write the salutation alone, one line. Name a person only when the posting says whom to write to; otherwise "
        "address the hiring team of the company."
    ),
    "opening": (
        "Write the opening paragraph: which job this is about, and at once the strongest reason that the résumé gives "
        "for this person. No 'I am writing to apply'."
    ),
    "body_1": (
        "Write the first main paragraph: the one or two achievements of the résumé that answer best what the posting "
        "requires, told as a short story with their own numbers, at the employer where they happened."
    ),
    "body_2": (
        "Write the second main paragraph: another side that the posting asks for. Where the résumé only shows "
        "something near to it, say so plainly."
    ),
    "closing": (
        "Write the closing: a sentence or two with thanks and the next step, then on a line of its own how one signs "
        "off, then on a line of its own the person's name. Availability or notice only where the wishes name it."
    ),
}
_WORDS = {
    "opening": {"short": 35, "standard": 55, "long": 80},
    "body_1": {"short": 55, "standard": 85, "long": 140},
    "body_2": {"short": 35, "standard": 65, "long": 110},
    "closing": {"short": 20, "standard": 35, "long": 45},
}
_TONES = {
    "warm": "Warm and personal, like somebody who enjoys the work; contractions are fine.",
    "formal": "Formal and courteous; no contractions.",
    "direct": "Direct and plain: short sentences, the facts first.",
}
_RULES = (
    "Rules: every fact about the person stands in the résumé or in their own wishes: numbers, employers, titles, "
    "dates, degrees and skills, each at the employer where the résumé has it. Never make a part larger than it was "
    "(helped stays helped). No placeholders, no brackets, no markdown, no heading, no list, no quotation marks around "
    "the whole. No flattery, no empty words (passionate, dynamic, proven track record, results-driven). First person."
)


def paragraph_messages(
    occasion: Occasion,
    part: str,
    written: Sequence[Paragraph],
    *,
    avoid: Sequence[str] = (),
    problems: Sequence[str] = (),
    shorter: bool = False,
) -> list[Message]:
    """Ask for one part of a letter in which `written` stands already."""
    wishes = occasion.wishes
    job = [
        "A cover letter is being written, one part after another.",
        _PARTS[part],
        f"Language: {LANGUAGES.get(wishes.language, wishes.language)}. {_TONES[wishes.tone]}",
        _length(occasion, part, avoid, shorter=shorter),
        _RULES,
        "Do not repeat what the parts that stand already say, nor begin as they do." if written else "",
        "The texts under 'seen' were rejected: differ from each in structure and in what is told." if avoid else "",
        "Keep away from what the person was told is wrong (under 'problems')." if problems else "",
    ]
    return prompt(
        "\n".join(line for line in job if line),
        str,
        resume=to_plain_text(occasion.resume),
        position=f"{occasion.title}\n{occasion.company}".strip(),
        posting=occasion.posting,
        match=_match(occasion.match),
        wishes=wishes.hints,
        standing="\n\n".join(paragraph.text for paragraph in written),
        seen="\n\n".join(avoid),
        problems="\n".join(problems),
    )


def _length(occasion: Occasion, part: str, avoid: Sequence[str], *, shorter: bool) -> str:
    if part not in _WORDS:
        return ""
    if shorter and avoid:
        return f"At most {max(8, len(avoid[0].split()) * 2 // 3)} words: say the same as the first of 'seen', shorter."
    return f"About {_WORDS[part][occasion.wishes.length]} words."


def _match(match: MatchResult) -> str:
    shown = [f"{hit.term}: {hit.line}" for hit in sorted(match.matched, key=lambda hit: -hit.weight)]
    near = [f"{hit.term} (only near to it): {hit.line}" for hit in match.nearly]
    return "\n".join([*shown, *near])
