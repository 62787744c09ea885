"""PDF files drawn for the tests, byte by byte: text anywhere, rules in every way they are printed, pages of any turn.

All text is set in one font whose Latin characters are half as wide as its ideographs, so that places can be computed.
"""

from __future__ import annotations

from itertools import pairwise

A4 = (595, 842)


def width(text: str, size: float = 10) -> float:
    """How wide a text is printed, in points."""
    return sum(0.5 if ord(c) < 128 else 1.0 for c in text) * size


class Page:
    """One page; y runs upwards from the lower left, as in the file."""

    def __init__(self, size: tuple[float, float] = A4, rotate: int = 0, crop: tuple[float, ...] | None = None) -> None:
        self.size, self.rotate, self.crop = size, rotate, crop
        self.content: list[str] = []
        self.fields: list[tuple[float, float, float, float, str]] = []

    def raw(self, operators: str) -> Page:
        self.content.append(operators)
        return self

    def text(self, x: float, y: float, text: str, size: float = 10, mode: int = 0, color: str = "0 0 0") -> Page:
        """`color` as red, green, blue of 1; `mode` 3 is invisible."""
        return self.turned_text(x, y, text, (1, 0, 0, 1), size, mode, color)

    def turned_text(self, x, y, text, turn, size: float = 10, mode: int = 0, color: str = "0 0 0") -> Page:
        """Text whose direction the four numbers of a matrix give."""
        code = text.encode("utf-16-be").hex()
        a, b, c, d = turn
        return self.raw(f"BT {color} rg {mode} Tr /F1 {size} Tf {a} {b} {c} {d} {x} {y} Tm <{code}> Tj ET")

    def right(self, x: float, y: float, text: str, size: float = 10) -> Page:
        """Text that ends at x."""
        return self.text(x - width(text, size), y, text, size)

    def line(self, x0: float, y0: float, x1: float, y1: float, color: str = "0 0 0", thickness: float = 0.5) -> Page:
        return self.raw(f"{color} RG {thickness} w {x0} {y0} m {x1} {y1} l S")

    def bar(self, x: float, y: float, wide: float, high: float, color: str = "0 0 0") -> Page:
        """A filled rectangle."""
        return self.raw(f"{color} rg {x} {y} {wide} {high} re f")

    def frame(self, x: float, y: float, wide: float, high: float) -> Page:
        """A stroked rectangle."""
        return self.raw(f"0 0 0 RG 0.5 w {x} {y} {wide} {high} re S")

    def lattice(self, xs: list[float], ys: list[float]) -> Page:
        """Full rules at all xs and ys."""
        for x in xs:
            self.line(x, min(ys), x, max(ys))
        for y in ys:
            self.line(min(xs), y, max(xs), y)
        return self

    def table(self, xs: list[float], top: float, rows: list[list[str]], pitch: float = 20, ruled: bool = True) -> Page:
        """A table with one text a cell: figures to the right, words to the left; rules on request."""
        ys = [top - n * pitch for n in range(len(rows) + 1)]
        if ruled:
            self.lattice(xs, ys)
        for y, row in zip(ys[1:], rows, strict=True):
            for (left, right), text in zip(pairwise(xs), row, strict=True):
                if text[:1].isdigit() or text[:1] == "-":
                    self.right(right - 3, y + 6, text)
                elif text:
                    self.text(left + 3, y + 6, text)
        return self

    def field(self, x: float, y: float, wide: float, high: float, text: str) -> Page:
        """A filled form field that shows a text at its lower left."""
        self.fields.append((x, y, wide, high, text))
        return self

    def image(self, x: float, y: float, wide: float, high: float, name: str = "Im1") -> Page:
        """A white picture, `Im1`, or one that lets everything through, `Im2`."""
        return self.raw(f"q {wide} 0 0 {high} {x} {y} cm /{name} Do Q")


FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 "
    ">> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox "
    "[-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)
IMAGE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"


def pdf(*pages: Page, trailer: str = "") -> bytes:
    """The file with these pages; `trailer` adds entries to its trailer."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",  # the list of pages, written last
        FONT,
        f"<< {IMAGE} /ColorSpace /DeviceGray /Length 1 >>\nstream\n\xff\nendstream",
        f"<< {IMAGE} /ColorSpace /DeviceGray /SMask 6 0 R /Length 1 >>\nstream\n\xff\nendstream",
        f"<< {IMAGE} /ColorSpace /DeviceGray /Length 1 >>\nstream\n\x00\nendstream",
        "<< /Font << /F1 3 0 R >> /XObject << /Im1 4 0 R /Im2 5 0 R >> >>",
    ]
    kids = []
    for page in pages:
        content = "\n".join(page.content)
        fields = []
        for x, y, wide, high, text in page.fields:
            shown = f"BT /F1 10 Tf 2 3 Td <{text.encode('utf-16-be').hex()}> Tj ET"
            objects.append(
                f"<< /Type /XObject /Subtype /Form /BBox [0 0 {wide} {high}] /Resources 7 0 R /Length {len(shown)} >>\n"
                f"stream\n{shown}\nendstream"
            )
            objects.append(
                f"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /Rect [{x} {y} {x + wide} {y + high}] "
                f"/AP << /N {len(objects)} 0 R >> >>"
            )
            fields.append(f"{len(objects)} 0 R")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        crop = f"/CropBox [{' '.join(map(str, page.crop))}] " if page.crop else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}] {crop}/Rotate {page.rotate} "
            f"/Resources 7 0 R /Contents {len(objects)} 0 R /Annots [{' '.join(fields)}] >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
