"""What the gate says: one row an expectation, and whether anything fatal stands among them.

Belongs here: the rows as plain data and their JSON. Does not belong here: how they come about (`validation.py`), how
they look (`results_page.py`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

SUCCESS = "success"
FAILED = "failed"
RAISED = "raised"

FATAL = "fatal"
SEVERITIES = (FATAL, "error", "warning", "notice")  # most severe first


@dataclass(frozen=True, slots=True)
class ExpectationRow:
    """One judged expectation. `severity` is what its failure weighs; `raised` is our own fault and always fatal.

    `observed_*` say what was found, in one line; `details_*` name the places where it does not hold.
    """

    suite: str
    expectation: str
    table: str
    status: str  # success | failed | raised
    severity: str  # fatal | error | warning | notice
    message_zh: str
    message_en: str
    observed_zh: str = ""
    observed_en: str = ""
    details_zh: tuple[str, ...] = ()
    details_en: tuple[str, ...] = ()

    @property
    def is_fatal(self) -> bool:
        return self.status == RAISED or (self.status == FAILED and self.severity == FATAL)


@dataclass(frozen=True, slots=True)
class GateResult:
    """All rows, in the order of the suites."""

    rows: tuple[ExpectationRow, ...]

    @property
    def fatal(self) -> tuple[ExpectationRow, ...]:
        """What stops the publication."""
        return tuple(row for row in self.rows if row.is_fatal)

    @property
    def passed(self) -> bool:
        """Whether a publication may follow. A gate that judged nothing has not passed."""
        return bool(self.rows) and not self.fatal

    def to_json(self) -> str:
        """The whole as JSON text, the same bytes for the same result."""
        content = {
            "passed": self.passed,
            "fatal": [f"{row.suite}.{row.expectation}" for row in self.fatal],
            "expectations": [asdict(row) for row in self.rows],
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
