"""The step contract (CURRICULUM.md): what a lesson must be before a learner reads it."""

from lessons.contract.finding import Finding, Severity, errors
from lessons.contract.lesson_contract import check_lesson

__all__ = ["Finding", "Severity", "check_lesson", "errors"]
