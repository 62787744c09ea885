"""The YAML of sources: whose page lies where, and which of its links are disclosures.

delay_seconds: 1          # between two requests to one host
pages:
  - department: 云澜市财政局
    url: https://…/index.html
    links: '预算|决算'      # a pattern found in a link's address or text; without one, every file we can read
    follow: '公开'         # optional: links to pages that are searched as well, one level deep
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from dagster_project.home import SetupError

_FILES = r"\.(pdf|docx?|wps|rtf|xlsx?|et|ods|zip|txt)([?#]|$)"
_KNOWN = {"department", "url", "links", "follow"}


@dataclass(frozen=True, slots=True)
class Source:
    """One index page of one department."""

    department: str
    url: str
    links: re.Pattern[str]
    follow: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Sources:
    """What is looked at, in the order of the file, and how long to wait between two requests to one host."""

    pages: tuple[Source, ...]
    delay_seconds: float


def load(path: Path) -> Sources:
    """The sources of a file. Raises `SetupError` naming the file, the entry and what is wrong with it."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SetupError(f"{path}：不能读取（{' '.join(str(error).split())}）；请检查 --pages 指向的文件") from None
    pages = content.get("pages") if isinstance(content, dict) else None
    if not isinstance(pages, list) or not pages:
        raise SetupError(f"{path}：缺少 pages 列表；每项写明 department 和 url")
    delay = content.get("delay_seconds", 1)
    if not isinstance(delay, int | float) or isinstance(delay, bool) or delay < 0:
        raise SetupError(f"{path}：delay_seconds 应为不小于 0 的秒数，现为 {delay!r}")
    return Sources(tuple(_source(path, number, page) for number, page in enumerate(pages, start=1)), float(delay))


def _source(path: Path, number: int, page: Any) -> Source:
    place = f"{path} pages 第 {number} 项"
    if not isinstance(page, dict) or not page.get("department") or not page.get("url"):
        raise SetupError(f"{place}：应写明 department 和 url")
    if strange := sorted(set(page) - _KNOWN):
        raise SetupError(f"{place}：不认识 {strange[0]}；可用的有 {'、'.join(sorted(_KNOWN))}")
    if urlsplit(str(page["url"])).scheme not in ("http", "https"):
        raise SetupError(f"{place}：url 应以 http:// 或 https:// 开头，现为 {page['url']}")
    patterns = [_pattern(place, name, page.get(name)) for name in ("links", "follow")]
    links = patterns[0] or re.compile(_FILES, re.IGNORECASE)
    return Source(str(page["department"]), str(page["url"]), links, patterns[1])


def _pattern(place: str, name: str, written: Any) -> re.Pattern[str] | None:
    try:
        return re.compile(str(written), re.IGNORECASE) if written else None
    except re.error as error:
        raise SetupError(f"{place}：{name} 不是正则表达式（{error}）") from None
