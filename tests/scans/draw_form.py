"""Draws `form.png`, the scan of the invented form: `python -m tests.scans.draw_form FONT FACE` with a Chinese Song typeface
(face 2 of Noto Serif CJK is the Chinese one).

The picture is kept in the repository since the typeface is not: tests read it, and worsen it themselves.
"""

from __future__ import annotations

import sys
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.scans.form import HEADING, LEFT, NOTE, RIGHT, ROWS, TITLE

PATH = Path(__file__).with_name("form.png")
DOTS = 200
LARGER = 4  # drawn so many times larger, then made smaller, as print is smooth
WIDTHS = (95, 190, 78, 78, 78)  # points
PITCH, MARGIN, TOP = 20, 38, 80


def draw(font_path: str, face: int) -> Image.Image:
    """The page as grey pixels."""
    scale = DOTS * LARGER / 72
    page = Image.new("L", (round(595 * scale), round(640 * scale)), 255)
    pen = ImageDraw.Draw(page)

    def write(x: float, y: float, text: str, size: float, anchor: str) -> None:
        font = ImageFont.truetype(font_path, round(size * scale), index=face)
        pen.text((round(x * scale), round(y * scale)), text, font=font, fill=0, anchor=anchor)

    def line(x0: float, y0: float, x1: float, y1: float) -> None:
        pen.line([round(v * scale) for v in (x0, y0, x1, y1)], fill=0, width=round(0.6 * scale))

    xs = list(accumulate(WIDTHS, initial=MARGIN))
    ys = [TOP + PITCH * n for n in range(len(ROWS) + 3)]
    write((xs[0] + xs[-1]) / 2, 35, TITLE, 18, "mm")
    write(xs[0], 65, LEFT, 10, "lm")
    write(xs[-1], 65, RIGHT, 10, "rm")
    for text, row, column, rows, columns in HEADING:
        box = xs[column], ys[row], xs[column + columns], ys[row + rows]
        for ends in ((0, 1, 2, 1), (0, 3, 2, 3), (0, 1, 0, 3), (2, 1, 2, 3)):
            line(*(box[n] for n in ends))
        write((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, text, 10, "mm")
    for x in xs:
        line(x, ys[2], x, ys[-1])
    for y in ys[2:]:
        line(xs[0], y, xs[-1], y)
    for y, row in zip(ys[2:], ROWS, strict=False):
        for n, text in enumerate(row):
            anchor, x = ("rm", xs[n + 1] - 4) if n > 1 else ("lm", xs[n] + 4)
            write(x, y + PITCH / 2, text, 9.5, anchor)
    write(xs[0], ys[-1] + 20, NOTE, 10, "lm")
    return page.resize((page.width // LARGER, page.height // LARGER), Image.Resampling.BOX)


if __name__ == "__main__":
    draw(sys.argv[1], int(sys.argv[2])).quantize(16).save(PATH, optimize=True, dpi=(DOTS, DOTS))
