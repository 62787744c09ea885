"""The closing report: it fits narrow and wide terminals, and is plain in a pipe."""

from pathlib import Path

import pytest

from dagster_project import report_text
from dagster_project.home import Home
from dagster_project.nightly import FAILED, PUBLISHED, NightResult
from dagster_project.report_text import columns, lines, wrapped

FINDING = {
    "severity": "error", "fault_group": "g", "identities": 3, "waived": False,
    "message_zh": "部门支出总体情况表·群众文化：印为 162.40 万元，按其余各数应为 126.40 万元，相差 36.00 万元，待核实。",
    "message_en": "printed 162.40, by the other figures 126.40, to be verified.",
    "place_zh": "甲.txt 第 198 行", "place_en": "a.txt, line 198",
}  # fmt: skip
CONTENT = {
    "documents": 2, "cells": 10, "claims": 3, "held_files": [], "not_understood": 0,
    "refused": [{"file_name": "空.txt", "place": "整个文件", "reason": "文件是空的", "remedy": "请重新提供", "code": "u"}],
    "disclosures": [{
        "disclosure_id": "d", "department_name": "云澜市文化广电和旅游局", "fiscal_year": 2022, "stage": "budget",
        "level": "department", "version": 1, "status": "held", "judged": 9, "undecided": 2,
        "severities": {"error": 1}, "findings": [FINDING],
    }],
}  # fmt: skip
RECEIVED = {"inbox": "inbox", "files": 3, "new": 3, "ignored": 0, "read_now": 2}


def said(lang="zh", outcome=PUBLISHED):
    return list(lines(NightResult(outcome, "p1", None, RECEIVED, CONTENT, 1.0), Home(Path("home")), lang))


@pytest.mark.parametrize("room", [60, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(monkeypatch, room, lang):
    monkeypatch.setattr(report_text, "width", lambda _: room)
    assert max(map(columns, said(lang))) <= room


def test_a_pipe_gets_text_without_boxes_and_colours():
    text = "\n".join(said())
    assert "\x1b" not in text
    assert not any("\u2500" <= c <= "\u257f" for c in text)


def test_the_words_are_those_of_an_inspection():
    text = "".join("".join(said()).split())
    for word in (
        "已发布：p1",
        "暂挂",
        "整改1",
        "[整改]",
        "涉及3项关系",
        "空.txt",
        "文件是空的",
        "请重新提供",
        "home/refused",
    ):
        assert word in text


def test_what_has_no_finding_takes_a_line_a_department(monkeypatch):
    good = CONTENT["disclosures"][0] | {"status": "accepted", "severities": {}, "findings": [], "fiscal_year": 2021}
    later = good | {"fiscal_year": 2023, "stage": "final", "level": "unit"}
    held = good | {"status": "held", "fiscal_year": 2024}
    monkeypatch.setitem(CONTENT, "disclosures", [*CONTENT["disclosures"], good, later, held])
    text = said()
    assert "无疑点的公开（2 份；共判断 18 项、无法判断 4 项）" in text
    assert "  云澜市文化广电和旅游局：2021 年预算、2023 年决算（单位）" in text
    assert sum("2024 年预算：暂挂" in line for line in text) == 1


def test_what_we_could_not_match_is_named_as_our_own_gap(monkeypatch):
    assert not any("缺口" in line for line in said())
    gap = {"identity_id": "income_equals_expenditure", "message_zh": "收支总表有数", "message_en": "it has figures"}
    monkeypatch.setitem(CONTENT, "disclosures", [CONTENT["disclosures"][0] | {"gaps": [gap]}])
    text = "".join("".join(said()).split())
    assert "本系统应判断而未能对上的（1处，本系统的缺口，不是对公开内容的意见）" in text
    assert "2022年预算：income_equals_expenditure，收支总表有数" in text
    assert any("our own gaps" in line for line in said("en"))


def test_a_night_that_failed_says_that_the_old_publication_stands():
    assert said(outcome=FAILED)[0] == "未发布；上一次发布保持不变：p1"


def test_a_number_is_never_broken_over_two_lines(monkeypatch):
    monkeypatch.setattr(report_text, "width", lambda _: 20)
    assert any("162.40" in line for line in wrapped("部门支出总体情况表印为 162.40 万元"))
