"""Every identity against its cases: holds, fails, undecided, just inside and just outside rounding.

A case of `tests/cases/<identity_id>/cases.yml` names figures (`figure_lines`), fills its placeholders and states the
verdict; the name of a case is its verdict unless `expect` says another. The verdict of a case is the gravest one.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from dagster_project.records import IdentityResult
from expectations.confront import confront
from expectations.identity import load_identities
from tests.unit.expectations.figure_lines import disclosure_of

CASES = Path(__file__).resolve().parents[2] / "cases"
NAMED = {"just_inside": "holds_within_rounding", "just_outside": "fails"}
GRAVEST = ["fails", "incomplete", "holds_levelled", "holds_within_rounding", "holds", "undecided"]
SETTINGS = {"drop", "add", "expect", "computed", "reported", "computed_plain", "severity", "explanation", "fragment"}
BEFORE = {"fiscal_year": 2020, "disclosure_id": "before"}
IDS = [identity.identity_id for identity in load_identities()]


def cases() -> list[tuple[str, str, dict]]:
    found = []
    for path in sorted(CASES.glob("*/cases.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, case in content["cases"].items():
            found.append((path.parent.name, name, {**content, "case": case}))
    return found


def filled(lines: list[str], case: dict) -> list[str]:
    """The lines of a case: what it drops is gone, what it adds is there, placeholders have its figures."""
    dropped = str(case.get("drop", "")).split("|") if case.get("drop") else []
    made = []
    for line in [*lines, *([case["add"]] if "add" in case else [])]:
        for piece in dropped:
            line = line.replace(piece, "")
        for name, text in case.items():
            if name not in SETTINGS:
                line = line.replace("{" + name + "}", str(text))
        if line and not line.endswith(": ") and not line.endswith(":"):
            made.append(line)
    if dropped:
        whole = "\n".join([*lines, case.get("add", "")])
        assert all(piece in whole for piece in dropped), f"drops what is not there: {dropped}"
    return made


def results(identity_id: str, content: dict) -> list[IdentityResult]:
    case = content["case"]
    around = []
    for one in ("neighbour", "second_neighbour"):
        if one in content:
            settings = {**BEFORE, **content.get("settings", {}), **content.get(f"{one}_settings", {})}
            around.append(disclosure_of(filled(content[one], {**case, "drop": ""}), **settings))
    confrontation = confront(
        disclosure_of(filled(content["figures"], case), bool(case.get("fragment")), **content.get("settings", {})),
        around,
    )
    return [r for r in confrontation.results if r.identity_id == identity_id]


@pytest.mark.parametrize(("identity_id", "name", "content"), cases(), ids=lambda v: v if isinstance(v, str) else "")
def test_case(identity_id: str, name: str, content: dict) -> None:
    case = content["case"]
    expected = case.get("expect", NAMED.get(name, name))
    found = results(identity_id, content)
    if expected.startswith("nothing"):
        assert not found
        return
    assert found, "the identity says nothing"
    worst = min(found, key=lambda r: GRAVEST.index(r.verdict))
    assert worst.verdict == expected, worst.message_en
    for side in ("reported", "computed"):
        if side in case:
            values = {getattr(r, f"{side}_yuan") for r in found}
            assert Decimal(str(case[side])) * 10_000 in values
    if "severity" in case:
        assert worst.severity == case["severity"]
    if "explanation" in case:
        assert worst.explanation_code == case["explanation"]
    assert worst.message_zh
    assert worst.message_en


@pytest.mark.parametrize("identity_id", IDS)
def test_every_identity_has_cases(identity_id: str) -> None:
    assert (CASES / identity_id / "cases.yml").is_file(), "an identity comes with its cases"


@pytest.mark.parametrize("identity_id", [i.identity_id for i in load_identities() if i.severity != "notice"])
def test_every_obligation_can_fail(identity_id: str) -> None:
    verdicts = {
        case.get("expect", NAMED.get(name, name))
        for found, name, content in cases()
        if found == identity_id
        for case in [content["case"]]
    }
    assert verdicts & {"fails", "incomplete"}, "no case shows it fail"
    assert any(v.startswith("holds") for v in verdicts), "no case shows it hold"
