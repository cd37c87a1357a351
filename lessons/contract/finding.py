"""What the contract has to say to an author: how bad, where, and the mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Finding:
    rule: str  # as the accessibility standard names it
    severity: Severity
    message: str  # what is wrong and the mend, for the author
    step: int | None = None  # None: not about one step
    where: str = ""  # the text's name, as the author knows it


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the lesson something stands, in the author's words."""

    name: str = ""
    step: int | None = None

    def __str__(self) -> str:
        if not self.step:
            return self.name[:1].upper() + self.name[1:]
        return f"Step {self.step} ({self.name})" if self.name else f"Step {self.step}"

    def error(self, rule: str, message: str) -> Finding:
        return self._finding(rule, Severity.ERROR, message)

    def warning(self, rule: str, message: str) -> Finding:
        return self._finding(rule, Severity.WARNING, message)

    def _finding(self, rule: str, severity: Severity, message: str) -> Finding:
        return Finding(
            rule=rule,
            severity=severity,
            message=f"{self} {message}",
            step=self.step,
            where=self.name,
        )


def errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]
