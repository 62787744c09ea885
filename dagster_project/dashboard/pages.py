"""From an address to a page: which rows, which template, which words. A pure function of the publication and the address.

Belongs here: addresses and what a page is given. Does not belong here: SQL (`published`), pictures (`plots`), answering
browsers (`server`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

import yaml

from dagster_project.dashboard import plots, published
from dagster_project.publication.basis import DamageError, whole_manifest
from dagster_project.words import LEVEL, SEVERITY, SEVERITY_ORDER, STAGE, STATUS, word

if TYPE_CHECKING:
    import duckdb
    import jinja2

Row = dict[str, Any]
_HERE = Path(__file__).parent
_SHOWN = 100  # rows a page


@dataclass(frozen=True, slots=True)
class Address:
    """Where a reader is: `parts` of the path after the language, and the query."""

    lang: str
    parts: tuple[str, ...]
    query: Mapping[str, str]

    @property
    def base(self) -> str:
        return "/en/" if self.lang == "en" else "/"

    def written(self, base: str, **query: object) -> str:
        """This address below another base, with these words of the query changed."""
        path = "/".join(quote(part, safe="") for part in self.parts)
        asked = {**self.query, **query}
        text = urlencode({k: str(v) for k, v in asked.items() if v not in (None, "")})
        return base + path + ("/" if path else "") + (f"?{text}" if text else "")


def address(path: str, query: Mapping[str, str]) -> Address:
    """The address of a path as a browser sends it."""
    parts = [unquote(part) for part in path.split("/") if part]
    lang = "en" if parts[:1] == ["en"] else "zh"
    return Address(lang, tuple(parts[1:] if lang == "en" else parts), query)


def page(current: Path, at: Address, orchestrator: str) -> tuple[int, str]:
    """Status and HTML of an address, from the publication in a folder; `orchestrator` is the address of its page, empty
    where there is none."""
    t = words(at.lang)
    if not (current / "budget.duckdb").exists():
        return 200, _message(at, t, orchestrator, "unpublished", {})
    import duckdb

    folder = current.resolve()  # one publication for the whole page, whatever is switched in meanwhile
    try:
        manifest = whole_manifest(folder)
    except DamageError:
        return 503, _message(at, t, orchestrator, "damaged", {})
    asked = _PAGES.get(at.parts[0] if at.parts else "overview")
    with duckdb.connect(str(folder / "budget.duckdb"), read_only=True) as connection:
        given = asked(connection, folder, at, t, manifest) if asked else None
    if given is None:
        return 404, _message(at, t, orchestrator, "missing", manifest)
    return 200, _filled(at, t, orchestrator, manifest, given)


def _message(at: Address, t: Row, orchestrator: str, name: str, manifest: Row) -> str:
    given = {"template": "message.html", "title": t[name], "said": t[f"{name}_text"]}
    return _filled(at, t, orchestrator, manifest, given)


def _filled(at: Address, t: Row, orchestrator: str, manifest: Row, given: Row) -> str:
    made = {"id": manifest.get("publication_id"), "made": manifest.get("published_at")}
    frame = {
        "t": t,
        "lang": at.lang,
        "base": at.base,
        "other": at.written("/" if at.lang == "en" else "/en/"),
        "here": at.parts[0] if at.parts else "overview",
        "orchestrator": orchestrator,
        "publication": t["publication"].format(**made) if manifest else "",
    }
    return _templates().get_template(given["template"]).render(frame | given)


def _overview(connection: duckdb.DuckDBPyConnection, folder: Path, at: Address, t: Row, manifest: Row) -> Row | None:
    rows = [_worded(row, at.lang) for row in published.overview(connection)]
    counts = {f"documents_{name}": n for name, n in manifest["counts"]["documents"].items()}
    counts |= {"disclosures": len(rows), "departments": len({r["department_id"] for r in rows})}
    return {
        "template": "overview.html",
        "title": t["nav"]["overview"],
        "disclosures": rows,
        "most": _most(rows, "expenditure_yuan"),
        "lead": t["lead"].format(**counts),
    }


def _department(connection: duckdb.DuckDBPyConnection, folder: Path, at: Address, t: Row, manifest: Row) -> Row | None:
    wanted = at.parts[1] if len(at.parts) == 2 else None
    rows = [_worded(r, at.lang) for r in published.overview(connection) if r["department_id"] == wanted]
    if not rows:
        return None
    name = rows[0]["department_name"] or wanted
    known = [r for r in rows if r["expenditure_yuan"] is not None]
    points = [
        (f"{r['fiscal_year']} {word(STAGE, at.lang, r['stage'])}", r["stage"], r["expenditure_yuan"]) for r in known
    ]
    title = t["plot"].format(name=name)
    return {
        "template": "department.html",
        "title": name,
        "disclosures": rows,
        "most": _most(rows, "expenditure_yuan"),
        "plot_title": title,
        "plot": plots.series(points, title),
        "found": [_placed(r, at.lang, t) for r in published.findings(connection) if r["department_id"] == wanted],
        "documents": [_worded(r, at.lang) for r in published.documents(connection, wanted or "")],
    }


def _findings(connection: duckdb.DuckDBPyConnection, folder: Path, at: Address, t: Row, manifest: Row) -> Row | None:
    rows = published.findings(connection)
    departments = {r["department_id"]: r["department_name"] or r["department_id"] for r in rows}
    severity, department = at.query.get("severity", ""), at.query.get("department", "")
    fitting = [r for r in rows if severity in ("", r["severity"]) and department in ("", r["department_id"])]
    turn, shown = _turned(at, fitting)
    return {
        "template": "findings.html",
        "title": t["nav"]["findings"],
        "severities": [(code, word(SEVERITY, at.lang, code)) for code in SEVERITY_ORDER],
        "departments": sorted(departments.items(), key=lambda d: d[1]),
        "severity": severity,
        "department": department,
        "turn": turn,
        "found": [_placed(r, at.lang, t) for r in shown],
    }


def _coverage(connection: duckdb.DuckDBPyConnection, folder: Path, at: Address, t: Row, manifest: Row) -> Row | None:
    rows = published.coverage(connection)
    forms = {r["form_id"]: r[f"title_{at.lang}"] or r["form_id"] for r in rows}
    lines = []
    for _, group in groupby(rows, key=lambda r: (r["department_id"], r["fiscal_year"], r["stage"])):
        members = list(group)
        states = {r["form_id"]: r["coverage"] for r in members}
        worst = max(members, key=lambda r: (r["timeliness"] == "late", r["days_after_deadline"] or 0))
        said = t["timeliness"].get(worst["timeliness"], worst["timeliness"]).format(days=worst["days_after_deadline"])
        lines.append(_worded(members[0], at.lang) | {"states": states, "timely": said})
    turn, shown = _turned(at, lines)
    return {
        "template": "coverage.html",
        "title": t["nav"]["coverage"],
        "forms": sorted(forms.items(), key=lambda f: f[1]),
        "turn": turn,
        "lines": shown,
    }


def _projects(connection: duckdb.DuckDBPyConnection, folder: Path, at: Address, t: Row, manifest: Row) -> Row | None:
    wanted = at.query.get("q", "").strip()
    rows = [r for r in published.projects(connection) if wanted in (r["project_name"] or "")]
    turn, shown = _turned(at, rows)
    return {
        "template": "projects.html",
        "title": t["nav"]["projects"],
        "q": wanted,
        "turn": turn,
        "projects": [_worded(r, at.lang) for r in shown],
        "most": _most(shown, "annual_total_yuan"),
    }


def _figure(connection: duckdb.DuckDBPyConnection, folder: Path, at: Address, t: Row, manifest: Row) -> Row | None:
    from dagster_project.explain import explain
    from dagster_project.explain_text import lines

    found = explain(folder / "budget.duckdb", at.parts[1]) if len(at.parts) == 2 else None
    if found is None:
        return None
    return {"template": "figure.html", "title": t["figure"], "said": "\n".join(lines(found, at.lang))}


_PAGES: dict[str, Callable[..., Row | None]] = {
    "overview": _overview,
    "department": _department,
    "findings": _findings,
    "coverage": _coverage,
    "projects": _projects,
    "figure": _figure,
}


def _turned(at: Address, rows: list[Row]) -> tuple[Row, list[Row]]:
    """The rows of the page that is asked for, and the addresses before and after it."""
    asked = at.query.get("page", "1")
    last = max(-(-len(rows) // _SHOWN), 1)
    number = min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 9 else 1
    first = (number - 1) * _SHOWN
    shown = rows[first : first + _SHOWN]
    turn: Row = {"count": len(rows), "first": first + 1, "last": first + len(shown)}
    turn["previous"] = at.written(at.base, page=number - 1) if number > 1 else ""
    turn["next"] = at.written(at.base, page=number + 1) if number < last else ""
    return turn, shown


def _worded(row: Row, lang: str) -> Row:
    """The row with its codes in words."""
    kind = word(STAGE, lang, row["stage"])
    if row.get("level") not in (None, "department"):
        kind += f" {word(LEVEL, lang, row['level'])}"
    return row | {"kind": kind, "status_word": word(STATUS, lang, row.get("status"))}


def _placed(row: Row, lang: str, t: Row) -> Row:
    """A finding with the place of the figure most likely wrong in words; empty where none is suspected."""
    parts = []
    if row["file_name"]:
        parts = [row["file_name"]]
        in_table = row["table_number"] is not None
        reference = row["cell_reference"]
        page = t["sheet"].format(cell=reference) if reference else t["page"].format(page=row["page"])
        parts += [] if in_table and row["line"] else [page]
        parts += [t["line"].format(line=row["line"])] if row["line"] else []
        if in_table:
            parts.append(t["table"].format(table=row["table_number"]))
            parts += [
                t[f"{side}_label"].format(label=label) for side in ("row", "column") if (label := row[f"{side}_label"])
            ]
        if row["printed_text"]:
            parts.append(t["printed"].format(text=" ".join(row["printed_text"].split())))
    place = ("，" if lang == "zh" else ", ").join(parts)
    return _worded(row, lang) | {"place": place, "severity_word": word(SEVERITY, lang, row["severity"])}


def _most(rows: list[Row], column: str) -> Decimal | None:
    return max((r[column] for r in rows if r[column] is not None), default=None)


@cache
def words(lang: str) -> Row:
    """The words of the dashboard in a language."""
    return yaml.safe_load((_HERE / "words.yml").read_text(encoding="utf-8"))[lang]


@cache
def _templates() -> jinja2.Environment:
    import jinja2
    import markupsafe

    loader = jinja2.FileSystemLoader(_HERE / "templates")
    made = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    made.filters["yuan"] = lambda amount: "" if amount is None else f"{amount:,.2f}"
    made.globals["bar"] = lambda value, most: markupsafe.Markup(plots.bar(value, most))
    return made
