"""The administrator's page: people and what they use, by numbers and kinds, never by their documents."""

from collections.abc import Mapping, Sequence

from app.accounts.models import Invitation, PersonRow, RunningWork
from app.accounts.people_contexts import AdminPage, HealthLine, InvitationLine, PersonLine, QuotaLine, RunningLine
from app.settings import Settings
from app.usage.service import FEATURES, Feature, counted, limits_of
from app.web.moments import moment

_KINDS = {
    "letter": "A letter",
    "letter_paragraph": "A paragraph of a letter",
    "posting_analysis": "Reading a posting",
    "reply": "A reply of the tutor",
    "resume.read": "Reading a résumé",
    "review": "Suggestions for a résumé",
    "tailoring": "Tailoring a résumé",
}
_LIMITS: dict[Feature, str] = {"ai_text_messages": "Messages", "letters": "Letters", "tailorings": "Tailorings"}
_NOTES = {
    "disabled": "The account is locked: its sessions have ended, its keys open nothing, its work is stopped.",
    "enabled": "The account is open again.",
    "promoted": "This person is an administrator from now on.",
    "demoted": "This person is no longer an administrator.",
    "withdrawn": "The invitation is taken back. Its link leads nowhere.",
    "stopped": "Stopped. What was written of it is kept for its owner.",
}


def admin_page(
    settings: Settings,
    people: Sequence[PersonRow],
    invitations: Sequence[Invitation],
    health: tuple[HealthLine, ...],
    *,
    held: str,
    you: str,
    note: str = "",
) -> AdminPage:
    """The page; `you` is the id of whoever looks at it, `note` names what was done, `held` is `Held.things`."""
    running = [(work, row.account.name) for row in people for work in row.running]
    return AdminPage(
        mode=settings.auth,
        people=tuple(_person_line(row, you) for row in people),
        running=tuple(_running_line(work, who) for work, who in sorted(running, key=lambda pair: pair[0].since)),
        invitations=tuple(_invitation_line(invitation) for invitation in invitations),
        health=health,
        quotas=_quota_lines(settings),
        held=held,
        note=_NOTES.get(note, ""),
    )


def _person_line(row: PersonRow, you: str) -> PersonLine:
    account = row.account
    return PersonLine(
        id=account.id,
        name=account.name,
        address=account.email or account.proxy_name,
        created=moment(account.created_at),
        seen=None if account.last_seen_at is None else moment(account.last_seen_at),
        used=_used(row.used_today),
        running=len(row.running),
        is_admin=account.is_admin,
        is_disabled=account.is_disabled,
        is_you=account.id == you,
    )


def _used(used: Mapping[str, int]) -> str:
    return ", ".join(counted(feature, used[feature]) for feature in FEATURES if used.get(feature))


def _running_line(work: RunningWork, who: str) -> RunningLine:
    return RunningLine(id=work.run_id, what=_KINDS.get(work.kind, "Some work"), who=who, since=moment(work.since))


def _invitation_line(invitation: Invitation) -> InvitationLine:
    return InvitationLine(
        id=invitation.id, email=invitation.email, is_admin=invitation.is_admin, ends=moment(invitation.expires_at)
    )


def _streams(most: int) -> str:
    return f"{most} pieces of work for each person" if most else "no limit"


def _quota_lines(settings: Settings) -> tuple[QuotaLine, ...]:
    limits = limits_of(settings)
    return (
        *(
            QuotaLine(name, f"{limits[feature]:,} a day for each person" if limits[feature] else "no limit")
            for feature, name in _LIMITS.items()
        ),
        QuotaLine("At the same time", _streams(settings.most_streams)),
        QuotaLine("Requests", f"{settings.most_requests:,} a minute for each person and key"),
    )
