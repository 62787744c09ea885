"""What the office is told after a run: a few lines by web hook or e-mail, internal, from the report of the night alone.

Belongs here: what is told, and sending it. Does not belong here: how the words look (`summary.yml`). No name of a person
stands in a report; refusals name files, departments and figures. A failure to send is a note and never fails the run.
"""

from __future__ import annotations

import json
import smtplib
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from dagster_project.nightly import NightResult

_WORDS = Path(__file__).with_name("summary.yml")
SECONDS = 10
_NAMED = 5  # files named on the first screen; the report has them all
WEBHOOK, MAIL = "CITYBUDGET_WEBHOOK", "CITYBUDGET_MAIL"


def text(result: NightResult, before: Mapping[str, Any], lang: str) -> tuple[str, str]:
    """Subject and body. `before` is the report of the publication that stood before, for what is new and what is closed."""
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))[lang]
    content = result.content
    now, then = _findings(content), _findings(before)
    fills = {
        "outcome": words["outcomes"][result.outcome],
        "publication": result.publication_id or "-",
        "received": result.received.get("new", 0),
        "refused": len(content.get("refused", ())),
        "wrong": sum((now - then).values()),
        "closed": sum((then - now).values()),
    }
    lines = [line.format(**fills) for line in words["first"]]
    if result.error:
        lines.append(words["error"].format(error=result.error))
    lines += [words["refusal"].format(**r) for r in content.get("refused", ())[:_NAMED]]
    lines += [words["department"].format(**row) for row in _departments(content)]
    return words["subject"].format(**fills), "\n".join(lines) + "\n"


def send(result: NightResult, before: Mapping[str, Any], lang: str, environment: Mapping[str, str]) -> list[str]:
    """Sends the summary wherever the environment says (`CITYBUDGET_WEBHOOK`: an http(s) URL that takes a JSON `text`;
    `CITYBUDGET_MAIL`: smtp://[user:password@]host[:port]/from/to[,to]). Returns a line for each failure."""
    failures = []
    for name, sending in ((WEBHOOK, _post), (MAIL, _mail)):
        if target := environment.get(name):
            try:
                sending(target, *text(result, before, lang))
            except (OSError, ValueError, smtplib.SMTPException, urllib.error.URLError) as error:
                # the target may hold a password, and is named by its variable alone
                failures.append(f"{name}：摘要未能送出（{type(error).__name__}: {error}）；运行结果不受影响")
    return failures


def _post(target: str, subject: str, body: str) -> None:
    if urlsplit(target).scheme not in ("http", "https"):
        raise ValueError("http:// 或 https://")
    content = json.dumps({"text": f"{subject}\n{body}"}, ensure_ascii=False).encode()
    request = urllib.request.Request(target, content, {"Content-Type": "application/json; charset=utf-8"})
    with urllib.request.urlopen(request, timeout=SECONDS):
        pass


def _mail(target: str, subject: str, body: str) -> None:
    parts = urlsplit(target)
    people = parts.path.strip("/").split("/")
    if parts.scheme not in ("smtp", "smtps") or len(people) != 2 or not parts.hostname:
        raise ValueError("smtp://host[:port]/from/to[,to]")
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, people[0], people[1].replace(",", ", ")
    message.set_content(body)
    connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with connect(parts.hostname, parts.port or 0, timeout=SECONDS) as server:
        if parts.username:
            if parts.scheme == "smtp":
                server.starttls()  # a password never goes in the clear
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _findings(content: Mapping[str, Any]) -> Counter[tuple[Any, ...]]:
    """The open findings of a report, by where they are and what they say."""
    return Counter(
        (d["department_name"], d["fiscal_year"], d["stage"], d["level"], f["severity"], f["message_zh"])
        for d in content.get("disclosures", ())
        for f in d["findings"]
        if not f["waived"]
    )


def _departments(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row a department with open findings, the gravest first."""
    rows: dict[str, Counter[str]] = {}
    for disclosure in content.get("disclosures", ()):
        rows.setdefault(disclosure["department_name"], Counter()).update(disclosure["severities"])
    graded = [(name, n["fatal"] + n["error"], n["warning"], n["notice"]) for name, n in rows.items() if n.total()]
    graded.sort(key=lambda g: (-g[1], -g[2], -g[3], g[0]))
    return [dict(zip(("department", "error", "warning", "notice"), g, strict=True)) for g in graded]
