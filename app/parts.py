"""The parts of one process: every service is made here once and handed to those who need it."""

from app.accounts.identity import Identity
from app.accounts.keys import Keys
from app.accounts.people import People
from app.accounts.service import Accounts
from app.accounts.work import Work
from app.db import Database
from app.documents.rendering import Renderer
from app.idempotency.service import Idempotency
from app.letters.service import Letters
from app.llm import Models, no_report
from app.machine_view.service import MachineViews
from app.metrics import Metrics
from app.postings.service import Postings
from app.resumes.producer import KIND as READ_KIND
from app.resumes.service import Resumes
from app.reviews.service import Reviews
from app.runs import Runs, runs_of
from app.settings import Settings
from app.tailoring.service import Tailorings
from app.tracing import tracing_of
from app.tutor.attachments import Attachments
from app.tutor.replying.writer import ReplyWriter
from app.tutor.service import Conversations, Mistakes
from app.tutor.tools import Toolbox
from app.usage.service import LimitedEngine, Quotas, limits_of


class Parts:
    """What knows neither Litestar nor a route."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database(settings.database)
        runs = runs_of(settings)
        self.sharing = runs.sharing
        self.metrics = Metrics(lambda: self.engine.standing(), self.viewers) if settings.metrics else None
        self.tracing = tracing_of(settings.traces)
        self.engine = self._engine(runs)
        self.renderer = Renderer(tex_enabled=settings.tex != "off")
        self.accounts = Accounts(self.database)
        self.keys = Keys(self.database)
        self.idempotency = Idempotency(self.database)
        self.quotas = Quotas(self.database, limits_of(settings))
        self.people = People(
            self.database, settings, Work(self.engine.store, self.engine), used_today=self.quotas.used_today_by_owner
        )
        self.identity = Identity(
            settings.auth,
            by_key=self.keys.find,
            by_session=self.people.sessions.find,
            by_proxy=self.people.proxied,
        )
        self.resumes = Resumes(self.database, self.engine)
        self.models = self._models()
        self.postings = Postings(self.database, self.engine, self.models)
        self.tailorings = Tailorings(
            self.database, self.engine, self.resumes, self.postings, self.models, self.renderer, self.quotas
        )
        self.reviews = Reviews(self.database, self.engine, self.resumes, self.postings, self.models, self.renderer)
        self.machine_views = MachineViews(self.resumes, self.tailorings, self.renderer)
        self.letters = Letters(self.database, self.engine, self.resumes, self.postings, self.models, self.quotas)
        self.conversations = Conversations(
            self.database, self.engine, self.resumes, self.postings, self.letters, self.quotas
        )
        if runs.sharing is not None:
            self.conversations.changes.tell = runs.sharing.notices.tell
        self.mistakes = Mistakes(self.database)
        self.attachments = Attachments(self.database)
        self.toolbox = Toolbox(
            conversations=self.conversations,
            resumes=self.resumes,
            postings=self.postings,
            letters=self.letters,
            attachments=self.attachments,
            mistakes=self.mistakes,
            search_url=settings.search_url,
        )
        self.replies = ReplyWriter(
            self.conversations,
            self.resumes,
            self.postings,
            self.letters,
            self.models,
            self.toolbox,
            self.quotas,
            self.attachments,
        )
        self.engine.register(self.replies.kind())

    def _engine(self, runs: Runs) -> LimitedEngine:
        return LimitedEngine(
            runs.store,
            most_streams=self.settings.most_streams,
            uncounted={READ_KIND},
            max_running=self.settings.max_running,
            make_runner=runs.make_runner,
            observer=self.metrics,
            tracing=self.tracing,
        )

    def _models(self) -> Models:
        return Models(
            self.settings,
            choose=self.accounts.model_of,
            record=self.accounts.record_usage,
            report=self.metrics.reported if self.metrics else no_report,
        )

    async def close(self) -> None:
        """Let go of everything but the engine, which is drained first."""
        if self.sharing is not None:
            await self.sharing.close()
        await self.people.close()
        await self.models.close()
        await self.database.close()

    def viewers(self) -> int:
        """How many live connections are open; none where no pages are served."""
        return 0
