"""The settings page: which model answers, and a test of each."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromQuery
from litestar.response import Redirect

from app.accounts.contexts import ModelChoice, ModelTest, SettingsPage
from app.accounts.service import Accounts, User
from app.errors import InvalidInput
from app.llm import Models
from app.web.forms import errors_of, text_field
from app.web.htmx import is_htmx
from app.web.rate_limit import RateLimit
from app.web.rendering import Pages, html, shell_of

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
TEMPLATE = "accounts/settings.html"
LONGEST_NAME = 200


class SettingsController(Controller):
    """`/settings`."""

    path = "/settings"

    @get("/")
    async def show_settings(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        models: NamedDependency[Models],
        pages: NamedDependency[Pages],
        saved: FromQuery[bool] = False,
    ) -> Response[str]:
        """The models with the person's choice."""
        page = await _page(user, models, saved=saved)
        return html(pages.render(TEMPLATE, shell=shell_of(request), page=page))

    @post("/model")
    async def choose_model(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        accounts: NamedDependency[Accounts],
        models: NamedDependency[Models],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Keep the choice for every run that begins from now on."""
        try:
            model = models.named(text_field(data, "model", LONGEST_NAME))
        except InvalidInput as error:
            page = await _page(user, models, errors=errors_of(error, {"model"}))
            return html(pages.render(TEMPLATE, shell=shell_of(request), page=page), 422)
        await accounts.choose_model(user.id, model.name)
        return Redirect("/settings?saved=true", status_code=303)

    @post("/model/test", status_code=200)
    async def test_model(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        models: NamedDependency[Models],
        model_test_limit: NamedDependency[RateLimit],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """Ask the model something small, now; the answer in words, in its place on the page."""
        name = text_field(data, "model", LONGEST_NAME)
        models.named(name)
        await model_test_limit.hit(user.id)
        tested = await models.test(name)
        test = ModelTest(name, tested.ok, tested.message)
        if is_htmx(request):
            return html(pages.block(TEMPLATE, "model_test", test=test))
        page = await _page(user, models, test=test)
        return html(pages.render(TEMPLATE, shell=shell_of(request), page=page))


async def _page(
    user: User,
    models: Models,
    *,
    test: ModelTest | None = None,
    saved: bool = False,
    errors: dict[str, str] | None = None,
) -> SettingsPage:
    chosen = await models.chosen(user.id)
    choices = tuple(
        ModelChoice(name, models.named(name).describe(), name == chosen.name, name == models.names[0])
        for name in models.names
    )
    return SettingsPage(models=choices, test=test, saved=saved, errors=errors or {})
