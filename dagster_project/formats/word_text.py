"""The text of a Word paragraph as printed: results of fields instead of their codes, insertions kept, deletions gone.

Blocks (paragraphs, tables, text boxes as such) belong to `word`.
"""

from __future__ import annotations

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_PRINTED = {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "annotationRef", "txbxContent"}
_NOT_PRINTED |= {"footnoteReference", "endnoteReference", "commentReference", "ruby"}
_MARKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


class ParagraphText:
    """Reads paragraphs in document order: a field may begin in one and end in another. `hidden` collects hidden text."""

    def __init__(self) -> None:
        self.hidden: list[str] = []
        self._fields: list[bool] = []  # of each open field, whether its result has begun

    def of(self, paragraph: etree._Element) -> str:
        """The printed text of a paragraph; line breaks are kept, text boxes left out."""
        out: list[str] = []
        self._collect(paragraph, out)
        return "".join(out)

    def _collect(self, element: etree._Element, out: list[str]) -> None:
        for child in element:
            name = local_name(child)
            if name == "AlternateContent":
                continue  # drawings; their texts are in text boxes
            if name == "r":
                self._run(child, out)
            elif name == "ruby":
                self._collect_ruby(child, out)
            elif name == "fldChar":
                self._field_mark(child.get(f"{_W}fldCharType", ""))
            elif name == "t":
                if all(self._fields):
                    out.append(child.text or "")
            elif name in _MARKS:
                if all(self._fields):
                    out.append(_MARKS[name])
            elif name == "sym":
                out.append("□")
            elif name not in _NOT_PRINTED and name not in ("tbl", "drawing", "pict", "object"):
                self._collect(child, out)

    def _run(self, run: etree._Element, out: list[str]) -> None:
        properties = run.find(f"{_W}rPr")
        vanish = properties.find(f"{_W}vanish") if properties is not None else None
        if vanish is not None and vanish.get(f"{_W}val", "true") not in ("0", "false", "off"):
            unseen: list[str] = []
            self._collect(run, unseen)
            if text := "".join(unseen).strip():
                self.hidden.append(text)
            return
        self._collect(run, out)

    def _collect_ruby(self, ruby: etree._Element, out: list[str]) -> None:
        base = ruby.find(f"{_W}rubyBase")
        if base is not None:
            self._collect(base, out)

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The text boxes anchored in a paragraph, each once: drawings are stored twice, for new and for old programs."""
    found = []
    for box in paragraph.iter(f"{_W}txbxContent"):
        ancestors = [local_name(a) for a in box.iterancestors()]
        depth = next((i for i, a in enumerate(box.iterancestors()) if a is paragraph), len(ancestors))
        inner = ancestors[:depth]
        if "txbxContent" not in inner and "Fallback" not in inner:
            found.append(box)
    return found
