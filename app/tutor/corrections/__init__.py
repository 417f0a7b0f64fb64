"""Corrections of what a learner writes: by rules and Harper without a key, by a language model as well with one."""

from app.tutor.corrections.checking import check
from app.tutor.corrections.models import Checked, Context, Correction

__all__ = ["Checked", "Context", "Correction", "check"]
