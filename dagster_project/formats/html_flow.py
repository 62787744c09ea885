"""The order in which a page shows its texts and tables, and what of it is hidden.

Walks elements without recursion, since pages nest hundreds deep. What a table holds belongs to `html_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import html

_NOT_SHOWN = {"script", "style", "head", "noscript", "template", "iframe", "object", "select", "textarea", "svg", "del"}
_NOT_SHOWN |= {"noframes", "option", "math", "title", "button"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header", "footer", "main", "form"}
_BLOCKS |= {"blockquote", "center", "hr", "body", "html", "fieldset", "nav", "aside", "figure", "td", "th", "tr", "pre"}
_BLOCKS |= {"caption", "table"}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|mso-hide\s*:\s*all", re.I)
_HIDING_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE_SELECTOR = re.compile(r"^\w*([.#])([\w-]+)$")
LINE_BREAK = "\v"


class Visibility:
    """Which elements of a page are hidden: by their style, by a plain rule for their class or id, by attribute."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.hidden_texts: list[str] = []
        self._names: set[str] = set()
        for sheet in root.iter("style"):
            for selectors, body in _HIDING_RULE.findall(sheet.text or ""):
                if _HIDING.search(body):
                    for selector in selectors.split(","):
                        if found := _SIMPLE_SELECTOR.match(selector.strip()):
                            self._names.add(found[1] + found[2])

    def hides(self, element: html.HtmlElement) -> bool:
        """Whether an element is hidden; its text is remembered."""
        if not self.is_hidden(element):
            return False
        self.remember(element)
        return True

    def is_hidden(self, element: html.HtmlElement) -> bool:
        """Whether an element is hidden."""
        if element.get("hidden") is not None or _HIDING.search(element.get("style") or ""):
            return True
        if not self._names:
            return False
        own = {"." + name for name in (element.get("class") or "").split()} | {"#" + (element.get("id") or "")}
        return not self._names.isdisjoint(own)

    def remember(self, element: html.HtmlElement) -> None:
        """Note the text of a hidden element, scripts aside."""
        texts = element.xpath(".//text()[not(ancestor::script) and not(ancestor::style)]")
        if text := " ".join("".join(texts).split()):
            self.hidden_texts.append(text)


def flow(
    root: html.HtmlElement, visibility: Visibility, is_layout: Callable[[html.HtmlElement], bool]
) -> Iterator[str | int | html.HtmlElement]:
    """Texts, ends of blocks (the heading level of what they end, 0 for prose), and tables, in reading order."""
    stack: list[tuple[html.HtmlElement, bool]] = [(root, False)]
    while stack:
        element, is_left = stack.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        tail = (element.tail or "") if element is not root else ""
        if is_left:
            if name in _BLOCKS or name in _HEADINGS:
                yield _HEADINGS.get(name, 0)
            yield tail
        elif not name or name in _NOT_SHOWN or (visibility.hides(element)):
            yield tail
        elif name == "br":
            yield LINE_BREAK + tail
        elif name == "pre":
            yield 0
            yield element.text_content().replace("\n", LINE_BREAK)
            yield 0
            yield tail
        elif name == "table" and element is not root and not is_layout(element):
            yield element
            yield tail
        else:
            if name in _BLOCKS or name in _HEADINGS:
                yield 0
            yield element.text or ""
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
