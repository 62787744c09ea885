"""The panels of a table: which columns name a row and which state amounts, side by side where a form has two or three
halves (income left, expenditure right).

A column's role comes from its heading; where headings are lost or say nothing, from what stands in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dagster_project.extraction import labels
from dagster_project.extraction.form_definitions import heading_role, measure_of
from dagster_project.extraction.headings import Cover, Headed, is_figure

_CODE = re.compile(r"^\d{1,7}$")
IDENTIFYING = ("code_class", "code_group", "code_item", "code", "label", "unit_code", "unit_name", "index")


@dataclass(slots=True)
class Panel:
    """Columns (numbers from 1) that belong together: those that name the row, then those that state amounts."""

    roles: dict[int, str] = field(default_factory=dict)  # identifying columns
    amounts: list[int] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)

    def with_role(self, *roles: str) -> list[int]:
        """Identifying columns of these roles, from left to right."""
        return sorted(c for c, role in self.roles.items() if role in roles)


def read_panels(headed: Headed, cover: Cover) -> list[Panel]:
    """The panels of a table from left to right; a column without heading and content belongs to none."""
    panels = [Panel()]
    for column in range(1, headed.grid.columns + 1):
        role = _role(headed, cover, column, bool(panels[-1].amounts))
        if role in IDENTIFYING:
            if panels[-1].amounts:
                panels.append(Panel())
            panels[-1].roles[column] = role
        elif role == "amount":
            panels[-1].amounts.append(column)
        elif role == "remark":
            panels[-1].remarks.append(column)
    return [p for p in panels if p.amounts or p.roles]


def _role(headed: Headed, cover: Cover, column: int, after_amounts: bool) -> str:
    path = headed.paths[column - 1]
    texts = [
        t for r in range(headed.first_data_row, headed.grid.rows + 1) if (t := labels.squeeze(cover.text(r, column)))
    ]
    named = next((role for element in reversed(path) if (role := heading_role(element))), None) if path else None
    leaf = heading_role(path[-1]) if path else None
    figures = sum(is_figure(t) for t in texts)
    if leaf in ("code_class", "code_group", "code_item", "code", "unit_code", "index", "remark"):
        return leaf
    if leaf in ("label", "unit_name"):
        return "amount" if texts and figures == len(texts) and figures > 1 else leaf
    if path and measure_of(path, None) is not None:
        return "amount"
    if named == "code" and texts and all(_CODE.match(t) for t in texts):
        return "code"
    if not texts:
        return "amount" if path and after_amounts else ("amount" if path else "empty")
    if figures * 2 > len(texts):
        return "amount"
    return "label" if not path or not after_amounts else ("label" if figures == 0 and len(texts) > 1 else "amount")
