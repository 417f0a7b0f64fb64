"""Is what a letter says about the person so? Its claims are held against the résumé, and the blanks are found."""

import asyncio
from collections.abc import Mapping

from app.documents.evidence import Background, Claim, check_text
from app.documents.resume import Resume


async def check_paragraph(text: str, resume: Resume, background: Background) -> tuple[Claim, ...]:
    """The claims of one paragraph. The wanted job's own words say nothing about the person's past."""
    return await asyncio.to_thread(check_text, text, resume, background=background)


async def check_letter(
    texts: Mapping[str, str], resume: Resume, background: Background
) -> dict[str, tuple[Claim, ...]]:
    """The claims of each part, by its name."""

    def check() -> dict[str, tuple[Claim, ...]]:
        return {part: check_text(text, resume, background=background) for part, text in texts.items()}

    return await asyncio.to_thread(check)
