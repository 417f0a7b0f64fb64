"""The usage page: today's numbers, the last thirty days, and what models took in them."""

from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency

from app.accounts.service import Accounts, User
from app.usage.presenting import usage_page
from app.usage.service import Quotas
from app.web.rendering import Pages, html, shell_of

SHOWN_DAYS = 30


class UsageController(Controller):
    """`/usage`."""

    path = "/usage"

    @get("/")
    async def show_usage(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        accounts: NamedDependency[Accounts],
        quotas: NamedDependency[Quotas],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """What the person used, and what is left of today."""
        days = await quotas.days(user.id, SHOWN_DAYS)
        since = datetime.fromisoformat(days[0].day).replace(tzinfo=UTC).timestamp()
        page = usage_page(
            await quotas.usage_of(user.id),
            days,
            await accounts.bill_since(user.id, since),
            await accounts.tokens_by_day(user.id, since),
            quotas.resets(),
        )
        return html(pages.render("usage/show.html", shell=shell_of(request), page=page))
