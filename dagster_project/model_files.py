"""The models and seeds as their files say: name, folder, columns, and what each is made from. What Dagster draws.

dbt says the same in its manifest, for which it parses for seconds; a page that opens needs none of it. A test holds this
against dbt's own manifest. Belongs here: reading `dbt/` and `seeds/`. Does not belong here: building (`models`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dagster_project.home import ROOT

# libyaml, where it is there, is ten times as fast
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REF = re.compile(r"\bref\(\s*(?:'(\w+)'|\"(\w+)\"|(\w+))\s*\)")
_SOURCE = re.compile(r"\bsource\(\s*['\"](\w+)['\"]\s*,\s*['\"](\w+)['\"]\s*\)")
_QUOTED = re.compile(r"['\"](\w+)['\"]")
_CALLED = re.compile(r"\b(\w+)\(")
_MACRO = re.compile(r"{%-?\s*macro\s+(\w+)")
_COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
Key = tuple[str, str]  # schema (of a raw table: the source), name


@dataclass(slots=True)
class ModelFile:
    """A model or a seed. `columns` are (name, type or null, description) of those that are declared; `upstream` are the
    keys of what it is made from."""

    key: Key
    is_seed: bool
    group: str | None
    materialized: str
    description: str = ""
    columns: list[tuple[str, str | None, str]] = field(default_factory=list)
    sql: str = ""
    upstream: list[Key] = field(default_factory=list)


def load(root: Path = ROOT) -> list[ModelFile]:
    """Every model and seed, by key."""
    project = yaml.load((root / "dbt" / "dbt_project.yml").read_bytes(), _Loader)
    name = project["name"]
    found: dict[str, ModelFile] = {}
    for path in sorted((root / "seeds").glob("*.csv")):
        found[path.stem] = ModelFile((project["seeds"][name]["+schema"], path.stem), True, None, "seed")
    models = root / "dbt" / "models"
    for path in sorted(models.rglob("*.sql")):
        said = _settings(project["models"][name], path.relative_to(models).parent.parts)
        sql = path.read_text(encoding="utf-8")
        found[path.stem] = ModelFile(
            (said["schema"], path.stem), False, said.get("group"), said["materialized"], sql=sql
        )
    for path in [*models.rglob("*.yml"), *(root / "seeds").glob("*.yml")]:
        _describe(yaml.load(path.read_bytes(), _Loader), found)
    macros = _macros(root / "dbt" / "macros")
    for model in found.values():
        model.upstream = _upstream(model.sql, found, macros)
    return sorted(found.values(), key=lambda m: m.key)


def _settings(tree: dict[str, Any], folders: tuple[str, ...]) -> dict[str, Any]:
    """What `dbt_project.yml` says of a folder: the innermost word counts."""
    said: dict[str, Any] = {}
    for folder in (None, *folders):
        tree = tree if folder is None else tree.get(folder, {})
        said |= {key.removeprefix("+"): value for key, value in tree.items() if key.startswith("+")}
    return said


def _describe(content: dict[str, Any], found: dict[str, ModelFile]) -> None:
    for row in [*(content.get("models") or []), *(content.get("seeds") or [])]:
        model = found[row["name"]]
        model.description = row.get("description", "")
        model.columns = [(c["name"], c.get("data_type"), c.get("description", "")) for c in row.get("columns") or []]


def _macros(folder: Path) -> dict[str, str]:
    """The text of the file of each macro, by its name."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))]
    return {name: text for text in texts for name in _MACRO.findall(text)}


def _upstream(sql: str, found: dict[str, ModelFile], macros: dict[str, str]) -> list[Key]:
    """What a model names. Where it refers to a name held in a variable, that is one of the names quoted in its text or in a
    macro it calls."""
    text = _COMMENT.sub("", sql)
    names = {first or second for first, second, _ in _REF.findall(text)} - {""}
    if any(variable for _, _, variable in _REF.findall(text)):
        called = "".join(macros.get(name, "") for name in sorted(set(_CALLED.findall(text))))
        names |= found.keys() & set(_QUOTED.findall(text + called))
    return sorted({found[name].key for name in names} | {(s, table) for s, table in _SOURCE.findall(text)})
