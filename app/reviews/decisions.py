"""Taking decisions: the next one is worked out, the copy composed and printed, and all of it kept in one write."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from app.db import Database
from app.documents.resume import ReadResume
from app.errors import Conflict, InvalidInput, NotFound
from app.reviews import deciding, repository
from app.reviews.findings import Finding
from app.reviews.models import Decision, Printed, StoredReview
from app.reviews.printing import Press
from app.reviews.working_copy import accepted_changes, compose

ATTEMPTS = 5
_ELSEWHERE = "This was decided in another tab meanwhile. Here it is as it is now."

Load = Callable[[str, str], Awaitable[StoredReview]]
LoadFindings = Callable[[StoredReview], Awaitable[tuple[Finding, ...]]]
Choose = Callable[[Finding, Decision, ReadResume], Decision]


class _Made(msgspec.Struct, frozen=True):
    """The copy that decisions make; `pdf` is None when it is the one that is there already."""

    copy: ReadResume
    printed: Printed
    pdf: bytes | None
    compiles: bool | None


class Decisions:
    """One instance for each process.

    Every method raises NotFound for what is not the owner's, Conflict when `revision` is not the finding's own any
    more (another tab has decided) and InvalidInput when the change cannot be made; then nothing has changed.
    """

    def __init__(self, database: Database, press: Press, load: Load, findings: LoadFindings) -> None:
        self._database = database
        self._press = press
        self._load = load
        self._findings = findings

    async def accept(
        self, owner: str, review_id: str, finding_id: str, revision: int, *, affirmed: bool = False
    ) -> None:
        """Make the change in the working copy; `affirmed`: what nothing in the résumé supports is true all the same."""
        await self._decide(
            owner,
            review_id,
            finding_id,
            revision,
            lambda finding, decision, _: deciding.accept(finding, decision, affirmed=affirmed),
        )

    async def edit(
        self, owner: str, review_id: str, finding_id: str, revision: int, text: str, *, affirmed: bool = False
    ) -> None:
        """Make the change in the person's own words; with claims that nothing supports it waits for their word."""
        await self._decide(
            owner,
            review_id,
            finding_id,
            revision,
            lambda finding, decision, base: deciding.edit(finding, decision, text, base.resume, affirmed=affirmed),
        )

    async def reject(self, owner: str, review_id: str, finding_id: str, revision: int) -> None:
        """Leave the line as it was."""
        await self._decide(owner, review_id, finding_id, revision, lambda _, decision, __: deciding.reject(decision))

    async def undo(self, owner: str, review_id: str, finding_id: str, revision: int) -> None:
        """Take a decision back, whichever came after it; the source has its old bytes again in that place."""
        await self._decide(owner, review_id, finding_id, revision, lambda _, decision, __: deciding.undo(decision))

    async def remove_claim(self, owner: str, review_id: str, finding_id: str, revision: int, number: int) -> None:
        """Take one claim (by its number, from 0) out of the wording."""
        await self._decide(
            owner,
            review_id,
            finding_id,
            revision,
            lambda finding, decision, base: deciding.without_claim(finding, decision, number, base.resume),
        )

    async def accept_supported(self, owner: str, review_id: str) -> tuple[str, ...]:
        """Accept every open suggestion of which nothing is unsupported; the ids of those accepted.

        One that cannot be made, or with which the LaTeX would not compile, stays open.
        """
        for _ in range(ATTEMPTS):
            stored = await self._load(owner, review_id)
            findings = await self._findings(stored)
            decisions, made = await self._taking(stored, findings, stored.decisions, _acceptable(stored, findings))
            if made is None:
                return ()
            if await self._save(stored, decisions, made):
                return tuple(name for name in decisions if decisions[name] is not stored.decisions.get(name))
        raise Conflict(_ELSEWHERE)

    async def _decide(self, owner: str, review_id: str, finding_id: str, revision: int, choose: Choose) -> None:
        for _ in range(ATTEMPTS):
            stored = await self._load(owner, review_id)
            base = _base_of(stored)
            findings = await self._findings(stored)
            finding = next((finding for finding in findings if finding.id == finding_id), None)
            if finding is None:
                raise NotFound("This suggestion does not exist, or its review was deleted.")
            decision = stored.decisions.get(finding_id, Decision())
            if decision.revision != revision:
                raise Conflict(_ELSEWHERE)
            chosen = await asyncio.to_thread(choose, finding, decision, base)
            chosen = msgspec.structs.replace(chosen, revision=revision + 1)
            decisions = {**stored.decisions, finding_id: chosen}
            if await self._save(stored, decisions, await self._made(stored, findings, decisions)):
                return
        raise Conflict(_ELSEWHERE)

    async def _made(self, stored: StoredReview, findings: Sequence[Finding], decisions: dict[str, Decision]) -> _Made:
        base = _base_of(stored)
        changes = accepted_changes(findings, decisions)
        current = stored.copy or base
        if changes == accepted_changes(findings, stored.decisions) and stored.printed is not None:
            return _Made(current, stored.printed, None, stored.compiles)
        copy = await asyncio.to_thread(compose, base, changes)
        printed, pdf, compiles = await self._press.check(base, copy, stored.compiles, stored.owner)
        return _Made(copy, printed, pdf, compiles)

    async def _save(self, stored: StoredReview, decisions: dict[str, Decision], made: _Made) -> bool:
        known = msgspec.structs.replace(stored, compiles=made.compiles)
        statement = repository.set_decided(known, decisions, made.copy, made.printed, made.pdf)
        async with self._database.write() as connection:
            changed = await connection.execute(statement)
        return changed.rowcount == 1

    async def _taking(
        self,
        stored: StoredReview,
        findings: Sequence[Finding],
        decisions: dict[str, Decision],
        wanted: Sequence[Finding],
    ) -> tuple[dict[str, Decision], _Made | None]:
        """`decisions` with all of `wanted` accepted that can be made together, found by halves; None for none."""
        if not wanted:
            return decisions, None
        accepted = decisions | {finding.id: _accepted(decisions.get(finding.id, Decision())) for finding in wanted}
        try:
            return accepted, await self._made(stored, findings, accepted)
        except (Conflict, InvalidInput):
            if len(wanted) == 1:
                return decisions, None
        middle = len(wanted) // 2
        decisions, first = await self._taking(stored, findings, decisions, wanted[:middle])
        decisions, second = await self._taking(stored, findings, decisions, wanted[middle:])
        return decisions, second or first


def _base_of(stored: StoredReview) -> ReadResume:
    if stored.base is None:
        raise Conflict("This résumé is still being read. Wait a moment.")
    return stored.base


def _acceptable(stored: StoredReview, findings: Sequence[Finding]) -> list[Finding]:
    """The open suggestions of which nothing is unsupported."""
    _base_of(stored)
    return [
        finding
        for finding in findings
        if finding.suggestion is not None
        and (decision := stored.decisions.get(finding.id, Decision())).state == "open"
        and not deciding.unsupported(finding, decision)
    ]


def _accepted(decision: Decision) -> Decision:
    return msgspec.structs.replace(decision, state="accepted", revision=decision.revision + 1)
