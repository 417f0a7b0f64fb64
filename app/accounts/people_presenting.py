"""An account as its owner sees it."""

from collections.abc import Sequence

from app.accounts.devices import device_of
from app.accounts.models import Account, PasskeyView, SessionView
from app.accounts.people_contexts import AccountPage, PasskeyRow, SessionRow
from app.web.moments import moment

_NOTES = {
    "renamed": "Foreword calls you by that name from now on.",
    "password": "Your password is changed. Everywhere else you were signed out.",
    "passkey": "The passkey is kept. Use it the next time you sign in.",
    "removed": "The passkey is removed. It opens nothing from now on; you may delete it on your device as well.",
    "ended": "Signed out there.",
}


def account_page(
    mode: str,
    account: Account,
    *,
    sessions: Sequence[SessionView] = (),
    passkeys: Sequence[PasskeyView] = (),
    session_id: str = "",
    note: str = "",
    errors: dict[str, str] | None = None,
) -> AccountPage:
    """The page; `note` names what was done just now, and says nothing when it is none that is known."""
    return AccountPage(
        mode=mode,
        name=account.name,
        email=account.email,
        since=moment(account.created_at),
        is_admin=account.is_admin,
        has_password=account.has_password,
        sessions=tuple(_session_row(session, session_id) for session in sessions),
        passkeys=tuple(_passkey_row(passkey) for passkey in passkeys),
        note=_NOTES.get(note, ""),
        errors=errors or {},
    )


def _session_row(session: SessionView, this: str) -> SessionRow:
    return SessionRow(
        id=session.id,
        device=device_of(session.agent),
        address=session.address,
        since=moment(session.created_at),
        seen=moment(session.seen_at),
        is_this=session.id == this,
    )


def _passkey_row(passkey: PasskeyView) -> PasskeyRow:
    return PasskeyRow(
        id=passkey.id,
        name=passkey.name,
        created=moment(passkey.created_at),
        last_used=None if passkey.last_used_at is None else moment(passkey.last_used_at),
    )
