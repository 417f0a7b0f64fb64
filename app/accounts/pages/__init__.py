"""The pages of accounts, each a controller of its own. Which of them there are depends on how people sign in."""

from litestar import Controller

from app.accounts.identity import Mode
from app.accounts.pages.account import AccountController, OwnAccountController
from app.accounts.pages.admin import AdminController, InvitationController
from app.accounts.pages.keys import KeyController
from app.accounts.pages.leaving import LeavingController, TakingController
from app.accounts.pages.passkeys import PasskeyController, PasskeySignInController
from app.accounts.pages.reset import ResetController
from app.accounts.pages.settings import SettingsController
from app.accounts.pages.sign_in import SignInController, SignOutController
from app.accounts.pages.sign_up import SignUpController

__all__ = ["KeyController", "SettingsController", "account_pages"]

_EVERYWHERE: tuple[type[Controller], ...] = (SettingsController, KeyController, AccountController, TakingController)
_WITH_PEOPLE: tuple[type[Controller], ...] = (AdminController, LeavingController)
_WITH_SIGN_IN: tuple[type[Controller], ...] = (
    SignInController,
    SignOutController,
    SignUpController,
    ResetController,
    PasskeySignInController,
    PasskeyController,
    OwnAccountController,
    InvitationController,
)


def account_pages(mode: Mode) -> tuple[type[Controller], ...]:
    """The controllers: signing in is there only where it is Foreword that asks, people only where there are some."""
    if mode == "local":
        return _EVERYWHERE
    return (*_EVERYWHERE, *_WITH_PEOPLE, *(_WITH_SIGN_IN if mode == "accounts" else ()))
