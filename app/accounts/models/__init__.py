"""The accounts' tables and the structs that cross their borders."""

from app.accounts.models.bills import Bill, DayTokens, model_usage
from app.accounts.models.keys import FoundKey, KeyState, Made, StoredKey, api_keys
from app.accounts.models.people import (
    LOCAL_USER,
    Account,
    Invitation,
    PasskeyView,
    PersonRow,
    RunningWork,
    SessionView,
    User,
    attempts,
    erasures,
    invitations,
    passkey_challenges,
    passkeys,
    password_resets,
    sessions,
    users,
)
from app.accounts.models.secrets import shared_secrets

__all__ = [
    "LOCAL_USER",
    "Account",
    "Bill",
    "DayTokens",
    "FoundKey",
    "Invitation",
    "KeyState",
    "Made",
    "PasskeyView",
    "PersonRow",
    "RunningWork",
    "SessionView",
    "StoredKey",
    "User",
    "api_keys",
    "attempts",
    "erasures",
    "invitations",
    "model_usage",
    "passkey_challenges",
    "passkeys",
    "password_resets",
    "sessions",
    "shared_secrets",
    "users",
]
