"""A PDF of images, as a printed and signed copy comes from a scanner: pages a little askew, grey, speckled, no text at all."""

from __future__ import annotations

import io
import random

from dagster_project.simulator.chance import chance
from dagster_project.simulator.document import Place, Printed
from dagster_project.simulator.writers import pdf

_DPI = 200
_SKEW = 0.7  # degrees at most
_TILE = 256


def write(printed: Printed) -> tuple[bytes, dict[int, list[Place]]]:
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    content, places = pdf.write(printed)
    source = pypdfium2.PdfDocument(content)
    draw = chance("scan", printed.name)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in source:
        width, height = page.get_size()
        image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
        scanned = io.BytesIO()
        _scanned(image, draw).save(scanned, "JPEG", quality=60)
        scanned.seek(0)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(scanned), 0, 0, width, height)
        canvas.showPage()
        page.close()
    canvas.save()
    source.close()
    return buffer.getvalue(), places


def _scanned(image, draw: random.Random):
    """The page as a scanner sees it."""
    from PIL import Image, ImageFilter

    image = image.rotate(draw.uniform(-_SKEW, _SKEW), Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    tile = Image.frombytes("L", (_TILE, _TILE), draw.randbytes(_TILE * _TILE))
    noise = Image.new("L", image.size)
    for top in range(0, image.height, _TILE):
        for left in range(0, image.width, _TILE):
            noise.paste(tile, (left, top))
    return Image.blend(image.convert("L"), noise, 0.06 + draw.random() * 0.06)
