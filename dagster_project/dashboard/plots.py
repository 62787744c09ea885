"""Pictures of amounts as SVG, drawn by hand: no script, no host, and each says in words what it shows.

A bar of a table row is silent for a screen reader, since the figure stands beside it. Lengths are whole thousandths.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

_COLOURS = {"budget": "#0b4f9e", "final": "#b35c00"}
_HEIGHT, _BAR, _GAP, _LABELS = 120, 28, 10, 34  # of a series, in units of its picture


def bar(value: Decimal | None, most: Decimal | None) -> str:
    """A bar as long as the value is of the greatest one; nothing where there is no value."""
    if value is None or not most or value < 0:
        return ""
    length = int(1000 * value // most)
    return (
        '<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect width="{length}" height="10" fill="{_COLOURS["budget"]}"/></svg>'
    )


def series(points: Sequence[tuple[str, str, Decimal]], title: str) -> str:
    """Upright bars of (label, stage, amount in yuan), with the amount in 万元 above each. Empty where nothing is known."""
    most = max((amount for _, _, amount in points), default=Decimal(0))
    if most <= 0:
        return ""
    step = 2 * _BAR + _GAP
    width = step * len(points) + _GAP
    said = "; ".join(f"{label} {amount:,.2f}" for label, _, amount in points)
    parts = [
        f'<svg class="series" role="img" viewBox="0 0 {width} {_HEIGHT + 2 * _LABELS}" width="{width}" '
        f'aria-label="{escape(f"{title}: {said}")}"><title>{escape(title)}</title>'
    ]
    for number, (label, stage, amount) in enumerate(points):
        left = _GAP + number * step + _BAR // 2
        height = max(int(_HEIGHT * max(amount, Decimal(0)) // most), 1)
        top = _LABELS + _HEIGHT - height
        middle = left + _BAR // 2
        parts.append(
            f'<rect x="{left}" y="{top}" width="{_BAR}" height="{height}" fill="{_COLOURS.get(stage, "#4a5560")}"/>'
            f'<text x="{middle}" y="{top - 6}">{amount / 10000:,.0f}</text>'
            + "".join(
                f'<text x="{middle}" y="{_LABELS + _HEIGHT + 18 + 14 * line}">{escape(part)}</text>'
                for line, part in enumerate(label.split(" ", 1))
            )
        )
    return "".join(parts) + "</svg>"
