"""The embedded Chinese font of drawn pages: how wide a text is and into which lines it falls."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FONT = "Publication"
_UNBROKEN = re.compile(r"[0-9０-９,，.．%]+|.")


@cache
def font() -> str:
    """Registers the embedded font once a process and returns its name."""
    import paperang_p2_fonts_cjk
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = Path(paperang_p2_fonts_cjk.__file__).parent / "fonts" / "wqy-microhei.ttc"
    pdfmetrics.registerFont(TTFont(_FONT, str(path), subfontIndex=0))
    return _FONT


@cache
def width_of(text: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(text, font(), size)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines a text takes in a width; numbers are not cut."""
    if width_of(text, size) <= width:
        return [text]
    lines, line = [], ""
    for piece in _UNBROKEN.findall(text):
        if line and width_of(line + piece, size) > width:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line] if line else lines
