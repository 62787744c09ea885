"""Asking a web server for one address: politely, conditionally, again after a while, and never for more than it may be.

Only http and https are followed, wherever a redirect leads. Belongs here: one request and its answer. Does not belong here:
what the answer means.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from urllib.parse import quote, urlsplit

SECONDS = 30
MOST_BYTES = 200 * 1024 * 1024
_PAUSES = (2.0, 8.0)  # seconds before the second and the third attempt
_LONGEST_PAUSE = 60.0  # whatever a server asks for
_AGAIN = {429, 500, 502, 503, 504}
_SCHEMES = ("http", "https")
_AGENT = "citybudget (budget disclosures; conditional requests, one at a time)"


class AskingError(Exception):
    """The server was asked as often as is decent and gave no answer: the reason in words."""


@dataclass(slots=True)
class Answer:
    """`status` 200 with `content`, 304 where nothing changed, else the error; `url` is where the answer came from at last,
    `moved` whether the server said that the address has changed for good."""

    status: int
    url: str
    content: bytes = b""
    kind: str = ""
    etag: str | None = None
    last_modified: str | None = None
    moved: bool = False


class Asker:
    """Asks one at a time, with a pause between two requests to one host."""

    def __init__(
        self,
        delay_seconds: float,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay, self._sleep, self._clock = delay_seconds, sleep, clock
        self._asked: dict[str, float] = {}  # host -> when last

    def ask(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """The answer for an address, given only where it changed since the marks. Raises `AskingError`."""
        if urlsplit(url).scheme not in _SCHEMES:
            raise AskingError(f"http:// 或 https://：{url}")
        headers = {"User-Agent": _AGENT, "Accept": "*/*"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        reason = ""
        for attempt in range(len(_PAUSES) + 1):
            self._wait_for(urlsplit(url).netloc)
            wanted = _PAUSES[attempt] if attempt < len(_PAUSES) else 0.0
            try:
                return self._once(url, headers)
            except urllib.error.HTTPError as error:
                if error.code not in _AGAIN:
                    return Answer(error.code, error.url or url)
                reason = f"HTTP {error.code}"
                wanted = min(_seconds(error.headers.get("Retry-After"), wanted), _LONGEST_PAUSE)
            except (OSError, HTTPException, ValueError) as error:
                reason = str(getattr(error, "reason", "") or error) or type(error).__name__
            if attempt < len(_PAUSES):
                self._sleep(wanted)
        raise AskingError(reason)

    def _wait_for(self, host: str) -> None:
        last = self._asked.get(host)
        if last is not None and (left := last + self._delay - self._clock()) > 0:
            self._sleep(left)
        self._asked[host] = self._clock()

    def _once(self, url: str, headers: dict[str, str]) -> Answer:
        redirects = _Redirects()
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            redirects,
        ):
            opener.add_handler(handler)
        request = urllib.request.Request(ascii_url(url), headers=headers)
        with opener.open(request, timeout=SECONDS) as answer:
            content = answer.read(MOST_BYTES + 1)
            length = answer.headers.get("Content-Length")
            if len(content) > MOST_BYTES:
                return Answer(413, answer.url)
            if length is not None and length.isdecimal() and int(length) != len(content):
                raise OSError(f"{len(content)} of {length} bytes")
            marks = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
            return Answer(200, answer.url, content, answer.headers.get("Content-Type", ""), *marks, redirects.moved)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https and remembers whether one was for good."""

    moved = False

    def redirect_request(
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in _SCHEMES:
            raise ValueError(f"redirected to {newurl}")
        self.moved = self.moved or code in (301, 308)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def ascii_url(url: str) -> str:
    """The address as it goes over the wire: Chinese characters and blanks in path and query are percent-encoded."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    keep = "/:@!$&'()*+,;=~-._%"
    return parts._replace(
        netloc=host, path=quote(parts.path, keep), query=quote(parts.query, keep + "?"), fragment=""
    ).geturl()


def _seconds(written: str | None, otherwise: float) -> float:
    return float(written) if written and written.isdecimal() else otherwise
