"""What the templates of accounts are given, and bills in words."""

from collections.abc import Sequence

import msgspec

from app.accounts.models import Bill


class ModelChoice(msgspec.Struct, frozen=True):
    """One model that may be chosen. `place` says who does the work and where the text goes."""

    name: str
    place: str
    chosen: bool
    default: bool


class ModelTest(msgspec.Struct, frozen=True):
    """How the model of that name answered just now."""

    name: str
    ok: bool
    message: str


class BillView(msgspec.Struct, frozen=True):
    """What some calls took: `tokens` and `cost` are ready to be read ("1,234 in, 560 out", "about $0.02")."""

    model: str
    calls: int
    tokens: str
    cost: str


class SettingsPage(msgspec.Struct, frozen=True, kw_only=True):
    """`accounts/settings.html`."""

    models: tuple[ModelChoice, ...]
    test: ModelTest | None = None
    saved: bool = False
    errors: dict[str, str] = {}


def bill_view(bill: Bill) -> BillView:
    """A bill in words. A count or a price that is not the provider's own is called "about"."""
    about = "about " if bill.estimated else ""
    tokens = f"{about}{bill.input_tokens:,} tokens in, {bill.output_tokens:,} out"
    return BillView(bill.model, bill.calls, tokens, _cost(bill))


def bill_sentence(bills: Sequence[Bill]) -> str:
    """What a run took, in one sentence; "" when no model was asked."""
    views = [bill_view(bill) for bill in bills]
    return " ".join(f"{view.model} took {view.tokens}: {view.cost}." for view in views)


def _cost(bill: Bill) -> str:
    if bill.unpriced == bill.calls:
        return "no price is known"
    about = "about " if bill.estimated else ""
    amount = "less than $0.01" if bill.cost < 0.01 else f"{about}${bill.cost:,.2f}"
    return f"{amount}, without the calls whose price is not known" if bill.unpriced else amount
