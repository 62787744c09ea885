"""The dashboard's server: GET and HEAD on loopback, nothing else, nothing written.

Another site must not read it through a browser that its name was pointed at this machine with: a request under any host
but this machine's own names is turned away.
"""

from __future__ import annotations

import mimetypes
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from dagster_project.dashboard.pages import address, page
from dagster_project.home import Home

LOOPBACK = "127.0.0.1"
_NAMES = {LOOPBACK, "localhost", "[::1]"}
_HTML = "text/html; charset=utf-8"
# the data dictionary searches itself with a script of its own; nothing comes from any other host
_POLICY = "default-src 'none'; img-src data:; style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none'"
_DOCS = _POLICY + "; script-src 'unsafe-inline'"


class DashboardServer(ThreadingHTTPServer):
    """Serves the publication that stands in a home. Raises `OSError` where the port is taken; 0 takes any free one."""

    daemon_threads = True

    def __init__(self, home: Home, port: int, orchestrator: str = "") -> None:
        self.home, self.orchestrator = home, orchestrator
        super().__init__((LOOPBACK, port), _Answer)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Answer(BaseHTTPRequestHandler):
    server: DashboardServer
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        if (self.headers.get("Host") or "").rsplit(":", 1)[0] not in _NAMES:
            self._send(421, "text/plain; charset=utf-8", b"misdirected request\n")
            return
        parts = urlsplit(self.path)
        if parts.path == "/style.css":
            self._send(200, "text/css; charset=utf-8", Path(__file__).with_name("style.css").read_bytes())
        elif parts.path.startswith("/docs/"):
            self._document(unquote(parts.path[len("/docs/") :]))
        else:
            at = address(parts.path, dict(parse_qsl(parts.query)))
            status, html = page(self.server.home.current, at, self.server.orchestrator)
            self._send(status, _HTML, html.encode())

    do_HEAD = do_GET

    def _document(self, wanted: str) -> None:
        """A file of the publication's own documents; a path that leads out of them is not found."""
        folder = (self.server.home.current / "docs").resolve()
        file = (folder / wanted).resolve()
        if not (file.is_relative_to(folder) and file.is_file()):
            self._send(404, "text/plain; charset=utf-8", b"not found\n")
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._send(200, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, file.read_bytes(), _DOCS)

    def _send(self, status: int, kind: str, body: bytes, policy: str = _POLICY) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-cache"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: who looked at what is nobody's business."""
