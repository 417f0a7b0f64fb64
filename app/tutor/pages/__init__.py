"""The pages of conversations."""

from app.tutor.pages.attachments import AttachmentController
from app.tutor.pages.conversations import ConversationController
from app.tutor.pages.heads import HeadController
from app.tutor.pages.messages import MessageController, SendingController

__all__ = ["AttachmentController", "ConversationController", "HeadController", "MessageController", "SendingController"]
