"""What the pages of signing in, of one's account and of the administrator are given."""

import msgspec

from app.web.contexts import Moment


class SignInPage(msgspec.Struct, frozen=True, kw_only=True):
    """`accounts/sign_in.html`. `go_on`: the path to go on to. `note`: why one is here, such as "left" or "reset".

    `unsafe_line`: browsers would not keep a sign-in from here, because the line is not encrypted.
    """

    go_on: str = "/"
    email: str = ""
    note: str = ""
    sign_up_is_open: bool = False
    unsafe_line: bool = False
    errors: dict[str, str] = {}


class SignUpPage(msgspec.Struct, frozen=True, kw_only=True):
    """`accounts/sign_up.html`. `action` is where the form goes; `email_is_set`: the invitation names it.

    `by_mail`: only the address is asked for, and the rest behind the link in a mail, which was `sent`. `held` names
    what was made before there were accounts, "" where nobody is asked about it; `adopts`: they take it over.
    """

    action: str
    email: str = ""
    email_is_set: bool = False
    name: str = ""
    for_admin: bool = False
    held: str = ""
    adopts: bool = True
    by_mail: bool = False
    sent: bool = False
    unsafe_line: bool = False
    errors: dict[str, str] = {}


class ResetPage(msgspec.Struct, frozen=True, kw_only=True):
    """`accounts/reset.html`. `sent`: the answer, which is the same whether there is such an account."""

    email: str = ""
    can_mail: bool = True
    sent: bool = False
    errors: dict[str, str] = {}


class NewPasswordPage(msgspec.Struct, frozen=True, kw_only=True):
    """`accounts/new_password.html`: the page that a link for a new password opens."""

    action: str
    unsafe_line: bool = False
    errors: dict[str, str] = {}


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the person is signed in; `device` in words ("Firefox on Linux")."""

    id: str
    device: str
    address: str
    since: Moment
    seen: Moment
    is_this: bool


class PasskeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """One passkey."""

    id: str
    name: str
    created: Moment
    last_used: Moment | None


class AccountPage(msgspec.Struct, frozen=True, kw_only=True):
    """`accounts/account.html`.

    `mode` is the setting `auth`. `note` says what was done just now: renamed, password, passkey, removed, ended.
    """

    mode: str
    name: str
    email: str = ""
    since: Moment | None = None
    is_admin: bool = False
    has_password: bool = False
    sessions: tuple[SessionRow, ...] = ()
    passkeys: tuple[PasskeyRow, ...] = ()
    note: str = ""
    errors: dict[str, str] = {}


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the administrator's list. `used` in words ("3 letters"), "" for nothing today."""

    id: str
    name: str
    address: str
    created: Moment
    seen: Moment | None
    used: str
    running: int
    is_admin: bool
    is_disabled: bool
    is_you: bool


class RunningLine(msgspec.Struct, frozen=True, kw_only=True):
    """One run that goes on: what kind of work it is and whose, never what is in it."""

    id: str
    what: str
    who: str
    since: Moment


class InvitationLine(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation that nobody has taken up yet."""

    id: str
    email: str
    is_admin: bool
    ends: Moment


class HealthLine(msgspec.Struct, frozen=True):
    """One thing that Foreword needs; `advice` is what to do about it."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


class QuotaLine(msgspec.Struct, frozen=True):
    """A limit in words."""

    name: str
    text: str


class AdminPage(msgspec.Struct, frozen=True, kw_only=True):
    """`accounts/admin.html`. `link` is an invitation made just now: no other answer ever holds it.

    `held` names what was made before there were accounts and nobody has taken over, "" for nothing.
    """

    mode: str
    people: tuple[PersonLine, ...]
    running: tuple[RunningLine, ...]
    invitations: tuple[InvitationLine, ...]
    health: tuple[HealthLine, ...]
    quotas: tuple[QuotaLine, ...]
    held: str = ""
    email: str = ""
    link: str = ""
    invited: str = ""
    was_mailed: bool = False
    note: str = ""
    errors: dict[str, str] = {}
