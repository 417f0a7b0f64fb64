"""The HTML routes of reviews: a review as a whole, and the decisions on what it found."""

from app.reviews.pages.decisions import DecisionController
from app.reviews.pages.reviews import ReviewController

__all__ = ["DecisionController", "ReviewController"]
