"""The wiring: every part is made here once and handed to those who need it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp, ControllerRouterHandler

from app.accounts.form_secret import form_secret
from app.accounts.guards import IdentityGuard, caller_of, user_of
from app.collecting import leave_out_what_is_there
from app.commands.data_folder import forget_restore, was_restored
from app.commands.users import tell_first_link
from app.db import migrate
from app.documents.reader import SPARE_READER
from app.home.pages import HomeController
from app.letters.service import warm_letters
from app.metrics import served
from app.openapi import document
from app.parts import Parts
from app.postings.service import warm_reader
from app.settings import Settings
from app.tailoring.service import warm_vocabulary
from app.tracing import around, exported
from app.tutor.replying.warming import warm_tutor
from app.web.csrf import FormTokens, send_form_cookie
from app.web.errors import EXCEPTION_HANDLERS
from app.web.guards import LOOPBACK_HOSTS, HostGuard, OriginGuard, PasswordGate
from app.web.late_routes import LateRoutes
from app.web.limits import RequestLimits, allowance_of
from app.web.markdown import render
from app.web.methods import send_methods
from app.web.open_streams import OpenStreams, most_open
from app.web.optional_packages import not_installed
from app.web.proxies import ProxyHeaders
from app.web.rate_limit import RateLimit, Window
from app.web.recycling import STATE as STREAM_SECONDS
from app.web.rendering import Pages
from app.web.requests import RequestFrame
from app.web.static_files import static_router

STREAMS = (
    r"/events$",
    r"^/api/tailor-stream$",
    r"^/v1/(tailor|cover-letters/generate)$",
    r"^/optimization/stream/",
    r"^/api/v1/chat$",
    r"^/api/v1/chats/\d+/messages$",
)
EARLY = r"^/($|static/)"
"""The paths of the routes that there are from the beginning."""
MODEL_TESTS_PER_MINUTE = 10
REGISTER_AFTER_SECONDS = 0.25
WARM_AFTER_SECONDS = 2.0


class Application(Parts):
    """One process's Foreword: `asgi` is what a server serves."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        has_accounts = settings.auth != "local"
        self._together = None if self.sharing is None else self.sharing.hits
        allowance = allowance_of(settings.most_requests, has_accounts=has_accounts)
        self.request_limits = RequestLimits(allowance, self._together)
        self.open_streams = OpenStreams(most_open(settings, has_accounts=has_accounts), STREAMS)
        self.form_tokens = FormTokens()
        self.litestar = self._litestar()
        self.late_routes = LateRoutes(self.litestar, EARLY, self._late_routes)
        self.asgi = self._guarded(self.late_routes)

    def release_followers(self) -> None:
        """A signal came: let open streams end, so that the server does not wait for them. Safe from a handler."""
        self.engine.release_followers()
        self.conversations.changes.release()

    def _litestar(self) -> Litestar:
        with not_installed("pydantic"):
            return self._made()

    def _made(self) -> Litestar:
        who = IdentityGuard(self.identity, self.settings, self.form_tokens)
        return Litestar(
            route_handlers=[HomeController, static_router()],
            dependencies=self._dependencies(),
            exception_handlers=EXCEPTION_HANDLERS,
            guards=[who, self.request_limits.guard, self.open_streams.guard],
            before_send=[send_form_cookie, send_methods],
            compression_config=CompressionConfig(backend="gzip", gzip_compress_level=6, exclude=list(STREAMS)),
            openapi_config=None,
            logging_config=None,
            lifespan=[
                lambda _app: served(self.metrics, self.settings.metrics),
                lambda _app: exported(self.settings.traces, "foreword"),
                self._lifespan,
            ],
            state=State(self._state()),
            request_max_body_size=1_000_000,
        )

    def _late_routes(self) -> tuple[ControllerRouterHandler, ...]:
        from app.routes import late_routes

        return late_routes(self.settings.auth)

    def _state(self) -> dict[str, Any]:
        seconds = {STREAM_SECONDS: self.settings.stream_seconds}
        return {"pages": Pages(), "application": self, "form_tokens": self.form_tokens, **seconds}

    def _dependencies(self) -> dict[str, Provide]:
        singletons: dict[str, object] = {
            "resumes": self.resumes,
            "renderer": self.renderer,
            "postings": self.postings,
            "tailorings": self.tailorings,
            "machine_views": self.machine_views,
            "letters": self.letters,
            "conversations": self.conversations,
            "mistakes": self.mistakes,
            "attachments": self.attachments,
            "tailor_limit": self._limit("tailoring", "Too many tailorings from your address."),
            "fetch_limit": self._limit("fetching", "Too many pages were fetched."),
            "reviews": self.reviews,
            "review_limit": self._limit("review", "Too many reviews from your address."),
            "accounts": self.accounts,
            "keys": self.keys,
            "people": self.people,
            "settings": self.settings,
            "database": self.database,
            "engine": self.engine,
            "idempotency": self.idempotency,
            "quotas": self.quotas,
            "models": self.models,
            "model_test_limit": self._limit("model test", "That is a lot of tests.", MODEL_TESTS_PER_MINUTE),
        }
        made = {name: Provide(_always(value), sync_to_thread=False) for name, value in singletons.items()}

        def pages(request: Request[Any, Any, Any]) -> Pages:
            found: Pages = request.app.state.pages
            return found

        return {
            **made,
            "user": Provide(user_of, sync_to_thread=False),
            "caller": Provide(caller_of, sync_to_thread=False),
            "pages": Provide(pages, sync_to_thread=False),
            "openapi_document": Provide(_document, sync_to_thread=True),
        }

    def _limit(self, name: str, sentence: str, per_minute: int = 0) -> RateLimit:
        window = Window(per_minute or self.settings.rate_limit_per_minute, name, self._together)
        return RateLimit(window, f"{sentence} Please wait a moment.")

    def viewers(self) -> int:
        """How many live connections are open."""
        return self.open_streams.counted[0]

    def _guarded(self, app: ASGIApp) -> ASGIApp:
        settings = self.settings
        guarded: ASGIApp = app
        if settings.has_gate:
            guarded = PasswordGate(guarded, settings.auth_username, settings.auth_password, self._together)
        guarded = self.open_streams.around(OriginGuard(guarded))
        allowed = frozenset(settings.allowed_hosts)
        if settings.is_loopback:
            allowed |= LOOPBACK_HOSTS
        framed: ASGIApp = RequestFrame(HostGuard(self.request_limits.around(guarded), allowed))
        if self.metrics is not None:
            framed = self.metrics.around(framed)
        framed = around(framed, self.tracing)
        return ProxyHeaders(framed, settings.trusted_proxies, (settings.proxy_user_header, settings.proxy_name_header))

    async def _warm(self) -> None:
        """What the next page and the first tailoring would otherwise wait for, out of the way of the first page."""
        await asyncio.sleep(REGISTER_AFTER_SECONDS)
        await self.late_routes.complete()
        await asyncio.sleep(WARM_AFTER_SECONDS)
        await asyncio.gather(self.renderer.prove(), asyncio.to_thread(_warm_words), self.models.warm())
        leave_out_what_is_there()
        async with SPARE_READER.kept():
            await asyncio.Event().wait()

    @asynccontextmanager
    async def _lifespan(self, _app: Litestar) -> AsyncIterator[None]:
        migrate(self.settings.database)
        self.form_tokens.sign_with(await form_secret(self.database, self.settings.data_dir))
        await self.accounts.prepare()
        await self.engine.open(take_up=not was_restored(self.settings.data_dir))
        forget_restore(self.settings.data_dir)
        if self.sharing is not None:
            await self.sharing.notices.hear(self.conversations.changes.heard)
        await self.people.prepare()
        if self.settings.auth == "accounts":
            tell_first_link(await self.people.first_link(), (await self.people.held()).things)
        leave_out_what_is_there()
        warming = asyncio.create_task(self._warm(), name="warming up")
        try:
            yield
        finally:
            await self.engine.drain(self.settings.shutdown_seconds)
            warming.cancel()
            await asyncio.wait((warming,))
            await self.late_routes.close()
            await self.close()


def _warm_words() -> None:
    warm_vocabulary()
    warm_reader()
    warm_letters()
    warm_tutor()
    render("ready")


def _document(request: Request[Any, Any, Any]) -> dict[str, Any]:
    return document(request.app)


def _always(value: object) -> Any:
    def provide() -> Any:
        return value

    return provide


def create_app(settings: Settings) -> Application:
    """Everything, wired, for one process."""
    return Application(settings)
