"""`citybudget letter`: writes the letter to one department, as docx and as html, from the current publication."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from dagster_project.home import Home, SetupError, write_whole
from dagster_project.letter import content, page, paper, published
from dagster_project.publication.basis import standing_manifest
from dagster_project.standing import waivers_in_force

_SAID = {
    "zh": "{name}：疑点 {count} 处，公开 {disclosures} 份；函件已写入：",
    "en": "{name}: {count} findings in {disclosures} disclosures; the letter is in:",
}


def answer(home: Home, wanted: str, year: int | None, out: Path, lang: str, as_json: bool) -> int:
    """The exit code 0. Raises `SetupError` where nothing is published, no department or several are meant, or the letter
    cannot be written."""
    manifest = standing_manifest(home)
    department = published.department(home.current / "budget.duckdb", wanted, year)
    today = dt.datetime.now(dt.UTC).date().isoformat()
    letter = content.letter(department, manifest["publication_id"], waivers_in_force(today), lang)
    name = "".join(c for c in department.name if c.isalnum() or c in "-_（）()") or department.department_id
    stem = f"{name}-{year}" if year else name
    files = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for suffix, writer in (("docx", paper), ("html", page)):
            path = out / f"{stem}.{suffix}"
            write_whole(path, writer.write(letter))
            files.append(str(path))
    except OSError as error:
        raise SetupError(
            f"{error.filename or out}：不能写入函件（{error.strerror}）；请用 --out 指定可写的目录"
        ) from error
    if as_json:
        said = {
            "department_id": department.department_id,
            "department_name": department.name,
            "publication_id": manifest["publication_id"],
            "disclosures": [d.disclosure_id for d, _ in department.disclosures],
            "findings": len(letter.items),
            "files": files,
        }
        print(json.dumps(said, ensure_ascii=False, indent=2))
        return 0
    print(_SAID[lang].format(name=department.name, count=len(letter.items), disclosures=len(department.disclosures)))
    for file in files:
        print(f"  {file}")
    return 0
