"""Departments' pages as a place that files come from: what they link to is fetched, and what is strange is a finding.

A file is called `<department>/<hash of its address>/…`, so that its place is the same every night and the files of one
department lie together. What cannot be had is a finding and not a refusal: pages come and go, and the publication stands.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from dagster_project.home import Home, write_whole
from dagster_project.inbox import Inbox
from dagster_project.places import Archived, Had, Remembered
from dagster_project.receipts import Receipt
from dagster_project.web.asking import Answer, Asker, AskingError
from dagster_project.web.links import links
from dagster_project.web.sources import Source, Sources

NAME = "pages"  # what receipts call this place
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class PageFinding:
    """One strange thing of a page: `kind` is `moved`, `page_gone`, `unreachable`, `no_link`, `dead_link`, `link_gone` or
    `replaced`; `detail` is where to, why, or the text of the link."""

    kind: str
    department: str
    url: str
    detail: str


@dataclass(slots=True)
class _Link:
    source: Source
    url: str
    name: str


@dataclass(slots=True)
class DepartmentPages:
    """The pages of the sources. What pages said the last time is remembered below the home's `build/` and may be lost."""

    home: Home
    sources: Sources
    asker: Asker
    findings: list[PageFinding] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)  # departments all of whose pages could be read
    _links: dict[str, _Link] = field(default_factory=dict)  # path -> link
    _before: dict[str, dict[str, Any]] = field(default_factory=dict)
    _now: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return NAME

    @property
    def _memory(self) -> Path:
        return self.home.build / "pages.json"

    def look(self) -> Inbox:
        """Reads every page. A page that cannot be read is a finding; nothing is raised."""
        try:
            self._before = json.loads(self._memory.read_bytes())
        except (OSError, ValueError):
            self._before = {}
        failed = {source.department for source in self.sources.pages if not self._searched(source)}
        self.checked = {source.department for source in self.sources.pages} - failed
        write_whole(self._memory, json.dumps(self._now, ensure_ascii=False, sort_keys=True).encode())
        return Inbox(sorted(self._links))

    def _searched(self, source: Source) -> bool:
        """Takes the links of a page and of those it leads to; whether all could be read."""
        found = self._linked_from(source, source.url, is_index=True)
        if found is None:
            return False
        whole = True
        candidates = list(found)
        followed = {u for u, t in found if source.follow and not _is_file(u) and _fits(source.follow, u, t)}
        for url in sorted(followed):
            inner = self._linked_from(source, url, is_index=False)
            whole = whole and inner is not None
            candidates += inner or []
        wanted = [(u, t) for u, t in candidates if u not in followed and _fits(source.links, u, t)]
        for url, text in wanted:
            path = f"{source.department}/{hashlib.sha256(url.encode()).hexdigest()[:16]}"
            self._links.setdefault(path, _Link(source, url, _name(url, text)))
        if not wanted:
            self._find("no_link", source, source.url, source.links.pattern)
        return whole

    def _linked_from(self, source: Source, url: str, is_index: bool) -> list[tuple[str, str]] | None:
        """What a page links to, from memory where it has not changed; null where it cannot be read."""
        kept = self._before.get(url, {})
        try:
            answer = self.asker.ask(url, kept.get("etag"), kept.get("last_modified"))
        except AskingError as error:
            self._find("unreachable", source, url, str(error))
            self._now[url] = kept
            return None
        if answer.status == 304 and kept:
            self._now[url] = kept
            return [(u, t) for u, t in kept["links"]]
        if answer.status != 200:
            kind = ("page_gone" if is_index else "dead_link") if answer.status in _GONE else "unreachable"
            self._find(kind, source, url, f"HTTP {answer.status}")
            return None
        if answer.moved:
            self._find("moved", source, url, answer.url)
        found = links(answer.content, answer.url, answer.kind)
        # a page that has moved is asked for whole every night, so that its finding stays
        marks = {} if answer.moved else {"etag": answer.etag, "last_modified": answer.last_modified}
        self._now[url] = {**marks, "links": found}
        return found

    def get(self, path: str, remembered: Remembered, archived: Archived, now_ns: int) -> Had | str | None:
        """The file behind a link; null where it cannot be had, which is a finding."""
        link = self._links[path]
        known = remembered if remembered and archived(str(remembered[-1])) else [None, None, 0, None]
        try:
            answer = self.asker.ask(link.url, known[0], known[1])
        except AskingError as error:
            self._find("unreachable", link.source, link.url, str(error))
            return None
        if answer.status == 304 and known[-1]:
            return Had(str(known[-1]), known[2], known[:-1], None, link.name)
        if answer.status != 200:
            kind = "dead_link" if answer.status in _GONE else "unreachable"
            self._find(kind, link.source, link.url, f"HTTP {answer.status}，{link.name}")
            return None
        sha256, size = hashlib.sha256(answer.content).hexdigest(), len(answer.content)
        return Had(sha256, size, _stamp(answer, size), answer.content, link.name)

    def settle(self, known: list[Receipt], new: list[Receipt]) -> None:
        """Finds what was replaced under its address, and what is linked no more, against what was received before."""
        before = {r.path: r for r in known if r.inbox == NAME}
        for receipt in new:
            if receipt.inbox == NAME and receipt.path in before and receipt.path in self._links:
                link = self._links[receipt.path]
                self._find("replaced", link.source, link.url, receipt.name)
        by_department = {source.department: source for source in self.sources.pages}
        for path, receipt in sorted(before.items()):
            department = path.split("/", 1)[0]
            inside = any(path.startswith(f"{kept}/") for kept in self._links)
            if department in self.checked and path not in self._links and not inside:
                self._find("link_gone", by_department[department], by_department[department].url, receipt.name)

    def _find(self, kind: str, source: Source, url: str, detail: str) -> None:
        self.findings.append(PageFinding(kind, source.department, url, detail))


def _stamp(answer: Answer, size: int) -> list[Any] | None:
    return [answer.etag, answer.last_modified, size] if answer.etag or answer.last_modified else None


def _fits(pattern: re.Pattern[str], url: str, text: str) -> bool:
    return bool(pattern.search(unquote(url)) or pattern.search(text))


def _is_file(url: str) -> bool:
    """Whether an address ends like a file rather than like a page."""
    return PurePosixPath(urlsplit(url).path).suffix.lower() not in (
        "",
        ".html",
        ".htm",
        ".shtml",
        ".jsp",
        ".jspx",
        ".php",
    )


def _name(url: str, text: str) -> str:
    """What a file is called: the text of its link, which says whose and which it is, with the suffix of its address."""
    file = PurePosixPath(unquote(urlsplit(url).path)).name
    suffix = PurePosixPath(file).suffix if re.fullmatch(r"\.\w{1,5}", PurePosixPath(file).suffix) else ".html"
    said = re.sub(r"[\\/:*?\"<>|\x00-\x1f]", " ", text).strip()
    if not said:
        return file or "index.html"
    return said if said.lower().endswith(suffix.lower()) else said[:120] + suffix
