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

from dagster_project.english import english
from dagster_project.nightly import NightResult
from dagster_project.words import title

_WORDS = Path(__file__).with_name("summary.yml")
SECONDS = 10
_NAMED = 5  # of each kind, named below the counts; the report has them all
_REPLACED, _DIFFERS = "replaced", "differs"  # of a page (`web.department_pages`), of a disclosure (`online`)
WEBHOOK, MAIL = "CITYBUDGET_WEBHOOK", "CITYBUDGET_MAIL"


def text(result: NightResult, before: Mapping[str, Any], lang: str) -> tuple[str, str]:
    """Subject and body. `before` is the report of the publication that stood before, for what is new and what is closed."""
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))[lang]
    named = _named(result, before, lang)
    fills: dict[str, Any] = {name: len(rows) for name, rows in named.items()}
    fills |= _findings_moved(result.content, before)
    fills |= {
        "outcome": words["outcomes"][result.outcome],
        "publication": result.publication_id or "-",
        "received": result.received.get("new", 0),
        "overdue": len(result.overdue),
    }
    lines = [line.format(**fills) for line in words["first"]]
    if result.error:
        lines.append(words["error"].format(error=_said(result.error, lang)))
    for name, rows in named.items():
        lines += [words["named"][name].format(**row) for row in rows[:_NAMED]]
        if len(rows) > _NAMED:
            lines.append(words["more"].format(n=len(rows) - _NAMED))
    lines += [words["department"].format(**row) for row in _departments(result.content)]
    return words["subject"].format(**fills), "\n".join(lines) + "\n"


def _named(result: NightResult, before: Mapping[str, Any], lang: str) -> dict[str, list[dict[str, Any]]]:
    """What is counted and named, a row each, in the order in which it is said. A file replaced under its link tonight is one
    thing; figures online that are not those that were sent are another, and new where the last report has not said so."""
    content = result.content
    known = {json.dumps(d, sort_keys=True) for d in before.get("online", ())}
    unlike = [d for d in content.get("online", ()) if d["kind"] == _DIFFERS]
    return {
        "refused": [r | {"reason": _said(r["reason"], lang)} for r in content.get("refused", ())],
        "newly_overdue": [_titled(o, lang) for o in result.overdue if o["is_new"]],
        "replaced": [f for f in result.received.get("pages", ()) if f["kind"] == _REPLACED],
        "differing": [_titled(d, lang) for d in unlike if json.dumps(d, sort_keys=True) not in known],
        "unregistered": [{"name": name} for name in content.get("unregistered", ())],
    }


def _findings_moved(content: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, int]:
    """How many findings are new and how many are closed; none of either by a night that judged nothing."""
    if "disclosures" not in content:
        return {"wrong": 0, "closed": 0}
    now, then = _findings(content), _findings(before)
    return {"wrong": (now - then).total(), "closed": (then - now).total()}


def _titled(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    name = title(lang, row["department_name"], row["fiscal_year"], row["stage"], row.get("level"))
    return {**row, "title": name}


def _said(text: str, lang: str) -> str:
    return english(text) if lang == "en" else text


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
