"""Evidence: the line of a résumé that a claim stands on, and the check of a text's claims (`app/documents/facts`)."""

from datetime import date

from app.clock import utc_today
from app.documents.facts.claims import Background, Claim, ClaimKind, Evidence
from app.documents.resume import Resume

__all__ = ["Background", "Claim", "ClaimKind", "Evidence", "check_text"]

_NO_BACKGROUND = Background()


def check_text(
    text: str,
    resume: Resume,
    *,
    entry: str | None = None,
    background: Background = _NO_BACKGROUND,
    today: date | None = None,
) -> tuple[Claim, ...]:
    """The claims that a text makes about the person, in the order of the text; a pure function.

    `entry` is the JSON pointer of the one job, project or study that the text belongs to, such as a reworded line of
    it; without it each sentence decides by the employers that it names, and one that names none goes on with the
    employer of the sentence before, within a paragraph. Wishes, negations, conditions, questions and what is said of
    the reader or stands in the `background` claim nothing. `today` ends what has no end, by default the day in UTC.
    """
    # The rules are compiled when they are first needed: a start of the application does without them.
    from app.documents.facts.checking import claims_of

    return claims_of(text, resume, entry, background, today or utc_today())
