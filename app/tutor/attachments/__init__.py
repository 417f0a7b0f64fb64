"""Files that a conversation was given to read."""

from app.tutor.attachments.service import MOST_FILES, Attachments
from app.tutor.models.attachments import AttachedFile, Attachment

__all__ = ["MOST_FILES", "AttachedFile", "Attachment", "Attachments"]
