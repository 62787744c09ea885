"""What a page links to: addresses, resolved, with their text, in the order of the page, each once."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def links(content: bytes, url: str, kind: str = "") -> list[tuple[str, str]]:
    """(address, text) of every link to http or https on a page that came from `url`."""
    reader = _Links(url)
    reader.feed(_text(content, kind))
    reader.close()
    reader.finish()
    found: dict[str, str] = {}
    for address, text in reader.found:
        if urlsplit(address).scheme in ("http", "https") and not found.get(address):
            found[address] = text
    return list(found.items())


def _text(content: bytes, kind: str) -> str:
    declared = _CHARSET.search(kind.encode()) or _CHARSET.search(content[:4096])
    name = declared.group(1).decode() if declared else "utf-8"
    # what calls itself gb2312 holds characters that only its successor has
    name = "gb18030" if name.lower() in ("gb2312", "gbk", "gb18030") else name
    try:
        return content.decode(name)
    except (LookupError, UnicodeDecodeError):
        return content.decode("gb18030", errors="replace")


class _Links(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self._base, self._open = url, ""
        self._words: list[str] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        href = (given.get("href") or "").strip()
        if tag == "base" and href:
            self._base = urljoin(self._base, href)
        elif tag == "a":
            self.finish()
            if href:
                self._words = [given.get("title") or ""]
                self._open = self._joined(href)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.finish()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._words.append(data)

    def finish(self) -> None:
        """Ends the link that is open; what it says goes before what its title says."""
        if self._open:
            said = " ".join("".join(self._words[1:]).split())
            self.found.append((self._open, said or self._words[0]))
        self._open = ""

    def _joined(self, href: str) -> str:
        try:
            return urldefrag(urljoin(self._base, href)).url
        except ValueError:  # an address nobody can reach
            return ""
