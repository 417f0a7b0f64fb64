"""All that is served but the first page and the static files: loaded and registered when those can be had already."""

from litestar.types import ControllerRouterHandler

from app.accounts.identity import Mode
from app.accounts.pages import account_pages
from app.developers.pages import DeveloperController
from app.health import HealthController
from app.letters.files import LetterFilesController
from app.letters.pages import LetterController, ParagraphController
from app.machine_view.pages import MachineViewController
from app.openapi.serving import OpenApiController
from app.postings.pages import PostingController
from app.protocols.agent_chat import AgentChatController, AgentController
from app.protocols.career import CareerController
from app.protocols.latex_tailoring import LatexTailoringController
from app.protocols.native import NATIVE_API
from app.protocols.resume_optimisation import ResumeOptimisationController
from app.protocols.tutor_chat import TutorChatController
from app.protocols.usage import UsageProtocolController
from app.resumes.files import ResumeFilesController
from app.resumes.pages import ResumeController
from app.reviews.files import ReviewFilesController
from app.reviews.pages import DecisionController, ReviewController
from app.tailoring.files import TailoringFilesController
from app.tailoring.pages import TailoringController
from app.tutor.pages import (
    AttachmentController,
    ConversationController,
    HeadController,
    MessageController,
    SendingController,
)
from app.tutor.pages.mistakes import MistakeController
from app.usage.pages import UsageController


def late_routes(mode: Mode) -> tuple[ControllerRouterHandler, ...]:
    """In the order in which they are registered; how people sign in decides which pages of accounts there are."""
    return (
        ResumeController,
        ResumeFilesController,
        PostingController,
        TailoringController,
        TailoringFilesController,
        MachineViewController,
        LetterController,
        ParagraphController,
        LetterFilesController,
        LatexTailoringController,
        CareerController,
        ReviewController,
        DecisionController,
        ReviewFilesController,
        ResumeOptimisationController,
        *account_pages(mode),
        ConversationController,
        HeadController,
        SendingController,
        AttachmentController,
        MessageController,
        MistakeController,
        UsageController,
        DeveloperController,
        UsageProtocolController,
        TutorChatController,
        AgentChatController,
        AgentController,
        *NATIVE_API,
        OpenApiController,
        HealthController,
    )
